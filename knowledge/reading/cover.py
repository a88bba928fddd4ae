"""The cover of a report: title, authority, dates, lead inspector, publication."""

import re
from collections.abc import Sequence

from knowledge.reading import dates
from knowledge.reading.draft import Draft
from knowledge.reading.lines import Line
from knowledge.reading.names import people
from knowledge.reading.wording import join, plain

_DATES = re.compile(
    r"(?:(?:re-?)?inspection|review) dates?\b(?:\(s\))?\s*[:;]?\s*|dates? of (?:the )?(?:re-?)?inspection\b\s*[:;]?\s*",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:(?:date )?(?:report )?published(?: on)?|(?:report )?publication date)\b\s*[:;]?\s*", re.IGNORECASE
)
_LEAD = re.compile(r"(?:lead|reporting) inspectors?\b\s*[:;]?\s*", re.IGNORECASE)
_OFFICE_ONLY = re.compile(r"(?:(?:senior )?(?:her|his) majesty's inspectors?.*|hmi)", re.IGNORECASE)
_AGE = re.compile(r"age group:?", re.IGNORECASE)
_COUNCIL_TITLE = re.compile(
    r"inspection of (?!services|children|safeguarding|"
    r"looked)(.+?)(?: local authority(?:'s)?)?(?: children'?s?'? .*| local authority.*)"
)


def first_date_line(lines: Sequence[Line]) -> int:
    """Return the place of the line with the inspection's dates among the first 40, or 0."""
    return next((n for n, line in enumerate(lines[:40]) if _DATES.match(line.text)), 0)


def read_cover(draft: Draft, lines: Sequence[Line], last_page: int = 1) -> list[Line]:
    """Read the facts on the cover into `draft`; return the lines that are none of them.

    Args:
        draft: Where the facts go.
        lines: The report's text.
        last_page: The cover's last page, counted from 1.
    """
    taken: list[Line] = []
    cover = [line for line in lines if line.page <= last_page][:90]
    for place, line in enumerate(cover):
        if _DATES.match(line.text) and draft.started is None:
            taken += _take_dates(draft, cover, place)
        elif _PUBLISHED.match(line.text) and draft.published is None:
            taken += _take_published(draft, line)
        elif _LEAD.match(line.text) and draft.lead is None:
            taken += _take_lead(draft, cover, place)
        elif _AGE.match(line.text):
            taken.append(line)
    draft.claim(taken)
    return [line for line in lines if line not in taken]


def _take_dates(draft: Draft, cover: Sequence[Line], place: int) -> list[Line]:
    """Read the fieldwork's dates, which may go on for up to three more lines."""
    used = [cover[place]]
    text = _DATES.sub("", cover[place].text, count=1)
    for line in cover[place + 1 : place + 4]:
        if _is_label(line.text):
            break
        if _is_dates(line.text) and (not dates.periods(text) or _goes_on(cover, used[-1], line, text)):
            used.append(line)
            text = f"{text} {line.text}"
        else:
            break
    found = dates.periods(text)
    if found:
        draft.started, draft.ended = min(one.start for one in found), max(one.end for one in found)
        days = sum(one.working_days() for one in found)
        draft.fieldwork_days = days
    else:
        draft.warn("the dates of the inspection cannot be read", text, cover[place].page)
    return used


def _is_label(text: str) -> bool:
    return any(label.match(text) for label in (_PUBLISHED, _LEAD, _AGE, _DATES))


def _goes_on(cover: Sequence[Line], above: Line, line: Line, text: str) -> bool:
    unfinished = re.search(r"(?:\b(?:to|and)|[-–,&])\s*$", text) is not None or not re.search(
        r"\d{4}\s*\)?\s*$", text
    )
    return unfinished or (abs(above.size - line.size) < 0.6 and above.y - line.y < 1.6 * line.size)


def _is_dates(text: str) -> bool:
    words = re.findall(r"[a-z]+", plain(text))
    months = sum(word[:3] in dates.MONTHS for word in words)
    return bool(re.search(r"\d", text)) and len(words) <= 8 and (months > 0 or not words)


def _take_published(draft: Draft, line: Line) -> list[Line]:
    found = dates.dates(_PUBLISHED.sub("", line.text, count=1))
    if not found:
        draft.warn("the date of publication cannot be read", line.text, line.page)
        return [line]
    draft.published, draft.published_basis = found[0], "printed"
    return [line]


def _take_lead(draft: Draft, cover: Sequence[Line], place: int) -> list[Line]:
    used = [cover[place]]
    text = _LEAD.sub("", cover[place].text, count=1)
    for line in cover[place + 1 : place + 3]:
        more = (
            _OFFICE_ONLY.match(plain(line.text)) or re.search(r"(?:\band|,|&)\s*$", text) or not text.strip()
        )
        if not more or len(line.text) > 70:
            break
        used.append(line)
        text = f"{text} {line.text}"
    take_inspectors(draft, text, cover[place].page)
    return used


def take_inspectors(draft: Draft, text: str, page: int) -> None:
    """Set the lead inspector, or two of them joined by "; ", from the words after the label."""
    names = people(text)
    if not names:
        draft.warn("the lead inspector's name cannot be read", text, page)
        return
    draft.lead = "; ".join(names)
    draft.inspectors = tuple(dict.fromkeys((*names, *draft.inspectors)))


def take_title(draft: Draft, lines: Sequence[Line]) -> None:
    """Read title and authority from the lines above the dates; all of them are claimed."""
    draft.claim(lines)
    text = join(line.text for line in lines)
    match = _COUNCIL_TITLE.fullmatch(plain(text)) or _COUNCIL_TITLE.match(plain(text))
    if match:
        draft.authority_printed = text[match.start(1) : match.end(1)].strip()
        draft.title = text
        return
    runs: list[list[Line]] = []
    for line in lines:
        if runs and abs(runs[-1][-1].size - line.size) < 0.6 and draft.document.positioned is not False:
            runs[-1].append(line)
        else:
            runs.append([line])
    texts = [join(line.text for line in run) for run in runs]
    titles = [text for text in texts if re.search(r"inspection|review", plain(text))]
    named = [text for text in texts if text not in titles and draft.sources.authorities.named(text)]
    others = [text for text in texts if text not in titles and len(text) > 3]
    draft.title = (titles[0] if titles else text) or None
    draft.authority_printed = named[0] if named else (others[0] if others else None)
