"""An inspection file in the making: facts, judgements, findings, warnings, and where every printed line went."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from knowledge.authorities import Authorities
from knowledge.frameworks import Framework, JudgementDefinition
from knowledge.reading import grades
from knowledge.reading.blocks import Block
from knowledge.reading.furniture import Body, Footnote
from knowledge.reading.lines import Document, Line, count_words
from knowledge.reading.weakness import tells_weakness


class TopicTagger(Protocol):
    """Whatever names the topics of a text; `knowledge.topics.FindingTopics` does."""

    def tag(self, text: str) -> tuple[str, ...]:
        """Return the keys of the topics that `text` touches."""
        ...


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something that was not understood: the page (from 1, None where unknown), the text, and what is the matter."""

    page: int | None
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class WordCount:
    """Where the document's words went: `found` in findings, judgements, headings and header facts."""

    total: int
    found: int
    furniture: int
    unaccounted: int


@dataclass(slots=True)
class Judgement:
    """One judgement; `grade` is a framework grade or None, `unread` the cell's words where they are no grade."""

    strand: str
    name: str
    printed: str
    grade: str | None
    ref: str
    page: int | None
    unread: str | None = None


@dataclass(slots=True)
class Finding:
    """One finding in the making; the fields are those of an inspection file."""

    kind: str
    strand: str | None
    section: str
    ref: str
    page: int | None
    within: str | None
    text: str
    weakness: bool = False
    same_as: str | None = None
    outcomes: tuple[str, ...] = ()
    footnotes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sources:
    """What reading may consult: who the authorities are, which frameworks exist."""

    authorities: Authorities
    frameworks: Mapping[str, Framework]


