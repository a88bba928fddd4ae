"""Changes: what moved between an authority's last two graded inspections, and which improvement items came back."""

from dataclasses import replace

from bot.answering.asked import Asked, inspection_name, no_such_inspection, nothing_loaded, of_year
from bot.answering.judged import direction, graded_inspections, is_towards
from bot.answering.sides import answer_sides
from bot.answering.subject import best_judgements, subject_words
from bot.answers import Answer, Changes, GradedInspection, Moved, NotInRecord, Recurring
from bot.deadlines import long_date
from knowledge.records import FindingRecord, InspectionRecord, JudgementRecord
from knowledge.topics import words_of

_ITEM_KINDS = ("improvement", "priority")


def answer_changes(asked: Asked) -> Answer:
    """Return what changed since the previous inspection, or between those of the years named.

    Of the first authority named. Of two judgements set against each other ("leadership better than overall"), which is
    better.
    """
    if (against := answer_sides(asked)) is not None:
        return against
    name = asked.authorities[0]
    every = asked.record.store.inspections(name, until=asked.today)
    if not every:
        return nothing_loaded(asked)
    graded = tuple(item for item in graded_inspections(asked, every) if item.inspection.is_full)
    if (pair := _pair(asked, graded)) is None:
        return no_such_inspection(asked, every)
    graded = pair
    recurring = _recurring(asked, every)
    if len(graded) < 2 and not recurring:
        return NotInRecord(
            asked.about,
            f"what changed for {name}",
            f"{len(every)} inspections of {name}, of which {len(graded)} graded; two are needed",
        )
    now, before = (graded[0], graded[1]) if len(graded) > 1 else (None, None)
    moved = _moved(now, before) if now and before else ()
    lead = None
    if now and before:
        lead = _whether_better(asked, now, before, moved) or _of_one(asked, now, before, moved)
    return Changes(
        replace(asked.about, lead=lead),
        now=now,
        before=before,
        moved=moved,
        recurring=recurring,
        followed_up=_followed_up(asked, every),
        notes=_notes(now, before, every),
    )


def _pair(asked: Asked, graded: tuple[GradedInspection, ...]) -> tuple[GradedInspection, ...] | None:
    """Return the newer and the older of the inspections that are set side by side; None for a year without any.

    Of two years, theirs. Of one: what was known in that year against the newest ("better than in 2019?"), or the
    inspection of that year against the one before ("what changed in 2019?") or the next. Fewer than two where there are
    not more.
    """
    question, sense = asked.question, asked.question.sense
    if sense.until is not None and sense.since is None and not question.years:
        return tuple(item for item in graded if item.inspection.published.year <= sense.until)[:2]
    years = question.years or tuple(filter(None, (sense.since, sense.until)))
    if not years:
        return graded[:2]
    own = _of(graded, years[0], question.months)
    if own is not None and question.family is not None and len(years) == 1:
        frameworks = asked.record.frameworks
        older = graded[graded.index(own) + 1 :]
        before = next(
            (one for one in older if frameworks[one.inspection.framework].family == question.family), None
        )
        return (own, before) if before is not None else (own,)
    if len(years) == 1 and own is not None and "the next one" in sense.says:
        return graded[max(graded.index(own) - 1, 0) : graded.index(own) + 1]
    to_now = question.turn != "previous" and bool(question.turn or sense.since or "than" in sense.says)
    if len(years) == 1 and not to_now:
        return None if own is None else graded[graded.index(own) :][:2]
    now = graded[0] if len(years) == 1 else _of(graded, max(years), question.months)
    before = _of(graded, min(years), question.months) or next(
        (item for item in graded if item.inspection.published.year < min(years)), None
    )
    if now is None or before is None:
        return None
    return (now, before) if now is not before else (now,)


def _of(graded: tuple[GradedInspection, ...], year: int, months: tuple[int, ...]) -> GradedInspection | None:
    """Return the newest of the inspections of a year, of one of `months` where there is such, or None."""
    kept = of_year((item.inspection for item in graded), year, months)
    return next((item for item in graded if item.inspection in kept), None)


def _whether_better(
    asked: Asked, now: GradedInspection, before: GradedInspection, moved: tuple[Moved, ...]
) -> str | None:
    """Return yes or no to "did it improve?", of the judgement named or the overall; None where none can be compared."""
    sense = asked.question.sense
    if not sense.yes_or_no:
        return None
    if (alone := _alone(asked, moved)) is not None:
        return f"That cannot be compared: {alone.name} was judged at one of the two inspections only."
    if "at all" in sense.says and sense.towards == "moved" and "overall" not in asked.question.words:
        return _whether_anything(now, before, moved)
    subject = subject_words(asked)
    if subject and "overall" not in subject and not best_judgements(asked, _judged_at(moved), subject):
        return f"Neither of the two inspections compared judged “{' '.join(subject)}”."
    line = _named_or_overall(asked, now, moved)
    if line is None or line.now is None or line.before is None:
        return None
    yes = is_towards(line.direction, sense.towards or "up")
    then, today = long_date(before.inspection.published), long_date(now.inspection.published)
    return (
        f"{'Yes' if yes else 'No'}. {line.now.name}: {line.before.grade} (published {then}),"
        f" {line.now.grade} (published {today})."
    )


def _of_one(
    asked: Asked, now: GradedInspection, before: GradedInspection, moved: tuple[Moved, ...]
) -> str | None:
    """Return how the one judgement moved that the question names; None where it names none, or several."""
    subject = subject_words(asked)
    named = best_judgements(asked, _judged_at(moved), subject) if subject else ()
    lines = [line for line in moved if named and (line.now in named or line.before in named)]
    if len(lines) != 1 or lines[0].now is None or lines[0].before is None:
        return None
    later, earlier = lines[0].now, lines[0].before
    then, today = long_date(before.inspection.published), long_date(now.inspection.published)
    return f"{later.name}: {earlier.grade} (published {then}), {later.grade} (published {today})."


