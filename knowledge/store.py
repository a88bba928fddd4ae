"""Reads the knowledge database: every query there is, and nothing that decides what to answer.

One read-only connection per thread. When the file has been swapped for a newer one, the next query opens that; a query
under way finishes on the old file.
"""

import datetime as dt
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.records import (
    Coverage,
    EarlierRecord,
    FindingRecord,
    FollowUpRecord,
    InspectionRecord,
    JudgementRecord,
)

_FINDING_COLUMNS = (
    "f.row, f.key, f.inspection, f.authority, i.framework, i.kind AS inspection_kind, i.published,"
    " i.published_basis, f.kind, f.strand,"
    " f.section, f.ref, f.page, f.within, f.topics, f.text, i.wording, f.weakness, f.same_as, f.followed_up,"
    " f.repeats, f.addresses"
)
_FINDINGS = f"SELECT {_FINDING_COLUMNS} FROM findings f JOIN inspections i ON i.id = f.inspection"
_STEMS = "SELECT rowid AS row, -bm25(findings_fts, 1.0, 0.6, 1.4) AS score FROM findings_fts WHERE findings_fts MATCH ?"
_FORMS = (
    "SELECT rowid AS row, -bm25(findings_forms) AS score FROM findings_forms WHERE findings_forms MATCH ?"
)


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """Every inspection of one version of the database: some hundreds, asked for by every question."""

    version: tuple[int, int]
    all: tuple[InspectionRecord, ...]
    by_authority: dict[str, tuple[InspectionRecord, ...]]
    by_id: dict[str, InspectionRecord]


class NoKnowledge(RuntimeError):
    """There is no knowledge database yet; `ofsted-bot load` builds it."""


