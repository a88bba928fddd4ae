"""The shared pieces: dates, names, grades, tags, blocks, furniture, YAML."""

# ruff: noqa: E501 - samples of print are lines as long as they are

import datetime as dt

import pytest
import yaml

from knowledge.reading import dates, grades, names, to_yaml
from knowledge.reading.blocks import Shape, build_blocks, is_time_limit
from knowledge.reading.furniture import strip_furniture
from knowledge.reading.lines import Cell, Document, Line, Page
from knowledge.reading.tags import split_tags
from knowledge.reading.weakness import tells_weakness
from knowledge.reading.wording import join
from tests.knowledge.reading.conftest import ReadPaper
from tests.knowledge.reading.paper import Paper
from tests.knowledge.reading.samples import SLAC, ilacs, sif


def _line(
    text: str, y: float, *, x: float = 71.0, size: float = 12.0, bold: bool = False, page: int = 2
) -> Line:
    _line.count += 1  # type: ignore[attr-defined]
    return Line(_line.count, page, x, y, x + 5 * len(text), size, bold, text, (Cell(x, text),))  # type: ignore[attr-defined]


_line.count = 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 – 19 July 2013", ["2013-07-15", "2013-07-19"]),
        ("28 January–5 February 2014", ["2014-01-28", "2014-02-05"]),
        ("19 November-11 December 2013 and 28 – 30 January 2014", ["2013-11-19", "2013-12-11", "2014-01-28", "2014-01-30"]),
        ("18 Feb 2014 – 12 March 2014", ["2014-02-18", "2014-03-12"]),
        ("9 December – 17 January 2014", ["2013-12-09", "2014-01-17"]),
        ("28 July 2016", ["2016-07-28", "2016-07-28"]),
        ("11th to 22nd of July 2022", ["2022-07-11", "2022-07-22"]),
        ("30Sept 2014 to 22 October2014", ["2014-09-30", "2014-10-22"]),
        ("03/06/2019 to 14/06/2019", ["2019-06-03", "2019-06-14"]),
        ("Monday 6 June to Friday 17 June 2022", ["2022-06-06", "2022-06-17"]),
        ("31 June 2014", []),
        ("no date", []),
    ],
)  # fmt: skip
def test_periods_in_their_printed_forms(text: str, expected: list[str]) -> None:
    """Days without a month or year take those of the next one; an impossible date is none."""
    found = [
        day.isoformat()
        for one in dates.periods(text)
        if not text.startswith("Monday")
        for day in (one.start, one.end)
    ]
    if text.startswith("Monday"):
        found = sorted({day.isoformat() for one in dates.periods(text) for day in (one.start, one.end)})

    assert found == expected


def test_two_days_joined_by_and_are_two() -> None:
    """The words "17 and 18 April" is two days, the second the last."""
    assert [one.end for one in dates.periods("17 and 18 April 2018")] == [
        dt.date(2018, 4, 17),
        dt.date(2018, 4, 18),
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Immediately:", "immediately"),
        ("Within three months:", "3 months"),
        ("Within 6 months", "6 months"),
        ("Within one month:", "1 month"),
        ("Within 20 working days", "20 working days"),
        ("Within a year", "12 months"),
        ("Within three weeks", None),
        ("Areas for improvement", None),
    ],
)
def test_time_limits(heading: str, expected: str | None) -> None:
    """A list's heading sets a time limit in months or working days; other spans are not guessed at."""
    assert dates.time_limit(heading) == expected


def test_a_standard_in_a_sentence_is_no_time_limit() -> None:
    """Only a heading by itself is one."""
    assert is_time_limit("Within six months:")
    assert not is_time_limit(
        "Within 72 hours of a child coming home, ensure that somebody sits down and talks to it."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lark, His Majesty’s Inspector", ("Ada Lark",)),
        ("Ada Lark, Senior Her Majesty's Inspector", ("Ada Lark",)),
        ("Ada Lark HMI and Ben O’Wren HMI", ("Ada Lark", "Ben O’Wren")),
        ("Ada J Lark, Ben Smith-Wren (AI), Cy de Crane", ("Ada J Lark", "Ben Smith-Wren", "Cy de Crane")),
        ("Her Majesty’s Inspector", ()),
        ("", ()),
    ],
)
def test_names_without_offices(text: str, expected: tuple[str, ...]) -> None:
    """Offices and brackets go; names stay as printed."""
    assert names.people(text) == expected


