"""Single inspection framework (November 2013 to 2018), with or without a review of the safeguarding board.

The cover gives the overall judgement as a sentence and the others in a numbered table that may go on on page 2. The
same headings stand once for the local authority and once for the board: what follows the board's heading has strand
`lscb`.
"""

import re
from dataclasses import replace

from knowledge.frameworks import JudgementDefinition
from knowledge.reading import grades
from knowledge.reading.blocks import Block, Shape, build_blocks, heading_text
from knowledge.reading.cover import first_date_line, read_cover, take_inspectors, take_title
from knowledge.reading.draft import Draft
from knowledge.reading.framework_choice import choose_framework
from knowledge.reading.judgements import definition_of
from knowledge.reading.lines import Line
from knowledge.reading.names import people
from knowledge.reading.sections import Section, SectionWalk, is_short_title
from knowledge.reading.tables import read_rows
from knowledge.reading.wording import plain

LSCB = "lscb"
_ROW = re.compile(
    r"(?:\d(?:\.\d)?[.:]?\s+)?(?:(?:the )?(?:experiences? and progress of )?(?:children who need|children looked after|"
    r"looked after children|care leavers)|(?:the )?adoption performance|leadership,? management)"
)
_NUMBERED_ROW = re.compile(r"\d(?:\.\d)?[.:]?\s+[a-z]")
_OVERALL = re.compile(
    r"the overall (?:judge?ment|effectiveness)\b|(?:overall,? )?(?:children's services|"
    r"services for children) (?:in|for|provided|at)\b"
    r".{2,80}\b(?:is|are|requires?)\b|children's services (?:is|are|requires?)\b"
)
_BOARD = re.compile(r"\b(?:local )?safeguarding children'?s?'? board|\blscb\b|\blscb's\b")
_BOARD_JUDGED = re.compile(
    r"(?:the )?(?:effectiveness of the )?.{0,60}?(?:board|lscb)\)?\s*(?:\(lscb\))?:?\s*(?:is|are|requires?)\b"
)
_BOARD_SENTENCE = re.compile(
    r"the effectiveness of the (?:local safeguarding|lscb).{0,60}\b(?:is|are|requires?)\b"
)
_MEANINGS = re.compile(r"what (?:the|our) .{0,60}?judge?ments? mean|what .{0,30} judge?ments? mean")
_AUTHORITY = re.compile(r"(?:section \d+\s*[:.-]?\s*)?(?:the )?local authority")
_STRANDS = re.compile(
    r"(?:the )?(?:experiences? and progress of|graded judge?ment|leadership,? management|children who need help|"
    r"children looked after and|adoption performance)"
)
_LISTS = re.compile(
    r"(?P<priority>(?:areas? for )?(?:priority (?:and|or) immediate actions?|priority actions?|"
    r"immediate (?:and priority )?actions?))"
    r"|(?P<improvement>areas? (?:for|of) improvement|what (?:does|do|"
    r"should) .{2,80} need to improve\??|what needs to improve\??)"
    r"|(?P<recommendation>recommendations?(?: for .{2,60})?)"
)
_STRENGTHS = re.compile(r".*\bstrengths\b(?!.*weakness)")
_CONTEXT = re.compile(
    r"information about|(?:previous|other) ofsted|local leadership|(?:children|"
    r"child protection).* in (?:this|the) area|"
    r"local authority context|the casework model|the inspection team|about this inspection|other information"
)
_INSPECTION = re.compile(
    r"information about (?:this|the) .*inspection|the inspection team|about this inspection"
)
_PLAIN_PART = re.compile(
    r"(?:executive )?summary(?: of (?:key )?findings)?|(?:key )?(?:inspection )?findings\b.*|"
    r"inspection judge?ments? about.*|"
    r"key strengths and weaknesses.*|key judge?ment judge?ment grade|"
    r"summary for children and young people|progress since.*"
)
_GENERIC = re.compile(r"summary|inspection findings|findings|key judge?ment judge?ment grade")
_TEAM = re.compile(
    r"(lead inspectors?|reporting inspectors?|team inspectors?|deputy lead inspectors?)\b\s*[:;]?\s*",
    re.IGNORECASE,
)


