"""The answers: one frozen type for each kind, with the facts and their sources, and no formatting.

An expected outcome (ambiguous, unknown, nothing loaded, not in the record, not graded) is an answer like any other.
"""

import datetime as dt
from dataclasses import dataclass

from bot.tracking.item import UNTOUCHED, ItemState
from knowledge.frameworks import Framework
from knowledge.records import Coverage, FindingRecord, InspectionRecord, JudgementRecord


@dataclass(frozen=True, slots=True)
class About:
    """What an answer is about.

    Attributes:
        authorities: Canonical names, in the order asked.
        assumed: What was assumed, in words; None when nothing was.
        ask: Text that asks the same again as a slash command, for paging and sharing.
        lead: The direct answer to a value or yes/no question, in a sentence; it is shown first.
    """

    authorities: tuple[str, ...] = ()
    assumed: str | None = None
    ask: str = ""
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class GradedInspection:
    """One graded inspection with its judgements in framework order.

    `current`: it is the authority's newest graded full inspection. `older`: graded ones before it, not shown.
    """

    inspection: InspectionRecord
    framework: Framework
    judgements: tuple[JudgementRecord, ...]
    current: bool
    older: int = 0


@dataclass(frozen=True, slots=True)
class Grades:
    """Grades of one or more inspections, newest first within an authority."""

    about: About
    inspections: tuple[GradedInspection, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GradedAuthority:
    """One authority in a list of grades; `before` is the judgement that it moved from, with its publication date."""

    inspection: GradedInspection
    judgement: JudgementRecord
    before: tuple[JudgementRecord, dt.date] | None = None


@dataclass(frozen=True, slots=True)
class GradedAuthorities:
    """The authorities that a question about grades fits, alphabetically."""

    about: About
    heading: str
    lines: tuple[GradedAuthority, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotGraded:
    """The inspections asked about carry no grades; `counts` are their findings by kind."""

    about: About
    inspections: tuple[InspectionRecord, ...]
    reasons: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    graded: InspectionRecord | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in an answer; `score` 0-100 against the best, None where nothing was searched for."""

    finding: FindingRecord
    score: float | None = None
    superseded_by: InspectionRecord | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings, best first, or in report order when no words were given.

    `corrected` pairs a word as typed with the word it was read as. `notes` say what else a reader must know.
    """

    about: About
    heading: str
    found: tuple[Found, ...]
    corrected: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Findings of several or all authorities for some words, best first; otherwise as `Findings`."""

    about: About
    heading: str
    found: tuple[Found, ...]
    corrected: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due.

    Attributes:
        due: The date, or the latest of a range; None where the record sets none.
        due_earliest: The earliest of a range; equal to `due` when it is not a range.
        basis: How the date was arrived at, in words, with its anchor.
        confidence: `stated` in the report, `derived`, `estimated`, or `none`.
        calendar: Version of the bank-holiday calendar when working days were counted.
    """

    due: dt.date | None
    due_earliest: dt.date | None
    basis: str
    confidence: str
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class DueItem:
    """An improvement item with its deadline, and what people have said about it.

    Attributes:
        finding: The item; for one that has vanished from the record, as it was when it was last changed.
        deadline: The record's.
        status: overdue, due, pending (no date), superseded, or, once somebody closed it, done or not applicable.
        days_overdue: By the record's deadline; 0 for an item that is not overdue.
        superseded_by: The later inspection, if there is one whose findings are on record.
        tracked: What people have said about it.
        progress: The tracker's word: open, in progress, done, superseded or not applicable.
        target_days_overdue: By the authority's own target; 0 where that is not past, or the item is not live.
        vanished: Whether its finding is no longer on record.
    """

    finding: FindingRecord
    deadline: Deadline
    status: str
    days_overdue: int
    superseded_by: InspectionRecord | None = None
    tracked: ItemState = UNTOUCHED
    progress: str = "open"
    target_days_overdue: int = 0
    vanished: bool = False


@dataclass(frozen=True, slots=True)
class StatutoryDate:
    """A date that the law sets after an inspection, as opposed to one that inspectors set; `law` says which law."""

    inspection: InspectionRecord
    duty: str
    deadline: Deadline
    status: str
    law: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Improvement items with their deadlines, most urgent first, and the statutory dates beside them."""

    about: About
    as_of: dt.date
    items: tuple[DueItem, ...]
    statutory: tuple[StatutoryDate, ...] = ()
    superseded: int = 0
    notes: tuple[str, ...] = ()
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact of an outcome: what it is, its value, and on what it rests."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrackedItems:
    """Items of the tracker, most urgent first, each to be changed from where it stands.

    `hidden` counts those left out, by the tracker's word; `empty` says what there is none of.
    """

    about: About
    heading: str
    as_of: dt.date
    items: tuple[DueItem, ...]
    empty: str = ""
    hidden: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OneItem:
    """What came of a change to one item.

    Attributes:
        about: The authority, and the text that asked for the list in which the item stood.
        item: The item as it is now.
        outcome: changed; unchanged (it was so already); conflict (somebody came first, so nothing was changed); or
            refused (the change is not allowed, for the reason in `problem`).
        changes: What was changed, or on a conflict what the other person changed: label, new value, value before.
        by: Who made these changes (a Slack user's id).
        problem: Why the change is not allowed.
        wanted: On a conflict, the control by which it can be done all the same: `done`, `assign`, `reopen` or none.
        page: The page of the list on which the item stood.
    """

    about: About
    item: DueItem
    outcome: str
    changes: tuple[Fact, ...] = ()
    by: str | None = None
    problem: str = ""
    wanted: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection in a list, with its overall grade (None: none given) and what is on record of it."""

    inspection: InspectionRecord
    overall: tuple[JudgementRecord, ...]
    graded: bool


@dataclass(frozen=True, slots=True)
class Inspections:
    """The inspections on record, newest first."""

    about: About
    lines: tuple[InspectionLine, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """The course of an authority's grades, newest first: every inspection with its judgements."""

    about: About
    lines: tuple[InspectionLine, ...]
    graded: tuple[GradedInspection, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """One authority on one screen."""

    about: About
    region: str
    grades: GradedInspection | None
    pending: tuple[DueItem, ...]
    newest_findings: InspectionRecord | None
    lines: tuple[InspectionLine, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedJudgement:
    """One judgement side by side: a record for each authority, in the order asked; None where it was not made."""

    label: str
    name: str
    judgements: tuple[JudgementRecord | None, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What inspectors found on the subject in one authority, best first."""

    authority: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Authorities side by side; `words` is the subject of `found`, empty when none was named."""

    about: About
    inspections: tuple[tuple[str, GradedInspection | None], ...]
    judgements: tuple[ComparedJudgement, ...]
    found: tuple[Compared, ...]
    words: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """How a judgement moved: up, down, same, new, dropped, or not comparable."""

    now: JudgementRecord | None
    before: JudgementRecord | None
    direction: str


@dataclass(frozen=True, slots=True)
class Recurring:
    """A later item, and the earlier one that it takes up again (None where that is not on record)."""

    later: FindingRecord
    earlier: FindingRecord | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What moved between an authority's last two graded full inspections, and which items came back."""

    about: About
    now: GradedInspection | None
    before: GradedInspection | None
    moved: tuple[Moved, ...]
    recurring: tuple[Recurring, ...]
    followed_up: tuple[FindingRecord, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """What is loaded, how old it is, and what is missing."""

    about: About
    coverage: Coverage
    with_findings: tuple[InspectionRecord, ...]
    graded_only: int
    authorities_total: int
    without: tuple[str, ...]
    newest: InspectionRecord | None
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """One authority in the list, with what is on record of it."""

    name: str
    region: str
    inspections: int
    findings: int


@dataclass(frozen=True, slots=True)
class AuthorityList:
    """The authorities, alphabetically; of one region when the question named it."""

    about: About
    region: str | None
    lines: tuple[AuthorityLine, ...]


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A topic or an instruction in the help: its name, what it gives, and examples; a topic's run when pressed."""

    topic: str
    usage: str
    summary: str
    examples: tuple[str, ...]
    instructs: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked; one topic's details when it was named."""

    about: About
    lines: tuple[HelpLine, ...]
    detailed: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate and the text that asks the question again with it."""

    name: str
    ask: str


@dataclass(frozen=True, slots=True)
class WhichAuthority:
    """The text may mean several authorities; `written` is the part that does, empty when none was named."""

    about: About
    written: str
    note: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class UnknownAuthority:
    """The text names no authority of England; `note` says what it is, when that is known."""

    about: About
    written: str
    note: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class NothingLoaded:
    """A known authority of which nothing fitting is on record; `missing` says what."""

    about: About
    missing: str
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class NotInRecord:
    """The record does not say; `searched` says what was looked through, `near` what there is instead.

    `reason`, where given, says why such a question is outside the record; nothing was searched then.
    """

    about: About
    asked: str
    searched: str
    near: tuple[Choice, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """An instruction was carried out: what was done in a sentence, the facts that follow, what to know besides."""

    about: About
    heading: str
    sentence: str
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    next: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingRight:
    """The person may not do that; `role` is the least that may, `wanted` what was to be done, in words."""

    about: About
    role: str
    wanted: str


@dataclass(frozen=True, slots=True)
class BadInstruction:
    """An instruction that cannot be carried out as written: why, how to write it, and examples."""

    about: About
    problem: str
    usage: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestGroup:
    """An authority in a digest: what is overdue, what is due soon, what has no date; and what else is known of it.

    `later` counts items due beyond the digest's reach, `undated` those without a date where they are not shown,
    `snoozed` those put off. `superseded` are not part of the digest; a preview shows what became of them.
    """

    authority: str
    overdue: tuple[DueItem, ...] = ()
    due: tuple[DueItem, ...] = ()
    pending: tuple[DueItem, ...] = ()
    statutory: tuple[StatutoryDate, ...] = ()
    later: int = 0
    undated: int = 0
    snoozed: int = 0
    notes: tuple[str, ...] = ()
    superseded: tuple[DueItem, ...] = ()

    @property
    def items(self) -> tuple[DueItem, ...]:
        """The items shown, worst first."""
        return (*self.overdue, *self.due, *self.pending)

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be seen to, shown or not."""
        return bool(self.items or self.statutory or self.later or self.undated or self.snoozed)


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest of a day, worst authority first; `changes` since the last one of `since` (None: there was none).

    `preview`: it is shown to one person, and may say more than the one that is sent.
    """

    about: About
    day: dt.date
    groups: tuple[DigestGroup, ...]
    changes: tuple[str, ...] = ()
    since: dt.date | None = None
    own: bool = False
    within: int = 30
    preview: bool = False
    notes: tuple[str, ...] = ()


Answer = (
    Grades
    | GradedAuthorities
    | NotGraded
    | Findings
    | Search
    | Deadlines
    | Inspections
    | History
    | Summary
    | Comparison
    | Changes
    | CoverageReport
    | AuthorityList
    | Help
    | WhichAuthority
    | UnknownAuthority
    | NothingLoaded
    | NotInRecord
    | TrackedItems
    | OneItem
    | Digest
    | Noted
    | MissingRight
    | BadInstruction
)