class Store:
    """The knowledge database at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._cached: _Catalogue | None = None

    @property
    def version(self) -> tuple[int, int]:
        """Identity of the file in service; changes when a new one is swapped in.

        Raises:
            NoKnowledge: There is no database.
        """
        try:
            status = os.stat(self._path)
        except FileNotFoundError:
            raise NoKnowledge(f"no knowledge database at {self._path}; run: ofsted-bot load") from None
        return status.st_ino, status.st_mtime_ns

    def _connection(self) -> sqlite3.Connection:
        version = self.version
        if getattr(self._local, "version", None) != version:
            self.close()
            # `immutable`: the file is replaced whole and never written to, so no locks are needed.
            connection = sqlite3.connect(
                f"{self._path.resolve().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
                cached_statements=256,
            )
            connection.row_factory = sqlite3.Row
            self._local.connection = connection
            self._local.version = version
        connection = self._local.connection
        assert isinstance(connection, sqlite3.Connection)
        return connection

    def close(self) -> None:
        """Close this thread's connection; the next query opens another."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None
            self._local.version = None

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        return self._connection().execute(sql, values).fetchall()

    def inspections(
        self, authority: str | None = None, *, until: dt.date | None = None
    ) -> tuple[InspectionRecord, ...]:
        """Return inspections, newest publication first; of `authority`, and published by `until`, if given."""
        catalogue = self._catalogue()
        found = catalogue.all if authority is None else catalogue.by_authority.get(authority, ())
        if until is None or not found or found[0].published <= until:
            return found
        return tuple(inspection for inspection in found if inspection.published <= until)

    def inspection(self, identity: str) -> InspectionRecord | None:
        """Return the inspection with this id, or None."""
        return self._catalogue().by_id.get(identity)

    def _catalogue(self) -> _Catalogue:
        version = self.version
        catalogue = self._cached
        if catalogue is None or catalogue.version != version:
            every = tuple(
                map(_inspection, self._rows("SELECT * FROM inspections ORDER BY published DESC, id"))
            )
            by_authority: dict[str, list[InspectionRecord]] = {}
            for inspection in every:
                by_authority.setdefault(inspection.authority, []).append(inspection)
            catalogue = _Catalogue(
                version,
                every,
                {name: tuple(own) for name, own in by_authority.items()},
                {inspection.id: inspection for inspection in every},
            )
            self._cached = catalogue
        return catalogue

    def judgements(self, inspections: Iterable[str]) -> dict[str, tuple[JudgementRecord, ...]]:
        """Return the judgements of each inspection id, report order; an id without any maps to ()."""
        ids = tuple(inspections)
        found: dict[str, list[JudgementRecord]] = {identity: [] for identity in ids}
        sql = f"SELECT * FROM judgements WHERE inspection IN ({_marks(ids)}) ORDER BY inspection, position"
        for row in self._rows(sql, ids):
            found[row["inspection"]].append(_judgement(row))
        return {identity: tuple(judgements) for identity, judgements in found.items()}

    def findings(
        self,
        inspections: Iterable[str],
        *,
        kinds: Iterable[str] = (),
        weakness: bool | None = None,
    ) -> tuple[FindingRecord, ...]:
        """Return the findings of these inspection ids in report order, newest inspection first.

        Args:
            inspections: Ids.
            kinds: Only these kinds; all when empty.
            weakness: Only those that tell a weakness (improvement items included), or only the others.
        """
        ids, wanted = tuple(inspections), tuple(kinds)
        sql = f"{_FINDINGS} WHERE f.inspection IN ({_marks(ids)})"
        if wanted:
            sql += f" AND f.kind IN ({_marks(wanted)})"
        if weakness is not None:
            sql += f" AND f.weakness = {int(weakness)}"
        sql += " ORDER BY i.published DESC, f.inspection, f.row"
        return tuple(_finding(row) for row in self._rows(sql, (*ids, *wanted)))

    def finding(self, key: str) -> FindingRecord | None:
        """Return the finding with this key, or None."""
        rows = self._rows(f"{_FINDINGS} WHERE f.key = ?", (key,))
        return _finding(rows[0]) if rows else None

    def search(
        self,
        stems: str = "",
        *,
        forms: str = "",
        authorities: Sequence[str] = (),
        inspections: Sequence[str] | None = None,
        kinds: Iterable[str] = (),
        weakness: bool | None = None,
        until: dt.date | None = None,
    ) -> dict[int, float]:
        """Return the row of every finding that satisfies one of two FTS5 expressions, with its BM25 score.

        Scores are positive, higher is better, and comparable within one search only.

        Args:
            stems: Over stems: "assessments" finds "assessing". Built by `bot.searching`; never a user's raw text.
            forms: Over words without plural endings, as `knowledge.topics.as_forms` makes them.
            authorities: Only these; all when empty.
            inspections: Only these ids; all when None.
            kinds: Only these kinds; all when empty.
            weakness: Only those that tell a weakness, or only the others; both when None.
            until: Only from inspections published by then.
        """
        within, bounds = self._within(authorities)
        if within is None or not (stems or forms):
            return {}
        parts, values = [], list[Any]()
        for sql, match in ((_STEMS, stems), (_FORMS, forms)):
            if match:
                parts.append(sql + within)
                values += [match, *bounds]
        # Materialised, for BM25 is known only where the index itself is read.
        sql = f"WITH hits AS MATERIALIZED ({' UNION ALL '.join(parts)}) SELECT hits.row, max(score) AS score FROM hits"
        if inspections is not None or kinds or weakness is not None or until is not None:
            sql += " JOIN findings f ON f.row = hits.row JOIN inspections i ON i.id = f.inspection WHERE 1"
        if inspections is not None:
            sql += f" AND f.inspection IN ({_marks(inspections)})"
            values.extend(inspections)
        if wanted := tuple(kinds):
            sql += f" AND f.kind IN ({_marks(wanted)})"
            values.extend(wanted)
        if weakness is not None:
            sql += f" AND f.weakness = {int(weakness)}"
        if until is not None:
            sql += " AND i.published <= ?"
            values.append(until.isoformat())
        return {row["row"]: row["score"] for row in self._rows(f"{sql} GROUP BY hits.row", values)}

    def _within(self, authorities: Sequence[str]) -> tuple[str | None, list[Any]]:
        """Return the SQL condition that keeps a search to the rows of `authorities`; None where they have no rows."""
        if not authorities:
            return "", []
        ranges = self._ranges(authorities)
        if not ranges:
            return None, []
        condition = " OR ".join("rowid BETWEEN ? AND ?" for _ in ranges)
        return f" AND ({condition})", [bound for pair in ranges for bound in pair]

    def findings_of_rows(self, rows: Iterable[int]) -> dict[int, FindingRecord]:
        """Return the findings with these row numbers."""
        wanted = tuple(rows)
        found = self._rows(f"{_FINDINGS} WHERE f.row IN ({_marks(wanted)})", wanted)
        return {row["row"]: _finding(row) for row in found}

    def count(self, stems: str, forms: str) -> int:
        """Return in how many findings of all authorities one of two FTS5 expressions holds, as in `search`."""
        sql = (
            "SELECT count(*) FROM (SELECT rowid FROM findings_fts WHERE findings_fts MATCH ?"
            " UNION SELECT rowid FROM findings_forms WHERE findings_forms MATCH ?)"
        )
        return int(self._rows(sql, (stems, forms))[0][0])

    def rows(self, match: str, *, authorities: Sequence[str] = ()) -> frozenset[int]:
        """Return the row numbers of the findings, of `authorities` if given, in which `match` holds over stems."""
        within, bounds = self._within(authorities)
        if within is None:
            return frozenset()
        sql = f"SELECT rowid FROM findings_fts WHERE findings_fts MATCH ?{within}"
        return frozenset(row[0] for row in self._rows(sql, (match, *bounds)))

    def _ranges(self, authorities: Sequence[str]) -> list[Any]:
        sql = f"SELECT first_row, last_row FROM authorities WHERE name IN ({_marks(authorities)})"
        return [(row["first_row"], row["last_row"]) for row in self._rows(sql, authorities)]

    def vocabulary(self) -> dict[str, int]:
        """Return every word of the findings, lower case, and how often it is used."""
        return {row["word"]: row["uses"] for row in self._rows("SELECT word, uses FROM words")}

    def authorities(self) -> dict[str, tuple[int, int]]:
        """Return (inspections, findings) on record for each authority that has any, by name."""
        sql = "SELECT authority, count(*) AS n, sum(findings) AS findings FROM inspections GROUP BY authority"
        return {row["authority"]: (row["n"], row["findings"]) for row in self._rows(sql)}

    def coverage(self) -> Coverage:
        """Return what is loaded and how old it is."""
        row = self._rows(
            "SELECT count(*) AS n, sum(findings > 0) AS full, sum(findings) AS findings,"
            " sum(judgements) AS judgements, count(DISTINCT authority) AS authorities,"
            " min(published) AS first, max(published) AS last FROM inspections"
        )[0]
        built = self._rows("SELECT value FROM meta WHERE key = 'built'")[0]["value"]
        return Coverage(
            inspections=row["n"],
            with_findings=row["full"] or 0,
            findings=row["findings"] or 0,
            judgements=row["judgements"] or 0,
            authorities=row["authorities"],
            first_published=_date(row["first"]),
            last_published=_date(row["last"]),
            built=dt.datetime.fromisoformat(built),
        )


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _inspection(row: sqlite3.Row) -> InspectionRecord:
    values = dict(row)
    for key in ("started", "ended", "published", "received", "statement_due"):
        values[key] = _date(values[key])
    values["inspectors"] = tuple(json.loads(values["inspectors"]))
    return InspectionRecord(**values)


def _judgement(row: sqlite3.Row) -> JudgementRecord:
    values = dict(row)
    del values["position"]
    return JudgementRecord(**values)


def _finding(row: sqlite3.Row) -> FindingRecord:
    values = dict(row)
    values["published"] = dt.date.fromisoformat(values["published"])
    values["weakness"] = bool(values["weakness"])
    values["topics"] = tuple(json.loads(values["topics"]))
    followed_up = json.loads(values["followed_up"])
    values["followed_up"] = tuple(FollowUpRecord(**item) for item in followed_up)
    for key in ("repeats", "addresses"):
        values[key] = EarlierRecord(**json.loads(values[key])) if values[key] else None
    return FindingRecord(**values)
