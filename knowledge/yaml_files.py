"""YAML with places: reads a file with libyaml and remembers on which line each key stands.

Only parsing; what a document means is checked elsewhere. Duplicate keys, which YAML forbids and PyYAML lets pass, are
refused here.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Place = tuple[str | int, ...]


class YamlFault(ValueError):
    """The file is not YAML: `line` (from 1) and what was expected there."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A parsed document and the line (from 1) of every key and list entry in it."""

    value: Any
    lines: dict[Place, int]

    def line_of(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest enclosing place that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def _walk(node: Node, place: Place, lines: dict[Place, int]) -> None:
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                raise YamlFault(line, "a key must be a word, not a list or further keys")
            if key_node.value in seen:
                raise YamlFault(line, f"the key {key_node.value!r} stands twice; keep one")
            seen.add(key_node.value)
            lines[(*place, key_node.value)] = line
            _walk(value_node, (*place, key_node.value), lines)
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*place, index)] = item.start_mark.line + 1
            _walk(item, (*place, index), lines)


def parse(text: str) -> YamlDocument:
    """Return the one document in `text`, with the lines of its keys.

    Raises:
        YamlFault: The text is not YAML, holds several documents or a key twice, or uses an anchor's alias
            (a few lines of which can stand for gigabytes).
    """
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise YamlFault(line, "aliases (*name) are not allowed; write the value out")
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            lines: dict[Place, int] = {}
            if node is not None:
                _walk(node, (), lines)
            value = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault(
            mark.line + 1 if mark else 1, f"not valid YAML: {error.problem or error.context}"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, YamlFault):
            raise
        raise YamlFault(1, f"not valid YAML: {str(error).splitlines()[0]}") from error
    return YamlDocument(value=value, lines=lines)


def read(path: Path) -> YamlDocument:
    """Return the document in the file at `path`.

    Raises:
        OSError: The file cannot be read.
        YamlFault: It is not UTF-8 or not YAML.
    """
    try:
        return parse(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise YamlFault(line, "not UTF-8 text; save the file as UTF-8") from error
