"""YAML with the lines of its keys."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.yaml_files import YamlFault, parse, read

TEXT = """\
# a comment
id: one

findings:
  - kind: strength
    text: >-
      folded
      text
  - {kind: practice, text: flow}
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("id",), 2),
        (("findings",), 4),
        (("findings", 0), 5),
        (("findings", 0, "text"), 6),
        (("findings", 1, "text"), 9),
    ],
)
def test_every_key_knows_its_line(place: tuple[str | int, ...], line: int) -> None:
    """Keys and list entries, in block and in flow style, have the line on which they stand."""
    assert parse(TEXT).line_of(place) == line


def test_a_key_that_is_missing_has_the_line_of_what_should_hold_it() -> None:
    """The nearest enclosing place answers for a key that does not stand in the file."""
    document = parse(TEXT)

    assert document.line_of(("findings", 0, "within")) == 5
    assert document.line_of(("source", "file")) == 1


def test_the_value_is_what_yaml_says() -> None:
    """Dates, numbers, null and folded texts are values as usual."""
    value = parse("a: 2012-03-09\nb: null\nc: 3\nd: >-\n  two\n  lines\n").value

    assert (str(value["a"]), value["b"], value["c"], value["d"]) == ("2012-03-09", None, 3, "two lines")


def test_an_empty_text_is_an_empty_document() -> None:
    """Nothing is None, not a fault: what must stand there is checked elsewhere."""
    assert parse("").value is None


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\t- a", "a: 'open", "%bad\n---\n", "? [a]: b\n- c"])
def test_broken_text_is_a_fault_with_a_line(text: str) -> None:
    """Whatever is not YAML is told with a line and not raised as something else."""
    with pytest.raises(YamlFault) as caught:
        parse(text)

    assert caught.value.line >= 1
    assert str(caught.value)


def test_a_key_that_is_no_text_is_no_crash() -> None:
    """A list or a mapping as a key is a fault, not a crash."""
    with pytest.raises(YamlFault):
        parse("? {a: 1}\n: 2\n")


def test_a_merge_key_needs_an_alias_and_is_refused() -> None:
    """Merging is done by aliases, and those are refused."""
    with pytest.raises(YamlFault, match="alias"):
        parse("base: &b {a: 1}\nuse: {<<: *b}\n")


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    """Any text is a document or a fault, never another exception."""
    with suppress(YamlFault):
        parse(text)


def test_a_file_that_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    """The line of the first byte that is no UTF-8 is told."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\nb: 2\nc: \xe9\n")

    with pytest.raises(YamlFault, match="UTF-8") as caught:
        read(path)

    assert caught.value.line == 3


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """What Windows editors put before the text does no harm to the first key."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfid: one\n")

    assert read(path).value == {"id": "one"}
