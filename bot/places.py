"""Regions and types of authority that a text names, and the words that do. Pure."""

import re

from bot.ways import any_of

_YORKSHIRE = "Yorkshire and the Humber"
_BEFORE_LISTS = (
    "(?= (?:(?:below |above )?(?:inadequate|outstanding|good|ri|requires)|overall|region|councils?|las?"
    "|authorit(?:y|ies)|local authorit(?:y|ies)|boroughs|england)\\b)"
)
_REGIONS: dict[str, re.Pattern[str]] = {
    "North East": any_of("north east", f"ne{_BEFORE_LISTS}|^ne"),
    "North West": any_of("north west", f"nw{_BEFORE_LISTS}|^nw"),
    _YORKSHIRE: re.compile(
        r"(?<!north )(?<!south )(?<!east )(?<!west )(?<!\bn )(?<!\bs )(?<!\be )(?<!\bw )(?<!riding of )"
        r"\b(?:yorkshire|yorks)\b|\bhumber\b"
    ),
    "East Midlands": any_of(
        "(?:e|east) (?:(?:or|and) (?:w|west) )?(?:midlands|mids)", "(?<!west )(?<!w )midlands"
    ),
    "West Midlands": any_of(
        "(?:w|west) (?:(?:or|and) (?:e|east) )?(?:midlands|mids)", "(?<!east )(?<!e )midlands"
    ),
    "East of England": any_of("east of eng(?:land)?", "eastern region|eastern england"),
    "London": any_of("london"),
    "South East": any_of("south east", f"se{_BEFORE_LISTS}|^se"),
    "South West": any_of("south west", f"sw{_BEFORE_LISTS}|^sw"),
}
"""Regions as `authorities.yaml` writes them, and the ways in which people do."""

REGION_WORDS = frozenset(word for name in _REGIONS for word in name.lower().split()) | frozenset(
    "region regions regional mids yorks eng eastern humberside outside elsewhere ne nw sw se w e".split()
)
"""Words that name a region, or help to."""


AUTHORITY_TYPES = {
    "County": any_of("count(?:y|ies)(?! lines?)"),
    "Unitary Authority": any_of("unitar(?:y|ies)"),
    "Metropolitan District": any_of("metropolitan", "mets?(?= (?:boroughs?|districts?|councils?))"),
}
TYPE_WORDS = frozenset(
    "county counties shire unitary unitaries metropolitan met mets district districts".split()
)
"""Words that name a type of authority, or help to."""


def regions_in(text: str) -> tuple[str, ...]:
    """Return the regions that a text names, text order."""
    named = {name: found.start() for name, way in _REGIONS.items() if (found := way.search(text))}
    return tuple(sorted(named, key=lambda name: named[name]))


def authority_type_in(text: str) -> str | None:
    """Return the type of authority that a text names, as `authorities.yaml` writes it."""
    return next((name for name, way in AUTHORITY_TYPES.items() if way.search(text)), None)
