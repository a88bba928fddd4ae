"""One report in, one inspection out: extraction, furniture, family, facts, validation.

Whatever was not understood is a warning. The only exception is `UnreadableReport`, for a file with no report in it.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.authorities import Authorities, slug
from knowledge.frameworks import Framework
from knowledge.models import InspectionFile
from knowledge.reading import dates
from knowledge.reading.draft import Draft, ReadingWarning, Sources, TopicTagger, WordCount
from knowledge.reading.errors import UnreadableReport
from knowledge.reading.extraction import extract
from knowledge.reading.furniture import Body, strip_furniture, with_marks
from knowledge.reading.lines import Document
from knowledge.reading.recognition import READERS, recognise


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a report.

    Attributes:
        inspection: The inspection file's content, JSON-able, in the contract's order; None if nothing came out.
        warnings: What was not understood or was derived, in the order it was met.
        ok: Whether the inspection is a valid inspection file.
        words: Where the document's words went.
    """

    inspection: dict[str, Any] | None
    warnings: tuple[ReadingWarning, ...]
    ok: bool
    words: WordCount


def read_report(
    path: Path,
    *,
    authorities: Authorities,
    frameworks: Mapping[str, Framework],
    topics: TopicTagger | None = None,
    published: dt.date | None = None,
) -> Reading:
    """Read the report at `path`, a PDF or a `.txt` file.

    Args:
        path: The report; a date in its name is taken as the publication date if none is printed.
        authorities: Who the printed name may mean.
        frameworks: The frameworks by key.
        topics: Tags each finding's text; None leaves findings without topics.
        published: The publication date, where the caller knows it; it wins over the printed one.

    Raises:
        UnreadableReport: The file is no report: empty, HTML, encrypted, cut off, scanned, of no known family.
    """
    document = extract(path)
    family = recognise(document)
    if family is None:
        raise UnreadableReport(
            f"{path.name}: no known inspection title stands at its head; check that it is an Ofsted report on "
            "children's services"
        )
    draft = Draft(document, _body(document), Sources(authorities, frameworks))
    try:
        READERS[family](draft)
    except RecursionError as error:  # pragma: no cover - a page of nested brackets, say
        raise UnreadableReport(f"{path.name}: too tangled to read") from error
    draft.place_remaining_notes()
    facts = _facts(draft, path, published)
    draft.warn_unaccounted()
    inspection = draft.as_dict(facts, topics)
    valid = _validate(draft, inspection)
    return Reading(inspection, tuple(draft.warnings), valid, draft.word_count())


def _body(document: Document) -> Body:
    body = strip_furniture(document)
    lines = with_marks(body.lines) if document.positioned else body.lines
    lost = {line.index for line in body.lines} - {line.index for line in lines}
    marks = tuple(line for line in body.lines if line.index in lost)
    return Body(tuple(lines), body.furniture + marks, body.footnotes, body.size)


def _facts(draft: Draft, path: Path, given: dt.date | None) -> dict[str, Any]:
    _settle_publication(draft, path, given)
    authority = _authority(draft, path)
    framework = draft.sources.frameworks.get(draft.framework or "")
    published = draft.published.isoformat() if draft.published else None
    family = framework.family if framework else "unknown"
    return {
        "id": f"{slug(authority)}-{published}-{family}" if authority and published else None,
        "authority": authority,
        "framework": draft.framework,
        "kind": draft.kind or "full inspection",
        "kind_basis": draft.kind_basis,
        "title": draft.title,
        "theme": draft.theme,
        "started": draft.started.isoformat() if draft.started else None,
        "ended": draft.ended.isoformat() if draft.ended else None,
        "published": published,
        "published_basis": draft.published_basis,
        "received": None,
        "statement_due": draft.statement_due.isoformat() if draft.statement_due else None,
        "lead_inspector": draft.lead,
        "inspectors": list(draft.inspectors),
        "source": {
            "file": path.name,
            "url": None,
            "pages": len(draft.document.pages) if draft.document.positioned else None,
        },
        "wording": "verbatim",
    }


def _settle_publication(draft: Draft, path: Path, given: dt.date | None) -> None:
    """Choose the publication date: given, printed, from the file's name; what is impossible is passed over."""
    named = dates.date_in_name(path.stem)
    printed = draft.published
    if printed is not None and draft.ended is not None and printed < draft.ended:
        draft.warn(f"the printed date {printed} is before the inspection ended ({draft.ended})")
        draft.published = None
    if given is not None:
        if printed is not None and printed != given:
            draft.warn(f"printed as published on {printed}; the date given ({given}) is used")
        draft.published, draft.published_basis = given, "given"
    elif draft.published is None and named is not None:
        draft.published, draft.published_basis = named, "file name"
    elif draft.published is None:
        draft.warn(
            "no publication date is printed; give one (published=YYYY-MM-DD) or put it in the file's name"
        )


def _authority(draft: Draft, path: Path) -> str | None:
    """Return the canonical name of the authority; the file's name helps only where the report's does not."""
    printed = draft.authority_printed
    known = _named(draft.sources.authorities, printed) if printed else None
    if known is not None:
        return known
    by_name = draft.sources.authorities.named(re.sub(r"[-_\d]+", " ", path.stem).strip())
    if by_name is not None:
        draft.warn(
            "the authority is taken from the file's name; the report's own words for it were not found",
            printed or "",
        )
        return by_name.name
    draft.warn("the authority cannot be told from the report's title", printed or draft.title or "")
    return printed


def _named(authorities: Authorities, printed: str) -> str | None:
    """Return the authority whose name `printed` is, or which is the only one named in it by whole words."""
    words = printed.split()[:30]
    for start in range(len(words)):
        found = authorities.named(" ".join(words[start:]))
        if found is not None:
            return found.name
    for end in range(len(words), 0, -1):
        for start in range(end):
            found = (
                authorities.named(" ".join(words[start:end])) if end - start > 1 or len(words) <= 3 else None
            )
            if found is not None:
                return found.name
    return None


def _validate(draft: Draft, inspection: dict[str, Any]) -> bool:
    try:
        InspectionFile.model_validate(inspection)
    except ValidationError as error:
        for fault in error.errors()[:20]:
            place = ".".join(map(str, fault["loc"]))
            draft.warn(f"not a valid inspection file: {place}: {fault['msg']}")
        return False
    return draft.sources.authorities.named(str(inspection["authority"])) is not None