def _whether_anything(now: GradedInspection, before: GradedInspection, moved: tuple[Moved, ...]) -> str:
    """Return whether any judgement moved, with those that did."""
    lines = [one for one in moved if one.direction in ("up", "down") and one.now and one.before]
    dates = f"from {long_date(before.inspection.published)} to {long_date(now.inspection.published)}"
    if not lines:
        return f"No. No judgement made at both moved {dates}."
    said = "; ".join(
        f"{one.now.name}: {one.before.grade} to {one.now.grade}" for one in lines if one.now and one.before
    )
    return f"Yes. {said} ({dates})."


def _judged_at(moved: tuple[Moved, ...]) -> tuple[JudgementRecord, ...]:
    """Return the judgements of either inspection."""
    return tuple(one for line in moved for one in (line.now, line.before) if one is not None)


def _named_or_overall(asked: Asked, now: GradedInspection, moved: tuple[Moved, ...]) -> Moved | None:
    """Return how the judgement moved that the question names, or the overall one where it names none."""
    comparable = {
        one.now: one for one in moved if one.now and one.direction != "not comparable" and one.before
    }
    words = asked.question.words
    named = best_judgements(asked, tuple(comparable), words)
    if len(named) == 1 and "overall" not in words:
        return comparable[named[0]]
    return next((one for judged, one in comparable.items() if judged.strand in now.framework.overall), None)


def _alone(asked: Asked, moved: tuple[Moved, ...]) -> JudgementRecord | None:
    """Return the judgement that the question names best, where only one of the two inspections made it."""
    if "overall" in asked.question.words:
        return None
    made = {one: line for line in moved for one in (line.now, line.before) if one is not None}
    named = best_judgements(asked, tuple(made), asked.question.words)
    lines = [made[one] for one in named]
    return named[0] if lines and all(line.now is None or line.before is None for line in lines) else None


def _moved(now: GradedInspection, before: GradedInspection) -> tuple[Moved, ...]:
    """Return how each judgement moved: up, down, same, new, or dropped."""
    earlier = {_label(before, one): one for one in before.judgements}
    moved = [Moved(one, earlier.pop(_label(now, one), None), "") for one in now.judgements]
    lines = [Moved(item.now, item.before, direction(item.now, item.before)) for item in moved]
    lines.extend(Moved(None, one, "dropped") for one in earlier.values())
    return tuple(lines)


def _label(item: GradedInspection, judgement: JudgementRecord) -> str:
    return f"{judgement.strand}/{judgement.name}" if item.framework.strands else judgement.strand


def _recurring(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> tuple[Recurring, ...]:
    """Return newer items that take up the subject of an earlier inspection's item, with both passages.

    An item recurs when inspectors say so (`repeats`), or, by our own comparison, when it shares with the earlier one a
    topic and a good part of its telling words, rare words counting for more.
    """
    findings = asked.record.store.findings((item.id for item in inspections), kinds=_ITEM_KINDS)
    recurring = []
    for later in findings:
        earlier = _earlier_of(asked, later, findings)
        if earlier is not None or later.repeats is not None:
            recurring.append(Recurring(later, earlier))
    return tuple(recurring)


_ENOUGH_SHARED = 0.25
"""Share of the telling words' weight that two items must have in common, besides a topic; texts are short, so that a
quarter in common is much. The answer says that it is our comparison and shows both passages."""


def _earlier_of(
    asked: Asked, later: FindingRecord, findings: tuple[FindingRecord, ...]
) -> FindingRecord | None:
    best: tuple[float, FindingRecord | None] = (0.0, None)
    words = _telling(asked, later)
    for earlier in findings:
        if earlier.published >= later.published or not set(earlier.topics) & set(later.topics):
            continue
        other = _telling(asked, earlier)
        shared = sum(words[word] for word in words.keys() & other.keys())
        share = shared / max(min(sum(words.values()), sum(other.values())), 1.0)
        best = max(best, (share, earlier), key=lambda pair: pair[0])
    return best[1] if best[0] >= _ENOUGH_SHARED else None


def _telling(asked: Asked, finding: FindingRecord) -> dict[str, float]:
    """Return the telling words of a finding (their first six letters) with their weight: the rarer, the more."""
    plain = asked.record.topics.stop_words | set(words_of(finding.authority))
    weigh = asked.record.searcher.rarity
    return {word[:6]: weigh(word) for word in words_of(finding.text) if len(word) > 3 and word not in plain}


def _followed_up(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> tuple[FindingRecord, ...]:
    findings = asked.record.store.findings((item.id for item in inspections), kinds=_ITEM_KINDS)
    return tuple(finding for finding in findings if finding.followed_up)


def _notes(
    now: GradedInspection | None, before: GradedInspection | None, every: tuple[InspectionRecord, ...]
) -> tuple[str, ...]:
    notes = []
    if now and before and now.framework.name != before.framework.name:
        notes.append(
            f"The frameworks differ ({before.framework.name}; {now.framework.name}): a judgement may be worded or"
            " bounded differently, and a new or missing one need not mean that the service changed."
        )
    unread = [item for item in every if item.grades_only][:2]
    if unread:
        names = "; ".join(inspection_name(item) for item in unread)
        notes.append(f"Items can only be compared where findings are on record; grades only: {names}.")
    return tuple(notes)