def read(draft: Draft) -> None:
    """Read a SIF report, or a review of a safeguarding board alone, into `draft`."""
    lines = list(draft.body.lines)
    top = first_date_line(lines)
    take_title(draft, lines[:top])
    rest = read_cover(draft, lines[top:])
    choose_framework(draft, "sif")
    title = plain(draft.title or "")
    alone = "review of the effectiveness" in title and "inspection of services" not in title
    draft.kind = "LSCB review" if alone else "full inspection"
    rest = _read_cover_judgements(draft, rest, alone=alone)
    blocks = build_blocks(rest, positioned=draft.document.positioned)
    headings = _Headings(draft, alone=alone)
    strand = LSCB if alone else "overall"
    SectionWalk(draft, headings).walk(blocks, Section("Overall judgement", strand=strand))
    _read_team(draft)
    _check_complete(draft, alone=alone)


def _read_cover_judgements(draft: Draft, lines: list[Line], *, alone: bool) -> list[Line]:
    """Read the overall sentence and the table; return the other lines, in order."""
    lines = _read_overall(draft, lines)
    if alone:
        return lines
    starts = lambda text: _ROW.match(plain(text)) is not None or _NUMBERED_ROW.match(plain(text)) is not None  # noqa: E731
    first = next((n for n, line in enumerate(lines[:90]) if line.page <= 3 and _is_first_row(line)), None)
    if first is None:
        draft.warn("no table of judgements was found on the cover")
        return lines
    rows, rest = read_rows(lines[first:], starts, width=595)
    framework = draft.sources.frameworks.get(draft.framework or "")
    for row in rows:
        label = re.sub(r"^\d(?:\.\d)?[.:]?\s+", "", row.label)
        definition = definition_of(label, framework)
        draft.claim(row.lines)
        if definition is None:
            draft.warn(
                "this judgement is none of the framework's; check it", f"{label}: {row.grade_text}", row.page
            )
        else:
            draft.judge(definition, row.label, row.grade_text, "Table of judgements", row.page)
    return lines[:first] + rest


def _is_first_row(line: Line) -> bool:
    body = plain(line.text)
    if not _ROW.match(body) or (len(line.cells) == 1 and line.end_x > 480):
        return False
    return body[0].isdigit() or len(line.cells) > 1 or grades.at_end(body)[1] is not None


def _read_overall(draft: Draft, lines: list[Line]) -> list[Line]:
    framework = draft.sources.frameworks.get(draft.framework or "")
    for place, line in enumerate(lines[:30]):
        if line.page > 2 or not _OVERALL.match(plain(line.text)):
            continue
        used = [line]
        sentence = line.text
        for following in lines[place + 1 : place + 3]:
            if grades.at_end(sentence)[1] and not plain(following.text).startswith("to be good"):
                break
            if following.y < used[-1].y - 2.2 * line.size or abs(following.size - line.size) > 0.6:
                break
            if draft.document.positioned or not sentence.endswith("."):
                used.append(following)
                sentence = f"{sentence} {following.text}"
        _judge_sentence(draft, definition_of("overall", framework), "Overall judgement", sentence, line.page)
        draft.claim(used)
        return lines[:place] + [other for other in lines[place:] if other not in used]
    return lines


def _judge_sentence(
    draft: Draft, definition: JudgementDefinition | None, label: str, sentence: str, page: int
) -> None:
    """Judge from a sentence that ends in the grade."""
    words = _sentence_grade(sentence)
    judgement = draft.judge(definition, label, words, "Cover" if page <= 2 else "Heading", page)
    if judgement is not None and judgement.printed == label:
        judgement.printed = sentence.rstrip(". ")


