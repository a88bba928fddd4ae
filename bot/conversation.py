"""Conversation: what a question in a thread leaves out, taken from the question before it.

Pure: two questions in, one out. Says what was taken over, so that the answer can say it too.
"""

from dataclasses import dataclass, replace

from bot.question import Question

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
            sense=before.sense if now.sense.grade is None else now.sense,
        )
        taken.append(" ".join((before.topic, *before.words)))
    elif not now.topic_named and now.words and taken and before.topic in _ABOUT_WORDS:
        question = replace(question, topic=before.topic, topic_named=before.topic_named)
    if not taken:
        return Continued(now)
    return Continued(
        replace(question, text=_written(question)), f"Taken from this thread: {'; '.join(taken)}."
    )


_NEVER = ("help", "coverage", "authorities", "search")
_ABOUT_WORDS = ("findings", "strengths", "improvements", "deadlines", "grades")


def _written(question: Question) -> str:
    """Return a text that asks the completed question by itself, for its buttons."""
    names = " and ".join(dict.fromkeys(name for match in question.names for name in match.names))
    years = " ".join(map(str, question.years))
    weakness = "weaknesses" if question.weakness else ""
    grade = question.sense.grade or ""
    return " ".join(part for part in (question.topic, names, *question.words, weakness, grade, years) if part)
