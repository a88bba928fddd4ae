"""Loading: every fault at once, the old database in service, nothing built twice, the new file picked up."""

import json
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from knowledge.build import SCHEMA_VERSION
from knowledge.faults import Fault
from knowledge.load import LoadReport, load
from knowledge.sources import Folders
from knowledge.store import NoKnowledge, Store
from tests.builders import (
    OUTCOME_COLUMNS,
    build,
    finding,
    improvement,
    inspection,
    judgement,
    outcome,
    small_folders,
    write_inspection,
    write_outcomes,
)

GOOD = inspection("2012-03-09")


def faults_of(folder: Path, values: dict[str, Any]) -> tuple[Fault, ...]:
    """Return the faults of one inspection file that says `values`."""
    return load(small_folders(folder, [values]), folder / "knowledge.sqlite3").faults


def faults_of_text(folder: Path, text: str | bytes) -> tuple[Fault, ...]:
    """Return the faults of one inspection file that holds `text`."""
    folders = small_folders(folder)
    data = text.encode() if isinstance(text, str) else text
    (folder / "shipped" / "one.yaml").write_bytes(data)
    return load(folders, folder / "knowledge.sqlite3").faults


def faults_of_table(folder: Path, *rows: dict[str, str]) -> tuple[Fault, ...]:
    """Return the faults of a table of grades that holds `rows`."""
    return load(small_folders(folder, outcomes=rows), folder / "knowledge.sqlite3").faults


def line_of(path: Path, beginning: str) -> int:
    """Return the number of the last line that begins with `beginning` after spaces and a list dash."""
    lines = path.read_text("utf-8").splitlines()
    return max(number for number, line in enumerate(lines, 1) if line.lstrip(" -").startswith(beginning))


BAD_FILES = [
    pytest.param({"authority": "Barnett"}, "authority", "Barnet", id="unknown authority"),
    pytest.param({"framework": "slaq"}, "framework", "slac", id="unknown framework"),
    pytest.param(
        {"ended": "2012-02-01", "started": "2012-02-03"}, "ended", "before started", id="end before start"
    ),
    pytest.param({"published": "2012-02-01"}, "published", "before ended", id="published before the end"),
    pytest.param({"kind": "full", "findings": []}, "kind", "full inspection", id="unknown kind"),
    pytest.param({"wording": "own"}, "wording", "verbatim", id="unknown wording"),
    pytest.param({"started": "the spring"}, "started", "2012-03-09", id="not a date"),
    pytest.param({"started": "2012-02-30"}, "started", "2012-03-09", id="no such day"),
    pytest.param({"started": 20120209}, "started", "2012-03-09", id="date without hyphens"),
    pytest.param({"id": "barnet-2012"}, "id", "publication date", id="id of another form"),
    pytest.param(
        {"id": "brent-2012-03-09-slac"}, "id", "barnet-2012-03-09-slac", id="id of another authority"
    ),
    pytest.param({"title": ""}, "title", "1 character", id="empty title"),
    pytest.param({"title": None}, "title", "string", id="no title"),
    pytest.param({"gradez": "good"}, "gradez", "unknown key", id="unknown key"),
    pytest.param(
        {"source": {"file": "a.pdf", "pagez": 3}}, "source.pagez", "unknown key", id="unknown inner key"
    ),
    pytest.param({"source": {"pages": 0}}, "source.pages", "greater than or equal to 1", id="no pages"),
    pytest.param(
        {"judgements": [judgement("safeguarding", "Overall effectiveness", "requires improvement")]},
        "judgements.0.grade",
        "adequate",
        id="grade of another framework",
    ),
    pytest.param(
        {"judgements": [judgement("safeguarding", "Overall effectiveness", "fair")]},
        "judgements.0.grade",
        "outstanding",
        id="grade of no framework",
    ),
    pytest.param(
        {"judgements": [judgement("saveguarding", "Overall effectiveness", "good")]},
        "judgements.0.strand",
        "looked after children",
        id="unknown strand",
    ),
    pytest.param(
        {"findings": [improvement(within="3 weeks")]}, "findings.0.within", "working days", id="bad within"
    ),
    pytest.param(
        {"findings": [improvement(within="0 months")]}, "findings.0.within", "N months", id="within no months"
    ),
    pytest.param(
        {"findings": [finding(within="3 months")]},
        "findings.0.within",
        "time limit",
        id="within on a narrative",
    ),
    pytest.param(
        {"findings": [finding(kind="weakness")]}, "findings.0.kind", "narrative", id="unknown finding kind"
    ),
    pytest.param({"findings": [finding("  ")]}, "findings.0.text", "character", id="empty finding"),
    pytest.param({"findings": [finding(page=0)]}, "findings.0.page", "1", id="page nought"),
    pytest.param(
        {"findings": [finding(same_as="para 99")]}, "findings.0.same_as", "para 99", id="same as nothing"
    ),
    pytest.param({"findings": "none"}, "findings", "", id="findings are no list"),
]


