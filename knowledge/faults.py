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
    "date_from_datetime_inexact": "expected a date such as 2012-03-09",
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
    return tuple(_fault(str(file), document, item) for item in error.errors())


def _fault(file: str, document: YamlDocument, item: Any) -> Fault:
    place, problem = _place(item["loc"]), _describe(item)
    key, rest = named_key(problem)
    if item["type"] == "value_error" and (*place, key) in document.lines:
        place, problem = (*place, key), rest
    return Fault(file, document.line_of(place), ".".join(map(str, place)), problem)


def named_key(problem: str) -> tuple[str, str]:
    """Return the key and the rest of a problem such as "ended: 2 March is before 3 March"; the key "" without one.

    A rule that joins several keys of an entry names in this way the one to mend.
    """
    key, colon, rest = problem.partition(": ")
    return (key, rest) if colon and key.isidentifier() else ("", problem)


def _place(location: Sequence[str | int]) -> tuple[str | int, ...]:
    return tuple(part for part in location if not (isinstance(part, str) and part.startswith("function-")))
