"""Conversation: what a question in a thread leaves out, taken from the question before it.

Pure: two questions in, one out. Says what was taken over, so that the answer can say it too.
"""

from dataclasses import dataclass, replace

from bot.asking_words import JUDGED_WORDS
from bot.question import Question
from bot.sense import Sense

_SETTLED = ("exact", "alias", "fuzzy", "abolished")


@dataclass(frozen=True, slots=True)
class Continued:
    """A question completed by the one before it; `taken` says in words what was taken over, None when nothing was."""

    question: Question
    taken: str | None = None


def continued(now: Question, before: Question | None) -> Continued:
    """Return `now` with what it leaves out taken from `before`: the authority, or what is asked of it.

    "and Haringey?" asks the same of another authority; "what about supervision?" something else of the same one.
    """
    if before is None or now.topic in _NEVER:
        return Continued(now)
    if now.sense.region and not before.names:
        # "and in the West Midlands?" after a list of authorities asks for a region, not for one of its towns.
        now = replace(now, names=tuple(name for name in now.names if name.outcome in _SETTLED))
    elif not before.names and before.topic in _LISTS and now.area is not None and not now.words:
        # "and Merseyside?" after a list asks for a list of that area.
        now = replace(now, names=(), group=now.area)
    question, taken = now, []
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
            years=now.years or (before.years if before.names and not now.names else ()),
            limit=now.limit or before.limit,
            group=now.group or (None if now.sense.region else before.group),
            sense=_sense(now.sense, before.sense),
        )
        taken.append(" ".join((before.topic, *before.words)))
    elif not now.topic_named and now.words and taken and before.topic in _ABOUT_WORDS:
        question = replace(question, topic=before.topic, topic_named=before.topic_named)
        if before.topic == "grades" and set(now.words) <= JUDGED_WORDS | _JOINING:
            # "and for care leavers?" asks of the same inspection, and of the same judgement where it has one.
            question = replace(
                question,
                words=(*now.words, *(word for word in before.words if word not in (*now.words, "overall"))),
                years=now.years or before.years,
                sense=_sense(now.sense, before.sense),
            )
    if not taken:
        return Continued(now)
    return Continued(
        replace(question, text=_written(question)), f"Taken from this thread: {'; '.join(taken)}."
    )


def _sense(now: Sense, before: Sense) -> Sense:
    """Return the sense of the question before, with the grade and region that are asked for now."""
    if now.grade is not None:
        return now
    return replace(before, region=now.region or before.region, regions=now.regions or before.regions)


_JOINING = frozenset("and for of their the its about on in what how services".split())
_NEVER = ("help", "coverage", "authorities", "search")
_LISTS = ("grades", "inspections")
_ABOUT_WORDS = ("findings", "strengths", "improvements", "deadlines", "grades")


def _written(question: Question) -> str:
    """Return a text that asks the completed question by itself, for its buttons."""
    names = " and ".join(dict.fromkeys(name for match in question.names for name in match.names))
    years = " ".join(map(str, question.years))
    weakness = "weaknesses" if question.weakness else ""
    sense = question.sense
    said = (*sorted(sense.says), "?" if sense.yes_or_no else "")
    group = f"{question.group.name} councils" if question.group is not None else ""
    parts = (question.topic, names, group, *question.words, weakness, sense.grade or "", years, *said)
    return " ".join(part for part in parts if part)