def _is_bare_judgement(body: str) -> bool:
    """Return whether nothing but a grade follows the verb: "the LSCB is good", not "is not yet seen as good"."""
    tail = re.search(r"\b(?:is|are)\s+(.*)$|\b(requires?\b.*)$", body)
    return tail is not None and grades.exact(tail.group(1) or tail.group(2) or "") is not None


def _sentence_grade(sentence: str) -> str | None:
    """Return the words that should be the grade in "... are good", "... that it requires improvement"."""
    sentence = sentence.strip().rstrip(".")
    label, grade = grades.at_end(sentence)
    if grade is not None:
        return " ".join(sentence.split()[len(label.split()) :])
    match = re.search(r".*\b(?:is|are)\s+(?:that\s+(?:it|they)\s+(?:is|are)?\s*)?(.{3,60})$", sentence)
    match = match or re.search(r".*?\b(require.{3,60})$", sentence)
    return match.group(1) if match else None


def _read_team(draft: Draft) -> None:
    """Read the inspection team, which stands near the end, or on pages 8 to 10 in the early reports."""
    lines = [line for line in draft.body.lines if line.page > 1 or not draft.document.positioned]
    for place, line in enumerate(lines):
        match = _TEAM.match(line.text)
        if match is None:
            continue
        text = line.text[match.end() :]
        for following in lines[place + 1 : place + 4]:
            if (
                not _goes_on(text, line.text)
                or re.match(r"[A-Z][\w ]{3,30}:", following.text)
                or following.bold
            ):
                break
            text = f"{text} {following.text}"
        if match.group(1).lower().startswith(("lead", "reporting")):
            if draft.lead is None and people(text):
                take_inspectors(draft, text, line.page)
        else:
            draft.inspectors = tuple(dict.fromkeys((*draft.inspectors, *people(text))))
    if draft.lead is None:
        draft.warn("no lead inspector is printed")


def _goes_on(names: str, first: str) -> bool:
    """Return whether a list of names is not at its end: behind a comma, within a name, or where the line was full."""
    last = re.split(r"[,;&]|\band\b", names)[-1].split()
    return len(last) < _WHOLE_NAME or (len(first) > _FULL_LINE and not names.rstrip().endswith("."))


_WHOLE_NAME = 2
"""Words of a name, at least."""
_FULL_LINE = 70
"""Characters of a line that is as good as full."""


def _check_complete(draft: Draft, *, alone: bool) -> None:
    framework = draft.sources.frameworks.get(draft.framework or "")
    found = {one.strand for one in draft.judgements}
    reviewed = alone or "review of the effectiveness" in plain(draft.title or "")
    for definition in framework.judgements if framework else ():
        expected = reviewed if definition.strand == LSCB else not alone
        if expected and definition.strand not in found:
            draft.warn(f"no judgement was found for: {definition.name}")


