"""What the knowledge database gives back: frozen records, each fact with its source.

Plain values for `bot/` to build answers from; nothing here reads or writes.
"""

import datetime as dt
from dataclasses import dataclass

from knowledge.models import FULL_KINDS, published_in


@dataclass(frozen=True, slots=True)
class FollowUpRecord:
    """What a later inspection says became of an item."""

    inspection: str
    outcome: str
    ref: str
    text: str

    @property
    def published(self) -> dt.date:
        """The day on which the later inspection was published, which its id holds."""
        return published_in(self.inspection)


@dataclass(frozen=True, slots=True)
class EarlierRecord:
    """The earlier area that a finding repeats or addresses; `inspection` is None when it is not on record."""

    inspection: str | None
    earlier: str


@dataclass(frozen=True, slots=True)
class InspectionRecord:
    """One inspection. `findings` counts those on record; `improvement_items` those its report is known to print."""

    id: str
    authority: str
    framework: str
    kind: str
    kind_basis: str
    title: str
    theme: str | None
    started: dt.date
    ended: dt.date
    published: dt.date
    published_basis: str
    received: dt.date | None
    statement_due: dt.date | None
    lead_inspector: str | None
    inspectors: tuple[str, ...]
    source_file: str | None
    source_url: str | None
    pages: int | None
    wording: str
    origin: str
    checked: str | None
    findings: int
    judgements: int
    improvement_items: int | None

    @property
    def is_full(self) -> bool:
        """Whether the whole service was inspected, so that earlier items are superseded."""
        return self.kind in FULL_KINDS

    @property
    def grades_only(self) -> bool:
        """Whether only grades are on record, none of the report's findings."""
        return self.findings == 0

    @property
    def years(self) -> frozenset[int]:
        """Years by which people name it: of publication and of fieldwork."""
        return frozenset({self.published.year, self.started.year, self.ended.year})


@dataclass(frozen=True, slots=True)
class JudgementRecord:
    """One judgement in report order; `grade` is None where inspectors gave none."""

    inspection: str
    strand: str
    name: str
    printed: str | None
    grade: str | None
    ref: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """One finding with its source. `key` (inspection, kind, section, order) is stable across readings."""

    row: int
    key: str
    inspection: str
    authority: str
    framework: str
    inspection_kind: str
    published: dt.date
    published_basis: str
    kind: str
    strand: str | None
    section: str
    ref: str
    page: int | None
    within: str | None
    topics: tuple[str, ...]
    text: str
    wording: str
    weakness: bool
    same_as: str | None
    followed_up: tuple[FollowUpRecord, ...]
    repeats: EarlierRecord | None
    addresses: EarlierRecord | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is loaded: counts, the newest publication date and when the database was built (UTC)."""

    inspections: int
    with_findings: int
    findings: int
    judgements: int
    authorities: int
    first_published: dt.date | None
    last_published: dt.date | None
    built: dt.datetime
