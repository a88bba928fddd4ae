"""The review page: complete, self-contained, escaped and accessible."""

import base64
import re
import struct
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from bot.cli import main
from bot.review.pictures import WIDTH, Picture, draw_page
from bot.review.review import judged, review_html, sheets, write_review
from knowledge.reading_many import FileReading, keep, read_files
from tests.knowledge.reading import samples
from tests.knowledge.reading.paper import Paper

VOID = frozenset({"meta", "img", "br", "link", "hr", "input"})


@dataclass
class Page(HTMLParser):
    """A parsed page: its tags with attributes, its text, and what is not well-formed."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every `tag`."""
        return [attributes for name, attributes in self.tags if name == tag]


def parsed(path: Path) -> Page:
    """Return the page at `path`, which must be well-formed."""
    page = Page()
    page.feed(path.read_text("utf-8"))
    page.close()
    assert (page.faults, page.open) == ([], [])
    return page


def review(report: Path, folder: Path) -> tuple[Page, FileReading]:
    """Return the review page of `report`, and the reading that it shows."""
    out = folder / "review.html"
    reading = write_review(report, out, inspections=folder / "inspections")
    return parsed(out), reading


WARNED = ((samples.ILACS_ROWS[0][0], "Goof"), *samples.ILACS_ROWS[1:])


@pytest.fixture(scope="module")
def warned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, FileReading, str]:
    """The page of a report with a grade that cannot be read and no lead inspector, its reading, and its source."""
    folder = tmp_path_factory.mktemp("review")
    report = samples.ilacs(rows=WARNED, lead="").save(folder / "80505_islington_2025-01-29.pdf")
    page, reading = review(report, folder)
    return page, reading, (folder / "review.html").read_text("utf-8")


def test_everything_that_was_read_is_shown(warned: tuple[Page, FileReading, str]) -> None:
    """Facts with what they rest on, judgements and findings with their place, topics and outcomes."""
    page, reading, _ = warned
    assert reading.inspection is not None

    for finding in reading.inspection["findings"]:
        assert finding["text"] in page.text
        assert all(topic in page.text for topic in finding["topics"])
    for judgement in reading.inspection["judgements"]:
        assert judgement["printed"] in page.text
    assert "29 January 2025the file’s name" in page.text
    assert "shortderived from the working days on site" in page.text
    assert "National framework: " in page.text
    assert "weakness" in page.text


def test_each_page_has_its_picture_beside_what_was_read(warned: tuple[Page, FileReading, str]) -> None:
    """One picture a page, in the page itself, with words in its place; later ones are drawn when they are needed."""
    page, reading, _ = warned
    assert reading.inspection is not None
    pictures = page.of("img")

    assert len(pictures) == reading.inspection["source"]["pages"] == 3
    assert [one["alt"] for one in pictures] == [f"Page {n} of the report as printed" for n in (1, 2, 3)]
    assert [one.get("loading") for one in pictures] == [None, None, "lazy"]
    assert all((one["src"] or "").startswith("data:image/png;base64,") for one in pictures)
    assert all(one["width"] == "900" for one in pictures)