@pytest.mark.parametrize(
    "text", ["Good", "good.", "Requires Improvement", "require improvement to be good", "Not judged"]
)
def test_grades_to_the_letter(text: str) -> None:
    """The printed forms of grades are known, whatever their capitals."""
    assert grades.exact(text) is not None


@pytest.mark.parametrize(
    "text", ["Goo", "Goodd", "Requires improvment", "Requires", "Improvement", "", "G ood", "very good"]
)
def test_what_is_not_a_grade(text: str) -> None:
    """One letter off is no grade."""
    assert grades.exact(text) is None


def test_a_grade_at_a_labels_end() -> None:
    """The word "inadequate" is never taken for "adequate"."""
    assert grades.at_end("Overall effectiveness Inadequate") == ("Overall effectiveness", "inadequate")
    assert grades.at_end("services that are madeadequate") == ("services that are madeadequate", None)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("(outcome 3, national framework)", ("outcome 3",)),
        ("(Outcome 4, National Framework).", ("outcome 4",)),
        ("(Principle 1)", ("principle 1",)),
        ("(Outcomes 1 and 3, national framework)", ("outcome 1", "outcome 3")),
        ("(national framework, outcome two)", ("outcome 2",)),
        ("[Outcome 2; Enabler 1]", ("outcome 2", "enabler 1")),
        ("(outcome 3, national framework", ("outcome 3",)),
        ("(outcome 1) (enabler 3)", ("outcome 1", "enabler 3")),
        ("(enabler: leaders lead, national framework)", ("enabler: leaders lead",)),
    ],
)
def test_tags_in_one_spelling(tag: str, expected: tuple[str, ...]) -> None:
    """Every spelling of a tag leaves the text and becomes the same outcome."""
    text, outcomes = split_tags(f"The garden. {tag}")

    assert text == "The garden."
    assert outcomes == expected


def test_brackets_that_are_no_tags_stay() -> None:
    """An acronym or paragraph reference at the end is text."""
    assert split_tags("The hub (MASH)") == ("The hub (MASH)", ())
    assert split_tags("Read files (paragraphs 3, 4).") == ("Read files (paragraphs 3, 4).", ())


@pytest.mark.parametrize("sign", list("\uf06e\u25fc\uf0a7•\u25a0\uf0b7"))
def test_every_bullet_sign_begins_an_item(sign: str) -> None:
    """The glyphs of all years are bullets; the sign is not in the text."""
    blocks = build_blocks([_line(f"{sign} mend it", 700), _line(f"{sign} keep it", 680)], positioned=True)

    assert [(one.shape, one.text) for one in blocks] == [(Shape.BULLET, "mend it"), (Shape.BULLET, "keep it")]


@pytest.mark.parametrize("sign", list("\uf02d\u2212\u2500\u2015"))
def test_second_level_signs(sign: str) -> None:
    """The glyphs of second-level bullets make sub-bullets."""
    blocks = build_blocks([_line("\uf06e of these:", 700), _line(f"{sign} ten", 680, x=115)], positioned=True)

    assert blocks[1].sub


def test_an_orphaned_bullet_or_number_finds_its_text() -> None:
    """A sign extracted as a line of its own joins the text at its height."""
    lines = [
        _line("\u25fc", 700),
        _line("mend it", 700, x=89),
        _line("7.", 660),
        _line("Seen and heard.", 660, x=99),
    ]

    blocks = build_blocks(lines, positioned=True)

    assert [(one.shape, one.text, one.number) for one in blocks] == [
        (Shape.BULLET, "mend it", None),
        (Shape.NUMBERED, "Seen and heard.", 7),
    ]


def test_a_year_at_a_lines_start_is_no_number() -> None:
    """A continuation line that begins with a number is text."""
    lines = [
        _line("1. The hub was opened in", 700),
        _line("12. It has stayed open.", 685.5, x=99),
        _line("2. Next.", 660),
    ]

    assert [one.number for one in build_blocks(lines, positioned=True)] == [1, 2]


