"""Renders findings: each with its kind, its words and its source."""

from itertools import groupby

from bot.answers import Findings, Found, Search
from bot.deadlines import long_date
from bot.rendering.common import next_buttons, notes
from bot.rendering.document import Document, Entry, Heading, Note, Paragraph, Part
from bot.rendering.words import finding_label, finding_source, followed_up_lines


def findings(answer: Findings) -> Document:
    """Return the findings, best first or in report order."""
    parts: list[Part] = [Heading(answer.heading), *_corrections(answer), *map(entry_of, answer.found)]
    parts.extend(notes(answer.about, answer.notes))
    parts.extend(next_buttons(answer.about, "grades", "deadlines", "summary"))
    return Document(_sentence(answer), tuple(parts), answer.about.ask)


def search(answer: Search) -> Document:
    """Return the findings grouped by authority; the authority with the best finding first."""
    order: dict[str, list[Found]] = {}
    for item in answer.found:
        order.setdefault(item.finding.authority, []).append(item)
    parts: list[Part] = [Heading(answer.heading), *_corrections(answer)]
    for authority, found in order.items():
        number = len(found)
        parts.append(Paragraph(f"{authority}: {number} {'finding' if number == 1 else 'findings'}"))
        parts.extend(map(entry_of, found))
    parts.extend(notes(answer.about, answer.notes))
    return Document(_sentence(answer), tuple(parts), answer.about.ask)


def entry_of(found: Found) -> Entry:
    """Return one finding as an entry, with what a later inspection says of it."""
    finding = found.finding
    details = [f"Time limit: {finding.within}."] if finding.within else []
    details += followed_up_lines(finding)
    if finding.repeats is not None:
        details.append(f"Repeats an area of the {finding.repeats.earlier}.")
    if finding.addresses is not None:
        details.append(f"Puts right an area of the {finding.addresses.earlier}.")
    if finding.same_as is not None:
        details.append(f"Printed twice in the report; the same as {finding.same_as}.")
    if found.superseded_by is not None:
        details.append(f"Superseded by the inspection published {long_date(found.superseded_by.published)}.")
    return Entry(
        label=finding_label(finding),
        text=finding.text,
        source=finding_source(finding),
        quoted=finding.wording == "verbatim",
        details=tuple(details),
    )


def _corrections(answer: Findings | Search) -> list[Part]:
    if not answer.corrected:
        return []
    return [Note("; ".join(f"Read “{typed}” as “{read}”" for typed, read in answer.corrected) + ".")]


def _sentence(answer: Findings | Search) -> str:
    number = len(answer.found)
    first = answer.found[0].finding
    of = len([None for _ in groupby(sorted(item.finding.authority for item in answer.found))])
    across = f" in {of} authorities" if of > 1 else ""
    return (
        f"{answer.heading}: {number} {'finding' if number == 1 else 'findings'}{across}."
        f" First: {first.text} ({finding_source(first)})"
    )