def test_the_page_needs_nothing_else(warned: tuple[Page, FileReading, str]) -> None:
    """No script, no address, no file from elsewhere; the policy in its head forbids them too."""
    page, _, source = warned

    assert Counter(name for name, _ in page.tags).keys().isdisjoint({"script", "link", "iframe", "object"})
    assert not re.search(r"https?:|//\w|@import|url\(", re.sub(r"base64,[^\"]+", "", source))
    assert all((one["href"] or "").startswith("#") for one in page.of("a"))
    policy = next(one for one in page.of("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert (policy["content"] or "").startswith("default-src 'none';")


def test_links_lead_somewhere(warned: tuple[Page, FileReading, str]) -> None:
    """Every link and label names a place of the page, and no place is named twice."""
    page, _, _ = warned
    places = Counter(attributes["id"] for _, attributes in page.tags if attributes.get("id"))

    assert set(places.values()) == {1}
    assert {(one["href"] or "").removeprefix("#") for one in page.of("a")} <= set(places)
    labels = {value for _, attributes in page.tags if (value := attributes.get("aria-labelledby"))}
    assert labels <= set(places)


def test_the_page_can_be_used_without_seeing_it(warned: tuple[Page, FileReading, str]) -> None:
    """Language, title, one first heading, no level left out, landmarks, a way past them, tables with heads."""
    page, _, _ = warned
    levels = [int(name[1]) for name, _ in page.tags if re.fullmatch(r"h[1-6]", name)]

    assert page.of("html") == [{"lang": "en-GB"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert all(len(page.of(name)) == 1 for name in ("main", "header", "footer", "nav", "title"))
    assert page.of("a")[0] == {"class": "skip", "href": "#pages"}
    assert all(one.get("scope") in ("col", "row") for one in page.of("th"))


def test_warnings_stand_on_top_with_a_link_to_their_page(warned: tuple[Page, FileReading, str]) -> None:
    """Each warning is listed before the facts, links to its page, is marked there and in the list of pages."""
    page, reading, source = warned

    assert len(reading.warnings) >= 2
    assert all(warning.message in source.partition('id="facts-title"')[0] for warning in reading.warnings)
    assert {"class": "warned", "href": "#page-1"} in page.of("a")
    assert "Warning: this grade cannot be read exactly" in page.text


def test_a_grade_that_could_not_be_read_is_not_called_not_judged(
    warned: tuple[Page, FileReading, str],
) -> None:
    """Not read and not judged are two things."""
    _, reading, _ = warned

    shown = [one["shown"] for one in judged(reading)]

    assert shown[0] == "could not be read, see the warning"
    assert shown[2:4] == ["outstanding", "inadequate"]


def test_what_a_report_says_is_text(tmp_path: Path) -> None:
    """Markup in a report, or in the name of its file, is shown and never obeyed."""
    evil = 'Rotas <script>alert(1)</script> & "quotes" <img src=x onerror=alert(2)> that say who does what.'
    text = samples.FOCUSED.replace("Rotas that say who does what.", evil)
    report = tmp_path / "<b>&.txt"
    report.write_text(text, "utf-8")

    page, reading = review(report, tmp_path)

    assert reading.inspection is not None
    assert any(evil in one["text"] for one in reading.inspection["findings"])
    assert not page.of("script")
    assert not page.of("img")
    assert not page.of("b")
    assert page.text.count(evil) >= 2


def test_a_text_stands_in_place_of_pictures(tmp_path: Path) -> None:
    """A text is shown whole beside its findings, reachable by keyboard; no pictures are looked for."""
    report = tmp_path / "report.txt"
    report.write_text(samples.SLAC, "utf-8")

    page, reading = review(report, tmp_path)

    assert reading.inspection is not None
    assert not page.of("img")
    assert not page.of("nav")
    (pre,) = page.of("pre")
    assert pre["tabindex"] == "0"
    assert samples.SLAC.strip() in page.text


def test_a_text_with_page_breaks_has_pages(tmp_path: Path) -> None:
    """Form feeds part a text into pages, and findings stand with theirs; odd bytes do no harm."""
    report = tmp_path / "report.txt"
    text = samples.SLAC.replace("Safeguarding services\n\nOverall", "\fSafeguarding services\x01\n\nOverall")
    report.write_bytes(text.replace("’", "'").encode("cp1252"))
    (reading,) = read_files([report])

    first, second = sheets(reading)

    assert not first.judgements
    assert second.judgements
    assert second.text is not None
    assert second.text.startswith("Safeguarding services")
    assert "\x01" not in second.text


def test_an_edited_inspection_file_is_mentioned(tmp_path: Path) -> None:
    """Whoever has corrected the file is told that the page shows the report's reading, not the corrections."""
    report = samples.ilacs().save(tmp_path / "x_2025-01-29.pdf")
    file = tmp_path / "inspections" / "islington-2025-01-29-ilacs.yaml"
    keep("id: islington-2025-01-29-ilacs\n", file)
    assert "Edited since" not in review(report, tmp_path)[0].text

    file.write_text("id: islington-2025-01-29-ilacs\ntheme: x\n", "utf-8")

    assert f"Edited since. {file} was changed by hand" in review(report, tmp_path)[0].text


def test_an_incomplete_reading_says_so(tmp_path: Path) -> None:
    """Without a publication date the page still shows everything, and that it is no complete file."""
    page, reading = review(samples.ilacs().save(tmp_path / "x.pdf"), tmp_path)

    assert not reading.ok
    assert "Not a complete inspection file." in page.text
    assert "Publishednot found" in page.text


def test_a_page_that_cannot_be_drawn_costs_only_its_picture(tmp_path: Path) -> None:
    """In place of the picture stands a sentence; what was read from the page is there."""
    report = samples.ilacs().save(tmp_path / "x_2025-01-29.pdf")
    (reading,) = read_files([report])
    first, *others = sheets(reading)
    page = Page()

    page.feed(review_html(reading, [replace(first, picture=Picture(900, 900, None)), *others]))

    assert "The picture of page 1 could not be drawn." in page.text
    assert len(page.of("img")) == len(others)


def command(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str | Path) -> int:
    """Run `ofsted-bot review` with a data folder of its own."""
    monkeypatch.setenv("OFSTED_DATA", str(folder / "data"))
    return main(["review", *map(str, arguments)])


def test_the_command_writes_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page goes where --out says, else into the data folder; the command says where."""
    report = samples.ilacs().save(tmp_path / "x.pdf")

    assert command(monkeypatch, tmp_path, report, "--published", "2025-01-29") == 0
    assert command(monkeypatch, tmp_path, report, "--out", tmp_path / "here" / "page.html") == 1

    default, chosen = tmp_path / "data" / "reviews" / "x.html", tmp_path / "here" / "page.html"
    assert "29 January 2025given on the command line" in parsed(default).text
    assert parsed(chosen).of("img")
    assert capsys.readouterr().out.startswith(f"{default}: no warnings\n{chosen}: ")


def test_a_file_that_cannot_be_read_has_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line says what is wrong; no page is written."""
    (tmp_path / "page.pdf").write_bytes(b"<!doctype html><p>Gone")

    assert command(monkeypatch, tmp_path, tmp_path / "page.pdf") == 1

    assert "page.pdf: an HTML page" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_page_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder in the way is told."""
    (tmp_path / "out").touch()
    report = samples.ilacs().save(tmp_path / "x_2025-01-29.pdf")

    assert command(monkeypatch, tmp_path, report, "--out", tmp_path / "out" / "x.html") == 2

    assert "cannot be written" in capsys.readouterr().err


def pixels(data: str) -> tuple[int, int, bytes]:
    """Return width, height and the bytes of the rows of a PNG of ours, having checked its sums."""
    raw = base64.b64decode(data)
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, place = {}, 8
    while place < len(raw):
        (size,) = struct.unpack(">I", raw[place : place + 4])
        name, body = raw[place + 4 : place + 8], raw[place + 8 : place + 8 + size]
        assert struct.unpack(">I", raw[place + 8 + size : place + 12 + size]) == (zlib.crc32(name + body),)
        chunks[name], place = body, place + 12 + size
    width, height, depth, colours = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colours) == (4, 0)
    return width, height, zlib.decompress(chunks[b"IDAT"])


def test_a_picture_is_the_page(tmp_path: Path) -> None:
    """The picture has the page's shape, black where it is black, white elsewhere."""
    paper = Paper(page_numbers=False)
    paper.canvas.rect(0, 0, 595, 421, fill=1)
    path = paper.save(tmp_path / "half.pdf")

    picture = draw_page({"path": str(path), "page": 0})

    width, height, rows = pixels(picture["data"])
    assert (width, height) == (picture["width"], picture["height"]) == (WIDTH, 1274)
    stride = 1 + width // 2
    assert set(rows[: stride * 600]) <= {0, 0xFF}
    assert rows[1:stride] == b"\xff" * (width // 2)
    assert rows[-stride + 1 :] == b"\0" * (width // 2)


def test_a_huge_page_has_a_moderate_picture(tmp_path: Path) -> None:
    """A page of metres, narrow as a ribbon, is drawn within the limit of pixels."""
    paper = Paper(page_numbers=False)
    paper.canvas.setPageSize((101, 14_000))
    path = paper.new_page().save(tmp_path / "ribbon.pdf")

    picture = draw_page({"path": str(path), "page": 0})

    width, height, _ = pixels(picture["data"])
    assert width * height <= 3_100_000
