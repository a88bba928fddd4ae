"""What a digest's instruction asks for: time, days, zone, options and authorities, in any order.

Pure text in, values or problems out. Names of authorities are found by the question's parser and given here as places.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from zoneinfo import available_timezones

from bot.digest.schedule import DAY_NAMES, DEFAULT_ZONE, EVERY_DAY, WEEKDAYS
from bot.instructions import SETTLED
from bot.matching import NameMatch

Verb = Literal["here", "me", "preview", "off", "status"]

VERBS: tuple[Verb, ...] = ("here", "me", "preview", "off", "status")
SECTIONS = ("overdue", "due", "pending")
MOST_WITHIN = 366

_TIME = re.compile(r"(?:at\s+)?\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\b(?!\s*days?\b)", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:within|next)\s+(\d{1,3})\s+days?\b|\b(\d{1,3})\s+days?\b", re.IGNORECASE)
_SPAN = re.compile(r"\b([a-z]{3,9})\s*(?:-|to)\s*([a-z]{3,9})\b", re.IGNORECASE)
_ZONE = re.compile(r"\b[A-Za-z]+(?:/[A-Za-z0-9_+-]+)+|\bUTC\b|\bGMT\b", re.IGNORECASE)
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\b(?:(?:even\s+)?(?:if|when)\s+(?:there\s+is\s+)?(?:empty|nothing)|always)\b", re.I),
        "empty",
    ),
    (
        re.compile(r"\b(?:(?:on\s+)?bank\s+holidays?\s+(?:too|as\s+well)|with\s+bank\s+holidays?)\b", re.I),
        "holidays",
    ),
    (re.compile(r"\b(?:except|not\s+on|no|without)\s+bank\s+holidays?\b", re.I), "no holidays"),
    (re.compile(r"\b(?:without|no)\s+(overdue|due|pending)(?:\s+items?)?\b", re.I), "without"),
    (re.compile(r"\bonly\s+(overdue|due|pending)(?:\s+(?:and|,)\s*(overdue|due|pending))?\b", re.I), "only"),
)
_FILLERS = frozenset(
    "at on of for and in the every each time zone timezone about items all authorities".split()
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an instruction asks for.

    `own`: the person's own items. `problems` say what of it was not understood, in sentences. `bare`: nothing but the
    verb was written.
    """

    verb: Verb
    time: dt.time = dt.time(9)
    days: frozenset[int] = WEEKDAYS
    zone: str = DEFAULT_ZONE
    authorities: tuple[str, ...] = ()
    include: tuple[str, ...] = SECTIONS
    within: int = 30
    when_empty: bool = False
    on_holidays: bool = False
    own: bool = False
    problems: tuple[str, ...] = ()
    bare: bool = False


def parse_wanted(text: str, names: Sequence[NameMatch] = ()) -> Wanted:
    """Return what `text` asks for.

    Args:
        text: Cleaned, beginning with “digest”.
        names: The places in `text` that name authorities.
    """
    zones = [match.span() for match in _ZONE.finditer(text)]
    # “America/New_York” names a zone, not York.
    names = [name for name in names if not any(start < name.end and name.start < end for start, end in zones)]
    left = _without(text, names)
    words = left.split()[1:]
    verb: Verb = "status"
    if words and words[0].lower() in VERBS:
        verb = next(one for one in VERBS if one == words[0].lower())
        words = words[1:]
    elif words or names:
        verb = "here"
    authorities, problems = _authorities(names)
    own = verb == "me" or (verb != "here" and "me" in (word.lower() for word in words))
    words = [word for word in words if word.lower() not in ("here", "me")]
    if verb == "me" and words and words[0].lower() in ("preview", "off", "status"):
        verb = next(one for one in VERBS if one == words[0].lower())
        words = words[1:]
    wanted = Wanted(verb, authorities=authorities, problems=problems, own=own)
    if verb in ("off", "status"):
        return replace(wanted, bare=not words)
    return _options(wanted, " ".join(words))


def _without(text: str, names: Iterable[NameMatch]) -> str:
    for name in sorted(names, key=lambda one: -one.start):
        text = f"{text[: name.start]} {text[name.end :]}"
    return text


