"""Many files at once: bounded workers, readings in order, and files that keep what people wrote."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.reading_many import (
    FileReading,
    Kept,
    Limits,
    Outcome,
    Trouble,
    WorkersFailed,
    default_jobs,
    is_edited,
    keep,
    other_file_of,
    read_files,
    run_each,
)
from knowledge.reading_many.reading import _faults, read_one
from knowledge.reading_many.workers import _answer
from tests.knowledge.hostile import CannotStart, act, bomb
from tests.knowledge.reading import samples
from tests.knowledge.reading.paper import Paper

LIMITS = Limits(seconds=20, megabytes=1024)


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    """Whatever happened, no worker outlives its run."""
    yield
    assert multiprocessing.active_children() == []


def run(*tasks: dict[str, Any], jobs: int = 2, limits: Limits = LIMITS) -> list[Outcome]:
    """Return the outcomes of `tasks`."""
    return list(run_each(act, tasks, jobs=jobs, limits=limits))


def alive(pid: int) -> bool:
    """Return whether there is a process `pid`."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pid: int) -> bool:
    """Return whether the process `pid` ends within a moment."""
    end = time.monotonic() + 5
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not alive(pid)


def test_outcomes_come_in_the_order_of_the_inputs() -> None:
    """A slow first input delays none of the others, and comes first; each is counted once."""
    counted: list[int] = []
    tasks = [{"do": "wait", "seconds": 0.3 if n == 0 else 0, "given": n} for n in range(6)]

    outcomes = run_each(act, tasks, jobs=2, limits=LIMITS, progress=lambda: counted.append(1))

    assert [one.value["given"] for one in outcomes] == list(range(6))
    assert len(counted) == 6


def test_workers_serve_many_inputs_and_are_no_more_than_the_jobs() -> None:
    """Twenty inputs are seen to by at most two processes, none of them this one."""
    pids = {one.value["pid"] for one in run(*[{"do": "wait", "seconds": 0.01}] * 20)}

    assert 1 <= len(pids) <= 2
    assert os.getpid() not in pids


def test_no_inputs_need_no_workers() -> None:
    """Nothing to do is done at once."""
    assert run() == []


@pytest.mark.parametrize("do", ["hang", "spin"])
def test_an_input_over_its_time_is_ended(do: str) -> None:
    """A worker that sleeps or computes for ever is killed after the limit; the others do not notice."""
    start = time.monotonic()

    before, bad, after = run({"do": "ok"}, {"do": do}, {"do": "ok"}, jobs=1, limits=Limits(0.4, 1024))

    assert bad.trouble is Trouble.TIME
    assert 0.4 <= bad.seconds < 5
    assert before.trouble is after.trouble is None
    assert before.value["pid"] != after.value["pid"]
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(("do", "detail"), [("crash", "SIGSEGV"), ("exit", "exit status 7")])
def test_a_worker_that_dies_costs_only_its_input(do: str, detail: str) -> None:
    """A crash of native code is told with its signal; the inputs before and after it have their values."""
    before, bad, after = run({"do": "ok"}, {"do": do}, {"do": "ok"}, jobs=1)

    assert (bad.trouble, bad.detail) == (Trouble.CRASH, detail)
    assert before.trouble is after.trouble is None


def test_an_input_over_its_memory_is_refused() -> None:
    """What needs more than the limit fails by itself, in a worker that is then replaced."""
    bad, after = run({"do": "hoard"}, {"do": "ok"}, jobs=1)

    assert bad.trouble is Trouble.MEMORY
    assert after.trouble is None


def test_an_exception_is_told() -> None:
    """A fault in the function names its exception, and the worker goes on."""
    before, bad, after = run({"do": "ok"}, {"do": "raise"}, {"do": "ok"}, jobs=1)

    assert (bad.trouble, bad.detail) == (Trouble.ERROR, "KeyError: 'page 7'")
    assert before.value["pid"] == after.value["pid"]


def test_an_input_whose_worker_was_killed_from_outside_is_tried_again(tmp_path: Path) -> None:
    """Whoever kills a worker, the system short of memory for one, does not cost its input."""
    first, second = run({"do": "be killed once", "file": str(tmp_path / "killed")}, {"do": "ok"}, jobs=1)

    assert first.trouble is second.trouble is None


def test_what_a_library_prints_stays_out_of_the_output(capfd: pytest.CaptureFixture[str]) -> None:
    """The standard output belongs to the command."""
    run({"do": "print"})

    assert capfd.readouterr().out == ""


def test_closing_ends_the_workers() -> None:
    """Whoever stops listening leaves no process behind, busy or at rest."""
    outcomes = run_each(act, [{"do": "ok"}, {"do": "hang"}], jobs=1, limits=LIMITS)
    pid = next(outcomes).value["pid"]

    outcomes.close()

    assert gone(pid)


