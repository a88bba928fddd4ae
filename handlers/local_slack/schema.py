"""A small language for what JSON objects may hold, in which Slack's limits are written.

A `Rule` takes a value and where it was found, and yields breaches in words. Nothing here knows Block Kit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Rule = Callable[[Any, str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """The properties of one kind of object: which exist, which are required, and which rule each obeys.

    `one_of` names properties of which at least one must be present.
    """

    fields: Mapping[str, Rule]
    required: frozenset[str] = field(default_factory=frozenset)
    one_of: tuple[str, ...] = ()

    def check(self, value: Any, path: str) -> Iterator[str]:
        """Yield every breach of `value`, an object found at `path`."""
        if not isinstance(value, dict):
            yield found_at("must be an object", path)
            return
        for name in sorted(self.required - value.keys()):
            yield found_at(f"missing required field: {name}", path)
        if self.one_of and not any(value.get(name) for name in self.one_of):
            yield found_at(f"missing one of: {', '.join(self.one_of)}", path)
        for name, inner in value.items():
            rule = self.fields.get(name)
            if rule is None:
                yield found_at(f"invalid additional property: {name}", path)
            elif inner is not None or name in self.required:
                yield from rule(inner, f"{path}/{name}")


def found_at(words: str, path: str) -> str:
    """Return a breach: what is wrong, and where."""
    return f"{words} [json-pointer:{path}]"


def anything(value: Any, path: str) -> Iterator[str]:
    """Accept any value."""
    return iter(())


def boolean(value: Any, path: str) -> Iterator[str]:
    """Accept true and false."""
    if not isinstance(value, bool):
        yield found_at("must be a boolean", path)


def string(most: int, *, least: int = 1, pattern: str | None = None) -> Rule:
    """A string of `least` to `most` characters."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield found_at("must be a string", path)
        elif len(value) < least:
            yield found_at(f"must be more than {least - 1} characters", path)
        elif len(value) > most:
            yield found_at(f"must be less than {most + 1} characters", path)
        elif pattern is not None and not re.fullmatch(pattern, value):
            yield found_at("does not match the expected format", path)

    return check


def whole_number(least: int, most: int) -> Rule:
    """Return the rule for whole numbers from `least` to `most`."""

    def check(value: Any, path: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            yield found_at(f"must be a whole number from {least} to {most}", path)

    return check


def choice_of(*allowed: str) -> Rule:
    """Return the rule for one of some words."""

    def check(value: Any, path: str) -> Iterator[str]:
        if value not in allowed:
            yield found_at(f"must be one of: {', '.join(allowed)}", path)

    return check


def array_of(each: Rule, most: int, *, least: int = 1) -> Rule:
    """Return the rule for arrays of `least` to `most` items, each obeying `each`."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, Sequence) or isinstance(value, str):
            yield found_at("must be an array", path)
            return
        if len(value) < least:
            yield found_at(f"no fewer than {least} items allowed", path)
        if len(value) > most:
            yield found_at(f"no more than {most} items allowed", path)
        for index, item in enumerate(value):
            yield from each(item, f"{path}/{index}")

    return check


def text_object(most: int, *kinds: str) -> Rule:
    """A text object of one of `kinds` (plain_text unless told), of 1 to `most` characters."""
    allowed = kinds or ("plain_text",)
    length = string(most)

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield found_at("must be a text object", path)
            return
        if value.get("type") not in allowed:
            yield found_at(
                f"unsupported text type: {value.get('type')}, expected {' or '.join(allowed)}", path
            )
        extra = "emoji" if value.get("type") == "plain_text" else "verbatim"
        for name in value.keys() - {"type", "text", extra}:
            yield found_at(f"invalid additional property: {name}", path)
        yield from length(value.get("text"), f"{path}/text")

    return check


def object_of(table: Mapping[str, Shape], allowed: frozenset[str]) -> Rule:
    """An object whose `type` is in `allowed`, checked by its shape in `table`."""

    def check(value: Any, path: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in allowed:
            yield found_at(f"unsupported type: {kind}", path)
        else:
            yield from table[kind].check(value, path)

    return check
