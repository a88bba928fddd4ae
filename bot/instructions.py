"""The registry of instructions: slash texts that change something. Routing, help and the durable task follow from it.

Adding an instruction is adding an entry here. What it returns is an answer like any other.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.asked import Asker, Record
from bot.answers import About, Answer, BadInstruction, MissingRight
from bot.question import Question
from bot.roles import RoleName, Roles

if TYPE_CHECKING:
    from bot.state import State


SETTLED = frozenset({"exact", "alias", "fuzzy"})
"""Outcomes of name matching that leave no doubt: changing something for the wrong authority is worse than asking."""


@dataclass(frozen=True, slots=True)
class Instructed:
    """An instruction, and everything needed to carry it out.

    Attributes:
        text: What was written, cleaned, without `/ofsted`; the instruction's name is its first word.
        question: The same, parsed: authorities named, years, words.
        asker: Who wrote it, and where.
        today: The day in London.
        now: The instant, with time zone.
        record: The knowledge.
        state: The state database.
        roles: Who may do what.
        request: Names this very piece of work. The same request may come twice, and must then change nothing more.
        address: Where this installation can be reached by HTTP, without slash at the end; None where it cannot.
    """

    text: str
    question: Question
    asker: Asker
    today: dt.date
    now: dt.datetime
    record: Record
    state: "State"
    roles: Roles
    request: str
    address: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What follows the instruction's name, split at spaces."""
        return tuple(self.text.split()[1:])

    @property
    def about(self) -> About:
        """What the answer is about: the authorities named, where they are settled."""
        settled = (match.names for match in self.question.names if len(match.names) == 1)
        return About(tuple(dict.fromkeys(name for names in settled for name in names)), None, self.text)


@dataclass(frozen=True, slots=True)
class Instruction:
    """Something that a slash text can have done.

    Attributes:
        name: Its first word.
        usage: How to write it after `/ofsted`.
        summary: What it does, for the help.
        examples: Texts after `/ofsted`.
        run: Carries it out and says what came of it.
        role: The least role that may.
    """

    name: str
    usage: str
    summary: str
    examples: tuple[str, ...]
    run: Callable[[Instructed], Answer]
    role: RoleName = "editor"


def _receive(instructed: Instructed) -> Answer:
    from bot.tracking.received import receive  # what writes needs SQLAlchemy, which takes 0.2 s to import

    return receive(instructed)


def _feed(instructed: Instructed) -> Answer:
    from bot.tracking.feeding import feed

    return feed(instructed)


def _digest(instructed: Instructed) -> Answer:
    from bot.digest.instruction import instruct_digest

    return instruct_digest(instructed)


def _set(instructed: Instructed) -> Answer:
    from bot.preferring import prefer

    return prefer(instructed)


INSTRUCTIONS: tuple[Instruction, ...] = (
    Instruction(
        name="received",
        usage="received authority date [instead of date]",
        summary="Records when the authority received its report, and computes the statutory dates from it.",
        examples=("received islington 2025-01-22", "received islington 2025-01-22 instead of 2025-01-20"),
        run=_receive,
    ),
    Instruction(
        name="feed",
        usage="feed authority | feed revoke [everyone]",
        summary="A private address from which your calendar reads the due dates.",
        examples=("feed islington", "feed revoke"),
        run=_feed,
        role="viewer",
    ),
    Instruction(
        name="set",
        usage="set authority name [here] | set authority none [here]",
        summary="Which authority is meant when you, or this channel, name none.",
        examples=("set authority islington", "set authority haringey here", "set authority none"),
        run=_set,
        role="viewer",
    ),
    Instruction(
        name="digest",
        usage="digest here 09:00 weekdays [time zone] authorities | me 08:30 daily | preview | off | status",
        summary="A daily digest of improvement items in this channel, or of your own by direct message.",
        examples=(
            "digest here 09:00 weekdays islington haringey",
            "digest here 08:30 mon,wed,fri within 14 days city of london",
            "digest me 08:30 weekdays",
            "digest preview",
            "digest status",
            "digest off",
        ),
        run=_digest,
        role="viewer",
    ),
)


def find_instruction(text: str) -> Instruction | None:
    """Return the instruction that a cleaned slash text gives: the one whose name is its first word."""
    first = text.split(maxsplit=1)[0].lower() if text.strip() else ""
    return next((one for one in INSTRUCTIONS if one.name == first), None)


def carry_out(instructed: Instructed) -> Answer:
    """Carry out an instruction if the person may, and return what came of it.

    Raises:
        LookupError: The text gives no instruction.
    """
    instruction = find_instruction(instructed.text)
    if instruction is None:
        raise LookupError("no such instruction")
    if not instructed.roles.may(instructed.asker.user, instruction.role):
        return MissingRight(instructed.about, instruction.role, f"“{instruction.name}”")
    return instruction.run(instructed)


def settled_authorities(instructed: Instructed) -> tuple[str, ...] | BadInstruction:
    """Return the authorities that the text names, or the answer that one of the names is not clear."""
    for match in instructed.question.names:
        if match.outcome not in SETTLED or len(match.names) != 1:
            names = " or ".join((match.candidates or match.names)[:4])
            hint = f" could be {names}; write the whole name." if names else " is no authority of England."
            return badly_written(instructed, f"“{match.text}”{hint}")
    return tuple(dict.fromkeys(match.names[0] for match in instructed.question.names))


def badly_written(instructed: Instructed, problem: str) -> BadInstruction:
    """Return the answer to an instruction that cannot be carried out as written, for the reason given."""
    instruction = find_instruction(instructed.text)
    assert instruction is not None
    return BadInstruction(instructed.about, problem, instruction.usage, instruction.examples)
