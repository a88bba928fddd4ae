"""What the form of an item means: from the button that opens it to the change that is handed over.

A submission is compared with what the item held when the form was opened, so that only what the person changed is
changed; where somebody was faster, the form comes back with what they changed, and the person decides.
"""

from dataclasses import dataclass, replace
from typing import Any

from bot.answers import About, Answer, NotInRecord
from bot.rendering.item_form import item_form
from bot.rendering.tracked import changes_between
from bot.tracking.desk import Desk, Place
from bot.tracking.item import Change, InvalidChange, change_between, changed

Json = dict[str, Any]
View = dict[str, Any]

_ASK_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Errors:
    """What is written under the fields, by block id."""

    by_field: dict[str, str]


@dataclass(frozen=True, slots=True)
class Again:
    """The form as it must be shown again, because somebody else changed the item meanwhile."""

    view: View


@dataclass(frozen=True, slots=True)
class Taken:
    """The submission was handed over, or held nothing that changes anything."""


def open_form(desk: Desk, key: str, place: Place) -> View | Answer:
    """Return the modal for an item, or the answer why there is none."""
    item = desk.find(key)
    about = About((), None, place.ask)
    if item is None:
        return NotInRecord(about, "that item", "the tracker and the record")
    missing = desk.missing_right(
        place.asker.user, {}, item, About((item.finding.authority,), None, place.ask)
    )
    if missing is not None:
        return missing
    return item_form(item, _metadata(key, item.tracked.version, item.progress, place))


def _metadata(key: str, seen: int, shown: str, place: Place) -> Json:
    kept = replace(place, ask=place.ask[:_ASK_LIMIT])
    return {"key": key, "seen": seen, "shown": shown, "place": kept.as_json()}


def submit_form(desk: Desk, metadata: Json, values: Json, *, key: str) -> Errors | Again | Taken:
    """Check a submission and hand over the change that it asks for.

    Args:
        desk: Where it is handed over.
        metadata: What `open_form` put into the modal.
        values: The modal's state, by block id and action id.
        key: Names the very submission; one that was carried out before is taken, and changes nothing more.
    """
    item_key, seen, place = metadata["key"], metadata["seen"], Place.from_json(metadata["place"])
    base = desk.tracker.at_version(item_key, seen)
    wanted = wanted_of(values)
    change = change_between(base, wanted)
    if wanted.get("status") == metadata["shown"]:
        change.pop("status", None)
    item = desk.find(item_key)
    if not change or item is None:
        return Taken()
    superseded_by = item.superseded_by.id if item.superseded_by else None
    try:
        changed(base, change, superseded_by=superseded_by)
    except InvalidChange as error:
        return Errors({error.field: str(error)})
    missing = desk.missing_right(place.asker.user, change, item, About())
    if missing is not None:
        return Errors({"status": f"This needs the role {missing.role}, which you do not have."})
    now = item.tracked
    if now.version != seen:
        if desk.tracker.was_carried_out(key):
            return Taken()  # Slack delivers it again: what came in between is this very submission
        again = _metadata(item_key, now.version, item.progress, place)
        meanwhile = changes_between(base, now)
        return Again(item_form(item, again, wanted=change, meanwhile=meanwhile, by=now.changed_by))
    desk.take_change(item_key, change, seen, place, key=key)
    return Taken()


def wanted_of(values: Json) -> Change:
    """Return what a modal's state holds, as a change of every field."""
    owners = _held(values, "owner").get("selected_users") or []
    return {
        "status": _held(values, "status")["selected_option"]["value"],
        "owner": owners[0] if owners else None,
        "target": _held(values, "target").get("selected_date"),
        "reason": _held(values, "reason").get("value") or "",
        "evidence": [
            line.strip()
            for line in (_held(values, "evidence").get("value") or "").splitlines()
            if line.strip()
        ],
        "note": _held(values, "note").get("value") or "",
    }


def _held(values: Json, name: str) -> Json:
    found: Json = values.get(name, {}).get(name, {})
    return found
