"""An item's state and the changes it allows. Pure values: no database, no Slack, no clock.

An improvement item is open until somebody says otherwise, so most items have the state `ItemState()`.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict
from urllib.parse import urlsplit

Status = Literal["open", "in progress", "done", "superseded", "not applicable"]

STATUSES: tuple[Status, ...] = ("open", "in progress", "done", "superseded", "not applicable")
LIVE: frozenset[str] = frozenset({"open", "in progress"})
"""Statuses of items that somebody has yet to see to."""

MOST_EVIDENCE = 20
LONGEST_LINK = 1500
LONGEST_NOTE = 2000
LONGEST_REASON = 500
SHORTEST_REASON = 3

_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
_UNSAFE = re.compile(r"[\s<>|\"`\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class ItemNote:
    """A note on an item: who wrote it (a Slack user's id), when (UTC), and what."""

    at: dt.datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemState:
    """What people have said about an item.

    Attributes:
        status: The tracker's word, as set; `bot.tracking.plan` settles whether a later inspection supersedes.
        owner: A Slack user's id.
        target: The authority's own date.
        target_original: The first such date; differs from `target` once that was moved.
        target_reason: Why it was moved last.
        reopened_over: Id of the inspection that superseded the item when somebody reopened it.
        evidence: Addresses, in the order given.
        version: Counts the changes; 0 for an item that nobody has touched.
        notes: Oldest first.
        changed_at: When it was changed last (UTC).
        changed_by: By whom.
    """

    status: Status = "open"
    owner: str | None = None
    target: dt.date | None = None
    target_original: dt.date | None = None
    target_reason: str | None = None
    reopened_over: str | None = None
    evidence: tuple[str, ...] = ()
    version: int = 0
    notes: tuple[ItemNote, ...] = ()
    changed_at: dt.datetime | None = None
    changed_by: str | None = None

    @property
    def target_moved(self) -> bool:
        """Whether the authority's own date is no longer the one first set."""
        return self.target_original is not None and self.target != self.target_original


UNTOUCHED = ItemState()
"""The state of an item that nobody has changed."""


class Change(TypedDict, total=False):
    """A change as JSON: only what is to be different. `reason` belongs to `target`, `note` is added to the others."""

    status: str
    owner: str | None
    target: str | None
    reason: str
    note: str
    evidence: list[str]


class InvalidChange(ValueError):
    """A change that is not allowed; `field` is the key of `Change` that is at fault."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field = field


def changed(state: ItemState, change: Change, *, superseded_by: str | None = None) -> ItemState:
    """Return `state` after `change`, with the version, notes and who and when left as they were.

    Args:
        state: The state before.
        change: What is to be different.
        superseded_by: Id of the later inspection that supersedes the item, if one does.

    Raises:
        InvalidChange: Something in it is not allowed.
    """
    if unknown := set(change) - set(Change.__annotations__):
        raise InvalidChange(min(unknown), "no such field")
    if "status" in change:
        state = _with_status(state, change["status"], superseded_by)
    if "owner" in change:
        state = replace(state, owner=_checked_owner(change["owner"]))
    if "target" in change:
        state = _with_target(state, change["target"], change.get("reason", ""))
    if "evidence" in change:
        state = replace(state, evidence=checked_evidence(change["evidence"]))
    if "note" in change:
        checked_note(change["note"])
    return state


def _with_status(state: ItemState, status: str, superseded_by: str | None) -> ItemState:
    if status not in STATUSES:
        raise InvalidChange("status", f"Choose one of: {', '.join(STATUSES)}.")
    reopened = superseded_by if status in LIVE else None
    return replace(state, status=status, reopened_over=reopened)


def _checked_owner(owner: str | None) -> str | None:
    if owner is not None and not _USER.fullmatch(owner):
        raise InvalidChange("owner", "Choose a person.")
    return owner


def _with_target(state: ItemState, text: str | None, reason: str) -> ItemState:
    try:
        target = dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidChange("target", "Give a date such as 2026-11-23.") from None
    if target == state.target:
        return state
    if state.target_original is None:
        return replace(state, target=target, target_original=target)
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise InvalidChange("reason", "Say why the date moves; the original date stays visible.")
    if len(reason) > LONGEST_REASON:
        raise InvalidChange("reason", f"At most {LONGEST_REASON} characters.")
    return replace(state, target=target, target_reason=reason)


def checked_note(note: str) -> str:
    """Return a note without space at its ends, as both databases can keep it.

    Raises:
        InvalidChange: It is empty or too long.
    """
    note = note.replace("\0", "").strip()
    if not note:
        raise InvalidChange("note", "The note is empty.")
    if len(note) > LONGEST_NOTE:
        raise InvalidChange("note", f"At most {LONGEST_NOTE} characters; this has {len(note)}.")
    return note


def checked_evidence(links: list[str]) -> tuple[str, ...]:
    """Return evidence links without repetition, in the order given.

    Raises:
        InvalidChange: One is no address that begins with http or https, or there are too many.
    """
    every = tuple(dict.fromkeys(link.strip() for link in links if link.strip()))
    for link in every:
        if not _is_web_address(link):
            raise InvalidChange(
                "evidence",
                f"Give addresses that begin with http:// or https://, one a line; not “{link[:60]}”.",
            )
    if len(every) > MOST_EVIDENCE:
        raise InvalidChange("evidence", f"At most {MOST_EVIDENCE} links; this has {len(every)}.")
    return every


def _is_web_address(link: str) -> bool:
    if len(link) > LONGEST_LINK or _UNSAFE.search(link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


FIELDS: tuple[str, ...] = (
    "status",
    "owner",
    "target",
    "target_original",
    "target_reason",
    "reopened_over",
    "evidence",
)
"""What a change can make different, and what the audit keeps of each version; notes are kept beside it."""


def as_json(state: ItemState) -> dict[str, Any]:
    """Return the audited fields of `state` and its version, as JSON values."""
    values: dict[str, Any] = {name: getattr(state, name) for name in FIELDS}
    for name in ("target", "target_original"):
        values[name] = values[name].isoformat() if values[name] is not None else None
    return values | {"evidence": list(state.evidence), "version": state.version}


def from_json(values: dict[str, Any]) -> ItemState:
    """Return the state that `as_json` gave; without notes."""
    dates = {
        name: dt.date.fromisoformat(values[name]) if values.get(name) else None
        for name in ("target", "target_original")
    }
    own = {name: values.get(name) for name in FIELDS} | dates | {"evidence": tuple(values["evidence"])}
    return ItemState(**own, version=values["version"])


def differences(before: ItemState, after: ItemState) -> tuple[str, ...]:
    """Return the names of the fields in which two states differ, in the order of `FIELDS`."""
    return tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))


def change_between(base: ItemState, wanted: Change) -> Change:
    """Return what of `wanted` differs from `base`: what the person changed, rather than what the form held."""
    left: Change = {}
    if wanted.get("note", "").strip():
        left["note"] = wanted["note"].strip()
    if "status" in wanted and wanted["status"] != base.status:
        left["status"] = wanted["status"]
    if "owner" in wanted and wanted["owner"] != base.owner:
        left["owner"] = wanted["owner"]
    if "target" in wanted and wanted["target"] != (base.target.isoformat() if base.target else None):
        left["target"] = wanted["target"]
        left["reason"] = wanted.get("reason", "").strip()
    if "evidence" in wanted and tuple(wanted["evidence"]) != base.evidence:
        left["evidence"] = wanted["evidence"]
    return left