@pytest.mark.parametrize(("changed", "key", "expected"), BAD_FILES)
def test_a_bad_value_is_reported_with_file_line_key_and_what_was_expected(
    tmp_path: Path, changed: dict[str, Any], key: str, expected: str
) -> None:
    """A fault names its file, the line on which the key stands, the key and what was expected there."""
    values = GOOD | changed

    faults = faults_of(tmp_path, values)

    path = tmp_path / "shipped" / f"{values['id']}.yaml"
    found = [fault for fault in faults if fault.key == key]
    assert len(found) == 1, faults
    assert found[0].file == path.name
    assert expected in found[0].problem
    assert found[0].line == line_of(path, f"{key.rsplit('.', 1)[-1]}:")
    assert f"{path.name}:{found[0].line}:" in str(found[0])


@pytest.mark.parametrize(
    "key", ["id", "authority", "framework", "kind", "title", "started", "published", "wording"]
)
def test_a_missing_key_is_reported(tmp_path: Path, key: str) -> None:
    """What every inspection needs is asked for by name."""
    values = {name: value for name, value in GOOD.items() if name != key}
    folders = small_folders(tmp_path)
    write_inspection(tmp_path / "shipped", values, "one.yaml")

    faults = load(folders, tmp_path / "knowledge.sqlite3").faults

    assert [(fault.file, fault.key) for fault in faults] == [("one.yaml", key)]
    assert "missing" in faults[0].problem


def test_a_letter_cannot_carry_a_grade(tmp_path: Path) -> None:
    """A grade in an unannounced inspection's file is a mistake, since none was given."""
    values = inspection(
        "2010-12-01",
        framework="cra",
        kind="unannounced",
        judgements=[judgement("overall", "Overall", "good")],
    )

    faults = faults_of(tmp_path, values)

    assert [fault.key for fault in faults] == ["judgements.0.grade"]
    assert "no grades" in faults[0].problem


def test_fieldwork_outside_the_frameworks_years_is_refused(tmp_path: Path) -> None:
    """The date of the inspection decides the framework: none was inspected under SLAC in 2019."""
    faults = faults_of(tmp_path, inspection("2019-03-09", framework="slac"))

    assert [fault.key for fault in faults] == ["started"]
    assert "2012-12-31" in faults[0].problem


def test_an_overall_grade_is_refused_where_none_is_given_any_more(tmp_path: Path) -> None:
    """Since April 2026 inspectors give no overall grade, so none can be on record."""
    values = inspection(
        "2026-08-03",
        framework="ilacs-2026",
        kind="standard",
        judgements=[judgement("overall", "Overall effectiveness", "good")],
    )

    faults = faults_of(tmp_path, values)

    assert [fault.key for fault in faults] == ["judgements.0.strand"]