class Draft:
    """Collects what a family's reader finds in one document, and keeps account of its lines."""

    def __init__(self, document: Document, body: Body, sources: Sources) -> None:
        self.document = document
        self.body = body
        self.sources = sources
        self.kind = ""
        self.kind_basis = "printed"
        self.title: str | None = None
        self.theme: str | None = None
        self.authority_printed: str | None = None
        self.started: dt.date | None = None
        self.ended: dt.date | None = None
        self.published: dt.date | None = None
        self.published_basis = "printed"
        self.fieldwork_days: int | None = None
        self.statement_due: dt.date | None = None
        self.lead: str | None = None
        self.inspectors: tuple[str, ...] = ()
        self.framework: str | None = None
        self.judgements: list[Judgement] = []
        self.findings: list[Finding] = []
        self.warnings: list[ReadingWarning] = []
        self._fates: dict[int, str] = {}
        self._notes: dict[tuple[int, str], Footnote] = {
            (note.page, note.mark): note for note in body.footnotes
        }
        self.claim(body.furniture, "furniture")

    def warn(self, message: str, text: str = "", page: int | None = None) -> None:
        """Add a warning; `text` is the printed words that it is about."""
        self.warnings.append(ReadingWarning(page if self.document.positioned else None, text[:500], message))

    def claim(self, lines: Iterable[Line], fate: str = "found") -> None:
        """Record that `lines` ended in the file (`found`) or are `furniture`; the first claim holds."""
        for line in lines:
            self._fates.setdefault(line.index, fate)

    def page_of(self, page: int) -> int | None:
        """Return `page` for the file: None for a text without pages."""
        return page if self.document.positioned or len(self.document.pages) > 1 else None

    def add(self, finding: Finding, block: Block) -> None:
        """Add `finding`, made from `block`, with the footnotes that its text is marked with."""
        self.claim(block.all_lines)
        finding.ref = self._unique(finding)
        self.findings.append(finding)
        self.take_notes(block)
        if finding.kind in ("narrative", "practice") and not finding.weakness:
            finding.weakness = tells_weakness(finding.text)

    def take_notes(self, block: Block) -> None:
        """Give the footnotes that `block` is marked with to the latest finding."""
        for mark in block.marks:
            if self.findings and mark in self._notes:
                self._keep_note(self._notes.pop(mark), self.findings[-1])

    def _keep_note(self, note: Footnote, finding: Finding) -> None:
        finding.footnotes.append(note.text)
        self.claim(note.lines)

    def _unique(self, finding: Finding) -> str:
        taken = {other.ref for other in self.findings[-400:]}
        if finding.ref not in taken:
            return finding.ref
        longer = (
            finding.ref if finding.ref.startswith(finding.section) else f"{finding.section} {finding.ref}"
        )
        count, ref = 2, longer
        while ref in taken:
            ref = f"{longer} ({count})"
            count += 1
        return ref

    def place_remaining_notes(self) -> None:
        """Give footnotes without a mark in a finding to the finding above them; those on the cover are furniture."""
        for note in self._notes.values():
            before = [
                finding for finding in self.findings if finding.page is not None and finding.page <= note.page
            ]
            same = [finding for finding in before if finding.page == note.page]
            if note.page == 1 or not before:
                self.claim(note.lines, "furniture")
            else:
                self._keep_note(note, same[0] if same else before[-1])
        self._notes.clear()

    def judge(
        self, definition: JudgementDefinition | None, label: str, grade_text: str | None, ref: str, page: int
    ) -> Judgement | None:
        """Add the judgement printed as `label` with the grade `grade_text`; a second one of a strand is a warning."""
        strand = definition.strand if definition else label
        known = next((one for one in self.judgements if one.strand == strand), None)
        if known is not None:
            self.confirm(strand, grade_text, page)
            return known
        grade = self.grade(grade_text, label, page)
        unread = grade_text if grade_text and grade is None and grades.exact(grade_text) is None else None
        name = definition.name if definition else label
        self.judgements.append(Judgement(strand, name, label, grade, ref, self.page_of(page), unread))
        return self.judgements[-1]

    def grade(self, text: str | None, label: str, page: int) -> str | None:
        """Return the grade that `text` is; None with a warning where it is none that the framework knows."""
        if not text:
            self.warn("no grade is printed beside this judgement, or it cannot be read", label, page)
            return None
        read = grades.exact(text)
        if read == grades.NOT_JUDGED:
            return None
        if read is None or read not in self.allowed_grades():
            self.warn(
                "this grade cannot be read exactly; look at the report and enter it by hand",
                f"{label}: {text}",
                page,
            )
            return None
        return read

    def allowed_grades(self) -> tuple[str, ...]:
        """Return the grades of the inspection's framework; all grades while the framework is unknown."""
        framework = self.sources.frameworks.get(self.framework or "")
        if framework and framework.grades:
            return framework.grades
        return ("outstanding", "good", "requires improvement", "adequate", "inadequate")

    def confirm(self, strand: str, grade_text: str | None, page: int) -> None:
        """Compare a judgement with its second printing; a difference is a warning, an empty grade is filled."""
        judgement = next((one for one in self.judgements if one.strand == strand), None)
        if judgement is None or not grade_text:
            return
        read = grades.exact(grade_text)
        if read == grades.NOT_JUDGED:
            read = None
        elif read is None or read not in self.allowed_grades():
            self.warn(
                "the grade printed here cannot be read exactly", f"{judgement.printed}: {grade_text}", page
            )
            return
        if judgement.grade is None and judgement.unread is None and read is not None:
            judgement.grade = read
        elif judgement.grade != read and judgement.unread is None:
            message = (
                f"printed as {judgement.grade or 'not judged'} elsewhere in the report; check which is right"
            )
            self.warn(message, f"{judgement.printed}: {grade_text}", page)

    def word_count(self) -> WordCount:
        """Return where the document's words went."""
        counts = {"found": 0, "furniture": 0, "unaccounted": 0}
        for line in self.document.lines():
            counts[self._fates.get(line.index, "unaccounted")] += count_words(line.text)
        return WordCount(total=sum(counts.values()), **counts)

    def warn_unaccounted(self) -> None:
        """Warn of every run of lines that ended nowhere."""
        run: list[Line] = []
        for line in [*self.document.lines(), None]:
            if line is not None and line.index not in self._fates and (not run or run[-1].page == line.page):
                run.append(line)
                continue
            if run and any(count_words(one.text) for one in run):
                self.warn("not understood; not in the file", " ".join(one.text for one in run), run[0].page)
            run = [line] if line is not None and line.index not in self._fates else []

    def as_dict(self, facts: Mapping[str, Any], topics: TopicTagger | None) -> dict[str, Any]:
        """Return the inspection as the contract orders it, `facts` first."""
        return {
            **facts,
            "judgements": [self._judgement(one) for one in self.judgements],
            "findings": [_finding(one, topics) for one in self.findings],
        }

    def _judgement(self, one: Judgement) -> dict[str, Any]:
        return {
            "strand": one.strand, "name": one.name, "printed": one.printed,
            "grade": one.grade, "ref": one.ref, "page": one.page,
        }  # fmt: skip


def _finding(one: Finding, topics: TopicTagger | None) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "strand": one.strand,
        "section": one.section,
        "ref": one.ref,
        "page": one.page,
        "within": one.within,
        "topics": list(topics.tag(one.text)) if topics else [],
        "text": one.text,
        "weakness": one.weakness,
        "same_as": one.same_as,
        "outcomes": list(one.outcomes),
        "footnotes": list(one.footnotes),
    }