class _Headings:
    """What a SIF report's headings mean; remembers whether the local authority or the board is spoken of."""

    def __init__(self, draft: Draft, *, alone: bool) -> None:
        self._draft = draft
        self._board = alone
        self._chapter: Section | None = None

    def __call__(self, block: Block, section: Section, following: Block | None) -> Section | None:
        if block.shape in (Shape.NUMBERED, Shape.BULLET):
            return None
        body = heading_text(block)
        if block.shape is Shape.HEADING:
            return self._meaning(block, body, section) or self._unknown(block, section)
        if section.skip or not self._is_title(block, body):
            return None
        return self._meaning(block, body, section)

    def _is_title(self, block: Block, body: str) -> bool:
        """Return whether a paragraph is a heading that lost its bold face."""
        if _BOARD_SENTENCE.match(body):
            return len(body.split()) <= 22
        if _BOARD_JUDGED.match(body):
            return _is_bare_judgement(body)
        if _STRANDS.match(body) and grades.at_end(block.text)[1] is not None:
            return len(body.split()) <= 25
        known = _LISTS.fullmatch(body) or _PLAIN_PART.fullmatch(body) or _MEANINGS.fullmatch(body)
        return known is not None and (is_short_title(block) or block.text.endswith("?"))

    def _strand(self) -> str | None:
        return LSCB if self._board else None

    def _meaning(self, block: Block, body: str, section: Section) -> Section | None:
        title = block.text.rstrip(" :")
        if _MEANINGS.match(body):
            return Section(title, skip=True)
        if (
            section.skip
            and block.size < 15.5
            and (_AUTHORITY.fullmatch(body) or body in ("the lscb", "lscb"))
        ):
            return section
        if _INSPECTION.match(body):
            self._board = False
            return Section(title, kind="context")
        if body.endswith("because") or body.endswith("because of the following"):
            return Section(title, strand=self._strand(), weakness=True)
        lists = _LISTS.fullmatch(body)
        if lists:
            return self._list(block, body, lists.lastgroup or "")
        if _CONTEXT.match(body):
            return Section(title, kind="context", strand=self._strand())
        if _STRENGTHS.fullmatch(body):
            return Section(title, kind="strength", strand=self._strand(), listed=True)
        return self._chapter_of(block, body, section)

    def _list(self, block: Block, body: str, kind: str) -> Section:
        if _BOARD.search(body):
            self._board = True
        word = "Recommendation" if kind == "recommendation" else "para"
        title = block.text.rstrip(" :?")
        finding = "priority" if kind == "priority" else "improvement"
        return Section(title, kind=finding, strand=self._strand(), listed=True, reference=word)

    def _chapter_of(self, block: Block, body: str, section: Section) -> Section | None:
        title = block.text.rstrip(" :")
        if _AUTHORITY.fullmatch(body):
            self._board = False
            return Section(title)
        if _PLAIN_PART.fullmatch(body):
            if _BOARD.search(body):
                self._board = True
            if _GENERIC.fullmatch(body) and self._chapter is not None and self._chapter.strand:
                return self._chapter
            return Section(title, strand=self._strand())
        if _STRANDS.match(body) and not _BOARD.search(body):
            return self._judged(block)
        if _BOARD.search(body) and len(body.split()) <= 24:
            return self._board_chapter(block, body)
        return None

    def _board_chapter(self, block: Block, body: str) -> Section:
        self._board = True
        framework = self._draft.sources.frameworks.get(self._draft.framework or "")
        if _BOARD_JUDGED.match(body):
            words = _sentence_grade(block.text)
            definition = definition_of("lscb", framework)
            if words or grades.at_end(block.text)[1]:
                _judge_sentence(
                    self._draft, definition, "Local Safeguarding Children Board", block.text, block.page
                )
        self._chapter = Section("Local Safeguarding Children Board", strand=LSCB)
        return self._chapter

    def _judged(self, block: Block) -> Section | None:
        framework = self._draft.sources.frameworks.get(self._draft.framework or "")
        label, grade = grades.at_end(block.text.rstrip("."))
        definition = definition_of(label, framework)
        if definition is None:
            return None
        words = " ".join(block.text.rstrip(". ").split()[len(label.split()) :]) if grade else None
        if words is None and re.match(r"the graded", plain(block.text)):
            words = _sentence_grade(block.text)
        if words:
            self._draft.confirm(definition.strand, words, block.page)
        self._board = False
        title = re.sub(r"\s+(?:is|are|is that it|is that it is)$", "", label) or label
        self._chapter = Section(title, strand=definition.strand)
        return self._chapter

    def _unknown(self, block: Block, section: Section) -> Section:
        """A heading without a known meaning: a title inside a list or a context, else the text's next part."""
        if section.skip:
            return section
        if section.listed and block.size < 13.5:
            return section
        if section.kind == "context":
            return replace(section, title=block.text)
        if section.listed:
            return Section(block.text, strand=self._strand())
        return section
