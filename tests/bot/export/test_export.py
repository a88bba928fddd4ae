"""Exports: the workbook, CSV and calendars."""

import csv
import datetime as dt
import io
from pathlib import Path

import icalendar
import openpyxl
import pytest

from bot.cli import main
from bot.export.calendar import FeedCalendars, calendar_of
from bot.export.comma_separated import guarded
from bot.export.plan import exported_plan
from bot.service import FindingsService
from bot.state import State
from bot.state.feeds import Feeds
from handlers.app import Connection, create_app
from handlers.http import create_web_app
from handlers.local_slack import LocalSlack
from tests.builders import TODAY, improvement, inspection, small_service

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def test_the_workbook_can_be_filtered_printed_and_read_aloud(service: FindingsService) -> None:
    """Header row, frozen and in a table; dates are dates; nothing merged; properties, and named sheets."""
    export = exported_plan(service.record, ("Islington",), "xlsx", today=TODAY, now=NOW)

    book = openpyxl.load_workbook(io.BytesIO(export.content))

    assert book.sheetnames == ["Improvement items", "Statutory dates", "About"]
    sheet = book["Improvement items"]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert not sheet.merged_cells.ranges
    (table,) = sheet.tables.values()
    assert table.ref == f"A1:AB{sheet.max_row}"
    assert table.autoFilter is not None
    headings = [cell.value for cell in sheet[1]]
    due = sheet.cell(2, headings.index("Due") + 1)
    assert isinstance(due.value, dt.datetime)
    assert (due.value.date(), due.number_format) == (dt.date(2012, 6, 9), "dd/mm/yyyy")
    assert all(sheet.column_dimensions[cell.column_letter].width >= 7 for cell in sheet[1])
    assert book.properties.title == "Improvement plan: Islington, 23 November 2026"
    assert book.properties.language == "en-GB"


def test_text_that_looks_like_a_formula_stays_text_in_the_workbook(tmp_path: Path) -> None:
    """Nothing that a report says is computed by Excel."""
    one = small_service(tmp_path, [inspection(findings=[improvement('=HYPERLINK("http://x")')])])

    export = exported_plan(one.record, (), "xlsx", today=TODAY, now=NOW)

    sheet = openpyxl.load_workbook(io.BytesIO(export.content))["Improvement items"]
    cell = sheet.cell(2, [cell.value for cell in sheet[1]].index("Item") + 1)
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")


def test_csv_holds_every_item_with_iso_dates(service: FindingsService) -> None:
    """One row an item, in a form that spreadsheet programs open with the right letters."""
    export = exported_plan(service.record, (), "csv", today=TODAY, now=NOW)

    rows = list(csv.DictReader(io.StringIO(export.content.decode("utf-8-sig"))))

    assert len(rows) == 22
    assert {row["Due"] for row in rows if row["Authority"] == "Haringey"} == {""}
    assert "2012-06-09" in {row["Due"] for row in rows}
    assert export.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "first\n=1", "\r=1"])
def test_formulas_are_guarded_in_csv(text: str) -> None:
    """A cell, or a line of one, that begins like a formula begins with an apostrophe instead."""
    assert all(
        not line.lstrip().startswith(("=", "+", "-", "@", "＝")) for line in str(guarded(text)).split("\n")
    )
    assert "'" in str(guarded(text))


@pytest.mark.parametrize("text", ["para 24 item 1", "a-b", "100% = all", ""])
def test_ordinary_text_is_not_touched(text: str) -> None:
    """Only the beginning matters."""
    assert guarded(text) == text