def test_dates_may_be_written_with_or_without_quotes(tmp_path: Path) -> None:
    """YAML reads an unquoted date as a date and a quoted one as text; both are the same day."""
    text = json.dumps(GOOD | {"started": "2012-02-08"}).replace('"2012-02-08"', "2012-02-08")

    assert faults_of_text(tmp_path, text) == ()


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    """Two files that claim to be the same inspection are reported, naming both."""
    folders = small_folders(tmp_path, [GOOD])
    write_inspection(tmp_path / "shipped", GOOD | {"title": "Another"}, "copy.yaml")

    report = load(folders, tmp_path / "knowledge.sqlite3")

    assert report.status == "refused"
    assert [fault.key for fault in report.faults] == ["id"]
    assert {"copy.yaml", f"{GOOD['id']}.yaml"} == {
        report.faults[0].file,
        *[name for name in ("copy.yaml", f"{GOOD['id']}.yaml") if name in report.faults[0].problem],
    }


def test_a_duplicate_id_is_reported_on_its_line(tmp_path: Path) -> None:
    """The fault of a duplicate id stands where the id stands, also below other keys."""
    folders = small_folders(tmp_path, [GOOD])
    later = {key: GOOD[key] for key in GOOD if key != "id"} | {"id": GOOD["id"]}
    copy = write_inspection(tmp_path / "shipped", later, "zzz.yaml")

    faults = load(folders, tmp_path / "knowledge.sqlite3").faults

    assert [(fault.file, fault.line) for fault in faults] == [("zzz.yaml", line_of(copy, "id:"))]


BROKEN_TEXTS = [
    pytest.param("id: [1, 2\nauthority: Barnet\n", 2, "YAML", id="unclosed list"),
    pytest.param("id: a\n\tauthority: b\n", 2, "YAML", id="tab"),
    pytest.param("id: one\nid: two\n", 2, "twice", id="key twice"),
    pytest.param("source:\n  file: a\n  file: b\n", 3, "twice", id="inner key twice"),
    pytest.param("a: &x [1]\nb: *x\n", 2, "alias", id="alias"),
    pytest.param("a: 1\n---\nb: 2\n", 2, "document", id="two documents"),
    pytest.param(b"title: caf\xe9\n", 1, "UTF-8", id="not UTF-8"),
    pytest.param(b"id: a\ntitle: \xff\xfe\n", 2, "UTF-8", id="not UTF-8 on the second line"),
    pytest.param("!!python/object/apply:os.system ['true']\n", 1, "YAML", id="a tag that runs code"),
]


@pytest.mark.parametrize(("text", "line", "expected"), BROKEN_TEXTS)
def test_a_file_that_is_not_yaml_is_reported_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, expected: str
) -> None:
    """What cannot even be read is one fault, on the line where reading failed."""
    faults = faults_of_text(tmp_path, text)

    assert len(faults) == 1
    assert (faults[0].file, faults[0].line) == ("one.yaml", line)
    assert expected in faults[0].problem


