"""Conversation: what a question in a thread leaves out, taken from the question before it.

Pure: two questions in, one out. Says what was taken over, so that the answer can say it too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.asking_words import JUDGED_WORDS
from bot.dating import Turn
from bot.question import Question
from bot.sense import Sense

_SETTLED = ("exact", "alias", "fuzzy", "abolished")


@dataclass(frozen=True, slots=True)
class Continued:
    """A question completed by the one before it; `taken` says in words what was taken over, None when nothing was."""

    question: Question
    taken: str | None = None


def continued(now: Question, before: Question | None, parse: Callable[[str], Question]) -> Continued:
    """Return `now` with what it leaves out taken from `before`: the authority, or what is asked of it.

    "and Haringey?" asks the same of another authority; "what about supervision?" something else of the same one; "why?"
    and "is that good?" ask something else of what was asked, and are written out and parsed again with `parse`.
    """
    if before is None:
        return Continued(now)
    if (text := _written_out(now, before)) is not None:
        return Continued(parse(text), f"Taken from this thread: {before.text.strip(' ?')}.")
    if now.topic == "search" and before.names and not _SEARCHES.match(now.text):
        now = replace(now, topic="findings", topic_named=False)  # "who else was on the team?"
    if now.topic in _NEVER or (before.names and not now.names and _is_of_all(now)):
        return Continued(now)
    if now.topic == "compare" and len(now.names) == 1 and before.names:
        named = " and ".join((_names_of(before), _names_of(now)))
        return Continued(
            parse(f"compare {named} {_years_of(now)}"), f"Taken from this thread: {_names_of(before)}."
        )
    if now.sense.region and not before.names:
        # "and in the West Midlands?" after a list of authorities asks for a region, not for one of its towns.
        now = replace(now, names=tuple(name for name in now.names if name.outcome in _SETTLED))
    elif not before.names and before.topic in LISTS and now.area is not None and not now.words:
        # "and Merseyside?" after a list asks for a list of that area.
        now = replace(now, names=(), group=now.area)
    question, taken = now, []
    goes_on = before.names and not now.names and not _NOWADAYS.search(now.text)
    if not now.names and (names := tuple(name for name in before.names if name.outcome in _SETTLED)):
        question = replace(question, names=names)
        taken.append(" and ".join(one for name in names for one in name.names))
    if not now.topic_named and not now.words and not now.weakness and before.topic not in _NEVER:
        question = replace(
            question,
            topic=before.topic,
            topic_named=before.topic_named,
            words=before.words,
            kinds=now.kinds or before.kinds,
            weakness=before.weakness,
            years=now.years or (before.years if goes_on else ()),
            limit=now.limit or before.limit,
            group=now.group or (None if now.sense.region else before.group),
            sense=_sense(now.sense, before.sense),
        )
        taken.append(" ".join((before.topic, *(word for word in before.words if word not in _LITTLE))))
    elif now.sense.asks == "who" and taken and before.topic == "inspections":
        question = replace(question, topic="inspections", years=now.years or before.years)
    elif not now.topic_named and now.words and taken and before.topic in _ABOUT_WORDS:
        years = now.years or (() if now.turn else before.years)
        question = replace(question, topic=before.topic, topic_named=before.topic_named, years=years)
        if before.topic == "grades" and set(now.words) <= JUDGED_WORDS | _JOINING:
            # "and for care leavers?" asks of the same inspection, and of the same judgement where it has one.
            question = replace(
                question,
                words=(*now.words, *(word for word in before.words if word not in (*now.words, "overall"))),
                years=now.years or before.years,
                sense=_sense(now.sense, before.sense),
            )
    own_time = now.years or now.turn or now.day or now.period or _NOWADAYS.search(now.text)
    if taken and not now.names and not own_time and question.topic in _OF_AN_INSPECTION:
        # "who led it?", "what needed to improve?": of the inspection that was asked about.
        question = replace(question, years=before.years, months=now.months or before.months)
    of_list = before.topic == "grades" and not before.names and (before.sense.region or before.group)
    if (
        of_list
        and now.topic == "grades"
        and not (now.names or now.sense.region or now.group or now.sense.across)
    ):
        # "and inadequate?" after a list of a region's authorities asks for another list of them.
        group, sense = before.group, before.sense
        asked_of = replace(now.sense, asks="which", region=sense.region, regions=sense.regions, across=True)
        question = replace(question, group=group, sense=asked_of)
        taken.append(sense.region or (group.name if group is not None else ""))
    if not taken:
        return Continued(now)
    return Continued(
        replace(question, text=_written(question)), f"Taken from this thread: {'; '.join(taken)}."
    )


def _written_out(now: Question, before: Question) -> str | None:
    """Return a follow-up that refers to the question before as a question by itself; None where it does not."""
    text, asked = now.text.strip(" ?").lower(), before.text.strip(" ?")
    if before.topic in _NEVER:
        return None
    if now.names:
        return _of_another(now, before)
    if (near := _YEAR_BESIDE.search(text)) and len(before.years) == 1:
        year = before.years[0] + (
            1 if (near.group(1) or near.group(2)) in ("after", "next", "following") else -1
        )
        return f"{re.sub(str(before.years[0]), str(year), asked)}?"
    if _SHARE.search(text) and before.sense.asks == "how many":
        return f"{_HOW_MANY.sub('what percentage of', asked)}?"
    if before.topic == "findings" and (meant := _MEANT.search(text)) is not None:
        about = _HOW_MANY.sub("", asked) if before.sense.asks == "how many" else asked
        return f"{text[: meant.start()]} {about} {text[meant.end() :]}?"
    if (
        before.topic == "findings"
        and before.sense.asks == "how many"
        and now.topic == "findings"
        and now.words
    ):
        years = _years_of(now) or _years_of(before)
        counted = _AND.sub("", text)
        return None if now.sense.asks != "what" else f"how many {counted} in {_names_of(before)} {years}?"
    bare = now.topic == "help" and not now.topic_named
    if bare and before.topic == "inspections" and before.names and now.sense.asks in ("when", "how long"):
        return f"{text} {_TURNS.get(before.turn, '')} inspection of {_names_of(before)} {_years_of(before)}?"
    if bare and now.sense.asks in ("why", "when", "how many", "how long", "who"):
        return f"{text} {asked}?"
    return None


def _names_of(question: Question) -> str:
    return " and ".join(dict.fromkeys(name for match in question.names for name in match.names))


def _years_of(question: Question) -> str:
    return " ".join(f"in {year}" for year in question.years)


def _is_of_all(question: Question) -> bool:
    """Return whether a question is about authorities in general, whatever one was asked about before."""
    # "how many areas for improvement?" and "what about leadership of services" ask of the same authority.
    listed = question.sense.across and question.topic != "improvements" and not _GOES_ON.match(question.text)
    of_several = listed or question.sense.region is not None or question.group is not None
    return of_several or "means" in question.sense.says or _OF_ALL.search(question.text) is not None


def _of_another(now: Question, before: Question) -> str | None:
    """Return the text of the question before with the name, and the year, that are given now: "and Bury in 2021?"."""
    bare = not (now.topic_named or now.words or now.weakness or now.limit or now.kinds or now.sense.grade)
    names = [name for name in now.names if name.outcome in _SETTLED]
    if (
        not bare
        or len(before.names) != 1
        or len(names) != len(now.names)
        or before.topic in LISTS
        or now.turn
    ):
        return None
    old, text = before.names[0], before.text
    text = f"{text[: old.start]}{_names_of(now)}{text[old.end :]}"
    if now.years and len(before.years) == 1:
        return text.replace(str(before.years[0]), str(now.years[0]))
    if before.years:
        return None if now.years else re.sub(rf"\b(?:in )?{before.years[0]}\b", "", text)
    return f"{text.rstrip(' ?')} {_years_of(now)}?" if now.years else text


_GOES_ON = re.compile(r"\W*(?:and|what about|how about)\b", re.IGNORECASE)
_OF_ALL = re.compile(
    r"\b(?:(?:which|what|how many|other|the) (?:\w+ )?(?:authorities|councils|boroughs|las|counties)"
    r"|across (?:england|the country)|nationally|what (?:is|are) (?:an?|ofsted)|national average)\b",
    re.IGNORECASE,
)
_NOWADAYS = re.compile(
    r"\b(?:now|nowadays|today|current(?:ly)?|newest|latest|at present|since)\b", re.IGNORECASE
)
_OF_AN_INSPECTION = ("inspections", "grades", "improvements", "strengths", "findings", "deadlines")
_TURNS: dict[Turn | None, str] = {"previous": "previous", "first": "first"}
_YEAR_BESIDE = re.compile(r"\byear (before|after)\b|\b(previous|next|following|preceding) year\b")
_SHARE = re.compile(
    r"\b(?:what|which) (?:share|proportion|percentage)\b.*\b(?:that|this|it)\b|^as a (?:share|percentage)\b"
)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_MEANT = re.compile(r"(?:\bof )?\b(?:that|this|it|them|those|they|these)\b")
"""Words for what was asked about before: "is that good?"."""
_AND = re.compile(r"^(?:(?:and|also|plus|then|what about|how about)\b\W*)+")
_SEARCHES = re.compile(r"\W*(?:search|find|look)\b", re.IGNORECASE)


def _sense(now: Sense, before: Sense) -> Sense:
    """Return the sense of the question before, with the grade and region that are asked for now."""
    if now.grade is not None:
        return now
    return replace(before, region=now.region or before.region, regions=now.regions or before.regions)


_JOINING = frozenset("and for of their the its about on in what how services".split())
_LITTLE = _JOINING | frozenset(
    "is are was were did does do has have had a an at to by with from it who which when there".split()
)
"""Words that a note on what was taken over leaves out."""
_NEVER = ("help", "coverage", "authorities", "search")
LISTS = ("grades", "inspections")
"""Topics whose questions may name no authority, and still be gone on from."""
_ABOUT_WORDS = ("findings", "strengths", "improvements", "deadlines", "grades")


def _written(question: Question) -> str:
    """Return a text that asks the completed question by itself, for its buttons."""
    years = " ".join(map(str, question.years))
    weakness = "weaknesses" if question.weakness else ""
    sense = question.sense
    said = (*sorted(sense.says), "?" if sense.yes_or_no else "")
    group = f"{question.group.name} councils" if question.group is not None else ""
    where = f"in {sense.region}" if sense.region and not question.names else ""
    listed = "which authorities" if sense.across and not question.names else ""
    parts = (
        question.topic,
        listed,
        _names_of(question),
        group,
        where,
        *question.words,
        weakness,
        sense.grade or "",
        years,
        *said,
    )
    return " ".join(part for part in parts if part)
