"""The registry of instructions: slash texts that change something. Routing, help and the durable task follow from it.

Adding an instruction is adding an entry here. What it returns is an answer like any other.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.asked import Asker, Record
from bot.answers import About, Answer, BadInstruction, MissingRight
from bot.question import Question
from bot.roles import RoleName, Roles
from bot.state import State


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
    state: State
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


INSTRUCTIONS: tuple[Instruction, ...] = ()


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


def badly_written(instructed: Instructed, problem: str) -> BadInstruction:
    """Return the answer to an instruction that cannot be carried out as written, for the reason given."""
    instruction = find_instruction(instructed.text)
    assert instruction is not None
    return BadInstruction(instructed.about, problem, instruction.usage, instruction.examples)
