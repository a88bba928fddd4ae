"""Renders lists: inspections, history, coverage, authorities, help."""

from bot.answering.asked import KIND_NAMES, inspection_name, joined
from bot.answers import AuthorityList, CoverageReport, Help, HelpLine, History, InspectionLine, Inspections
from bot.deadlines import long_date
from bot.rendering.common import next_buttons, notes, sentence_list
from bot.rendering.document import Button, Buttons, Document, Heading, Note, Paragraph, Part, Row, Rows
from bot.rendering.graded import graded_parts
from bot.rendering.words import grade_in_words
from knowledge.records import InspectionRecord


def inspections(answer: Inspections) -> Document:
    """Return the inspections on record, newest first."""
    who = joined(answer.about.authorities)
    several = len(answer.about.authorities) > 1
    rows = tuple(inspection_row(line, named=several) for line in answer.lines)
    heading = "Inspections" if several else f"Inspections: {who}"
    parts: list[Part] = [Heading(heading), Rows("", rows), *notes(answer.about, answer.notes)]
    if several:
        return Document(answer.about.lead or heading, tuple(parts), answer.about.ask)
    parts.extend(next_buttons(answer.about, "grades", "history", "findings"))
    newest = answer.lines[0].inspection
    led = f", led by {newest.lead_inspector}" if newest.lead_inspector else ""
    number = len(answer.lines)
    sentence = (
        f"{who}: {number} {'inspection' if number == 1 else 'inspections'} on record."
        f" The newest is the {inspection_name(newest)}{led}."
    )
    return Document(sentence, tuple(parts), answer.about.ask)


def inspection_row(line: InspectionLine, *, named: bool = False) -> Row:
    """Return an inspection as a row: what it was, its overall grade, and who, when and what is on record.

    With `named`, the authority's name comes first, for lists of several.
    """
    inspection = line.inspection
    if line.overall:
        value = f"overall {grade_in_words(line.overall[0]).lower()}"
    else:
        value = "graded, no overall grade" if line.graded else "not graded"
    kind = KIND_NAMES[inspection.kind]
    label = f"{f'{inspection.authority}: {kind}' if named else kind.capitalize()}, {_published(inspection)}"
    return Row(label, value, "; ".join(_details(inspection)))


def _published(inspection: InspectionRecord) -> str:
    return f"published {long_date(inspection.published)}"


def _details(inspection: InspectionRecord) -> list[str]:
    if inspection.started == inspection.ended:
        fieldwork = f"inspected {long_date(inspection.started)}"
    else:
        fieldwork = f"inspected {long_date(inspection.started)} to {long_date(inspection.ended)}"
    details = [fieldwork]
    if inspection.kind_basis == "derived":
        details.append("kind derived from the length of the fieldwork")
    if inspection.theme:
        details.append(f"theme: {inspection.theme}")
    if inspection.lead_inspector:
        details.append(f"lead inspector {inspection.lead_inspector}")
    if inspection.published_basis == "date listed by Ofsted":
        details.append("publication date as listed by Ofsted")
    details.append(
        f"{inspection.findings} findings on record" if inspection.findings else "only grades on record"
    )
    return details


def history(answer: History) -> Document:
    """Return the grades of every inspection, newest first, with ungraded ones in their place."""
    who = joined(answer.about.authorities)
    parts: list[Part] = [Heading(f"History: {who}")]
    graded = {item.inspection.id: item for item in answer.graded}
    for line in answer.lines:
        item = graded.get(line.inspection.id)
        if item is not None:
            parts.extend(graded_parts(item))
        else:
            parts.append(Rows("", (inspection_row(line),)))
    parts.extend(notes(answer.about, answer.notes))
    parts.extend(next_buttons(answer.about, "grades", "inspections", "summary"))
    course = sentence_list(
        (f"{long_date(line.inspection.published)} {inspection_row(line).value}" for line in answer.lines),
        most=8,
    )
    return Document(f"{who}, newest first: {course}.", tuple(parts), answer.about.ask)


def coverage(answer: CoverageReport) -> Document:
    """Return what is loaded, how old it is, what is missing."""
    total = answer.coverage
    newest = answer.newest
    of = joined(answer.about.authorities) or f"{total.authorities} of {answer.authorities_total} authorities"
    sentence = (
        f"On record: {total.inspections} {'inspection' if total.inspections == 1 else 'inspections'} of {of},"
        f" {total.with_findings} with their findings ({total.findings}), the others with grades only."
    )
    if newest is not None:
        sentence += f" Newest: {newest.authority}, published {long_date(newest.published)}."
    rows = tuple(
        Row(f"{item.authority}, {inspection_name(item)}", f"{item.findings} findings", item.id)
        for item in answer.with_findings
    )
    parts: list[Part] = [Heading("What is on record"), Paragraph(sentence)]
    if total.first_published and total.last_published:
        span = f"Published from {long_date(total.first_published)} to {long_date(total.last_published)}."
        parts.append(
            Paragraph(f"{span} Database built {long_date(total.built.date())}, {total.built:%H:%M} UTC.")
        )
    if rows:
        parts.append(Rows("Inspections with findings", rows))
    parts.append(Note(f"With grades only: {answer.graded_only}. “ofsted-bot read” adds a report's findings."))
    if answer.without:
        parts.append(Note(f"Nothing on record for: {sentence_list(answer.without, most=30)}."))
    parts.extend(notes(answer.about))
    return Document(sentence, tuple(parts), answer.about.ask)


def authorities(answer: AuthorityList) -> Document:
    """Return the authorities with what is on record of each."""
    where = answer.region or "England"
    rows = tuple(
        Row(
            line.name,
            f"{line.inspections} inspections" if line.inspections != 1 else "1 inspection",
            f"{line.findings} findings" if line.findings else "",
        )
        for line in answer.lines
    )
    chunks = [rows[index : index + 40] for index in range(0, len(rows), 40)]
    sentence = f"{len(rows)} authorities in {where}: {sentence_list((row.label for row in rows), most=12)}."
    parts: list[Part] = [
        Heading(f"Authorities in {where}: {len(rows)}"),
        *(Rows("", chunk) for chunk in chunks),
    ]
    return Document(sentence, tuple(parts), answer.about.ask)


def help_page(answer: Help) -> Document:
    """Return what can be asked, with examples that are buttons."""
    parts: list[Part] = [Heading("What you can ask")]
    if not answer.detailed:
        parts.append(
            Paragraph(
                "Type /ofsted, an authority and a topic in either order, or mention me with a plain question."
                " Every answer names its source; what the record does not say, I do not say."
            )
        )
        rows = tuple(Row(f"/ofsted {line.usage}", "", line.summary) for line in answer.lines)
        parts.append(Rows("", rows))
        examples = [line.examples[0] for line in answer.lines if line.topic != "help" and not line.instructs][
            :8
        ]
    else:
        parts.extend(_topic_help(line) for line in answer.lines)
        examples = [example for line in answer.lines if not line.instructs for example in line.examples][:8]
    if examples:
        parts.append(Buttons(tuple(Button(example, example) for example in examples)))
    names = ", ".join(line.topic for line in answer.lines)
    return Document(f"You can ask for: {names}.", tuple(parts), answer.about.ask, shareable=False)


def _topic_help(line: HelpLine) -> Rows:
    rows = tuple(Row(f"e.g. {example}", "") for example in line.examples)
    return Rows(f"/ofsted {line.usage}: {line.summary}", rows)