def test_the_calendar_has_an_all_day_event_for_each_due_date(service: FindingsService) -> None:
    """On 1 July 2012: ten items with their dates and basis; ids stay the same from one fetch to the next."""
    first = icalendar.Calendar.from_ical(
        calendar_of(service.record, ("Islington",), dt.date(2012, 7, 1), NOW)
    )
    again = icalendar.Calendar.from_ical(
        calendar_of(service.record, ("Islington",), dt.date(2012, 7, 1), NOW)
    )

    events = first.walk("VEVENT")
    assert len(events) == 10
    assert {event.decoded("dtstart") for event in events} == {dt.date(2012, 6, 9), dt.date(2012, 9, 9)}
    assert all("Basis: " in event["description"] for event in events)
    assert len({event["uid"] for event in events}) == 10
    assert {event["uid"] for event in events} == {event["uid"] for event in again.walk("VEVENT")}


def test_a_calendar_without_dates_is_a_calendar_all_the_same(service: FindingsService) -> None:
    """Where nothing is due there is a time zone in it, because iCalendar data holds one component at least."""
    calendar = icalendar.Calendar.from_ical(calendar_of(service.record, ("Islington",), TODAY, NOW))

    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]
    assert calendar.errors == []


def test_a_feed_is_served_until_it_is_revoked(tmp_path: Path, service: FindingsService) -> None:
    """The address gives a calendar; another, or the same once revoked, gives nothing and says nothing."""
    state = State(f"sqlite:///{tmp_path / 'state.sqlite3'}")
    state.migrate()
    token = Feeds(state).create("U0PRIYA", ("Islington",), now=NOW, request="one")
    with LocalSlack() as slack:
        connection = Connection(slack.bot_token, slack.signing_secret, slack.base_url)
        app = create_app(service, connection, today=lambda: TODAY)
        calendars = FeedCalendars(service.record, state, lambda: dt.date(2012, 7, 1))
        client = create_web_app(app, service.record.store, calendars).test_client()

        found, wrong = client.get(f"/feeds/{token}.ics"), client.get(f"/feeds/{token[:-1]}x.ics")
        Feeds(state).revoke("U0PRIYA", now=NOW, request="two")
        revoked = client.get(f"/feeds/{token}.ics")

    state.close()
    assert (found.status_code, wrong.status_code, revoked.status_code) == (200, 404, 404)
    assert found.content_type == "text/calendar; charset=utf-8"
    assert len(icalendar.Calendar.from_ical(found.data).walk("VEVENT")) == 10


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration of its own, with its data beside it."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    config = tmp_path / "config.yaml"
    config.write_text("data: data\n", "utf-8")
    return config


def test_the_command_writes_the_plan(
    installation: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`ofsted-bot export` needs no Slack and no state database, and makes none."""
    target = tmp_path / "plan.csv"
    arguments = ["export", "haringey", "--format", "csv", "--out", str(target), "--as-of", "2026-11-23"]

    assert main(["--config", str(installation), *arguments]) == 0

    assert "3 items" in capsys.readouterr().out
    assert len(target.read_text("utf-8-sig").splitlines()) == 4
    assert not (tmp_path / "data" / "state.sqlite3").exists()


def test_the_command_does_not_guess_an_authority(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kingston is two authorities."""
    assert main(["--config", str(installation), "export", "kingston"]) == 2
    assert "which authority" in capsys.readouterr().err


def test_the_audit_is_verified_and_written_by_command(
    installation: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 0 while nothing was altered; the head that was noted down is looked for."""
    (tmp_path / "data").mkdir()
    state = State(f"sqlite:///{tmp_path / 'data' / 'state.sqlite3'}")
    state.migrate()
    Feeds(state).create("U0PRIYA", ("Islington",), now=NOW, request="one")
    state.close()

    def run(*arguments: str) -> tuple[int, str]:
        status = main(["--config", str(installation), "audit", *arguments])
        return status, capsys.readouterr().out

    status, said = run("verify")
    head = said.rsplit(" ", 1)[-1].strip()
    assert (status, "1 entries, nothing was altered" in said) == (0, True)
    assert run("verify", "--head", head)[0] == 0
    assert run("verify", "--head", "f" * 64)[0] == 1
    assert '"actor": "U0PRIYA"' in run("export")[1]
