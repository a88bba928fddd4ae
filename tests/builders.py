"""Builders of small inspection files, outcome tables and databases, so that a test states only what it is about."""

import csv
import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.service import FindingsService
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.load import LoadReport, load
from knowledge.sources import Folders
from knowledge.store import Store
from knowledge.topics import load_topics

TODAY = dt.date(2026, 11, 23)
"""The day on which the tests ask."""

OUTCOME_COLUMNS: tuple[str, ...] = tuple(
    "authority framework kind kind_basis started ended published published_basis lead_inspector overall leadership"
    " help_and_protection in_care_and_care_leavers in_care looked_after adoption care_leavers lscb"
    " outcomes_looked_after quality_of_provision capacity_to_improve improvement_items checked".split()
)

_FAMILIES = {key: framework.family for key, framework in load_frameworks().items()}


def finding(
    text: str = "Plans name clear actions.", kind: str = "narrative", **others: Any
) -> dict[str, Any]:
    """Return a finding as an inspection file holds it."""
    return {"kind": kind, "section": "Findings", "ref": "para 1", "text": text} | others


def improvement(
    text: str = "Record every decision.", within: str | None = None, **others: Any
) -> dict[str, Any]:
    """Return an improvement item as an inspection file holds it."""
    return finding(text, "improvement", **({"section": "Areas for improvement", "within": within} | others))


def judgement(strand: str, name: str, grade: str | None, **others: Any) -> dict[str, Any]:
    """Return a judgement as an inspection file holds it."""
    return {"strand": strand, "name": name, "grade": grade} | others


def inspection(
    published: str = "2012-03-09", authority: str = "Barnet", framework: str = "slac", **others: Any
) -> dict[str, Any]:
    """Return a valid inspection file: fieldwork a month before publication, one finding, nothing judged."""
    month_before = dt.date.fromisoformat(published) - dt.timedelta(days=30)
    slug = authority.lower().replace(" ", "-")
    return {
        "id": f"{slug}-{published}-{_FAMILIES.get(framework, 'slac')}",
        "authority": authority,
        "framework": framework,
        "kind": "full inspection",
        "title": "Inspection of services",
        "started": month_before.isoformat(),
        "ended": (month_before + dt.timedelta(days=4)).isoformat(),
        "published": published,
        "wording": "summary",
        "findings": [finding()],
    } | others


def outcome(published: str = "2019-04-01", authority: str = "Barnet", **others: str) -> dict[str, str]:
    """Return a valid row of the table of grades: an ILACS inspection of 2018 to 2022, good throughout."""
    month_before = dt.date.fromisoformat(published) - dt.timedelta(days=30)
    return {
        **dict.fromkeys(OUTCOME_COLUMNS, ""),
        "authority": authority,
        "framework": "ilacs-2018",
        "kind": "standard",
        "kind_basis": "printed",
        "started": month_before.isoformat(),
        "ended": (month_before + dt.timedelta(days=11)).isoformat(),
        "published": published,
        "published_basis": "printed",
        "overall": "good",
        "leadership": "good",
        "help_and_protection": "good",
        "in_care_and_care_leavers": "good",
        "checked": "by hand",
        **others,
    }


def write_inspection(folder: Path, values: Mapping[str, Any], name: str | None = None) -> Path:
    """Write an inspection file into `folder` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"{values['id']}.yaml")
    # JSON is YAML; dates are unquoted, as people write them.
    path.write_text(
        yaml.safe_dump(json.loads(json.dumps(values)), sort_keys=False, allow_unicode=True), "utf-8"
    )
    return path


def write_outcomes(
    path: Path, rows: Iterable[Mapping[str, str]] = (), columns: Sequence[str] = OUTCOME_COLUMNS
) -> Path:
    """Write a table of grades to `path` and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def small_folders(
    folder: Path,
    inspections: Iterable[Mapping[str, Any]] = (),
    outcomes: Iterable[Mapping[str, str]] = (),
) -> Folders:
    """Return inputs of their own below `folder`: `inspections` as shipped files, `outcomes` as the table."""
    for values in inspections:
        write_inspection(folder / "shipped", values)
    (folder / "shipped").mkdir(parents=True, exist_ok=True)
    return Folders(
        user=folder / "user",
        shipped=folder / "shipped",
        outcomes=write_outcomes(folder / "outcomes.csv", outcomes),
    )


def build(
    folder: Path,
    inspections: Iterable[Mapping[str, Any]] = (),
    outcomes: Iterable[Mapping[str, str]] = (),
) -> LoadReport:
    """Build a small database below `folder`; fails when the inputs are faulty."""
    report = load(small_folders(folder, inspections, outcomes), folder / "knowledge.sqlite3")
    assert not report.faults, report.faults
    return report


def service_over(database: Path) -> FindingsService:
    """Return the service over `database`, with the shipped authorities, frameworks and topics."""
    return FindingsService(Store(database), load_authorities(), load_frameworks(), load_topics())


def small_service(
    folder: Path,
    inspections: Iterable[Mapping[str, Any]] = (),
    outcomes: Iterable[Mapping[str, str]] = (),
) -> FindingsService:
    """Return the service over a small database built below `folder`."""
    return service_over(build(folder, inspections, outcomes).database)
