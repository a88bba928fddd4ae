"""Why an answer was chosen: what was understood of the question, what was searched, and how fresh that is.

Derived from the question and the answer alone; nothing here changes either.
"""

from bot.answering.asked import Record, inspection_name, joined
from bot.answers import Answer, Changes, Deadlines, GradedAuthorities, Grades, NotInRecord
from bot.dating import Period
from bot.deadlines import long_date
from bot.question import Question
from knowledge.records import InspectionRecord


def explain(question: Question, answer: Answer, record: Record) -> tuple[str, ...]:
    """Return the reasons for `answer`, one sentence each: topic, names, words, span, framework and freshness."""
    if isinstance(answer, NotInRecord) and answer.reason:
        return (f"Nothing was searched: {answer.reason[:1].lower()}{answer.reason[1:]}",)
    reasons = [
        _topic(question),
        *_names(question),
        *_words(question, record),
        *_graded(question),
        *_span(question),
    ]
    reasons.extend(_frameworks(answer))
    reasons.append(_freshness(answer, record))
    return tuple(filter(None, reasons))


def _topic(question: Question) -> str:
    how = "named in the text" if question.topic_named else "the likeliest for such a text, which names none"
    return f"Topic: {question.topic} ({how})."


_OUTCOMES = {
    "exact": "its name",
    "alias": "another name of it",
    "fuzzy": "the nearest name by far, allowing for a typing error",
    "abolished": "the successor of an authority that was abolished",
}


def _names(question: Question) -> list[str]:
    return [
        f"“{name.text}” is read as {joined(name.names)}: {_OUTCOMES[name.outcome]}."
        for name in question.names
        if name.outcome in _OUTCOMES
    ]


_SEARCHING = ("findings", "strengths", "improvements", "search", "compare")


def _words(question: Question, record: Record) -> list[str]:
    if question.topic not in _SEARCHING or not question.words:
        return []
    terms, corrected = record.searcher.terms(question.words)
    reasons = [
        f"“{typed}” is read as “{read}”: no finding has the word as typed." for typed, read in corrected
    ]
    for term in terms:
        said = " ".join(term.words)
        names = [record.topics.by_key[key].name for key in term.topics]
        meant = (phrase for key in term.topics for phrase in record.topics.by_key[key].meant_by(term.words))
        others = {" ".join(phrase) for phrase in meant} - {said}
        if names:
            shown = ", ".join(sorted(others)[:6])
            reasons.append(f"“{said}” means the topic {joined(names)}; searched with it: {shown}.")
        else:
            reasons.append(f"“{said}” is searched as it stands.")
    return reasons


_TOWARDS = {"up": "better", "down": "worse", "same": "the same", "moved": "different"}


def _graded(question: Question) -> list[str]:
    """Tell how a question about grades was read beyond the grade: its bound, its direction, its time, its parts."""
    if question.topic not in ("grades", "changes"):
        return []
    sense, reasons = question.sense, []
    if sense.grade is not None and sense.bound is not None:
        reasons.append(f"The grade asked about is “{sense.grade}”, and how far around it: {sense.bound}.")
    if sense.moved is not None:
        before, now = sense.moved
        reasons.append(f"A move from {before or 'any grade'} to {now or 'any grade'} is asked about.")
    elif sense.towards is not None:
        reasons.append(f"Whether a grade is {_TOWARDS[sense.towards]} is asked about.")
    said = [word for word in ("ever", "never", "always") if word in sense.says]
    if sense.grade is not None and said:
        reasons.append(f"Every inspection on record counts, because “{said[0]}” is asked.")
    if len(question.conditions) > 1:
        parts = (
            f"{'not ' if one.denied else ''}{one.grade} ({' '.join(one.words) or 'overall'})"
            for one in question.conditions
        )
        reasons.append(f"All of these must hold: {joined(parts)}.")
    return reasons


def _span(question: Question) -> list[str]:
    reasons = []
    if question.years and question.topic == "changes":
        reasons.append(f"Compared with what is on record of {joined(map(str, question.years))}.")
    elif question.years:
        reasons.append(f"Only inspections of {joined(map(str, question.years))}.")
    if question.turn is not None:
        turns = {"latest": "the newest", "previous": "the one before the newest", "first": "the oldest"}
        turns["before"] = f"before {joined(map(str, question.years))} the newest"
        reasons.append(f"Of each authority {turns[question.turn]} inspection only.")
    if question.sense.authority_type is not None and not question.names:
        reasons.append(f"Only authorities of the type {question.sense.authority_type}.")
    if question.sense.under is not None:
        reasons.append(f"Only inspections under a framework of {question.sense.under}.")
    if question.sense.region is not None and not question.names:
        reasons.append(f"Only authorities in the region {question.sense.region}.")
    if question.group is not None:
        reasons.append(f"Only {question.group.name}: {joined(question.group.authorities)}.")
    if question.period is not None and not question.period.of_years:
        reasons.append(f"The time asked about: {_in_words(question.period)}.")
    if question.paragraphs:
        reasons.append(f"Only paragraphs or items numbered {joined(map(str, question.paragraphs))}.")
    if question.sense.since is not None:
        reasons.append(f"Only inspections begun in {question.sense.since} or later.")
    if question.sense.until is not None:
        reasons.append(f"Only inspections begun in {question.sense.until} or before.")
    if question.inspection_kind is not None:
        reasons.append(f"Only a {question.inspection_kind}.")
    if question.weakness:
        reasons.append("Only what tells a weakness, improvement items included.")
    return reasons


def _in_words(period: Period) -> str:
    first = f"from {long_date(period.first)}" if period.first is not None else ""
    last = f"to {long_date(period.last)}" if period.last is not None else ""
    return f"{first} {last}".strip()


def _frameworks(answer: Answer) -> list[str]:
    match answer:
        case Grades():
            names = dict.fromkeys(item.framework.name for item in answer.inspections)
        case GradedAuthorities():
            names = dict.fromkeys(line.inspection.framework.name for line in answer.lines)
        case Changes():
            names = dict.fromkeys(
                item.framework.name for item in (answer.now, answer.before) if item is not None
            )
        case _:
            return []
    return [f"Judged under: {'; '.join(names)}."]


def _freshness(answer: Answer, record: Record) -> str:
    inspections: tuple[InspectionRecord, ...] = ()
    if len(answer.about.authorities) == 1:
        inspections = record.store.inspections(answer.about.authorities[0])
    if not inspections:
        coverage = record.store.coverage()
        last = long_date(coverage.last_published) if coverage.last_published else "none"
        return f"On record: {coverage.inspections} inspections, the newest published {last}."
    dated = f" Answered as of {long_date(answer.as_of)}." if isinstance(answer, Deadlines) else ""
    return f"Newest on record for {answer.about.authorities[0]}: {inspection_name(inspections[0])}.{dated}"