def _authorities(names: Sequence[NameMatch]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the authorities named, and what is wrong with the other names."""
    problems, found = [], []
    for name in names:
        if name.outcome in SETTLED and len(name.names) == 1:
            found.append(name.names[0])
            continue
        meant = tuple(name.candidates or name.names)[:4]
        which = f" Which is meant: {', '.join(meant)}?" if meant else ""
        problems.append(f"“{name.text}” does not name one authority of England.{which}")
    return tuple(dict.fromkeys(found)), tuple(problems)


def _options(wanted: Wanted, text: str) -> Wanted:
    bare = not text.strip()
    for pattern, option in _PHRASES:
        while match := pattern.search(text):
            text = f"{text[: match.start()]} {text[match.end() :]}"
            wanted = _with_option(wanted, option, match)
    zone = _ZONE.search(text)
    if zone is not None:
        text = f"{text[: zone.start()]} {text[zone.end() :]}"
        wanted = _with_zone(wanted, zone.group())
    within = _WITHIN.search(text)
    if within is not None:
        text = f"{text[: within.start()]} {text[within.end() :]}"
        days = int(within.group(1) or within.group(2))
        wanted = replace(wanted, within=min(max(days, 1), MOST_WITHIN))
    wanted, text = _with_time(wanted, text)
    wanted, text = _with_days(wanted, text)
    rest = [word for word in re.findall(r"[^\s,;]+", text) if word.lower().strip(".") not in _FILLERS]
    if rest:
        problem = f"“{' '.join(rest)}” was not understood."
        wanted = replace(wanted, problems=(*wanted.problems, problem))
    return replace(wanted, bare=bare and not wanted.authorities)


def _with_option(wanted: Wanted, option: str, match: re.Match[str]) -> Wanted:
    named = tuple(group.lower() for group in match.groups() if group)
    match option:
        case "empty":
            return replace(wanted, when_empty=True)
        case "holidays":
            return replace(wanted, on_holidays=True)
        case "without":
            return replace(wanted, include=tuple(one for one in wanted.include if one not in named))
        case "only":
            return replace(wanted, include=tuple(one for one in SECTIONS if one in named))
        case _:
            return wanted


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    every = available_timezones()
    return {name.lower(): name for name in every if "/" in name or name in ("UTC", "GMT")}


def zone_named(text: str) -> str | None:
    """Return the time zone of this name, whatever its capitals; None when there is none.

    Short ones such as GB or Japan are none here: within a text they could be anything.
    """
    return _zones().get(text.strip().lower().replace(" ", "_"))


def _with_zone(wanted: Wanted, text: str) -> Wanted:
    found = zone_named(text)
    if found is None:
        problem = f"“{text}” is no time zone; write one such as Europe/London."
        return replace(wanted, problems=(*wanted.problems, problem))
    return replace(wanted, zone=found)


def _with_time(wanted: Wanted, text: str) -> tuple[Wanted, str]:
    match = _TIME.search(text)
    if match is None:
        return wanted, text
    found = time_named(match.group())
    left = f"{text[: match.start()]} {text[match.end() :]}"
    if found is None:
        problem = f"“{match.group().strip()}” is no time of day; write one such as 09:00."
        return replace(wanted, problems=(*wanted.problems, problem)), left
    return replace(wanted, time=found), left


def time_named(text: str) -> dt.time | None:
    """Return the time of day that a text gives: 09:00, 9.30, 9am, 5 pm; None when it gives none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2) or 0), (match.group(3) or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _day(word: str) -> int | None:
    word = word.lower()
    for number, name in enumerate(DAY_NAMES):
        name = name.lower()
        if len(word) >= 3 and (name.startswith(word) or word in (f"{name}s", f"{name[:3]}s")):
            return number
    return {"tues": 1, "thur": 3, "thurs": 3}.get(word)


def _with_days(wanted: Wanted, text: str) -> tuple[Wanted, str]:
    days: set[int] = set()
    span = _SPAN.search(text)
    if span is not None:
        first, last = _day(span.group(1)), _day(span.group(2))
        if first is not None and last is not None:
            days |= {(first + number) % 7 for number in range((last - first) % 7 + 1)}
            text = f"{text[: span.start()]} {text[span.end() :]}"
    left = []
    for word in re.findall(r"[^\s,;]+", text):
        plain = word.lower().strip(".")
        day = _day(plain)
        if plain in ("weekdays", "weekday"):
            days |= WEEKDAYS
        elif plain in ("daily", "day", "days"):
            days |= EVERY_DAY
        elif plain in ("weekends", "weekend"):
            days |= {5, 6}
        elif day is not None:
            days.add(day)
        else:
            left.append(word)
    return replace(wanted, days=frozenset(days)) if days else wanted, " ".join(left)
