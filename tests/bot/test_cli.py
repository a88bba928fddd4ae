"""The command: ask, load, check and run, with their exit statuses."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.builders import inspection, write_inspection

ROOT = Path(__file__).parents[2]
FIELDS = ["kind", "authorities", "text", "items", "candidates", "assumed", "blocks"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the knowledge is built once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with the data folder; gives exit status, output and errors."""
    for name in list(os.environ):
        if name.startswith(("OFSTED_", "SLACK_", "DATABASE_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("OFSTED_DATA", str(data))

    def call(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            status = main(arguments)
        except SystemExit as error:
            status = int(error.code or 0)
        output = capsys.readouterr()
        return status, output.out, output.err

    return call


def clean_environment() -> dict[str, str]:
    """Return this process's environment without settings of the bot."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("OFSTED_", "SLACK_"))}


def lines_of(output: str) -> list[dict[str, Any]]:
    """Return the JSON objects of an output, one a line."""
    return [json.loads(line) for line in output.splitlines()]


def test_ask_answers_on_the_terminal(run: Run) -> None:
    """A question is answered as readable text, with status 0."""
    status, output, errors = run("ask", "/ofsted islington grades")

    assert (status, errors) == (0, "")
    assert "Islington" in output
    assert "Outstanding" in output


def test_a_question_may_be_several_arguments(run: Run) -> None:
    """Words without quotation marks are one question."""
    assert run("ask", "islington", "grades")[1] == run("ask", "islington grades")[1]


def test_ask_as_json_prints_one_object(run: Run) -> None:
    """One line, one object, with every field of the contract."""
    status, output, _ = run("ask", "--json", "/ofsted islington grades")

    (answer,) = lines_of(output)
    assert status == 0
    assert set(FIELDS) <= answer.keys()
    assert answer["kind"] == "grades"


def test_as_of_fixes_today(run: Run) -> None:
    """On 1 July 2012 seven items were overdue; on 1 June none."""
    _, july, _ = run("ask", "/ofsted islington deadlines 2012", "--as-of", "2012-07-01")
    _, june, _ = run("ask", "--as-of", "2012-06-01", "/ofsted islington deadlines 2012")

    assert "7 overdue, 3 due" in july
    assert "overdue" not in june
    assert "10 due" in june


def test_many_questions_are_answered_one_a_line(run: Run) -> None:
    """Each line of the standard input gives one line of JSON, in order, whatever stands in it."""
    texts = [
        "/ofsted islington grades",
        "",
        "kingston grades",
        "cardiff",
        "\u0000<!channel>",
        "haringey grades 2010",
    ]

    status, output, _ = run("ask", "--json", "--stdin", stdin="\n".join(texts) + "\n")

    assert status == 0
    assert [answer["kind"] for answer in lines_of(output)] == [
        "grades",
        "help",
        "which_authority",
        "unknown_authority",
        "help",
        "not_graded",
    ]


def test_lines_end_as_windows_ends_them_too(run: Run) -> None:
    """A carriage return at the end of a line is no part of the question."""
    _, output, _ = run("ask", "--json", "--stdin", stdin="islington grades\r\nhackney grades\r\n")

    assert [answer["authorities"] for answer in lines_of(output)] == [["Islington"], ["Hackney"]]


def test_no_lines_are_no_answers(run: Run) -> None:
    """An empty input is answered with nothing."""
    assert run("ask", "--json", "--stdin", stdin="")[:2] == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("ask",),
        ("ask", "--stdin", "text"),
        ("ask", "islington", "--as-of", "yesterday"),
        ("ask", "islington", "--as-of", "2012-02-30"),
        ("ask", "islington", "--nonsense"),
        ("asks", "islington"),
        ("load", "something"),
        ("--config", "/nowhere/config.yaml", "ask", "islington"),
    ],
)
def test_bad_use_is_status_two_with_a_message(run: Run, arguments: tuple[str, ...]) -> None:
    """What cannot be done is said on the error output, and nothing is printed as an answer."""
    status, output, errors = run(*arguments)

    assert (status, output) == (2, "")
    assert errors.strip()
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    "text", ["kingston grades", "cardiff grades", "islington findings bouncy castles", "hackney findings", ""]
)
def test_any_answer_is_status_nought(run: Run, text: str) -> None:
    """Asking back and "not in the record" are answers."""
    status, output, _ = run("ask", "--json", "--stdin", stdin=f"{text}\n")

    assert status == 0
    assert len(lines_of(output)) == 1


def test_load_says_what_is_loaded(run: Run) -> None:
    """The first load builds, the second finds nothing changed."""
    run("load", "--force")

    status, output, _ = run("load")

    assert status == 0
    assert "498 inspections" in output
    assert "Nothing has changed" in output


def test_load_as_json(run: Run, data: Path) -> None:
    """The report for programs: status, counts and faults."""
    status, output, _ = run("load", "--json")

    (report,) = lines_of(output)
    assert status == 0
    assert report["status"] in ("built", "unchanged")
    assert (report["inspections"], report["faults"]) == (498, [])
    assert report["database"] == str(data / "knowledge.sqlite3")


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A data folder whose knowledge was built and to which two faulty files were added since."""
    monkeypatch.setenv("OFSTED_DATA", str(tmp_path))
    run("load")
    write_inspection(
        tmp_path / "inspections", inspection() | {"authority": "Atlantis", "wording": "own"}, "a.yaml"
    )
    (tmp_path / "inspections" / "b.yaml").write_text("id: [", "utf-8")
    return tmp_path


def test_load_with_faults_is_status_two_and_names_them_all(run: Run, faulty: Path) -> None:
    """Every fault with file, line, key and what was expected; the old database stays."""
    status, output, errors = run("load")

    assert (status, output) == (2, "")
    assert "3 faults" in errors
    assert "a.yaml:2: authority: unknown authority 'Atlantis'" in errors
    assert "wording: expected one of 'summary' or 'verbatim'" in errors
    assert "b.yaml:" in errors
    assert "stays in service" in errors


def test_load_with_faults_as_json(run: Run, faulty: Path) -> None:
    """Programs get the faults as objects; status 2 all the same."""
    status, output, _ = run("load", "--json")

    (report,) = lines_of(output)
    assert (status, report["status"], report["inspections"]) == (2, "refused", 498)
    assert {fault["key"] for fault in report["faults"]} == {"authority", "wording", ""}
    assert all(fault["line"] >= 1 and fault["file"] and fault["problem"] for fault in report["faults"])


def test_questions_are_answered_while_files_are_faulty(run: Run, faulty: Path) -> None:
    """A broken file is told, and the database built before answers."""
    status, output, errors = run("ask", "--json", "islington grades")

    assert status == 0
    assert [answer["kind"] for answer in lines_of(output)] == ["grades"]
    assert "3 faults" in errors
    assert "stays in service" in errors


def test_faults_without_a_database_are_status_two(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing was ever built there is nothing to answer from; no old database is spoken of."""
    monkeypatch.setenv("OFSTED_DATA", str(tmp_path))
    write_inspection(tmp_path / "inspections", inspection() | {"wording": "own"})

    status, output, errors = run("ask", "islington grades")

    assert (status, output) == (2, "")
    assert "wording" in errors
    assert "stays in service" not in errors


def test_the_users_own_file_is_loaded(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file put into the data folder's inspections is answered from at the next question."""
    monkeypatch.setenv("OFSTED_DATA", str(tmp_path))
    write_inspection(tmp_path / "inspections", inspection("2012-03-09", "Hackney"))

    _, output, _ = run("ask", "hackney findings 2012")

    assert "Plans name clear actions." in output


def test_run_without_a_terminal_answers_the_five_examples(run: Run) -> None:
    """`make run` in a pipeline prints five questions with their answers, of three authorities."""
    status, output, _ = run("run", stdin="")

    questions = [line for line in output.splitlines() if line.startswith("> ")]
    assert status == 0
    assert len(questions) == 5
    assert all(name in output for name in ("Islington", "City of London", "Haringey"))


@pytest.mark.parametrize("name", ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"])
def test_half_of_the_credentials_are_bad_use(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """One token alone is said to be too little, and never printed."""
    monkeypatch.setenv(name, "x-secret-value")

    status, output, errors = run("run", stdin="")

    assert (status, output) == (2, "")
    assert "SLACK_BOT_TOKEN" in errors
    assert "x-secret-value" not in errors


def test_check_says_how_things_stand(run: Run) -> None:
    """The doctor prints one line a check and, where nothing failed, status 0."""
    status, output, _ = run("check")

    assert status == 0
    assert "ok" in output
    assert "SLACK_BOT_TOKEN" in output


def test_check_as_json(run: Run) -> None:
    """Programs get a list of checks with name, state and message."""
    status, output, _ = run("check", "--json")

    results = json.loads(output)
    assert status == 0
    assert all(set(one) >= {"name", "state", "message"} for one in results)


def test_check_fails_with_faults(run: Run, faulty: Path) -> None:
    """Faulty files are failed checks, and the status says so."""
    status, output, _ = run("check")

    assert status == 1
    assert "a.yaml" in output


def test_help_tells_every_command(run: Run) -> None:
    """The help of the command names what there is."""
    status, output, _ = run("--help")

    assert status == 0
    assert all(command in output for command in ("ask", "load", "check", "run"))


def test_the_installed_package_runs_as_a_process(data: Path, tmp_path: Path) -> None:
    """`python -m bot` answers from another folder, one JSON a line, and writes nothing beside its data."""
    environment = clean_environment() | {"OFSTED_DATA": str(data), "PYTHONPATH": str(ROOT)}

    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot", "ask", "--json", "--stdin", "--as-of", "2012-07-01"],
        input="/ofsted islington deadlines 2012\n“What must City of London improve?”\n",
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert [answer["kind"] for answer in lines_of(done.stdout)] == ["deadlines", "findings"]
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_leaves_early_is_no_error(data: Path) -> None:
    """`ofsted-bot ask ... | head -1` ends in silence."""
    environment = clean_environment() | {"OFSTED_DATA": str(data), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("islington grades\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write("hackney grades\n" * 200)
        process.stdin.close()
        errors = process.stderr.read()

    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors
