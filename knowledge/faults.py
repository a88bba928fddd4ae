"""Faults in inspection files: where, which key, what was found and what was expected.

A fault is a value, not an exception, so that every one of them is reported at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.yaml_files import YamlDocument


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in one file; `line` counts from 1, `key` is a dotted path or a column."""

    file: str
    line: int
    key: str
    problem: str

    def __str__(self) -> str:
        """Return `file:line: key: problem`, the form that editors make clickable."""
        return (
            f"{self.file}:{self.line}: {self.key}: {self.problem}"
            if self.key
            else f"{self.file}:{self.line}: {self.problem}"
        )


_EXPECTED = {
    "extra_forbidden": "unknown key; remove it or correct its spelling",
    "missing": "missing; expected a value",
    "date_from_datetime_parsing": "expected a date such as 2012-03-09",
    "date_parsing": "expected a date such as 2012-03-09",
    "date_type": "expected a date such as 2012-03-09",
}


def _describe(error: Any) -> str:
    kind = str(error["type"])
    found = "" if kind == "missing" else f" (found {_short(error.get('input'))})"
    if kind == "extra_forbidden":
        return _EXPECTED[kind]
    if kind == "literal_error":
        return f"expected one of {error['ctx']['expected']}{found}"
    if kind == "value_error":
        return f"{error['ctx']['error']}" + (found if not isinstance(error.get("input"), dict) else "")
    return _EXPECTED.get(kind, str(error["msg"])[:1].lower() + str(error["msg"])[1:]) + found


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def from_validation(file: Path | str, document: YamlDocument, error: ValidationError) -> tuple[Fault, ...]:
    """Return one fault per error of `error`, each with the line of its key in `document`."""
    return tuple(
        Fault(str(file), document.line_of(place), ".".join(str(part) for part in place), _describe(item))
        for item in error.errors()
        for place in [_place(item["loc"])]
    )


def _place(location: Sequence[str | int]) -> tuple[str | int, ...]:
    return tuple(part for part in location if not (isinstance(part, str) and part.startswith("function-")))
