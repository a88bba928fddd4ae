"""The inspection file: what one YAML file may hold, and what is refused.

These pydantic models are the contract of an inspection file (`docs/inspection-files.md`); the JSON Schema that
editors use is generated from them. They know nothing of databases, questions or Slack. Checks that need
the framework or the list of authorities are made in `knowledge.checks`.
"""

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Grade = Literal["outstanding", "good", "requires improvement", "adequate", "inadequate"]
FindingKind = Literal["strength", "practice", "improvement", "priority", "narrative", "context"]
InspectionKind = Literal[
    "full inspection",
    "short",
    "standard",
    "focused visit",
    "unannounced",
    "monitoring visit",
    "jtai",
    "LSCB review",
]
Basis = Literal["printed", "letter date", "date listed by Ofsted", "file name", "given", "derived"]
Wording = Literal["summary", "verbatim"]
Outcome = Literal["addressed", "partly addressed", "not addressed"]

FULL_KINDS: frozenset[str] = frozenset({"full inspection", "short", "standard"})
"""Kinds that inspect the whole service; only these supersede earlier improvement items."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-(\d{4}-\d{2}-\d{2})-[a-z0-9]+")
_WITHIN = re.compile(r"immediately|[1-9]\d? months?|[1-9]\d{0,2} working days?")


def _check_within(value: str) -> str:
    if not _WITHIN.fullmatch(value):
        raise ValueError("expected 'immediately', 'N months' or 'N working days'")
    return re.sub(r"\b1 (month|working day)s\b", r"1 \1", value)


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(
            "expected authority-slug, publication date and framework family: islington-2012-03-09-slac"
        )
    return value


def published_in(identity: str) -> dt.date:
    """Return the day of publication that an inspection's id holds; ValueError for what is no such id."""
    found = _ID.fullmatch(identity)
    if found is None:
        raise ValueError(f"not the id of an inspection: {identity}")
    return dt.date.fromisoformat(found.group(1))


Within = Annotated[str, AfterValidator(_check_within)]
InspectionId = Annotated[str, AfterValidator(_check_id)]
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ReportFile(_Strict):
    """The document that an inspection file was made from."""

    file: str | None = None
    url: str | None = None
    pages: int | None = Field(default=None, ge=1)


class JudgementEntry(_Strict):
    """One judgement: what is judged and its grade, null where inspectors gave none."""

    strand: Words
    name: Words
    printed: Words | None = None
    grade: Grade | None
    ref: str | None = None
    page: int | None = Field(default=None, ge=1)
    basis: Basis | None = None


class FollowUp(_Strict):
    """What a later inspection says became of an item."""

    inspection: InspectionId
    outcome: Outcome
    ref: Words
    text: Words


class EarlierArea(_Strict):
    """The earlier area for improvement that a later finding repeats or addresses."""

    inspection: InspectionId | None = None
    earlier: Words


class FindingEntry(_Strict):
    """One finding, in report order; its kind says what it is."""

    kind: FindingKind
    strand: Words | None = None
    section: Words
    ref: Words
    page: int | None = Field(default=None, ge=1)
    within: Within | None = None
    topics: tuple[Words, ...] = ()
    text: Words
    weakness: bool = False
    same_as: Words | None = None
    followed_up: tuple[FollowUp, ...] = ()
    repeats: EarlierArea | None = None
    addresses: EarlierArea | None = None
    outcomes: tuple[Words, ...] = ()
    footnotes: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _time_limits_belong_to_items(self) -> "FindingEntry":
        if self.within is not None and self.kind not in ("improvement", "priority"):
            raise ValueError(f"within: only an improvement or a priority has a time limit, not a {self.kind}")
        return self


class InspectionFile(_Strict):
    """One inspection: what it was, what was judged and what was found."""

    id: InspectionId
    authority: Words
    framework: Words
    kind: InspectionKind
    kind_basis: Basis = "printed"
    title: Words
    theme: Words | None = None
    started: dt.date
    ended: dt.date
    published: dt.date
    published_basis: Basis = "printed"
    received: dt.date | None = None
    statement_due: dt.date | None = None
    lead_inspector: Words | None = None
    inspectors: tuple[Words, ...] = ()
    source: ReportFile = ReportFile()
    wording: Wording
    judgements: tuple[JudgementEntry, ...] = ()
    findings: tuple[FindingEntry, ...] = ()

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> "InspectionFile":
        if self.ended < self.started:
            raise ValueError(
                f"ended: {self.ended} is before started {self.started}; expected the same day or later"
            )
        if self.published < self.ended:
            raise ValueError(
                f"published: {self.published} is before ended {self.ended}; expected that day or later"
            )
        if self.published.isoformat() not in self.id:
            raise ValueError(f"id: expected the publication date {self.published} in {self.id!r}")
        return self