def test_an_interrupt_ends_the_workers() -> None:
    """Ctrl+C while workers are busy passes on, and they are gone."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    outcomes = run_each(act, [{"do": "ok"}, {"do": "hang"}], jobs=2, limits=LIMITS, progress=interrupt)

    with pytest.raises(KeyboardInterrupt):
        next(outcomes)


def test_workers_that_cannot_start_are_no_endless_loop() -> None:
    """After a few that end at once it is given up, with the cause."""
    with pytest.raises(WorkersFailed, match="exit status 3"):
        list(run_each(CannotStart(), [1, 2], jobs=1, limits=LIMITS))


def test_a_run_needs_a_worker() -> None:
    """No jobs is a mistake of the caller."""
    with pytest.raises(ValueError, match="1 or more"):
        run({"do": "ok"}, jobs=0)


def test_there_is_a_job_for_each_core() -> None:
    """The default is what this process may use."""
    assert 1 <= default_jobs() <= (os.cpu_count() or 1)


@pytest.mark.parametrize(
    ("do", "answer"), [("ok", b'"trouble": null'), ("raise", b'"error"'), ("hoard", b'"memory"')]
)
def test_every_answer_is_json(do: str, answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker answers in JSON whatever the function does."""

    def short_of_memory(_: Any) -> None:
        raise MemoryError

    assert answer in _answer(short_of_memory if do == "hoard" else act, {"do": do})


GOOD = samples.ilacs().data()


def _paper(pages: int) -> bytes:
    paper = Paper(page_numbers=False)
    for _ in range(pages):
        paper.new_page()
    return paper.data()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "page.pdf": (lambda: b"<!DOCTYPE html><html><body>Gone</body></html>", "HTML page"),
    "nothing.pdf": (lambda: b"", "empty"),
    "half.pdf": (lambda: GOOD[: len(GOOD) // 3], "cut off"),
    "locked.pdf": (lambda: Paper(encrypted=True).line("Inspection of Islington").data(), "password"),
    "scan.pdf": (lambda: _paper(2), "OCR"),
    "endless.pdf": (lambda: _paper(2000), "2000 pages"),
    "bomb.pdf": (lambda: bomb(300_000_000), "memory"),
    "letter.txt": (lambda: b"Dear Sir, the roof leaks. " * 20, "title"),
}


def test_each_bad_file_costs_only_itself(tmp_path: Path) -> None:
    """Every kind of bad file among good ones: one says what is wrong and names itself, the others are read."""
    paths: list[Path] = []
    for number, (name, (data, _)) in enumerate(BAD.items()):
        paths += [tmp_path / name, tmp_path / f"good{number}_2025-01-29.pdf"]
        paths[-2].write_bytes(data())
        paths[-1].write_bytes(GOOD)

    readings = list(read_files(paths, limits=Limits(seconds=10, megabytes=200)))

    assert [one.path for one in readings] == paths
    assert all(one.ok and one.problem is None for one in readings[1::2])
    for reading, (name, (_, says)) in zip(readings[::2], BAD.items(), strict=True):
        assert reading.inspection is None
        assert not reading.ok
        assert reading.problem is not None
        assert reading.problem.startswith(f"{name}: ")
        assert says in reading.problem


def test_a_file_that_never_ends_is_stopped(tmp_path: Path) -> None:
    """A pipe that nobody writes to is given up after the limit, with the file's name and the time."""
    os.mkfifo(tmp_path / "pipe.pdf")
    good = tmp_path / "good_2025-01-29.pdf"
    good.write_bytes(GOOD)

    bad, read = read_files([tmp_path / "pipe.pdf", good], limits=Limits(seconds=1, megabytes=1024))

    assert bad.problem is not None
    assert bad.problem.startswith("pipe.pdf: stopped after 1 seconds")
    assert read.ok


def test_a_fault_in_the_program_is_a_file_s_problem(tmp_path: Path) -> None:
    """A name that the system cannot even look up is refused like any other file."""
    (reading,) = read_files([tmp_path / ("x" * 5000 + ".pdf")])

    assert reading.problem is not None
    assert "cannot be opened" in reading.problem


def test_a_reading_is_complete(tmp_path: Path) -> None:
    """A worker brings home the inspection, its warnings, the account of its words and its YAML."""
    path = samples.ilacs(lead="").save(tmp_path / "report_2025-01-29.pdf")

    (reading,) = read_files([path])

    assert reading == FileReading(
        **{name: getattr(reading, name) for name in ("path", "inspection", "warnings", "words", "yaml")},
        ok=True,
        problem=None,
        seconds=reading.seconds,
    )
    assert reading.inspection is not None
    assert reading.inspection["id"] == "islington-2025-01-29-ilacs"
    assert [one.message for one in reading.warnings] == ["no lead inspector is printed"]
    assert reading.words is not None
    assert reading.words.total > 100
    assert reading.yaml is not None
    assert reading.yaml.startswith("id: islington-2025-01-29-ilacs\n")


def test_a_given_publication_date_holds(tmp_path: Path) -> None:
    """The caller's date reaches the worker."""
    path = samples.ilacs().save(tmp_path / "report.pdf")
    task = {"path": str(path), "published": "2025-02-03"}

    assert read_one(task)["inspection"]["id"] == "islington-2025-02-03-ilacs"
    assert not read_one(task | {"published": None})["ok"]


def test_what_would_not_load_is_not_ok(tmp_path: Path) -> None:
    """A report outside its framework's years is read, with warnings, and is no valid inspection file."""
    path = samples.ilacs(dates="2 to 6 December 2013").save(tmp_path / "report_2014-01-29.pdf")

    value = read_one({"path": str(path), "published": None})

    assert not value["ok"]
    assert any("not a valid inspection file" in one["message"] for one in value["warnings"])


def test_a_reference_that_leads_nowhere_is_a_fault(tmp_path: Path) -> None:
    """An item said to repeat one that is not there would keep the file from loading."""
    path = samples.ilacs().save(tmp_path / "report_2025-01-29.pdf")
    inspection = read_one({"path": str(path), "published": None})["inspection"]
    assert list(_faults(inspection)) == []

    inspection["findings"][0]["same_as"] = "para 99"

    assert [one.text for one in _faults(inspection)] == ["para 99"]


TEXT = "id: barnet-2025-01-29-ilacs\ntitle: Inspection\n"


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    """Bytes and time of a file stay when it would hold the same."""
    path = tmp_path / "inspections" / "one.yaml"
    assert keep(TEXT, path) is Kept.NEW
    os.utime(path, (1, 1))
    before = path.read_bytes()

    assert keep(TEXT, path) is Kept.UNCHANGED

    assert path.read_bytes() == before
    assert path.stat().st_mtime == 1
    assert list(path.parent.iterdir()) == [path]


def test_an_untouched_file_is_brought_up_to_date(tmp_path: Path) -> None:
    """What the program wrote it may write anew; the file's mode stays."""
    path = tmp_path / "one.yaml"
    keep(TEXT, path)
    path.chmod(0o640)

    assert keep(TEXT + "theme: x\n", path) is Kept.UPDATED

    assert "theme: x" in path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("Inspection", "Inspektion"),
        lambda text: text + "# checked by Kim\n",
        lambda text: "# checked by Kim\n" + text,
        lambda text: text.rsplit("#", 1)[0] + "theme: x\n",
        lambda text: "",
    ],
)
def test_an_edited_file_is_kept(tmp_path: Path, edit: Callable[[str], str]) -> None:
    """Any change by hand makes the file a person's; only force replaces it, and keeps it too."""
    path = tmp_path / "one.yaml"
    keep(TEXT, path)
    path.write_text(edited := edit(path.read_text("utf-8")), "utf-8")

    assert is_edited(path)
    assert keep(TEXT + "kind: short\n", path) is Kept.EDITED
    assert path.read_text("utf-8") == edited

    assert keep(TEXT + "kind: short\n", path, force=True) is Kept.FORCED
    assert not is_edited(path)
    assert (tmp_path / "one.yaml.bak").read_text("utf-8") == edited


