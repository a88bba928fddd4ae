"""Files that are no reports, and reports with characters or bytes altered."""

import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.reading import Reading, UnreadableReport, grades, to_yaml
from tests.knowledge.reading import samples
from tests.knowledge.reading.conftest import ReadPaper, read_file
from tests.knowledge.reading.paper import Paper

EXAMPLES = int(os.environ.get("OFSTED_FUZZ_EXAMPLES", "150"))
"""Mutated texts, and mutated PDFs, to try; 2,000 of each is the long run."""

LIMIT = 20.0
"""Seconds that no file may take."""

FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TEXTS = (samples.SLAC, samples.CRA, samples.FOCUSED, samples.JTAI)
PDFS = (samples.ilacs().data(), samples.sif().data(), samples.lac().data())
NOISE = "\n\t *-•.:()0123456789abcXYZ\x0c’\ufffe\u200b\ue123"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n\0", "empty"),
        (b"<!DOCTYPE html><html><body>Page not found</body></html>", "HTML"),
        (b"PK\x03\x04 nothing of the sort", "not a PDF"),
        (PDFS[0][: len(PDFS[0]) // 3], "cut off"),
        (Paper(encrypted=True).line("Inspection of Islington").data(), "encrypted"),
        (Paper(page_numbers=False).new_page().data(), "scan"),
    ],
)
def test_what_is_no_report_says_why(read: ReadPaper, data: bytes, says: str) -> None:
    """Each kind of bad file has its own message, with the file's name."""
    with pytest.raises(UnreadableReport, match=says) as caught:
        read(data, "bad.pdf")

    assert "bad.pdf" in str(caught.value)


def test_too_many_pages_are_refused(read: ReadPaper) -> None:
    """No report has 301 pages."""
    paper = Paper(page_numbers=False)
    for _ in range(301):
        paper.new_page()

    with pytest.raises(UnreadableReport, match="301 pages"):
        read(paper)


def test_another_document_is_refused(read: ReadPaper) -> None:
    """A text without a report's title is none."""
    with pytest.raises(UnreadableReport, match="title"):
        read("A recipe for bread.\n" * 20)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    """A file that cannot be opened is refused like any other."""
    with pytest.raises(UnreadableReport, match="cannot be opened"):
        read_file(tmp_path / "none.pdf")


def _check(path: Path) -> None:
    start = time.perf_counter()
    try:
        reading = read_file(path)
    except UnreadableReport:
        return
    assert time.perf_counter() - start < LIMIT
    assert reading.words.total == reading.words.found + reading.words.furniture + reading.words.unaccounted
    assert reading.inspection is not None
    to_yaml(reading.inspection)


def _mutated(text: str, seed: int) -> str:
    """Return `text` with spans deleted, repeated, shuffled, or characters replaced."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 3)):
        at, other = chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[at + chance.randrange(1, 300) :]
            case 1:
                text = text[:at] + text[other : other + chance.randrange(1, 2000)] + text[at:]
            case 2:
                text = "".join(chance.choice(NOISE) if chance.random() < 0.02 else sign for sign in text)
            case 3:
                lines = text.split("\n")
                chance.shuffle(lines)
                text = "\n".join(lines)
            case _:
                text = (
                    text[:at]
                    + "".join(chance.choice(NOISE) for _ in range(chance.randrange(200)))
                    + text[at:]
                )
    return text


@FUZZ
@given(sample=st.sampled_from(TEXTS), seed=st.integers(0, 2**32))
def test_mutated_texts_never_crash_or_hang(
    tmp_path_factory: pytest.TempPathFactory, sample: str, seed: int
) -> None:
    """A mutated text is read or refused, in bounded time, every word accounted for or warned of."""
    path = tmp_path_factory.getbasetemp() / "mutated.txt"
    path.write_text(_mutated(sample, seed), "utf-8", errors="replace")

    _check(path)


@FUZZ
@given(sample=st.sampled_from(PDFS), seed=st.integers(0, 2**32))
def test_mutated_pdfs_never_crash_or_hang(
    tmp_path_factory: pytest.TempPathFactory, sample: bytes, seed: int
) -> None:
    """A PDF with bytes altered, cut or repeated is read or refused, in bounded time."""
    chance = random.Random(seed)
    data = bytearray(sample)
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.3:
        data = data[: chance.randrange(len(data))]
    elif chance.random() < 0.3:
        at = chance.randrange(len(data))
        data = data[:at] + data[chance.randrange(len(data)) :] + data[at:]
    path = tmp_path_factory.getbasetemp() / "mutated.pdf"
    path.write_bytes(bytes(data))

    _check(path)


def _altered(word: str, seed: int) -> str:
    """Return `word` with one letter replaced, left out or put in: never a grade itself."""
    chance = random.Random(seed)
    at, sign = chance.randrange(len(word)), chance.choice("abdghkuxz01")
    match chance.randrange(3):
        case 0:
            return word[:at] + sign + word[at + 1 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case _:
            return word[:at] + sign + word[at:]


GRADES_IN_TEXT = (
    "Grade 2 (good)",
    "Grade 3 (adequate)",
    "Grade 1 (outstanding)",
    "Overall effectiveness\tGood",
    "diversity\tGood",
)


@FUZZ
@given(place=st.sampled_from(GRADES_IN_TEXT), seed=st.integers(0, 2**32))
def test_an_altered_grade_in_a_text_is_never_silent(
    tmp_path_factory: pytest.TempPathFactory, place: str, seed: int
) -> None:
    """A grade with its own letters altered gives the right grade or none, and always a warning."""
    word = place.rsplit("(", 1)[-1].rsplit("\t", 1)[-1].rstrip(")")
    altered = _altered(word, seed)
    if grades.exact(altered) is not None:
        return
    path = tmp_path_factory.getbasetemp() / "altered.txt"
    whole = read_file_text(path, samples.SLAC)
    changed = read_file_text(path, samples.SLAC.replace(place, place.replace(word, altered), 1))

    assert changed.warnings
    for one in changed.inspection["judgements"]:
        same = next(other for other in whole.inspection["judgements"] if _key(other) == _key(one))
        assert one["grade"] in (None, same["grade"])


def _key(judgement: dict) -> tuple[str, str]:
    return judgement["strand"], judgement["printed"]


def read_file_text(path: Path, text: str) -> Reading:
    path.write_text(text, "utf-8")
    return read_file(path)


@settings(FUZZ, max_examples=max(EXAMPLES // 4, 20))
@given(row=st.integers(0, 4), seed=st.integers(0, 2**32))
def test_an_altered_grade_in_a_table_is_never_silent(
    tmp_path_factory: pytest.TempPathFactory, row: int, seed: int
) -> None:
    """A grade altered in the cover's table is null there, and a warning; the others stay."""
    rows = list(samples.ILACS_ROWS)
    label, grade = rows[row]
    altered = _altered(grade, seed)
    if grades.exact(altered) is not None:
        return
    rows[row] = (label, altered)
    path = tmp_path_factory.getbasetemp() / "altered_2025-01-29.pdf"
    reading = read_file(samples.ilacs(rows=tuple(rows)).save(path))

    assert reading.warnings
    assert [one["grade"] is None for one in reading.inspection["judgements"]] == [
        place == row for place in range(5)
    ]
