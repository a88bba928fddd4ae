"""The tracker as people use it in Slack: lists with buttons, the form, instructions, exports, roles."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from bot.durable import Durable
from bot.state import State
from bot.tracking.checking import verify
from handlers.local_slack import Message
from tests.databases import postgres, state, state_url
from tests.handlers.conftest import CHANNEL
from tests.handlers.tracking import ADDRESS, At, at_work, button, durable_work

__all__ = ["postgres", "state", "state_url"]

GRANTED = {
    "viewer": ("everyone",),
    "editor": ("U0LOCAL001", "U0LOCAL002", "S0EDITORS1"),
    "approver": (),
    "admin": ("U0LOCAL002",),
}


@pytest.fixture(scope="module")
def durable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Durable]:
    """Durable work for all tests here, in a database of its own: starting and stopping it takes seconds."""
    state = State(f"sqlite:///{tmp_path_factory.mktemp('durable') / 'work.sqlite3'}")
    state.migrate()
    with durable_work(state) as one:
        yield one
    state.close()


@pytest.fixture
def at(state: State, durable: Durable, shipped: Path) -> Iterator[At]:
    """Priya edits, Tom is the administrator, Sam edits by way of a user group, Grace may only look."""
    with at_work(state, durable, shipped, GRANTED) as one:
        one.slack.add_usergroup("S0EDITORS1", ["sam"])
        yield one


def ask(at: At, text: str, user: str = "priya") -> Message:
    """Return the private answer to a slash command."""
    result = at.slack.slash(text, user=user, channel=CHANNEL)
    assert result.ok, (result.shown, result.details)
    assert result.message is not None
    return result.message


def instruct(at: At, text: str, user: str = "priya") -> Message:
    """Return what comes of an instruction, once it has been carried out."""
    last = at.slack.messages(CHANNEL)[-1:]
    result = at.slack.slash(text, user=user, channel=CHANNEL)
    assert result.ok, (result.shown, result.details)
    assert result.message is None
    return at.slack.wait_for_message(CHANNEL, after=last[0] if last else None)


def press(at: At, message: Message, label: str, user: str = "priya", number: int = 0) -> None:
    """Press a button."""
    result = at.slack.click(message, button(message, label, number), user=user)
    assert result.ok, result


def replaced(at: At, message: Message, contains: str) -> Message:
    """Return the message once it has been replaced by one that says something."""
    found: Message = at.slack.wait_until(
        lambda: next(
            (
                one
                for one in at.slack.messages(CHANNEL)
                if one.ts == message.ts and contains in one.words and one.edited_ts
            ),
            None,
        )
    )
    return found


def test_every_item_of_the_tracker_has_its_buttons(at: At) -> None:
    """The plan of City of London shows four items, each to be updated, assigned and done."""
    message = ask(at, "track city of london")

    labels = [
        element["text"]["text"]
        for block in message.blocks
        for element in block.get("elements", ())
        if element["type"] == "button"
    ]
    assert [labels.count(label) for label in ("Update", "Assign to me", "Done")] == [4, 4, 4]


def test_an_item_is_assigned_and_done_by_buttons(at: At) -> None:
    """Pressing shows the item as it is then, and the audit knows who did it."""
    message = ask(at, "track haringey")
    press(at, message, "Assign to me")
    after = replaced(at, message, "Changed")

    assert "<@U0LOCAL001>" in after.words
    press(at, after, "Done")
    assert "(done)" in replaced(at, after, "(done)").words

    assert "3 pending" not in ask(at, "track haringey").words
    assert verify(at.state).entries == 2
    assert verify(at.state).problems == ()


def test_mine_lists_what_i_own_and_nothing_of_others(at: At) -> None:
    """What Priya has assigned to herself is hers, and not Tom's."""
    message = ask(at, "track haringey")
    press(at, message, "Assign to me")
    replaced(at, message, "Changed")

    assert "1 pending" in ask(at, "mine").words
    assert "none of yours is open" in ask(at, "mine", "tom").words


