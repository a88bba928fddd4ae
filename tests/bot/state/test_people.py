"""People's names in the state database, and when Slack is asked for them."""

import datetime as dt
from dataclasses import dataclass, field

from bot.naming import FRESH, learn_names
from bot.sending import SendRefused
from bot.state import State
from bot.state.people import People

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@dataclass
class NameBook:
    """Names by id; notes whom it was asked about, and tells nothing while `silent`."""

    people: dict[str, str]
    asked: list[str] = field(default_factory=list)
    silent: bool = False

    def name(self, user: str) -> str:
        """Return a person's name."""
        self.asked.append(user)
        if self.silent:
            raise SendRefused("missing_scope")
        return self.people.get(user, "")


def test_slack_is_asked_once_while_a_name_is_fresh(state: State) -> None:
    """Afterwards it is asked again, and a new name takes the old one's place."""
    book = NameBook({"U1": "Priya Nair"})
    learn_names(state, book, ["U1"], NOW)
    book.people["U1"] = "Priya Shah"

    learn_names(state, book, ["U1"], NOW + FRESH)
    assert People(state).names(["U1"]) == {"U1": "Priya Nair"}
    learn_names(state, book, ["U1"], NOW + FRESH + dt.timedelta(seconds=1))

    assert People(state).names(["U1", "U2"]) == {"U1": "Priya Shah"}
    assert book.asked == ["U1", "U1"]


def test_whoever_slack_does_not_know_has_no_name(state: State) -> None:
    """The others are named all the same."""
    learn_names(state, NameBook({"U2": "Tom Ellison"}), ["U1", "U2"], NOW)

    assert People(state).names(["U1", "U2"]) == {"U2": "Tom Ellison"}


def test_a_slack_that_does_not_tell_is_not_asked_about_everyone(state: State) -> None:
    """What was known before stays."""
    book = NameBook({"U1": "Priya Nair"})
    learn_names(state, book, ["U1"], NOW)
    book.silent = True

    learn_names(state, book, ["U1", "U2", "U3"], NOW + 2 * FRESH)

    assert book.asked == ["U1", "U1"]
    assert People(state).names(["U1"]) == {"U1": "Priya Nair"}
