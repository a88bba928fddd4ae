"""Whether earlier areas were put right: what a later inspection says of areas that one before it had named.

Inspectors say so in two places: in passing, of areas of an inspection that need not be on record (`addresses`,
`repeats`), and of the items themselves (`followed_up`). Which of them is meant, the dates of the question tell.
"""

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from bot.answering.asked import Asked, joined
from bot.answering.clauses import CLAUSES, source_of, telling_terms, touches
from bot.answers import Findings, Found
from bot.deadlines import long_date
from knowledge.records import FindingRecord


def answer_put_right(asked: Asked) -> Findings | None:
    """Return what a later inspection says of the earlier areas asked about; None where none is asked or on record."""
    sense = asked.question.sense
    asks = sense.yes_or_no or sense.asks in ("became", "what")
    if not asks or "put right" not in sense.says or len(asked.authorities) != 1:
        return None
    told = _on_subject(asked, _meant(asked))
    if not told:
        return _said_of_all(asked)
    return Findings(
        replace(asked.about, lead=_outcomes_of_items(asked, told) or _whether(told)),
        heading=f"Earlier areas for improvement, {asked.who}",
        found=tuple(map(Found, told)),
    )


def _said_of_all(asked: Asked) -> Findings | None:
    """Return what an inspection says of all the areas of the one before, where no single ones are linked to others."""
    question = asked.question
    if asked.telling - _ASKING or not (question.sense.yes_or_no or question.sense.asks == "became"):
        return None
    years = {*question.years, *filter(None, (question.sense.since,))}
    inspections = [
        item for item in asked.inspections() if item.findings and (not years or years & set(item.years))
    ]
    for one in asked.record.store.findings(item.id for item in inspections[:1]):
        for clause in CLAUSES.split(one.text):
            if _ALL_MENDED.search(clause.lower()) and not _RESERVED.search(clause.lower()):
                lead = f"Yes. {clause.strip()} ({source_of(one)})"
                heading = f"Earlier areas for improvement, {asked.who}"
                return Findings(replace(asked.about, lead=lead), heading, (Found(one),))
    return None


_ALL_MENDED = re.compile(
    r"\ball (?:of )?(?:the )?(?:\w+ )?(?:areas? for (?:improvement|development)|recommendations)\b"
    r".*\b(?:addressed|put right|resolved|remedied|completed)\b"
    r"|\b(?:addressed|put right|resolved|remedied|completed) all (?:of )?(?:the )?(?:\w+ )?"
    r"(?:areas? for (?:improvement|development)|recommendations)\b"
)
_RESERVED = re.compile(r"\b(?:not|no|never|nearly|almost|yet|although|however|but)\b")


def outcomes_lead(asked: Asked, items: tuple[FindingRecord, ...]) -> str | None:
    """Return what became of `items`, where one later inspection says so of each of them; None otherwise."""
    followed = [one for item in items for one in item.followed_up[:1]]
    asks = asked.question.sense.asks == "became" or "put right" in asked.question.sense.says
    if not asks or not followed or len(followed) < len(items):
        return None
    later = followed[0]
    if {one.inspection for one in followed} != {later.inspection}:
        return None
    number = Counter(one.outcome for one in followed)
    said = joined(f"{count} {outcome}" for outcome, count in number.most_common())
    whether = "Yes. " if set(number) == {"addressed"} else "No, not all. "
    return (
        f"{whether if 'put right' in asked.question.sense.says else ''}"
        f"Of {len(items)} items, {said}: so says the inspection published {long_date(later.published)}"
        f" ({joined(dict.fromkeys(one.ref for one in followed))})."
    )


def _outcomes_of_items(asked: Asked, told: tuple[FindingRecord, ...]) -> str | None:
    """Return what became of the items of the earlier inspection, where that is on record."""
    earlier = {area.inspection for one in told if (area := one.addresses or one.repeats) and area.inspection}
    items = asked.record.store.findings(earlier, kinds=("improvement", "priority"))
    return outcomes_lead(asked, items)


def _meant(asked: Asked) -> tuple[FindingRecord, ...]:
    """Return the findings on areas of an earlier inspection that the question's dates mean; () where they mean none.

    "By November 2010, had Islington dealt with what inspectors raised in January?" names the later inspection and the
    earlier one; other questions name one of them. What most dates fit is meant. A year alone is taken for the later one
    only where the question says that the other came before ("previous areas", "by 2012").
    """
    question = asked.question
    since = question.sense.since
    years = {*question.years, *(() if since is None else (since,))}
    months = {month_name[month] for month in question.months}
    by = question.period.last if question.period is not None and question.period.first is None else None
    before = by is not None or "before that" in question.sense.says
    own = {
        item.id: item for item in asked.inspections() if item.findings and (by is None or item.started <= by)
    }
    fits: dict[FindingRecord, int] = {}
    for one in asked.record.store.findings(own):
        if (area := one.addresses or one.repeats) is None:
            continue
        of_earlier = _stands_in(years, area.earlier) and _stands_in(months, area.earlier)
        there = own[one.inspection]
        then = {month_name[day.month] for day in (there.started, there.ended, there.published)}
        of_later = bool(years & set(there.years)) and (before or (of_earlier and bool(months & then)))
        if of_earlier or of_later:
            fits[one] = of_earlier + of_later
    best = max(fits.values(), default=0)
    return tuple(one for one, number in fits.items() if number == best)


def _stands_in(named: Iterable[int | str], text: str) -> bool:
    return any(str(one) in text for one in named)


def _on_subject(asked: Asked, told: tuple[FindingRecord, ...]) -> tuple[FindingRecord, ...]:
    """Keep the findings that touch the subject that the question names, if it names one."""
    words = tuple(word for word in asked.question.words if word in asked.telling - _ASKING)
    if not words:
        return told
    terms, _ = asked.record.searcher.terms(words)
    return tuple(
        one for one in told if all(touches(asked, one, term) for term in telling_terms(asked, terms))
    )


_ASKING = frozenset(
    "fix fixed put right addressed resolved acted dealt sorted remedied tackled mended fully completely raised named"
    " inspectors earlier previous last issue issues problem problems concern concerns weakness weaknesses".split()
)
"""Words that ask whether something was put right, and say nothing of a subject."""


def _whether(told: tuple[FindingRecord, ...]) -> str:
    """Return yes or no with its source: yes where all that is told was put right, no where something came back."""
    mended = [one for one in told if one.addresses is not None]
    back = [one for one in told if one.repeats is not None]
    said = [f"{one.text} ({source_of(one)})" for one in (*mended[:1], *back[:1])]
    whether = "Yes" if not back else "No, not all" if mended else "No"
    return f"{whether}. {' But: '.join(said)}"