def test_the_form_changes_all_fields(at: At) -> None:
    """Status, owner, target, evidence and a note are set in one go, and shown with the item."""
    message = ask(at, "track haringey")
    press(at, message, "Update")
    submitted = at.slack.submit_view(
        "priya",
        {
            "status": "in progress",
            "owner": ["U0LOCAL002"],
            "target": "2027-03-31",
            "evidence": "https://example.org/minutes?a=1&b=_2_",
            "note": "Panel meets monthly.",
        },
    )
    assert submitted.ok, submitted

    after = replaced(at, message, "Changed")

    assert "(in progress)" in after.words
    assert "<@U0LOCAL002>" in after.words
    assert "31 March 2027" in after.words
    assert "<https://example.org/minutes?a=1&amp;b=_2_>" in after.words
    assert "Panel meets monthly." in after.words


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"evidence": "javascript:alert(1)"}, "evidence"),
        ({"evidence": "ftp://example.org/file"}, "evidence"),
        ({"status": "not applicable"}, "status"),
    ],
)
def test_what_is_not_allowed_is_said_at_the_field(at: At, values: dict[str, str], field: str) -> None:
    """A link that is no web address, and a status that needs an approver, are refused where they stand."""
    press(at, ask(at, "track haringey"), "Update")

    result = at.slack.submit_view("priya", values)

    assert list(result.errors) == [field]


def test_a_target_moves_only_with_a_reason(at: At) -> None:
    """The second date asks why, and the first one stays visible."""
    message = ask(at, "track haringey")
    press(at, message, "Update")
    assert at.slack.submit_view("priya", {"target": "2027-03-31"}).ok
    after = replaced(at, message, "Changed")
    press(at, after, "Update")

    assert list(at.slack.submit_view("priya", {"target": "2027-06-30"}).errors) == ["reason"]
    assert at.slack.submit_view("priya", {"target": "2027-06-30", "reason": "Two vacancies."}).ok

    moved = replaced(at, after, "30 June 2027").words
    assert "Originally 31 March 2027; moved because: Two vacancies." in moved


def test_an_item_past_its_own_target_is_not_called_pending(at: At) -> None:
    """It stands before those that only have no date, with whose date it is past."""
    message = ask(at, "track haringey")
    press(at, message, "Update", number=1)
    assert at.slack.submit_view("priya", {"target": "2026-11-20"}).ok
    replaced(at, message, "3 days past")

    plan = ask(at, "track haringey").words
    overdue = ask(at, "overdue haringey").words

    assert plan.index("Past its own target: 1") < plan.index("Pending: 2")
    assert "1 past its own target" in overdue
    assert "pending" not in overdue


def test_the_second_editor_sees_what_changed_and_decides(at: At) -> None:
    """Tom finishes while Priya has the form open; hers comes back with his change and keeps what she entered."""
    message = ask(at, "track haringey")
    press(at, message, "Update")
    toms = ask(at, "track haringey", "tom")
    press(at, toms, "Done", "tom")
    replaced(at, toms, "Changed")

    first = at.slack.submit_view("priya", {"target": "2027-03-31"})

    assert first.ok
    assert first.view is not None
    shown = str(first.view.body["blocks"])
    assert "Changed while you were editing" in shown
    assert "<@U0LOCAL002>" in shown
    assert "Status: *done*" in shown
    assert at.slack.submit_view("priya", {}).ok
    after = replaced(at, message, "Changed").words
    assert "(done)" in after  # his, which she did not touch
    assert "31 March 2027" in after  # hers, which she decided to keep


def test_a_form_that_slack_delivers_again_is_taken_as_it_was(at: At) -> None:
    """What came in between is the very same submission: nothing is asked, and the note stands once."""
    message = ask(at, "track haringey")
    press(at, message, "Update")
    assert at.slack.submit_view("priya", {"note": "Panel meets monthly."}).ok
    replaced(at, message, "Changed")

    again = at.slack.deliver(at.slack.deliveries[-1].item)

    assert again.ok
    assert again.body is None
    assert verify(at.state).entries == 1


