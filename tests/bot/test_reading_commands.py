"""`ofsted-bot read`: where files land, what is printed, what a person wrote, and the exit status."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main
from bot.reading_commands import report_files
from knowledge.store import Store
from tests.builders import inspection, write_inspection
from tests.knowledge.reading import samples
from tests.knowledge.reading.conftest import shared_reports  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]

SHIPPED = "islington-2012-03-09-slac"
SLAC = (
    samples.SLAC.replace("Wigan Council", "London Borough of Islington")
    .replace("5 March 2012 – 16 March 2012", "23 January 2012 – 3 February 2012")
    .replace("Published: 27 April 2012", "Published: 9 March 2012")
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with a data folder of its own; gives exit status, output and errors."""
    for name in list(os.environ):
        if name.startswith(("OFSTED_", "SLACK_", "DATABASE_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("OFSTED_DATA", str(tmp_path / "data"))

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            status = main([str(one) for one in arguments])
        except SystemExit as error:
            status = int(error.code or 0)
        output = capsys.readouterr()
        return status, output.out, output.err

    return call


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report of Islington of 2025."""
    (tmp_path / "reports").mkdir()
    return samples.ilacs().save(tmp_path / "reports" / "80505_islington_2025-01-29.pdf")


@pytest.fixture
def inspections(tmp_path: Path) -> Path:
    """The folder of the user's inspection files."""
    return tmp_path / "data" / "inspections"


def text_report(folder: Path, text: str = SLAC, name: str = "report.txt") -> Path:
    """Write a report as text and return its path."""
    (folder / name).write_text(text, "utf-8")
    return folder / name


def finding_keys(data: Path, inspection_id: str) -> list[str]:
    """Return the identities of an inspection's findings in the database."""
    with closing(sqlite3.connect(data / "knowledge.sqlite3")) as connection:
        sql = "SELECT key FROM findings WHERE inspection = ? ORDER BY row"
        return [key for (key,) in connection.execute(sql, [inspection_id])]


def test_a_report_lands_among_the_inspections_and_is_loaded(run: Run, report: Path, tmp_path: Path) -> None:
    """After reading, the knowledge holds the report's words; the table says what was read."""
    status, output, errors = run("read", report)

    assert (status, errors) == (0, "")
    header, row, tally, loaded = output.splitlines()
    assert header.split() == [
        *("file", "authority", "kind", "published", "judgements", "items", "findings", "pages", "warnings"),
        "result",
    ]
    assert row.split() == [report.name, "Islington", "short", "2025-01-29", "5", "3", "12", "3", "0", "new"]
    assert tally.startswith("1 report in ")
    assert tally.endswith(": 1 new.")
    assert loaded.startswith("Loaded into knowledge.sqlite3: ")
    assert len(finding_keys(tmp_path / "data", "islington-2025-01-29-ilacs")) == 12


def test_reading_again_changes_nothing(run: Run, report: Path, inspections: Path) -> None:
    """Bytes and time of the file stay, and the database is not built anew."""
    run("read", report)
    file = inspections / "islington-2025-01-29-ilacs.yaml"
    before = file.read_bytes(), file.stat().st_mtime_ns

    status, output, _ = run("read", report)

    assert status == 0
    assert "1 unchanged." in output
    assert "Nothing new for knowledge.sqlite3" in output
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_a_reading_replaces_the_shipped_summary(run: Run, tmp_path: Path) -> None:
    """The same inspection, read from its report, is quoted from then on; deleting the file brings the summary back."""
    assert run("load")[0] == 0
    store = tmp_path / "data" / "knowledge.sqlite3"
    assert _wording(store) == "summary"

    assert run("read", text_report(tmp_path))[0] == 0

    assert _wording(store) == "verbatim"
    (tmp_path / "data" / "inspections" / f"{SHIPPED}.yaml").unlink()
    run("load")
    assert _wording(store) == "summary"


def _wording(database: Path) -> str:
    store = Store(database)
    return next(one.wording for one in store.inspections("Islington") if one.id == SHIPPED)


def test_the_seeds_replace_their_summaries(run: Run, shared_reports: Path, tmp_path: Path) -> None:  # noqa: F811
    """Each of the five shipped inspections is replaced by its report's words, under the same id."""
    status, output, errors = run("read", shared_reports / "seeds")

    assert (status, errors) == (0, "")
    assert "5 new." in output
    with closing(sqlite3.connect(tmp_path / "data" / "knowledge.sqlite3")) as connection:
        origins = connection.execute("SELECT origin, count(*) FROM inspections GROUP BY origin").fetchall()
    assert dict(origins).get("shipped") is None
    assert dict(origins)["user"] == 5


def test_findings_keep_their_identity(run: Run, tmp_path: Path) -> None:
    """What people attach to a finding stays attached when the report is read again, even with other words in it."""
    report = text_report(tmp_path)
    run("read", report)
    before = finding_keys(tmp_path / "data", SHIPPED)

    text_report(tmp_path, SLAC.replace("write them in ink", "write all of them in green ink"))
    status, output, _ = run("read", report)

    assert (status, "1 updated." in output) == (0, True)
    assert len(before) > 10
    assert finding_keys(tmp_path / "data", SHIPPED) == before


def test_an_edited_file_is_kept_until_forced(run: Run, report: Path, tmp_path: Path) -> None:
    """A correction by hand survives reading again, which says so; --force replaces it and keeps it beside."""
    inspections = tmp_path / "out"
    run("read", report, "--out", inspections)
    file = inspections / "islington-2025-01-29-ilacs.yaml"
    file.write_text(edited := file.read_text("utf-8").replace("Ada Lark", "Ada Larke"), "utf-8")

    status, output, errors = run("read", report, "--out", inspections)
    assert (status, file.read_text("utf-8")) == (0, edited)
    assert "edited by hand, kept" in output
    assert f"{file} has been edited by hand and was kept; --force replaces it" in errors

    status, output, errors = run("read", report, "--out", inspections, "--force")
    assert (status, errors) == (0, "")
    assert "Ada Larke" not in file.read_text("utf-8")
    assert (inspections / f"{file.name}.bak").read_text("utf-8") == edited


def test_out_only_writes(run: Run, report: Path, tmp_path: Path) -> None:
    """With --out the files go there and nothing is loaded."""
    status, output, _ = run("read", report, "--out", tmp_path / "out")

    assert status == 0
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["islington-2025-01-29-ilacs.yaml"]
    assert "Loaded" not in output
    assert not (tmp_path / "data").exists()


def test_json_of_one_report_is_one_object(run: Run, report: Path, tmp_path: Path) -> None:
    """The contract's fields are there; nothing else is printed and nothing is written."""
    status, output, errors = run("read", report, "--json")

    value = json.loads(output)
    assert (status, errors) == (0, "")
    assert list(value) == ["file", "inspection", "warnings", "ok"]
    assert value["file"] == str(report)
    assert value["inspection"]["id"] == "islington-2025-01-29-ilacs"
    assert value["inspection"]["wording"] == "verbatim"
    assert (value["warnings"], value["ok"]) == ([], True)
    assert not (tmp_path / "data").exists()


def test_json_of_several_reports_is_one_object_a_line(run: Run, report: Path, tmp_path: Path) -> None:
    """Objects come in the order of the files; one that failed has no inspection and says why."""
    bad = text_report(tmp_path, "<html>", "bad.pdf")
    doubtful = samples.ilacs(lead="").save(tmp_path / "other_2025-02-03.pdf")

    status, output, errors = run("read", bad, report, doubtful, "--json", "--out", tmp_path / "out")

    first, second, third = (json.loads(line) for line in output.splitlines())
    assert status == 1
    assert errors.startswith("bad.pdf: ")
    assert (first["file"], first["inspection"], first["ok"]) == (str(bad), None, False)
    assert first["warnings"] == [{"page": None, "text": "", "message": errors.strip()}]
    assert second["ok"]
    assert [set(warning) for warning in third["warnings"]] == [{"page", "text", "message"}]
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_bad_file_costs_only_itself(run: Run, report: Path, inspections: Path, tmp_path: Path) -> None:
    """The others land; the status is 1, and each bad file has its line."""
    for name, text in (
        ("empty.pdf", ""),
        ("page.pdf", "<!doctype html><p>"),
        ("letter.txt", "Dear Sir " * 20),
    ):
        text_report(tmp_path / "reports", text, name)

    status, output, errors = run("read", report.parent, "--jobs", "2")

    assert status == 1
    assert "4 reports in" in output
    assert "3 failed" in output
    assert [line.split(":")[0] for line in errors.splitlines()] == ["empty.pdf", "letter.txt", "page.pdf"]
    assert [one.name for one in inspections.iterdir()] == ["islington-2025-01-29-ilacs.yaml"]


def test_a_missing_file_is_a_failure(run: Run, report: Path, tmp_path: Path) -> None:
    """A name that does not exist does not stop the others."""
    status, output, errors = run("read", tmp_path / "none.pdf", report, "--out", tmp_path / "out")

    assert status == 1
    assert "1 new" in output
    assert "none.pdf: cannot be opened" in errors


def test_a_folder_gives_the_reports_below_it(tmp_path: Path) -> None:
    """PDF and text files in any case, at any depth, by name; hidden ones and others are passed over; each once."""
    for name in ("b.PDF", "a.txt", "notes.csv", ".hidden.pdf", "deeper/c.pdf", ".git/d.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "again.pdf").symlink_to(tmp_path / "b.PDF")

    found = report_files([tmp_path / "deeper" / "c.pdf", tmp_path])

    assert [one.name for one in found] == ["c.pdf", "a.txt", "again.pdf"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "required"),
        (["read", "{empty}"], "no report in"),
        (["read", "{report}", "--jobs", "0"], "number of processes"),
        (["read", "{report}", "--jobs", "many"], "number of processes"),
        (["read", "{report}", "--published", "May 2025"], "2026-11-23"),
        (["read", "{report}", "{report}x", "--published", "2025-05-01"], "single report"),
        (["read", "{report}", "--out", "{report}"], "is not a folder"),
        (["review", "{empty}"], "is no report"),
        (["review", "{report}", "--published", "soon"], "2026-11-23"),
    ],
)
def test_bad_use(run: Run, report: Path, tmp_path: Path, arguments: list[str], says: str) -> None:
    """Bad use is status 2 and a sentence that says what was expected; nothing is read."""
    (tmp_path / "empty").mkdir()
    given = [one.format(empty=tmp_path / "empty", report=report) for one in arguments]

    status, output, errors = run(*given)

    assert (status, output) == (2, "")
    assert says in errors


def test_an_incomplete_report_becomes_a_draft(run: Run, tmp_path: Path) -> None:
    """Without a publication date nothing loads; a draft waits beside, and goes when the date is given."""
    out = tmp_path / "out"
    report = samples.ilacs().save(tmp_path / "islington.pdf")

    status, output, errors = run("read", report, "--out", out)

    draft = out / "drafts" / "islington.yaml"
    assert status == 1
    assert "1 draft." in output
    assert "give one (--published YYYY-MM-DD)" in errors
    assert str(draft) in errors
    assert draft.is_file()
    assert not list(out.glob("*.yaml"))

    status, output, errors = run("read", report, "--out", out, "--published", "2025-01-29")
    assert (status, errors) == (0, "")
    assert [one.name for one in out.glob("*.yaml")] == ["islington-2025-01-29-ilacs.yaml"]
    assert not draft.exists()


def test_warnings_of_a_single_report_are_listed(run: Run, tmp_path: Path) -> None:
    """Whoever reads one report sees at once what was not understood, and on which page."""
    rows = ((samples.ILACS_ROWS[0][0], "Goof"), *samples.ILACS_ROWS[1:])

    report = samples.ilacs(rows=rows).save(tmp_path / "x_2025-01-29.pdf")
    _, output, _ = run("read", report, "--out", tmp_path / "out")

    assert "warning: page 1: this grade cannot be read exactly" in output


def test_two_files_of_one_inspection(run: Run, report: Path, tmp_path: Path) -> None:
    """The first of them is kept, and the other is told."""
    copy = shutil.copy(report, tmp_path / "copy_2025-01-29.pdf")

    status, output, errors = run("read", report, copy, "--out", tmp_path / "out")

    assert status == 0
    assert "1 new, 1 same inspection." in output
    assert f"the same inspection as {report.name}" in errors


def test_a_file_under_another_name_is_left_alone(run: Run, report: Path, inspections: Path) -> None:
    """What the user has made of the inspection stays the only file of it, so that the knowledge still loads."""
    values = inspection("2025-01-29", "Islington", "ilacs-2023", kind="short", started="2024-12-02")
    write_inspection(inspections, values | {"ended": "2024-12-06"}, "mine.yaml")

    status, output, errors = run("read", report)

    assert (status, "kept as it was" in output) == (0, True)
    assert "mine.yaml holds islington-2025-01-29-ilacs already" in errors
    assert [one.name for one in inspections.iterdir()] == ["mine.yaml"]


def test_faults_of_other_files_are_told(run: Run, report: Path, inspections: Path) -> None:
    """If another file keeps the knowledge from loading, the status is 1 and the fault is named."""
    inspections.mkdir(parents=True)
    (inspections / "broken.yaml").write_text("id: [", "utf-8")

    status, _, errors = run("read", report)

    assert status == 1
    assert "broken.yaml" in errors
    assert (inspections / "islington-2025-01-29-ilacs.yaml").is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(run: Run, report: Path, tmp_path: Path) -> None:
    """The report is read, the status 1, and the line says where to look."""
    (tmp_path / "out").mkdir(mode=0o500)

    status, _, errors = run("read", report, "--out", tmp_path / "out")

    assert status == 1
    assert "cannot be written" in errors


def test_a_file_in_the_way_is_told(run: Run, report: Path, tmp_path: Path) -> None:
    """A folder where a file should go costs that report, with a line."""
    (tmp_path / "out" / "islington-2025-01-29-ilacs.yaml").mkdir(parents=True)

    status, output, errors = run("read", report, "--out", tmp_path / "out")

    assert (status, "not written" in output) == (1, True)
    assert f"{report.name}: cannot be written" in errors


def test_names_do_not_command_the_terminal(run: Run, tmp_path: Path) -> None:
    """Control characters in a file's name are printed as blanks."""
    report = samples.ilacs().save(tmp_path / "a\x1b[31mb_2025-01-29.pdf")
    bad = text_report(tmp_path, "", "c\x1b[31md.pdf")

    _, output, errors = run("read", report, bad, "--out", tmp_path / "out")

    assert "\x1b" not in output + errors
    assert "a [31mb_2025-01-29.pdf" in output


def test_ctrl_c_ends_everything(tmp_path: Path) -> None:
    """An interrupt while a file hangs ends the command and its workers at once, with status 1 and no traceback."""
    os.mkfifo(tmp_path / "hangs.pdf")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("OFSTED_", "SLACK_"))
    }
    command = [
        sys.executable,
        "-m",
        "bot",
        "read",
        str(tmp_path / "hangs.pdf"),
        "--out",
        str(tmp_path / "out"),
    ]
    # A shell that runs the tests in the background has made them deaf to interrupts; a command isn't born so.
    hearing = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        signal.signal(signal.SIGINT, hearing)
        writer = _opened_by_a_worker(tmp_path / "hangs.pdf")
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        os.close(writer)

    assert (process.returncode, errors) == (1, b"")
    assert _group_is_gone(process.pid)


def _opened_by_a_worker(pipe: Path) -> int:
    """Wait until a worker has opened `pipe` to read it; return the end to write to, which nobody uses."""
    end = time.monotonic() + 30
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert time.monotonic() < end, "no worker has opened the file"
            time.sleep(0.05)


def _group_is_gone(group: int) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False
