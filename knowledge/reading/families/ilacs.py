"""Inspections of local authority children's services (2018 on).

A table of judgements on the cover, a list of what needs to improve without dates, and a section per judgement with
paragraphs numbered straight through. "Short" or "standard" is not printed; it follows from the days on site.
"""

import re
from dataclasses import replace

from knowledge.reading import grades
from knowledge.reading.blocks import Block, Shape, build_blocks, heading_text
from knowledge.reading.cover import first_date_line, read_cover, take_title
from knowledge.reading.draft import Draft
from knowledge.reading.framework_choice import choose_framework
from knowledge.reading.judgements import definition_of
from knowledge.reading.lines import Line
from knowledge.reading.sections import Section, SectionWalk, is_short_title
from knowledge.reading.tables import is_table_header, read_rows
from knowledge.reading.wording import plain

SHORT_DAYS = 6
"""A short inspection is a week on site, a standard one two; a bank holiday or a day more changes nothing."""

_ROW = re.compile(r"(?:the )?(?:impact of|experiences? (?:and|of)|overall\b|effectiveness of)")
_JUDGED = re.compile(
    r"(?:the )?(?:impact of leaders|experiences? and progress|experiences? of|overall effectiveness)"
)
_IMPROVE = re.compile(
    r"what (?:needs? to|must|should) (?:improve|be improved)|areas? for improvement|recommendations?"
)
_PRIORITY = re.compile(r"areas? for priority action|priority (?:and immediate )?actions?")
_CONTEXT = re.compile(
    r"about this inspection|about the inspection|information about|about the local authority"
)


def read(draft: Draft) -> None:
    """Read an ILACS report into `draft`."""
    lines = list(draft.body.lines)
    top = first_date_line(lines)
    take_title(draft, lines[:top])
    rest = read_cover(draft, lines[top:])
    choose_framework(draft, "ilacs")
    if draft.fieldwork_days is not None:
        draft.kind = "short" if draft.fieldwork_days <= SHORT_DAYS else "standard"
        draft.kind_basis = "derived"
    else:
        draft.kind = "standard"
        draft.kind_basis = "derived"
    if draft.lead is None:
        draft.warn("no lead inspector is printed")
    rest = _read_table(draft, rest)
    blocks = build_blocks(rest, positioned=draft.document.positioned)
    framework = draft.sources.frameworks.get(draft.framework or "")
    overall = framework.overall[0] if framework and framework.overall else None
    SectionWalk(draft, _Headings(draft)).walk(blocks, Section("Summary", strand=overall))


def _read_table(draft: Draft, lines: list[Line]) -> list[Line]:
    """Read the table of judgements; return the lines before and after it."""
    start = next((n for n, line in enumerate(lines[:60]) if is_table_header(line)), None)
    first = (
        start + 1
        if start is not None
        else next((n for n, line in enumerate(lines[:40]) if _is_row(line)), None)
    )
    if first is None:
        draft.warn("no table of judgements was found")
        return lines
    framework = draft.sources.frameworks.get(draft.framework or "")
    rows, rest = read_rows(lines[first:], lambda text: _ROW.match(plain(text)) is not None, width=595)
    for row in rows:
        definition = definition_of(row.label, framework)
        draft.claim(row.lines)
        if definition is None:
            draft.warn(
                "this judgement is none of the framework's; check it",
                f"{row.label}: {row.grade_text}",
                row.page,
            )
        draft.judge(definition, row.label, row.grade_text, "Table of judgements", row.page)
    if start is not None:
        draft.claim([lines[start]])
    return lines[: start if start is not None else first] + rest


def _is_row(line: Line) -> bool:
    body = plain(line.text)
    return _ROW.match(body) is not None and (
        grades.at_end(body)[1] is not None or len(line.cells) > 1 or len(body) < 62
    )


class _Headings:
    """What an ILACS report's headings mean."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def __call__(self, block: Block, section: Section, following: Block | None) -> Section | None:
        body = heading_text(block)
        if block.shape is not Shape.HEADING and not (is_short_title(block) or self._is_judged(body)):
            return None
        if block.shape in (Shape.NUMBERED, Shape.BULLET):
            return None
        if self._is_judged(body):
            return self._judged(block, body)
        if _IMPROVE.match(body):
            return Section(block.text.rstrip(" :?"), kind="improvement", listed=True)
        if _PRIORITY.match(body):
            return Section(block.text.rstrip(" :?"), kind="priority", listed=True)
        if _CONTEXT.match(body):
            return Section(block.text, kind="context")
        if block.shape is Shape.HEADING and not section.listed:
            return replace(section, title=block.text) if section.kind == "context" else section
        return Section(block.text) if block.shape is Shape.HEADING else None

    def _is_judged(self, body: str) -> bool:
        return _JUDGED.match(body) is not None and len(body.split()) <= 26

    def _judged(self, block: Block, body: str) -> Section | None:
        label, grade = _label_and_grade(block.text)
        framework = self._draft.sources.frameworks.get(self._draft.framework or "")
        definition = definition_of(label, framework)
        if definition is None:
            return None
        if block.shape is Shape.PARAGRAPH and grade is None:
            return None
        if grade is not None:
            known = any(one.strand == definition.strand for one in self._draft.judgements)
            if known:
                self._draft.confirm(definition.strand, grade, block.page)
            else:
                self._draft.judge(definition, label, grade, "Heading", block.page)
        return Section(label, strand=definition.strand)


def _label_and_grade(text: str) -> tuple[str, str | None]:
    """Return a heading's label and the words of its grade: after a colon, after "is", or exact at its end."""
    label, colon, tail = text.rpartition(":")
    if colon and tail.strip():
        return re.sub(r"\s+(?:is|are)$", "", label.strip()), tail.strip()
    label, grade = grades.at_end(text)
    if grade is not None:
        return re.sub(r"\s*:?\s*\b(?:is|are)?\s*:?$", "", label), " ".join(text.split()[len(label.split()) :])
    match = re.search(r"^(.*\S)\s+(?:is|are)\s+(\S+(?:\s\S+){0,5})$", text)
    if match:
        return match.group(1), match.group(2)
    return text.rstrip(" :"), None