def test_a_button_pressed_on_an_old_list_asks_first(at: At) -> None:
    """Sam presses Done on a list from before Priya's change: nothing is written until Sam has seen it."""
    old = ask(at, "track haringey", "sam")
    message = ask(at, "track haringey")
    press(at, message, "Assign to me")
    replaced(at, message, "Changed")

    press(at, old, "Done", "sam")
    told = replaced(at, old, "Changed meanwhile")

    assert "Owner: *<@U0LOCAL001>*" in told.words
    press(at, told, "Done all the same", "sam")
    assert "(done)" in replaced(at, old, "(done)").words


def test_whoever_may_not_edit_is_told_privately_who_can(at: At) -> None:
    """Grace is neither editor nor in the group; she may look, and is told what she lacks."""
    message = ask(at, "track haringey", "grace")
    press(at, message, "Done", "grace")

    told = replaced(at, message, "Not allowed")

    assert "editor" in told.words
    assert told.visible_to == at.slack.person("grace").id
    assert verify(at.state).entries == 0


def test_the_form_is_not_opened_for_whoever_may_not_edit(at: At) -> None:
    """Update gives the reason at once, in place of a form that could not be saved."""
    message = ask(at, "track haringey", "grace")
    press(at, message, "Update", "grace")

    assert at.slack.modal("grace") is None
    assert "editor" in at.slack.wait_for_message(CHANNEL, after=message).words


def test_a_receipt_date_gives_statutory_dates_to_the_day(at: At) -> None:
    """Received on 22 January 2025: the statement is due 70 working days later, on 2 May 2025."""
    before = ask(at, "deadlines islington 2025").words
    told = instruct(at, "received islington 2025-01-22")

    assert "7 May 2025 to 13 May 2025" in before
    assert "22 January 2025" in told.words
    after = ask(at, "deadlines islington 2025").words
    assert "2 May 2025" in after
    assert "estimated" not in after
    assert verify(at.state).problems == ()


def test_a_receipt_date_of_somebody_else_is_changed_only_after_a_look(at: At) -> None:
    """Tom is told what Priya recorded and what would change; he presses, and the audit keeps both."""
    instruct(at, "received islington 2025-01-20")

    told = instruct(at, "received islington 2025-01-22", "tom")

    assert "Not recorded" in told.words
    assert "As <@U0LOCAL001> recorded on" in told.words
    assert "now: 30 April 2025" in told.words
    assert "/ofsted received Islington 2025-01-22 instead of 2025-01-20" in told.words
    assert verify(at.state).entries == 1
    press(at, told, "Change it to 22 January 2025", "tom")
    after = replaced(at, told, "Receipt recorded")
    assert "It was 20 January 2025 before, as <@U0LOCAL001> recorded on" in after.words
    assert "2 May 2025" in ask(at, "deadlines islington 2025").words
    assert verify(at.state).entries == 2
    assert verify(at.state).problems == ()


def test_a_date_that_was_changed_again_meanwhile_is_shown_again(at: At) -> None:
    """Tom's button names Priya's first date; she has changed it since, so he is asked once more."""
    instruct(at, "received islington 2025-01-20")
    told = instruct(at, "received islington 2025-01-22", "tom")
    instruct(at, "received islington 2025-01-21 instead of 2025-01-20")

    press(at, told, "Change it to 22 January 2025", "tom")

    assert "now: 21 January 2025" in replaced(at, told, "Not recorded").words
    assert verify(at.state).entries == 2


def test_a_date_to_replace_that_nobody_recorded_is_told(at: At) -> None:
    """Nothing is written; the date can be recorded as the first one."""
    told = instruct(at, "received islington 2025-01-22 instead of 2025-01-20")

    assert "there is no day of receipt to replace" in told.words
    press(at, told, "Record 22 January 2025")
    assert replaced(at, told, "Receipt recorded")
    assert verify(at.state).entries == 1


