"""Inspections of safeguarding and looked after children services (2009 to 2012): two strands, graded headings.

A heading's grade stands on the next line or its own. The table at the end repeats the grades and adds some; its
section headings can be wrong, so a row's strand follows from the rows' order: the second "Overall effectiveness"
begins the second strand.
"""

import re
from collections.abc import Sequence

from knowledge.frameworks import JudgementDefinition
from knowledge.reading import grades
from knowledge.reading.blocks import Block, Shape, build_blocks, heading_text, is_time_limit
from knowledge.reading.cover import first_date_line, read_cover, take_title
from knowledge.reading.dates import time_limit
from knowledge.reading.draft import Draft, Judgement
from knowledge.reading.framework_choice import choose_framework
from knowledge.reading.judgements import definition_of
from knowledge.reading.lines import Line
from knowledge.reading.sections import Section, SectionWalk
from knowledge.reading.tables import Row, read_rows
from knowledge.reading.wording import plain

SAFEGUARDING = "safeguarding"
LOOKED_AFTER = "looked after children"
_SAFEGUARDING = re.compile(r"safeguarding services")
_LOOKED_AFTER = re.compile(r"(?:services for )?looked after children(?: services)?(?: and care leavers)?")
_CONTEXT = re.compile(
    r"about this inspection|service information|the inspection judge?ments and what they mean"
)
_SCALE = re.compile(r"(?:outstanding|good|adequate|inadequate) \(grade \d\)")
_IMPROVE = re.compile(r"areas? for improvement")
_RECORD = re.compile(r"record of main findings:?")
_INLINE = re.compile(r"(.{3,160}?)\s+[(*]*(grade:? \d.*)", re.IGNORECASE)


def read(draft: Draft) -> None:
    """Read a safeguarding and looked after children report into `draft`."""
    read_graded(draft, "slac")


def read_graded(draft: Draft, family: str) -> None:
    """Read a report whose headings carry "Grade N (word)": the two-strand one or its successor of 2013."""
    lines = list(draft.body.lines)
    top = first_date_line(lines)
    take_title(draft, lines[:top])
    rest = read_cover(draft, lines[top:], last_page=2)
    choose_framework(draft, family)
    draft.kind = "full inspection"
    rest = _without_scale(draft, rest)
    record = max((n for n, line in enumerate(rest) if _RECORD.fullmatch(plain(line.text))), default=len(rest))
    blocks = build_blocks(rest[:record], positioned=draft.document.positioned)
    headings = _Headings(draft)
    SectionWalk(draft, headings).walk(blocks, Section("About this inspection", kind="context"))
    headings.check_grades()
    _Record(draft, rest[record:]).read()
    if draft.lead is None:
        draft.warn("no lead inspector is printed")


def _without_scale(draft: Draft, lines: Sequence[Line]) -> list[Line]:
    """Set aside the table that explains the four grades: the same in every report."""
    kept: list[Line] = []
    scale: Line | None = None
    for line in lines:
        if _SCALE.match(plain(line.text)):
            scale = line
        elif scale is None or line.page != scale.page or line.x < scale.x + 60:
            scale = None
            kept.append(line)
            continue
        draft.claim([line], "furniture")
    return kept