def test_an_alias_bomb_is_refused_without_being_expanded(tmp_path: Path) -> None:
    """A few lines of aliases that stand for gigabytes are one fault, found at once."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]

    faults = faults_of_text(tmp_path, "\n".join(lines))

    assert len(faults) == 1
    assert "aliases" in faults[0].problem


def test_nesting_without_end_is_a_fault_not_a_crash(tmp_path: Path) -> None:
    """A file of five thousand opening brackets is refused like any other."""
    faults = faults_of_text(tmp_path, "[" * 5_000)

    assert len(faults) == 1


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "just words\n", "null\n", "42\n"])
def test_a_file_without_an_inspection_is_a_fault(tmp_path: Path, text: str) -> None:
    """An empty file, a list or a word is reported, not passed over."""
    faults = faults_of_text(tmp_path, text)

    assert len(faults) == 1
    assert faults[0].line == 1
    assert "inspection" in faults[0].problem.lower() or "expected" in faults[0].problem


def test_a_folder_named_like_a_file_is_passed_over(tmp_path: Path) -> None:
    """Only files are read."""
    folders = small_folders(tmp_path, [GOOD])
    (tmp_path / "shipped" / "old.yaml").mkdir()

    assert load(folders, tmp_path / "knowledge.sqlite3").status == "built"


def test_a_dangling_link_among_the_files_is_no_crash(tmp_path: Path) -> None:
    """A link to a file that has gone (an editor's lock, say) does not stop the load."""
    folders = small_folders(tmp_path, [GOOD])
    (tmp_path / "shipped" / ".#one.yaml").symlink_to(tmp_path / "gone")

    assert load(folders, tmp_path / "knowledge.sqlite3").status == "built"


BAD_ROWS = [
    pytest.param({"framework": "ilacs"}, "framework", "ilacs-2018", id="unknown framework"),
    pytest.param({"authority": "Barnett"}, "authority", "Barnet", id="unknown authority"),
    pytest.param({"overall": "adequate"}, "overall", "requires improvement", id="grade of another framework"),
    pytest.param({"overall": "Good"}, "overall", "good", id="grade in capitals"),
    pytest.param(
        {"care_leavers": "good"}, "care_leavers", "no such judgement", id="judgement of another framework"
    ),
    pytest.param({"started": "12/03/2019"}, "started", "2012-03-09", id="date of another form"),
    pytest.param({"ended": ""}, "ended", "date", id="no date"),
    pytest.param({"ended": "2019-02-01"}, "ended", "before started", id="end before start"),
    pytest.param({"improvement_items": "six"}, "improvement_items", "number", id="not a number"),
    pytest.param({"kind": "inspection"}, "kind", "standard", id="unknown kind"),
    pytest.param({"published_basis": "guess"}, "published_basis", "printed", id="unknown basis"),
]


@pytest.mark.parametrize(("changed", "key", "expected"), BAD_ROWS)
def test_a_bad_row_is_reported_with_its_line_and_column(
    tmp_path: Path, changed: dict[str, str], key: str, expected: str
) -> None:
    """A fault in the table of grades names the table, the line, the column and what was expected."""
    faults = faults_of_table(tmp_path, outcome(), outcome("2020-04-01") | changed)

    assert [(fault.file, fault.line, fault.key) for fault in faults] == [("outcomes.csv", 3, key)]
    assert expected in faults[0].problem


def test_a_row_with_too_many_or_too_few_columns_is_reported(tmp_path: Path) -> None:
    """A comma too many or too few is found on its line."""
    folders = small_folders(tmp_path, outcomes=[outcome(), outcome("2020-04-01", "Brent")])
    lines = folders.outcomes.read_text("utf-8").splitlines()
    folders.outcomes.write_text(f"{lines[0]}\n{lines[1]},more\n{lines[2].rsplit(',', 3)[0]}\n", "utf-8")

    faults = load(folders, tmp_path / "knowledge.sqlite3").faults

    assert [fault.line for fault in faults] == [2, 3]
    assert all("number of columns" in fault.problem for fault in faults)


def test_a_header_with_a_wrong_name_is_reported(tmp_path: Path) -> None:
    """A column that is missing and one that nobody knows are both named, on the first line."""
    folders = small_folders(tmp_path)
    columns = [name if name != "overall" else "overal" for name in OUTCOME_COLUMNS]
    write_outcomes(folders.outcomes, [outcome()], columns)

    faults = load(folders, tmp_path / "knowledge.sqlite3").faults

    assert {(fault.line, fault.key) for fault in faults} == {(1, "overall"), (1, "overal")}


def test_a_column_that_stands_twice_is_reported(tmp_path: Path) -> None:
    """Two columns of one name would silently hide one another."""
    folders = small_folders(tmp_path)
    write_outcomes(folders.outcomes, [outcome()], (*OUTCOME_COLUMNS, "overall"))

    faults = load(folders, tmp_path / "knowledge.sqlite3").faults

    assert [(fault.line, fault.key) for fault in faults] == [(1, "overall")]


def test_a_table_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    """A table saved in another encoding is one fault; nothing is loaded from it."""
    folders = small_folders(tmp_path, outcomes=[outcome()])
    folders.outcomes.write_bytes(folders.outcomes.read_bytes().replace(b"Barnet", b"Barn\xe9t"))

    faults = load(folders, tmp_path / "knowledge.sqlite3").faults

    assert len(faults) == 1
    assert "UTF-8" in faults[0].problem


def test_an_empty_table_is_reported(tmp_path: Path) -> None:
    """A table without even a header is not taken for "no inspections"."""
    folders = small_folders(tmp_path)
    folders.outcomes.write_text("", "utf-8")

    assert load(folders, tmp_path / "knowledge.sqlite3").status == "refused"


def test_a_table_that_spreadsheet_programs_saved_is_read(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends, as Excel writes them, do no harm."""
    folders = small_folders(tmp_path, outcomes=[outcome()])
    text = folders.outcomes.read_text("utf-8").replace("\r\n", "\n").replace("\n", "\r\n")
    folders.outcomes.write_bytes(b"\xef\xbb\xbf" + text.encode())

    report = load(folders, tmp_path / "knowledge.sqlite3")

    assert report.faults == ()
    assert report.inspections == 1


def test_a_row_that_stands_twice_is_reported(tmp_path: Path) -> None:
    """The second of two rows for one inspection is a fault that names the first."""
    faults = faults_of_table(tmp_path, outcome(), outcome())

    assert [(fault.line, fault.key) for fault in faults] == [(3, "id")]
    assert "line 2" in faults[0].problem


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    """Faults of several files, several keys of one file and the table come together, each file's in one place."""
    folders = small_folders(
        tmp_path, outcomes=[outcome(overall="fine"), outcome("2020-04-01", authority="Nowhere")]
    )
    write_inspection(tmp_path / "shipped", GOOD | {"gradez": 1, "wording": "own", "kind": "full"}, "a.yaml")
    (tmp_path / "shipped" / "b.yaml").write_text("id: [", "utf-8")
    write_inspection(tmp_path / "user", inspection("2011-05-05", "Atlantis"), "c.yaml")

    report = load(folders, tmp_path / "knowledge.sqlite3")

    assert report.status == "refused"
    files = [Path(fault.file).name for fault in report.faults]
    assert sorted(files) == ["a.yaml"] * 3 + ["b.yaml", "c.yaml"] + ["outcomes.csv"] * 2
    assert [files[index] for index in range(7) if index == 0 or files[index] != files[index - 1]] == list(
        dict.fromkeys(files)
    )
    assert {fault.key for fault in report.faults if fault.file == "a.yaml"} == {"gradez", "wording", "kind"}


def test_faults_of_one_file_that_need_other_files_come_with_its_own(tmp_path: Path) -> None:
    """An unknown authority and a bad time limit in the same file are told together, so it is mended once."""
    values = GOOD | {"authority": "Barnett", "findings": [improvement(within="soon")]}

    keys = {fault.key for fault in faults_of(tmp_path, values)}

    assert {"authority", "findings.0.within"} <= keys


def test_a_user_file_and_a_shipped_file_of_the_same_name_can_be_told_apart(tmp_path: Path) -> None:
    """Two files of one name in two folders: the fault says which folder's is meant."""
    folders = small_folders(tmp_path, [GOOD])
    write_inspection(tmp_path / "user", GOOD | {"wording": "own"})

    faults = load(folders, tmp_path / "knowledge.sqlite3").faults

    assert len(faults) == 1
    assert str(tmp_path / "user") in faults[0].file or "user" in faults[0].file


def test_faults_leave_the_old_database_in_service(tmp_path: Path) -> None:
    """After a refused load the database answers as before, byte for byte."""
    report = build(tmp_path, [GOOD])
    before = report.database.read_bytes()
    write_inspection(tmp_path / "user", inspection("2011-05-05", "Atlantis"))

    refused = load(_folders(tmp_path), report.database)

    assert refused.status == "refused"
    assert report.database.read_bytes() == before
    assert (refused.inspections, refused.findings) == (1, 1)
    assert list(tmp_path.glob(".building-*")) == []


def test_a_refused_load_creates_no_database(tmp_path: Path) -> None:
    """Where there was none, faulty input makes none."""
    folders = small_folders(tmp_path, [GOOD | {"authority": "Atlantis"}])

    report = load(folders, tmp_path / "new" / "knowledge.sqlite3")

    assert report.status == "refused"
    assert not report.database.exists()
    assert (report.inspections, report.judgements, report.findings) == (0, 0, 0)


def test_unchanged_input_is_not_built_again(tmp_path: Path) -> None:
    """A second load of the same files leaves the very same file."""
    first = build(tmp_path, [GOOD], [outcome()])
    before = first.database.stat()

    second = load(_folders(tmp_path), first.database)

    assert second.status == "unchanged"
    assert second.database.stat().st_ino == before.st_ino
    assert (second.inspections, second.judgements, second.findings) == (2, 4, 1)


def test_building_can_be_forced(tmp_path: Path) -> None:
    """Who asks for it gets a new file from unchanged input."""
    first = build(tmp_path, [GOOD])
    before = first.database.stat()

    second = load(_folders(tmp_path), first.database, force=True)

    assert second.status == "built"
    assert second.database.stat().st_ino != before.st_ino


@pytest.mark.parametrize("change", ["changed", "added", "removed", "table"])
def test_every_change_of_the_input_is_built(tmp_path: Path, change: str) -> None:
    """A file changed, added or removed, or the table changed, makes a new database."""
    report = build(tmp_path, [GOOD, inspection("2011-05-05")])
    path = tmp_path / "shipped" / f"{GOOD['id']}.yaml"
    if change == "changed":
        write_inspection(tmp_path / "shipped", GOOD | {"title": "Another title"})
    elif change == "added":
        write_inspection(tmp_path / "user", inspection("2012-06-01"))
    elif change == "removed":
        path.unlink()
    else:
        write_outcomes(tmp_path / "outcomes.csv", [outcome()])

    assert load(_folders(tmp_path), report.database).status == "built"


def test_a_database_that_was_damaged_is_built_again(tmp_path: Path) -> None:
    """What is derived can be deleted or broken at any time; the next load mends it."""
    report = build(tmp_path, [GOOD])
    report.database.write_bytes(b"no database at all")

    again = load(_folders(tmp_path), report.database)

    assert again.status == "built"
    assert again.findings == 1


def test_a_database_of_an_older_form_is_built_again(tmp_path: Path) -> None:
    """A database that another version of the program built is not taken for current."""
    report = build(tmp_path, [GOOD])
    with closing(sqlite3.connect(report.database)) as connection:
        connection.execute("UPDATE meta SET value = replace(value, ?, '0-')", (f"{SCHEMA_VERSION}-",))
        connection.commit()

    assert load(_folders(tmp_path), report.database).status == "built"


def test_the_users_file_wins_over_the_shipped_one(tmp_path: Path) -> None:
    """Where both have the same id, the user's text is in service, once."""
    folders = small_folders(tmp_path, [GOOD])
    write_inspection(tmp_path / "user", GOOD | {"wording": "verbatim", "findings": [finding("Mine.")]})

    report = load(folders, tmp_path / "knowledge.sqlite3")

    found = Store(report.database).findings([GOOD["id"]])
    assert report.inspections == 1
    assert [(one.text, one.wording) for one in found] == [("Mine.", "verbatim")]


def test_a_file_adds_findings_to_the_row_of_grades_of_the_same_inspection(tmp_path: Path) -> None:
    """A report that has been read takes the place of its row, and keeps what only the table knows."""
    row = outcome("2019-04-01", improvement_items="6")
    values = inspection(
        "2019-04-01",
        framework="ilacs-2018",
        kind="standard",
        started=row["started"],
        ended=row["ended"],
        judgements=[judgement("overall", "Overall effectiveness", "good")],
    )

    report = build(tmp_path, [values], [row])

    (found,) = Store(report.database).inspections("Barnet")
    assert (found.findings, found.origin, found.checked) == (1, "shipped", "by hand")


def test_a_file_with_another_publication_date_is_still_the_same_inspection(tmp_path: Path) -> None:
    """The table may know another publication date than the report prints; the fieldwork decides."""
    row = outcome("2019-04-01")
    values = inspection(
        "2019-04-03", framework="ilacs-2018", kind="standard", started=row["started"], ended=row["ended"]
    )

    report = build(tmp_path, [values], [row])

    assert [str(one.published) for one in Store(report.database).inspections("Barnet")] == ["2019-04-03"]


def test_a_users_file_wins_also_when_the_shipped_one_bears_another_date(tmp_path: Path) -> None:
    """Table, shipped file and user's file of one inspection, each dated differently, end as one: the user's."""
    row = outcome("2019-04-01")
    fieldwork = {
        "started": row["started"],
        "ended": row["ended"],
        "kind": "standard",
        "framework": "ilacs-2018",
    }
    folders = small_folders(tmp_path, [inspection("2019-04-03", **fieldwork)], [row])
    write_inspection(tmp_path / "user", inspection("2019-04-04", **fieldwork))

    report = load(folders, tmp_path / "knowledge.sqlite3")

    found = Store(report.database).inspections("Barnet")
    assert [(str(one.published), one.origin) for one in found] == [("2019-04-04", "user")]


def test_an_open_store_sees_the_new_database_without_a_restart(tmp_path: Path) -> None:
    """A store that has answered from the old file answers from the new one at the next question."""
    report = build(tmp_path, [GOOD])
    store = Store(report.database)
    before = (store.version, len(store.inspections()))
    write_inspection(tmp_path / "user", inspection("2011-05-05"))

    load(_folders(tmp_path), report.database)

    assert len(store.inspections()) == 2
    assert before[1] == 1
    assert store.version != before[0]


def test_a_store_opened_before_the_first_load_answers_after_it(tmp_path: Path) -> None:
    """A bot may start before its knowledge is built."""
    store = Store(tmp_path / "knowledge.sqlite3")
    with pytest.raises(NoKnowledge, match="ofsted-bot load"):
        store.inspections()

    build(tmp_path, [GOOD])

    assert len(store.inspections()) == 1


def test_loads_at_the_same_time_leave_one_whole_database(tmp_path: Path) -> None:
    """Several processes that start together may all build; each swaps in a whole file and nothing is left over."""
    folders = small_folders(tmp_path, [GOOD], [outcome()])
    database = tmp_path / "knowledge.sqlite3"
    reports: list[LoadReport] = []
    threads = [
        threading.Thread(target=lambda: reports.append(load(folders, database, force=True))) for _ in range(4)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [report.status for report in reports] == ["built"] * 4
    assert {(report.inspections, report.findings) for report in reports} == {(2, 1)}
    assert list(tmp_path.glob(".building-*")) == []


def test_questions_go_on_while_the_database_is_replaced(tmp_path: Path) -> None:
    """A reader that asks all the time never meets half a database."""
    folders = small_folders(tmp_path, [GOOD], [outcome()])
    database = load(folders, tmp_path / "knowledge.sqlite3").database
    seen: set[tuple[int, int]] = set()
    stop = threading.Event()

    def read() -> None:
        store = Store(database)
        while not stop.is_set():
            seen.add((len(store.inspections()), store.coverage().findings))
        store.close()

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(4):
        load(folders, database, force=True)
    stop.set()
    reader.join()

    assert seen == {(2, 1)}


def test_the_new_database_may_be_read_by_another_user(tmp_path: Path) -> None:
    """The file has the permissions that any new file has, so that a bot of another user can open it."""
    umask = os.umask(0o022)
    try:
        report = build(tmp_path, [GOOD])
    finally:
        os.umask(umask)

    assert oct(report.database.stat().st_mode & 0o777) == oct(0o644)


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    """A path in folders that do not exist yet is no fault."""
    report = load(small_folders(tmp_path, [GOOD]), tmp_path / "a" / "b" / "knowledge.sqlite3")

    assert report.status == "built"
    assert report.database.is_file()


def test_nothing_at_all_is_an_empty_database(tmp_path: Path) -> None:
    """Without any inspection the database is there and says that it holds nothing."""
    report = build(tmp_path)

    coverage = Store(report.database).coverage()

    assert (coverage.inspections, coverage.findings, coverage.first_published) == (0, 0, None)


def _folders(folder: Path) -> Folders:
    """Return the inputs below `folder` as they stand."""
    return Folders(user=folder / "user", shipped=folder / "shipped", outcomes=folder / "outcomes.csv")