def test_the_same_receipt_date_again_is_no_contradiction(at: At) -> None:
    """Tom says what Priya said before him; nothing is written."""
    instruct(at, "received islington 2025-01-22")

    assert (
        "So it stands already, as <@U0LOCAL001> recorded"
        in instruct(at, "received islington 22 January 2025", "tom").words
    )
    assert verify(at.state).entries == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("received islington", "no date"),
        ("received islington 2025-01-22 instead of yesterday", "no date"),
        ("received 2025-01-22", "Name one authority"),
        ("received islington 2030-01-01", "still to come"),
        ("received islington 1999-01-01", "No report"),
        ("received kingston 2025-01-22", "could be"),
    ],
)
def test_an_instruction_that_is_not_clear_changes_nothing(at: At, text: str, said: str) -> None:
    """The answer says what is missing and how to write it."""
    told = instruct(at, text)

    assert said in told.words
    assert "Write: /ofsted received" in told.words
    assert verify(at.state).entries == 0


def test_a_feed_address_is_given_once_and_can_be_revoked(at: At) -> None:
    """The address is shown to the person only, and ends with `feed revoke`."""
    told = instruct(at, "feed islington", "grace")

    assert f"<{ADDRESS}/feeds/" in told.words
    assert told.visible_to == at.slack.person("grace").id
    assert "1 calendar feed of yours ended" in instruct(at, "feed revoke", "grace").words
    assert "nothing to revoke" in instruct(at, "feed revoke", "grace").words


def test_an_administrator_ends_the_feeds_of_whoever_has_left(at: At) -> None:
    """Tom ends Grace's feed with everyone's; Priya, who only edits, may not."""
    instruct(at, "feed islington", "grace")

    assert "needs the role admin" in instruct(at, "feed revoke everyone").words
    assert "1 calendar feed ended" in instruct(at, "feed revoke everyone", "tom").words
    assert "You have no calendar feed" in instruct(at, "feed revoke", "grace").words
    assert verify(at.state).problems == ()


@pytest.mark.parametrize(("label", "ending"), [("Export to Excel", ".xlsx"), ("Export as CSV", ".csv")])
def test_the_plan_is_exported_into_a_direct_message(at: At, label: str, ending: str) -> None:
    """The file arrives in the person's direct messages and holds the list's items."""
    press(at, ask(at, "track haringey"), label)

    message = at.slack.wait_until(
        lambda: next((one for one in at.slack.messages("priya") if one.files), None)
    )

    (payload,) = message.files
    assert payload["name"] == f"improvement-plan-haringey-2026-11-23{ending}"
    content = at.slack.backend.files[payload["id"]].content
    assert content is not None
    if ending == ".csv":
        assert len(list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))) == 3
    else:
        assert openpyxl.load_workbook(io.BytesIO(content))["Improvement items"].max_row == 4


def exported_row(at: At) -> dict[str, str]:
    """Return the first item of the plan of Haringey, exported as CSV."""
    before = len([one for one in at.slack.messages("priya") if one.files])
    press(at, ask(at, "track haringey"), "Export as CSV")
    message = at.slack.wait_until(
        lambda: next(iter([one for one in at.slack.messages("priya") if one.files][before:]), None)
    )
    content = at.slack.backend.files[message.files[0]["id"]].content
    assert content is not None
    return next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_exports_name_people_as_slack_does(at: At) -> None:
    """Tom owns an item with a note of Priya's: both by name, and Tom by his id as well."""
    message = ask(at, "track haringey")
    press(at, message, "Update")
    assert at.slack.submit_view("priya", {"owner": ["U0LOCAL002"], "note": "Panel meets monthly."}).ok
    replaced(at, message, "Changed")

    row = exported_row(at)

    assert (row["Owner"], row["Owner's Slack id"]) == ("Tom Ellison", "U0LOCAL002")
    assert row["Changed by"] == "Priya Nair"
    assert row["Notes"].endswith(" Priya Nair: Panel meets monthly.")


def test_without_the_scope_people_are_named_by_id(at: At) -> None:
    """Slack refuses to name them, and nothing else is the worse for it."""
    at.slack.backend.scopes -= {"users:read"}
    message = ask(at, "track haringey")
    press(at, message, "Assign to me")
    replaced(at, message, "Changed")

    assert exported_row(at)["Owner"] == "U0LOCAL001"


def test_the_help_names_the_instructions(at: At) -> None:
    """What changes something is found in the same place as what can be asked."""
    words = ask(at, "help").words

    assert "/ofsted received authority date" in words
    assert "/ofsted feed authority" in words