class _Headings:
    """What the headings mean; remembers the strand and the heading whose grade is still to come."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._framework = draft.sources.frameworks.get(draft.framework or "")
        self._strands = self._framework.strands if self._framework else ()
        self._strand: str | None = None
        self._heading: Block | None = None

    def __call__(self, block: Block, section: Section, following: Block | None) -> Section | None:
        body = heading_text(block)
        if grades.numbered(block.text)[1]:
            return self._graded(section, block.text, block)
        if section.kind in ("improvement", "priority") and is_time_limit(block.text):
            return Section(
                section.title, "improvement", section.strand, time_limit(body), listed=True, bullets=True
            )
        if block.shape is not Shape.HEADING:
            return None
        inline = _INLINE.fullmatch(block.text.strip("* "))
        if inline:
            self._begin(block, inline.group(1))
            return self._graded(
                Section(inline.group(1), strand=self._strand), inline.group(2).strip("* "), block
            )
        return self._section(block, body)

    def _section(self, block: Block, body: str) -> Section:
        title = block.text.rstrip(" :")
        if self._strands and _SAFEGUARDING.fullmatch(body):
            self._strand = SAFEGUARDING
        elif self._strands and _LOOKED_AFTER.fullmatch(body):
            self._strand = LOOKED_AFTER
        elif _CONTEXT.match(body):
            return Section(title, kind="context")
        elif _IMPROVE.match(body):
            return Section(title, kind="improvement", strand=self._strand, listed=True, bullets=True)
        self._begin(block, title)
        return Section(title, strand=self._strand_of(title))

    def _begin(self, block: Block, title: str) -> None:
        self._heading = block
        self._title = title

    def _strand_of(self, title: str) -> str | None:
        definition = definition_of(title, self._framework)
        return self._strand if self._strands or definition is None else definition.strand

    def _graded(self, section: Section, text: str, block: Block) -> Section:
        grade, _ = grades.numbered(text)
        label = self._title if self._heading is not None else section.title
        strand = self._strand_of(label)
        definition = definition_of(label, self._framework)
        if grade is None or grade not in self._draft.allowed_grades():
            self._draft.warn(
                "the number and the word of this grade do not agree, or cannot be read", text, block.page
            )
            grade = None
        self._draft.judgements.append(
            Judgement(
                strand or "overall",
                definition.name if definition else label,
                label,
                grade,
                section.title,
                self._draft.page_of(block.page),
                None if grade else text,
            )
        )
        self._heading = None
        return Section(label, strand=strand)

    def check_grades(self) -> None:
        """Point each judgement at the first paragraph under its heading."""
        for judgement in self._draft.judgements:
            first = next(
                (
                    finding.ref
                    for finding in self._draft.findings
                    if finding.section == judgement.printed
                    and finding.ref.startswith("para ")
                    and finding.strand == judgement.strand
                ),
                None,
            )
            judgement.ref = first or judgement.ref


class _Record:
    """The table at the end, "Record of main findings"."""

    def __init__(self, draft: Draft, lines: Sequence[Line]) -> None:
        self._draft = draft
        self._lines = lines
        self._framework = draft.sources.frameworks.get(draft.framework or "")

    def read(self) -> None:
        """Compare the table with the body, and add what only the table has."""
        if not self._lines:
            self._draft.warn(
                "no record of main findings was found at the end; the grades come from the body alone"
            )
            return
        self._draft.claim(self._lines[:1])
        rows = self._rows()
        strand, seen = SAFEGUARDING, False
        for row in rows:
            self._draft.claim(row.lines)
            if row.grade_text is None:
                continue
            if plain(row.label).startswith("overall effectiveness"):
                strand, seen = (LOOKED_AFTER, True) if seen else (strand, True)
            self._compare(row, strand)
        graded = {self._key(row.label) for row in rows if row.grade_text}
        missing = [one for one in self._draft.judgements if self._key(one.printed) not in graded]
        for one in missing:
            self._draft.warn("this judgement is not in the record of main findings", one.printed, None)

    def _key(self, label: str) -> str:
        definition = definition_of(label, self._framework)
        return definition.key if definition else plain(label)

    def _rows(self) -> list[Row]:
        if not self._draft.document.positioned:
            return [row for line in self._lines[1:] if (row := _plain_row(line))]
        starts = self._row_starts()
        return read_rows(self._lines[1:], starts.__contains__, width=595)[0]

    def _row_starts(self) -> frozenset[str]:
        """Return the label lines that begin a row: those that stand clear of the line above."""
        starts: set[str] = set()
        above: Line | None = None
        for line in self._lines[1:]:
            left = " ".join(cell.text for cell in line.cells if cell.x < 250)
            if left and (above is None or above.y - line.y > 1.6 * line.size):
                starts.add(left)
            above = line if left else above
        return frozenset(starts)

    def _compare(self, row: Row, strand: str) -> None:
        definition = definition_of(row.label, self._framework)
        key = definition.strand if definition else strand
        same = [
            one for one in self._draft.judgements if one.strand == key and self._same(one, row, definition)
        ]
        if not same:
            self._add(row, key, definition)
            return
        read = grades.exact(row.grade_text or "")
        if read is None:
            self._draft.warn("this grade cannot be read exactly", f"{row.label}: {row.grade_text}", row.page)
        elif same[0].grade is None and same[0].unread is None:
            same[0].grade = read
        elif same[0].grade is not None and same[0].grade != read:
            message = f"the heading in the body says {same[0].grade}; check which is right"
            self._draft.warn(message, f"{row.label}: {row.grade_text}", row.page)

    def _same(self, judgement: Judgement, row: Row, definition: JudgementDefinition | None) -> bool:
        return definition is not None or plain(judgement.printed) == plain(row.label)

    def _add(self, row: Row, strand: str, definition: JudgementDefinition | None) -> None:
        grade = self._draft.grade(row.grade_text, row.label, row.page)
        name = definition.name if definition else row.label
        one = Judgement(
            strand, name, row.label, grade, "Record of main findings", self._draft.page_of(row.page)
        )
        places = [n for n, other in enumerate(self._draft.judgements) if other.strand == strand]
        self._draft.judgements.insert(places[-1] + 1 if places else len(self._draft.judgements), one)


def _plain_row(line: Line) -> Row | None:
    cells = [cell.text for cell in line.cells]
    if len(cells) > 1:
        grade = " ".join(cells[1:]).strip()
        return Row(line.page, [(line.y, cells[0])], [(line.y, grade)] if grade else [], [line])
    label, read = grades.at_end(line.text)
    if read is None:
        return Row(line.page, [(line.y, line.text)], [], [line])
    return Row(
        line.page, [(line.y, label)], [(line.y, " ".join(line.text.split()[len(label.split()) :]))], [line]
    )
