"""The form in which an item is changed: a modal with all fields, and what came in between when somebody was faster.

Only blocks here; what a submission means is `bot.tracking.form`'s.
"""

import json
from collections.abc import Sequence
from typing import Any

from bot.answers import DueItem, Fact
from bot.deadlines import long_date
from bot.rendering.blocks import SECTION_LIMIT, Block, context, escape, section, shorten
from bot.rendering.document import person
from bot.rendering.tracked import dates_in_words, target_in_words
from bot.rendering.words import finding_source
from bot.tracking.item import LONGEST_NOTE, LONGEST_REASON, STATUSES, Change

FORM = "item.form"
"""The modal's callback id."""

EVIDENCE_LIMIT = 3000
SHOWN_NOTES = 3
_SHOWN = 600


def item_form(
    item: DueItem,
    metadata: dict[str, Any],
    *,
    wanted: Change | None = None,
    meanwhile: Sequence[Fact] = (),
    by: str | None = None,
) -> dict[str, Any]:
    """Return the modal.

    Args:
        item: The item as it is now.
        metadata: JSON values that come back with the submission.
        wanted: What the person had already entered, over what the item holds.
        meanwhile: What somebody else has changed since the person saw the item.
        by: Who that was (a Slack user's id).
    """
    blocks = [*_meanwhile(meanwhile, by), *_about(item), *_inputs(item, wanted or {}), *_notes(item)]
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps(metadata, ensure_ascii=False),
        "title": _plain("Improvement item"),
        "submit": _plain("Save"),
        "close": _plain("Cancel"),
        "blocks": blocks,
    }


def message_view(heading: str, text: str) -> dict[str, Any]:
    """Return a modal that only says something."""
    return {
        "type": "modal",
        "title": _plain(heading[:24]),
        "close": _plain("Close"),
        "blocks": [section(escape(text))],
    }


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _meanwhile(changes: Sequence[Fact], by: str | None) -> list[Block]:
    if not changes:
        return []
    who = person(by) if by else "Somebody"
    lines = [f"*Changed while you were editing*, by {escape(who)}. Nothing of yours has been written yet."]
    lines += [
        f"• {escape(one.label)}: *{escape(shorten(one.value, _SHOWN))}*"
        + (f" (was: {escape(shorten(one.note, _SHOWN))})" if one.note else "")
        for one in changes
    ]
    lines.append(
        "The fields below hold what you entered, and elsewhere what is there now. Save again to decide."
    )
    return [section(shorten("\n".join(lines), SECTION_LIMIT))]


def _about(item: DueItem) -> list[Block]:
    lines = [dates_in_words(item)]
    if item.tracked.target is not None or item.tracked.target_moved:
        lines.append(target_in_words(item.tracked, item.target_days_overdue))
    if item.superseded_by is not None:
        lines.append(f"Superseded by the inspection published {long_date(item.superseded_by.published)}.")
    return [
        section(escape(shorten(item.finding.text, _SHOWN))),
        context(escape(" ".join(lines))),
        context(escape(finding_source(item.finding))),
    ]


def _inputs(item: DueItem, wanted: Change) -> list[Block]:
    state = item.tracked
    status = wanted.get("status", item.progress)
    owner = wanted.get("owner", state.owner)
    target = wanted["target"] if "target" in wanted else state.target and state.target.isoformat()
    evidence = "\n".join(wanted.get("evidence", state.evidence))
    chosen = status if status in STATUSES else "open"
    return [
        _input(
            "status",
            "Status",
            {
                "type": "static_select",
                "options": [_option(one) for one in STATUSES],
                "initial_option": _option(chosen),
            },
        ),
        _input(
            "owner",
            "Owner",
            {
                # The select for one person cannot be emptied again; this one can.
                "type": "multi_users_select",
                "max_selected_items": 1,
                **({"initial_users": [owner]} if owner else {}),
            },
            optional=True,
        ),
        _input(
            "target",
            "The authority's own target date",
            {"type": "datepicker", **({"initial_date": target} if target else {})},
            optional=True,
        ),
        _input(
            "reason",
            "Why the target date moves",
            _text(wanted.get("reason", ""), LONGEST_REASON),
            optional=True,
            hint="Needed when a date that was set before changes; the original date stays visible.",
        ),
        _input(
            "evidence",
            "Evidence",
            _text(evidence, EVIDENCE_LIMIT, lines=True),
            optional=True,
            hint="Web addresses that begin with http:// or https://, one a line.",
        ),
        _input("note", "Add a note", _text(wanted.get("note", ""), LONGEST_NOTE, lines=True), optional=True),
    ]


def _option(status: str) -> Block:
    return {"text": _plain(status[:1].upper() + status[1:]), "value": status}


def _text(value: str, limit: int, *, lines: bool = False) -> Block:
    initial = {"initial_value": value[:limit]} if value else {}
    return {"type": "plain_text_input", "max_length": limit, "multiline": lines, **initial}


def _input(name: str, label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": _plain(label),
        "element": {"action_id": name, **element},
        "optional": optional,
        **({"hint": _plain(hint)} if hint else {}),
    }


def _notes(item: DueItem) -> list[Block]:
    return [
        context(escape(f"{long_date(note.at.date())}, {person(note.by)}: {shorten(note.text, _SHOWN)}"))
        for note in reversed(item.tracked.notes[-SHOWN_NOTES:])
    ]
