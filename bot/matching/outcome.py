"""What matching says of one place in a text."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["exact", "alias", "abolished", "fuzzy", "ask", "not_england", "no_authority"]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """One place in the text that names, or seems to name, an authority.

    Attributes:
        start: First character of the text it covers, with words such as "London Borough of".
        end: The character after the last one it covers.
        text: What it covers, as typed.
        outcome: How sure the match is, or why there is none.
        names: Canonical names: one for exact, alias and fuzzy; the successors for abolished; the authority that
            covers the place for no_authority; none for ask and not_england.
        candidates: Canonical names to offer, best first: for ask, abolished and no_authority.
        note: What to tell the user, without a full stop: "Woking is a district of Surrey"; "" if there is nothing.
    """

    start: int
    end: int
    text: str
    outcome: Outcome
    names: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    note: str = ""
