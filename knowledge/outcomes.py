"""The record of grades: `outcomes.csv`, one row per published full inspection, as inspections without findings.

Columns: what an inspection file holds, one column per judgement key of `frameworks.yaml` (a grade, `not judged`,
or empty where the framework has no such judgement), the number of improvement items that the report prints, and how the
row was checked. Source: the published reports.
"""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from knowledge.authorities import slug
from knowledge.faults import Fault, named_key
from knowledge.frameworks import Framework
from knowledge.models import Grade, InspectionFile

OUTCOMES_FILE = Path(__file__).with_name("outcomes.csv")
NOT_JUDGED = "not judged"
_GRADES = frozenset(get_args(Grade))
_FACTS = ("authority", "framework", "kind", "kind_basis", "started", "ended", "published", "published_basis")
_DATES = ("started", "ended", "published")
_EXTRAS = ("lead_inspector", "improvement_items", "checked")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: the inspection it stands for, the line it stands on, and what only this table knows."""

    inspection: InspectionFile
    line: int
    improvement_items: int | None
    checked: str


def read_outcomes(path: Path, frameworks: Mapping[str, Framework]) -> tuple[list[Outcome], list[Fault]]:
    """Return the rows of `path` in file order, and every fault in it (line, column, what was expected)."""
    outcomes: list[Outcome] = []
    faults: list[Fault] = []
    judgement_keys = {item.key for framework in frameworks.values() for item in framework.judgements}
    columns = {*_FACTS, *_EXTRAS, *judgement_keys}
    try:
        # "utf-8-sig": spreadsheet programs put a byte order mark first.
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            faults.extend(_header_faults(path, reader.fieldnames or (), columns))
            if faults:
                return outcomes, faults
            for row in reader:
                row_faults = list(_row_faults(path, reader.line_num, row, frameworks, judgement_keys))
                if not row_faults:
                    built = _outcome(path, reader.line_num, row, frameworks[row["framework"]])
                    if isinstance(built, Outcome):
                        outcomes.append(built)
                        continue
                    row_faults = built
                faults.extend(row_faults)
    except csv.Error as error:
        faults.append(Fault(path.name, reader.line_num, "", f"not a CSV table: {error}"))
    except UnicodeDecodeError:
        faults.append(Fault(path.name, 1, "", "not UTF-8 text; save the file as UTF-8"))
    return outcomes, faults


def _header_faults(path: Path, header: Sequence[str], columns: set[str]) -> Iterator[Fault]:
    for name in sorted(columns.difference(header)):
        yield Fault(path.name, 1, name, "missing column; expected it in the first line")
    for name, times in Counter(header).items():
        if name not in columns:
            yield Fault(path.name, 1, name, "unknown column; remove it or correct its spelling")
        elif times > 1:
            yield Fault(path.name, 1, name, "the column stands twice; keep one")


def _row_faults(
    path: Path,
    line: int,
    row: dict[str, Any],
    frameworks: Mapping[str, Framework],
    judgement_keys: set[str],
) -> Iterator[Fault]:
    if None in row or None in row.values():
        yield Fault(path.name, line, "", "wrong number of columns; expected as many as in the first line")
        return
    framework = frameworks.get(row["framework"])
    if framework is None:
        expected = ", ".join(frameworks)
        yield Fault(
            path.name,
            line,
            "framework",
            f"unknown framework {row['framework']!r}; expected one of {expected}",
        )
        return
    provided = {item.key for item in framework.judgements}
    for key in sorted(judgement_keys):
        value = row[key]
        if value and key not in provided:
            yield Fault(
                path.name,
                line,
                key,
                f"{row['framework']} has no such judgement (found {value!r}); leave it empty",
            )
        elif value and value != NOT_JUDGED and value not in framework.grades:
            expected = ", ".join((*framework.grades, NOT_JUDGED))
            yield Fault(path.name, line, key, f"expected one of {expected} (found {value!r})")
    for key in _DATES:
        try:
            dt.date.fromisoformat(row[key])
        except ValueError:
            yield Fault(path.name, line, key, f"expected a date such as 2012-03-09 (found {row[key]!r})")
    if row["improvement_items"] and not row["improvement_items"].isdigit():
        yield Fault(
            path.name, line, "improvement_items", f"expected a number (found {row['improvement_items']!r})"
        )


def _outcome(path: Path, line: int, row: dict[str, str], framework: Framework) -> Outcome | list[Fault]:
    judgements = [
        {
            "strand": item.strand,
            "name": item.name,
            "printed": NOT_JUDGED if row[item.key] == NOT_JUDGED else None,
            "grade": row[item.key] if row[item.key] in _GRADES else None,
        }
        for item in framework.judgements
        if row[item.key]
    ]
    values: dict[str, Any] = {key: row[key] for key in _FACTS}
    values |= {
        "id": f"{slug(row['authority'])}-{row['published']}-{framework.family}",
        "title": framework.name,
        "lead_inspector": row["lead_inspector"] or None,
        "inspectors": (row["lead_inspector"],) if row["lead_inspector"] else (),
        "wording": "summary",
        "judgements": judgements,
    }
    try:
        inspection = InspectionFile.model_validate(values)
    except ValidationError as error:
        return [_model_fault(path.name, line, item) for item in error.errors()]
    items = int(row["improvement_items"]) if row["improvement_items"] else None
    return Outcome(inspection, line, items, row["checked"])


def _model_fault(file: str, line: int, item: Any) -> Fault:
    problem = str(item["msg"]).removeprefix("Value error, ")
    if item["loc"]:
        return Fault(file, line, ".".join(map(str, item["loc"])), problem)
    return Fault(file, line, *named_key(problem))
