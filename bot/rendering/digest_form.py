"""The form in which a digest is set up: a modal whose submission becomes the instruction that one could have typed.

Only blocks and text here; what the instruction means is `bot.digest.wanted`'s.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.digest.schedule import DAY_NAMES
from bot.rendering.blocks import Block, escape, section
from bot.state.subscriptions import Subscription
from knowledge.authorities import Authority

FORM = "digest.form"
"""The modal's callback id."""

MOST_AUTHORITIES = 20
"""More than that in one digest nobody reads; without any, it holds all on record."""

_INCLUDE = (
    ("overdue", "What is overdue"),
    ("due", "What is due soon"),
    ("pending", "What has no date, once a week"),
)
_OPTIONS = (
    ("even if empty", "Send it even when there is nothing"),
    ("bank holidays too", "On bank holidays too"),
)
_DEFAULT = Subscription("", "", "", "")


def digest_form(
    channel: str, current: Subscription | None, authorities: Iterable[Authority]
) -> dict[str, Any]:
    """Return the modal, filled with what is set up already.

    Args:
        channel: The channel's id.
        current: Its digest, if there is one.
        authorities: Those that can be chosen.
    """
    set_up = current or _DEFAULT
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps({"channel": channel}),
        "title": _plain("Digest"),
        "submit": _plain("Save"),
        "close": _plain("Cancel"),
        "blocks": [
            section(escape("A digest of improvement items, sent to this channel at a fixed time.")),
            _input("time", "Time", {"type": "timepicker", "initial_time": set_up.time}),
            _input(
                "days", "Days", _ticks(_days(), [str(n) for n, mark in enumerate(set_up.days) if mark == "1"])
            ),
            _input(
                "zone",
                "Time zone",
                {"type": "plain_text_input", "initial_value": set_up.zone, "max_length": 60},
            ),
            _input(
                "authorities",
                "Authorities",
                _menu(authorities, set_up.authorities),
                hint="Leave empty for all on record.",
                optional=True,
            ),
            _input("include", "It holds", _ticks(_INCLUDE, set_up.include)),
            _input(
                "within",
                "“Soon” means within how many days",
                {
                    "type": "number_input",
                    "is_decimal_allowed": False,
                    "min_value": "1",
                    "max_value": "366",
                    "initial_value": str(set_up.within),
                },
            ),
            _input("options", "Besides", _ticks(_OPTIONS, _chosen(set_up)), optional=True),
        ],
    }


def instruction_of(values: Mapping[str, Any], zone: str) -> str:
    """Return the instruction that a submitted form stands for.

    Args:
        values: The view's state, by block id.
        zone: The time zone in it, by its proper name.
    """
    held = {block: next(iter(fields.values())) for block, fields in values.items()}
    include = _values(held["include"])
    days = ",".join(DAY_NAMES[int(day)].lower() for day in _values(held["days"]))
    parts = [
        "digest here",
        held["time"]["selected_time"],
        days,
        zone,
    ]
    parts.append(f"within {held['within']['value']} days")
    parts += [f"without {name}" for name, _ in _INCLUDE if name not in include]
    parts += _values(held["options"])
    return " ".join([*parts, " and ".join(_values(held["authorities"]))])


def _values(field: Mapping[str, Any]) -> list[str]:
    return [option["value"] for option in field.get("selected_options") or ()]


def _chosen(subscription: Subscription) -> list[str]:
    flags = (subscription.when_empty, subscription.on_holidays)
    return [value for (value, _), is_set in zip(_OPTIONS, flags, strict=True) if is_set]


def _days() -> tuple[tuple[str, str], ...]:
    return tuple((str(number), name) for number, name in enumerate(DAY_NAMES))


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _option(value: str, text: str) -> Block:
    return {"value": value, "text": _plain(text)}


def _ticks(options: Iterable[tuple[str, str]], chosen: Iterable[str]) -> Block:
    every = {value: _option(value, text) for value, text in options}
    initial = [every[value] for value in chosen]
    return {
        "type": "checkboxes",
        "options": list(every.values()),
        **({"initial_options": initial} if initial else {}),
    }


def _menu(authorities: Iterable[Authority], chosen: Iterable[str]) -> Block:
    """Return a menu of authorities by region: one list may hold no more than 100."""
    by_region: dict[str, list[Block]] = {}
    for authority in sorted(authorities, key=lambda one: (one.region, one.name)):
        by_region.setdefault(authority.region, []).append(_option(authority.name, authority.name))
    initial = [_option(name, name) for name in chosen][:MOST_AUTHORITIES]
    return {
        "type": "multi_static_select",
        "placeholder": _plain("All on record"),
        "max_selected_items": MOST_AUTHORITIES,
        "option_groups": [
            {"label": _plain(region), "options": options} for region, options in by_region.items()
        ],
        **({"initial_options": initial} if initial else {}),
    }


def _input(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": _plain(label),
        "element": {"action_id": name, **element},
        "optional": optional,
    }
    return block | ({"hint": _plain(hint)} if hint else {})