def test_no_backup_is_lost(tmp_path: Path) -> None:
    """A second forced reading finds another name for its backup."""
    path = tmp_path / "one.yaml"
    for text in ("first", "second"):
        path.write_text(text, "utf-8")
        keep(TEXT, path, force=True)

    assert (tmp_path / "one.yaml.bak").read_text("utf-8") == "first"
    assert (tmp_path / "one.yaml.bak2").read_text("utf-8") == "second"


def test_converted_line_ends_are_no_edit(tmp_path: Path) -> None:
    """A file that git or a mail program gave other line ends is still as it was read."""
    path = tmp_path / "one.yaml"
    keep(TEXT, path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert not is_edited(path)
    assert keep(TEXT, path) is Kept.UNCHANGED


def test_another_file_of_the_same_inspection_is_found(tmp_path: Path) -> None:
    """A hand-made file under another name, in either suffix, is found by its id."""
    (tmp_path / "mine.yml").write_text("title: x\nid: 'barnet-2025-01-29-ilacs'  # mine\n", "utf-8")
    (tmp_path / "other.yaml").write_text("id: barnet-2025-01-29-sif\n", "utf-8")
    path = tmp_path / "barnet-2025-01-29-ilacs.yaml"

    assert other_file_of("barnet-2025-01-29-ilacs", path) == tmp_path / "mine.yml"
    assert other_file_of("barnet-2024-01-29-ilacs", path) is None


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up in the middle costs neither the file nor leaves half of one."""
    path = tmp_path / "one.yaml"
    keep(TEXT, path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        keep(TEXT + "kind: short\n", path)

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