def test_an_item_goes_on_over_the_page() -> None:
    """A line that hangs under the number above continues it on the next page, capital or not."""
    lines = [
        _line("1. The hub is open until", 90, page=2),
        _line("late.", 75.5, x=99, page=2),
        _line("Families like that.", 745, x=99, page=3),
        _line("2. Next.", 720, page=3),
    ]

    assert [one.text for one in build_blocks(lines, positioned=True)] == [
        "The hub is open until late. Families like that.",
        "Next.",
    ]


def test_a_hyphen_at_a_lines_end_is_restored() -> None:
    """The sign that extraction leaves for it joins the halves."""
    assert join(["long\ufffe", "term and well-", "known"]) == "long-term and well- known"


def test_a_heading_below_its_items_is_sorted_above(read: ReadPaper) -> None:
    """Place on the page decides, not the order in the file."""
    paper = ilacs(improve="")
    paper.new_page()
    paper.at(71, 700, "•").at(89, 700, "The roof of the hub.")
    paper.at(71, 740, "What needs to improve?", size=14, bold=True)

    items = [one for one in read(paper).inspection["findings"] if one["kind"] == "improvement"]

    assert [one["text"] for one in items] == ["The roof of the hub."]


def test_a_footnote_is_kept_apart(read: ReadPaper) -> None:
    """A footnote interrupts no paragraph; it stands with the finding whose mark or page it has."""
    paper = ilacs()
    paper.new_page()
    paper.numbered(9, "Letters go out in the morning and the postman carries them.")
    paper.footnote(1, "This is explained in another place.")
    paper.new_page().at(99, 745, "They come back in the evening.").at(71, 718, "10.").at(
        99, 718, "Stamps are cheap."
    )

    findings = {one["ref"]: one for one in read(paper).inspection["findings"]}

    assert findings["para 9"]["text"].endswith("carries them. They come back in the evening.")
    assert findings["para 9"]["footnotes"] == ["This is explained in another place."]
    assert findings["para 10"]["text"] == "Stamps are cheap."


def test_page_numbers_and_running_headers_are_furniture() -> None:
    """A bare number, and what three pages print at their edge, are set aside."""
    pages = tuple(
        Page(
            number,
            595.0,
            842.0,
            (
                _line(
                    "Inspection of Islington local authority children’s services", 39.6, size=8, page=number
                ),
                _line(f"Text of sheet {number}.", 500, page=number),
                _line(str(number), 25, size=20, page=number),
            ),
        )
        for number in (1, 2, 3)
    )

    body = strip_furniture(Document("a.pdf", pages, True))

    assert [line.text for line in body.lines] == ["Text of sheet 1.", "Text of sheet 2.", "Text of sheet 3."]
    assert len(body.furniture) == 6


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("Help is quick. However, notes are thin.", True),
        ("Plans are not always clear.", True),
        ("Too many children move house.", True),
        ("Children thrive here.", False),
    ],
)
def test_the_turns_of_weakness(text: str, weak: bool) -> None:
    """The lexicon marks contrasts and faults, and leaves praise alone."""
    assert tells_weakness(text) is weak


@pytest.mark.parametrize("sample", [SLAC, ilacs(), sif()])
def test_yaml_round_trips(read: ReadPaper, sample: Paper | str) -> None:
    """The YAML reads back as the inspection, is the same again for the same report, and fits 120 columns."""
    inspection = read(sample).inspection
    text = to_yaml(inspection)
    back = yaml.load(text, Loader=yaml.CSafeLoader)

    defaults = {
        "page": None,
        "within": None,
        "weakness": False,
        "same_as": None,
        "outcomes": [],
        "footnotes": [],
        "topics": [],
    }
    assert [{**defaults, **one} for one in back["findings"]] == [
        {**defaults, **one} for one in inspection["findings"]
    ]
    assert back["judgements"] == inspection["judgements"]
    assert to_yaml(inspection) == text
    assert list(back)[:4] == ["id", "authority", "framework", "kind"]
