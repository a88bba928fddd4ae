"""Builds the knowledge database: SQLite with full-text search, from inspections that have been checked.

Owns the tables. Findings are stored in authority order, so that the rows of one authority are one range of row ids
and a search within it never touches the rest.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlite_utils

from knowledge.models import FindingEntry
from knowledge.sources import LoadedInspection
from knowledge.topics import BREAK, FindingTopics, as_forms, words_of

SCHEMA_VERSION = 3
_SLUG = re.compile(r"[^a-z0-9]+")


def build_database(
    path: Path, inspections: Iterable[LoadedInspection], topics: FindingTopics, content: str
) -> None:
    """Write the knowledge database of `inspections` to the new file `path`.

    Args:
        path: Must not exist yet.
        inspections: In authority order.
        topics: Tags findings whose file names no topics.
        content: Hash of the inputs, kept to tell whether a rebuild is needed.
    """
    db = sqlite_utils.Database(path)
    try:
        # One transaction: the file is only looked at when it is complete.
        db.conn.execute("PRAGMA journal_mode=OFF")
        db.conn.execute("PRAGMA synchronous=OFF")
        _create_tables(db)
        ordered = tuple(inspections)
        db.table("inspections").insert_all(_inspection_row(item) for item in ordered)
        db.table("judgements").insert_all(row for item in ordered for row in _judgement_rows(item))
        words: Counter[str] = Counter()
        db.table("findings").insert_all(_finding_rows(ordered, topics, words))
        db.table("findings").enable_fts(
            ["plain", "section", "about"], tokenize="porter unicode61 remove_diacritics 2"
        )
        db.execute(
            "CREATE VIRTUAL TABLE findings_forms USING fts5(forms, content='findings', content_rowid='row',"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        db.execute("INSERT INTO findings_forms(findings_forms) VALUES ('rebuild')")
        db.table("words").insert_all(
            ({"word": word, "uses": uses} for word, uses in words.items()), pk="word"
        )
        db.execute(
            "INSERT INTO authorities SELECT authority, min(row), max(row), count(*) FROM findings GROUP BY authority"
        )
        _index(db)
        meta = {"schema": str(SCHEMA_VERSION), "content": content, "built": datetime.now(UTC).isoformat()}
        db.table("meta").insert_all({"key": key, "value": value} for key, value in meta.items())
        db.conn.commit()
        db.execute("INSERT INTO findings_fts(findings_fts) VALUES ('optimize')")
        db.execute("INSERT INTO findings_forms(findings_forms) VALUES ('optimize')")
        db.conn.commit()
        db.execute("ANALYZE")
        db.conn.commit()
    finally:
        db.close()


def _create_tables(db: sqlite_utils.Database) -> None:
    db.table("meta").create({"key": str, "value": str}, pk="key")
    db.table("inspections").create(
        {
            **dict.fromkeys(("id", "authority", "framework", "kind", "kind_basis", "title", "theme"), str),
            **dict.fromkeys(
                ("started", "ended", "published", "published_basis", "received", "statement_due"), str
            ),
            **dict.fromkeys(("lead_inspector", "inspectors", "source_file", "source_url"), str),
            "pages": int,
            **dict.fromkeys(("wording", "origin", "checked"), str),
            **dict.fromkeys(("findings", "judgements", "improvement_items"), int),
        },
        pk="id",
    )
    db.table("judgements").create(
        {
            "inspection": str,
            "position": int,
            **dict.fromkeys(("strand", "name", "printed", "grade", "ref"), str),
            "page": int,
        },
        pk=("inspection", "position"),
    )
    db.table("findings").create(
        {
            "row": int,
            **dict.fromkeys(("key", "inspection", "authority", "kind", "strand", "section", "ref"), str),
            "page": int,
            **dict.fromkeys(("within", "topics", "text"), str),
            "weakness": int,
            **dict.fromkeys(
                ("same_as", "followed_up", "repeats", "addresses", "about", "plain", "forms"), str
            ),
        },
        pk="row",
    )
    db.table("words").create({"word": str, "uses": int}, pk="word")
    db.table("authorities").create(
        {"name": str, "first_row": int, "last_row": int, "findings": int}, pk="name"
    )


def _index(db: sqlite_utils.Database) -> None:
    db.table("inspections").create_index(["authority", "published"])
    db.table("findings").create_index(["inspection"])
    db.table("findings").create_index(["authority", "kind"])
    db.table("findings").create_index(["key"], unique=True)


def _inspection_row(loaded: LoadedInspection) -> dict[str, Any]:
    inspection = loaded.inspection
    kept = inspection.model_dump(mode="json", exclude={"judgements", "findings", "source", "inspectors"})
    improvements = sum(finding.kind in ("improvement", "priority") for finding in inspection.findings)
    return kept | {
        "inspectors": json.dumps(inspection.inspectors),
        "source_file": inspection.source.file,
        "source_url": inspection.source.url,
        "pages": inspection.source.pages,
        "origin": loaded.origin,
        "checked": loaded.checked,
        "findings": len(inspection.findings),
        "judgements": len(inspection.judgements),
        "improvement_items": improvements if inspection.findings else loaded.improvement_items,
    }


def _judgement_rows(loaded: LoadedInspection) -> Iterator[dict[str, Any]]:
    for position, judgement in enumerate(loaded.inspection.judgements):
        kept = judgement.model_dump(mode="json", exclude={"basis"})
        yield {"inspection": loaded.inspection.id, "position": position, **kept}


def _finding_rows(
    inspections: Iterable[LoadedInspection], topics: FindingTopics, words: Counter[str]
) -> Iterator[dict[str, Any]]:
    row = 0
    for loaded in inspections:
        orders: Counter[tuple[str, str]] = Counter()
        for finding in loaded.inspection.findings:
            row += 1
            place = (finding.kind, _SLUG.sub("-", finding.section.lower()).strip("-"))
            orders[place] += 1
            words.update(word for word in words_of(f"{finding.text} {finding.section}") if word.isalpha())
            key = "/".join((loaded.inspection.id, *place, str(orders[place])))
            yield {"row": row, "key": key, **_finding_row(loaded, finding, topics)}


def _finding_row(loaded: LoadedInspection, finding: FindingEntry, topics: FindingTopics) -> dict[str, Any]:
    tags = finding.topics or topics.tag(f"{finding.section}. {finding.text}")
    about = [topics.by_key[tag].name if tag in topics.by_key else tag for tag in tags]
    return {
        "inspection": loaded.inspection.id,
        "authority": loaded.inspection.authority,
        **finding.model_dump(
            mode="json",
            include={"kind", "strand", "section", "ref", "page", "within", "text", "same_as"},
        ),
        "topics": json.dumps(tags),
        "weakness": int(finding.weakness or finding.kind in ("improvement", "priority")),
        "followed_up": json.dumps([item.model_dump(mode="json") for item in finding.followed_up]),
        "repeats": finding.repeats.model_dump_json() if finding.repeats else None,
        "addresses": finding.addresses.model_dump_json() if finding.addresses else None,
        "about": " ".join(about),
        # As the index reads it: a possessive must not come between the words of "children's guardian".
        "plain": " ".join(words_of(finding.text)),
        "forms": f" {BREAK} ".join(map(as_forms, (finding.text, finding.section, *about))),
    }
