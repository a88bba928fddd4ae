"""What hand-checked readings say, and how a reading compares with them, field by field.

Each comparison yields `Check`s: a field, whether it is right, and what was expected and read where it is not.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.reading.wording import plain

Inspection = Mapping[str, Any]

STRANDS = {
    "overall": "overall",
    "leadership": "leadership",
    "help_and_protection": "help and protection",
    "looked_after": "looked after",
    "adoption": "adoption",
    "care_leavers": "care leavers",
    "lscb": "lscb",
    "in_care": "in care",
    "in_care_and_care_leavers": "in care and care leavers",
    "outcomes_looked_after": "outcomes",
    "quality_of_provision": "quality of provision",
    "capacity_to_improve": "capacity to improve",
}
"""Judgement keys of the gold data and of outcomes.csv, and the strands of inspection files."""

_TAG = re.compile(
    r"\s*[(\[][^()\[\]]*(?:outcome|enabler|principle|national framework)[^()\[\]]*[)\]]\s*\.?\s*$",
    re.IGNORECASE,
)
_LIMITS = {"immediately": "immediately", "within three months": "3 months", "within six months": "6 months"}


@dataclass(frozen=True, slots=True)
class Check:
    """One field of one report: was it right?"""

    field: str
    report: str
    right: bool
    detail: str = ""


def load(reports: Path, name: str) -> Any:
    """Return the JSON in the file `name` of the folder `reports`."""
    return json.loads((reports / name).read_text("utf-8"))


def same_words(expected: str, read: str) -> bool:
    """Return whether two texts are the same but for quotes, tags of the national framework and a last full stop."""
    return plain(_TAG.sub("", expected)).rstrip(" .;") == plain(_TAG.sub("", read)).rstrip(" .;")


def _check(field: str, report: str, expected: object, read: object) -> Check:
    return Check(
        field, report, expected == read, "" if expected == read else f"expected {expected!r}, read {read!r}"
    )


def check_pdf(gold: Mapping[str, Any], inspection: Inspection, name: str) -> Iterator[Check]:
    """Compare a reading with an entry of gold.json."""
    yield _check("authority", name, gold["authority"], inspection["authority"])
    yield _check(
        "framework", name, gold["framework"].split()[0].lower(), inspection["framework"].split("-")[0]
    )
    yield _check("started", name, gold["inspection_start"], inspection["started"])
    yield _check("ended", name, gold["inspection_end"], inspection["ended"])
    published = gold["publication_date_printed"] or gold["file_name_date"]
    yield _check("published", name, published, inspection["published"])
    leads = "; ".join(gold["lead_inspectors"]) if gold["lead_inspectors"] else None
    yield _check("lead inspector", name, leads, inspection["lead_inspector"])
    if gold["ilacs_type_by_duration"]:
        yield _check("kind", name, gold["ilacs_type_by_duration"], inspection["kind"])
    yield from _check_judgements(gold, inspection, name)
    yield from _check_items(gold["improvement"]["sections"] or [], inspection, name)


def _check_judgements(gold: Mapping[str, Any], inspection: Inspection, name: str) -> Iterator[Check]:
    read = {one["strand"]: one["grade"] for one in inspection["judgements"]}
    expected = {STRANDS[one["canonical"]]: one["grade"] for one in gold["judgements"].values()}
    for strand, grade in expected.items():
        found = read.get(strand, "absent") or "not judged"
        yield _check("judgements", name, f"{strand}: {grade}", f"{strand}: {found}")
    invented = sorted(set(read) - set(expected))
    yield _check("no judgement invented", name, [], invented)


def _scope(finding: Mapping[str, Any]) -> str:
    return "LSCB" if finding["strand"] == "lscb" else "LA"


def _check_items(sections: Sequence[Mapping[str, Any]], inspection: Inspection, name: str) -> Iterator[Check]:
    items = [one for one in inspection["findings"] if one["kind"] in ("improvement", "priority")]
    for scope in ("LA", "LSCB"):
        expected = sum(one["count"] for one in sections if one["scope"] == scope)
        yield _check(
            "items by scope",
            name,
            f"{scope} {expected}",
            f"{scope} {sum(_scope(one) == scope for one in items)}",
        )
    for section in sections:
        yield from _check_section(section, items, name)


def _check_section(
    section: Mapping[str, Any], items: Sequence[Mapping[str, Any]], name: str
) -> Iterator[Check]:
    limit = _LIMITS.get(plain(section["time_limit"] or "").rstrip(":"))
    kind = "priority" if plain(section["heading"]).startswith("priority") else "improvement"
    found = [
        one for one in items if (_scope(one), one["within"], one["kind"]) == (section["scope"], limit, kind)
    ]
    label = f"{section['scope']} {section['heading']} {limit or ''}".strip()
    yield _check(
        "items by list and time limit", name, f"{label}: {section['count']}", f"{label}: {len(found)}"
    )
    for place, key in ((0, "first_item"), (-1, "last_item")):
        if section[key]:
            text = found[place]["text"] if found else ""
            right = same_words(section[key], text)
            yield Check(
                "first and last items, word for word",
                name,
                right,
                "" if right else f"expected {section[key]!r}, read {text!r}",
            )


def check_seed(gold: Mapping[str, Any], inspection: Inspection, name: str) -> Iterator[Check]:
    """Compare a reading with an entry of gold_seeds.json."""
    yield _check("authority", name, gold["authority"], inspection["authority"])
    dates = gold.get("inspection_dates") or [
        gold[key] for key in ("inspection_start", "inspection_end") if key in gold
    ]
    if dates:
        yield _check("started", name, dates[0], inspection["started"])
        yield _check("ended", name, dates[-1], inspection["ended"])
    published = gold.get("letter_date") or gold.get("publication_date")
    if published:
        yield _check("published", name, published, inspection["published"])
    lead = gold.get("inspector") or gold.get("signatory") or gold.get("reporting_inspector")
    if isinstance(lead, str):
        yield _check("lead inspector", name, lead.removesuffix(" HMI"), inspection["lead_inspector"])
    for section in gold.get("sections", ()):
        yield from _check_seed_section(section, inspection, name)
    yield from _check_table(gold.get("record_of_main_findings") or [], inspection, name)
    yield from _check_limits(gold.get("improvement_areas") or [], inspection, name)


def _check_seed_section(section: Mapping[str, Any], inspection: Inspection, name: str) -> Iterator[Check]:
    found = [
        one["text"] for one in inspection["findings"] if plain(one["section"]) == plain(section["heading"])
    ]
    label = section["heading"]
    yield _check(
        "items by list and time limit", name, f"{label}: {section['count']}", f"{label}: {len(found)}"
    )
    for expected, text in zip(section.get("items") or (), found, strict=False):
        right = same_words(expected, text)
        yield Check(
            "seed items, word for word", name, right, "" if right else f"expected {expected!r}, read {text!r}"
        )


def _check_table(table: object, inspection: Inspection, name: str) -> Iterator[Check]:
    rows = table if isinstance(table, list) else []
    read = {(one["strand"], plain(one["printed"])): one["grade"] for one in inspection["judgements"]}
    for row in rows:
        strand = "safeguarding" if row["true_section"].startswith("Safeguarding") else "looked after children"
        key = (strand, plain(row["judgement"]))
        yield _check("judgements", name, (*key, row["grade"]), (*key, read.get(key, "absent")))
    if rows:
        yield _check("no judgement invented", name, len(rows), len(read))


def _check_limits(areas: Sequence[Mapping[str, Any]], inspection: Inspection, name: str) -> Iterator[Check]:
    items = [one for one in inspection["findings"] if one["kind"] in ("improvement", "priority")]
    if areas:
        yield _check("items by scope", name, len(areas), len(items))
    for area, item in zip(areas, items, strict=False):
        strand = "safeguarding" if area["section"].startswith("Safeguarding") else "looked after children"
        expected = (strand, f"{area['months']} months", f"para {area['paragraph']}")
        yield _check(
            "items by list and time limit",
            name,
            expected,
            (item["strand"], item["within"], item["ref"].rsplit(" item", 1)[0]),
        )
        right = same_words(area["text"], item["text"])
        yield Check(
            "seed items, word for word",
            name,
            right,
            "" if right else f"expected {area['text']!r}, read {item['text']!r}",
        )


def outcome_rows(reports: Path) -> dict[tuple[str, str], dict[str, str]]:
    """Return the rows of outcomes.csv by authority and publication date."""
    with (reports / "outcomes.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["authority"], row["published"]): row for row in csv.DictReader(stream)}


def check_outcome(row: Mapping[str, str], inspection: Inspection, name: str) -> Iterator[Check]:
    """Compare a reading with its row of outcomes.csv."""
    for key in ("framework", "started", "ended"):
        yield _check(f"outcomes.csv {key}", name, row[key], inspection[key])
    yield _check("outcomes.csv lead", name, row["lead_inspector"], inspection["lead_inspector"] or "")
    read = {one["strand"]: one["grade"] or "not judged" for one in inspection["judgements"]}
    for key, strand in STRANDS.items():
        if row[key] or strand in read:
            yield _check(
                "outcomes.csv judgements", name, f"{strand}: {row[key]}", f"{strand}: {read.get(strand, '')}"
            )
    items = sum(
        one["kind"] in ("improvement", "priority") and _scope(one) == "LA" for one in inspection["findings"]
    )
    yield _check("outcomes.csv items", name, row["improvement_items"], str(items))
