"""The names that a text is compared with, and what each of them means.

Built once from the list of authorities; it compares nothing itself. A name is kept as its key, letters only
("kingstonuponthames"), so that a missing or extra space, a hyphen or an ampersand is never an error.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.matching.outcome import Outcome
from knowledge.authorities import Authorities, Authority, Place, core_spans, name_key, name_words

COMPASS_LETTERS = {"n": "north", "s": "south", "e": "east", "w": "west"}
"""Read as the word when a name goes on after them; "nlincs" is left out, as it may be "Lincs" mistyped."""

DIRECTIONS: frozenset[str] = frozenset({"north", "south", "east", "west", "central", "mid"})
JOINING_WORDS: frozenset[str] = frozenset(
    "and of on upon in by with under le the super st saint isle isles upon city county great royal new".split()
)
_COMPASS = (
    "north",
    "south",
    "east",
    "west",
    "central",
    "mid",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name leads to; the fields are those of `NameMatch`."""

    outcome: Outcome
    names: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_authority(self) -> bool:
        """Whether the name is that of one living authority."""
        return self.outcome in ("exact", "alias")

    @property
    def offers(self) -> tuple[str, ...]:
        """The authorities to offer when it is not certain that this name is meant."""
        return self.candidates or self.names


@dataclass(frozen=True, slots=True)
class Target:
    """One name to compare with.

    Attributes:
        key: Letters only.
        words: Its words, or () for a spelling that has none of its own.
        meaning: What it leads to.
        edits: Typing errors forgiven in it; 0 for names matched exactly only.
        is_seldom_meant: It is a town or a place outside England, which users of this bot hardly ever type.
    """

    key: str
    words: tuple[str, ...]
    meaning: Meaning
    edits: int
    is_seldom_meant: bool = False


@dataclass(frozen=True, slots=True)
class Targets:
    """Every name, by key, and by each of its telling words."""

    by_key: Mapping[str, Target]
    by_word: Mapping[str, tuple[Target, ...]]
    siblings: Mapping[str, tuple[str, ...]]
    """The authorities whose names differ by a direction word only, by the word they share: tyneside, sussex."""


def allowed_edits(letters: int) -> int:
    """Return how many typing errors a name of so many letters may hold and still be known."""
    if letters <= 4:
        return 1
    if letters < 14:
        return 2
    return 3 if letters < 20 else 4


def build_targets(authorities: Authorities) -> Targets:
    """Collect every name; where two lead to different places, the authority's own name comes first."""
    by_key: dict[str, Target] = {}
    for target in _all_targets(authorities):
        by_key.setdefault(target.key, target)
    siblings = _siblings(authorities)
    for target in _unknown_directions(siblings):
        by_key.setdefault(target.key, target)
    by_word: dict[str, list[Target]] = {}
    for target in by_key.values():
        for word in set(target.words) if target.edits else ():
            if len(word) >= 3 and word not in DIRECTIONS and word not in JOINING_WORDS:
                by_word.setdefault(word, []).append(target)
    for target in _possessives(by_key.values(), authorities.also_words):
        by_key.setdefault(target.key, target)
    return Targets(by_key, {word: tuple(found) for word, found in by_word.items()}, siblings)


def _possessives(targets: Iterable[Target], also_words: Container[str]) -> list[Target]:
    """Return the names of authorities as people type them in haste: "hackneys grades"; not "readings"."""
    return [
        Target(f"{target.key}s", (), target.meaning, 0)
        for target in targets
        if target.meaning.is_authority
        and len(target.key) >= 4
        and not target.key.endswith("s")
        and target.key not in also_words
    ]


def _all_targets(authorities: Authorities) -> Iterator[Target]:
    for authority in authorities.current:
        yield _target(
            authority.name, Meaning("exact", (authority.name,)), allowed_edits(len(name_key(authority.name)))
        )
    for authority in authorities.all:
        yield from _authority_targets(authority, authorities)
    for shared in authorities.shared_names:
        yield _target(shared.name, Meaning("ask", (), shared.authorities))
    for place in authorities.places:
        meaning = Meaning("no_authority", (place.authority,), (place.authority,), _place_note(place))
        yield replace(_target(place.name, meaning), is_seldom_meant=place.kind != "district")
    for outside in authorities.elsewhere:
        itself = outside.name == outside.nation.removeprefix("the ")
        note = f"{outside.nation} is not in England" if itself else f"{outside.name} is in {outside.nation}"
        meaning = Meaning("not_england", note=note[0].upper() + note[1:])
        yield replace(_target(outside.name, meaning), is_seldom_meant=True)


def _authority_targets(authority: Authority, authorities: Authorities) -> Iterator[Target]:
    keys = authorities.keys
    exact, alias = _meanings(authority)
    for name, meaning in [(authority.name, exact), *((name, alias) for name in authority.aliases)]:
        if keys.get(name_key(name)) is authority and not _begins_with_compass_letter(name):
            yield _target(name, meaning)
            yield from _spellings(name, meaning)
    for name in (authority.official, *authority.printed):
        if keys.get(name_key(name)) is authority and not _is_known_by_core(name, authority, authorities):
            yield _target(name, exact if name == authority.official else alias)


def _begins_with_compass_letter(name: str) -> bool:
    first, *rest = name_words(name)
    return first in COMPASS_LETTERS and rest[:1] != ["and"]


def _is_known_by_core(name: str, authority: Authority, authorities: Authorities) -> bool:
    """Whether the name without "council", "London Borough of" and the like is one of the authority's names too."""
    words = name_words(name)
    return any(
        authorities.keys.get("".join(words[start:end])) is authority
        for start, end in core_spans(words)
        if end - start < len(words)
    )


def _meanings(authority: Authority) -> tuple[Meaning, Meaning]:
    if authority.valid_to is None:
        return Meaning("exact", (authority.name,)), Meaning("alias", (authority.name,))
    name = authority.name.removesuffix(" (county council)")
    ended = f"{authority.valid_to.day} {authority.valid_to:%B %Y}"
    gone = Meaning(
        "abolished", authority.successors, authority.successors, f"{name} was abolished on {ended}"
    )
    return gone, gone


def _place_note(place: Place) -> str:
    match place.kind:
        case "district":
            return f"{place.name} is a district of {place.authority}"
        case "former district":
            return f"{place.name} is now part of {place.authority}"
        case "town":
            return f"{place.name} is in {place.authority}"


def _spellings(name: str, meaning: Meaning) -> Iterator[Target]:
    """Yield the name without "and" and with "on" for "upon", and the reverse."""
    words = name_words(name)
    if len(words) > 2 and "and" in words[1:-1] and len("".join(words)) > 6:
        yield _target(" ".join(word for word in words if word != "and"), meaning)
    for written, other in (("upon", "on"), ("on", "upon")):
        if written in words[1:-1]:
            yield _target(" ".join(other if word == written else word for word in words), meaning)


def _target(name: str, meaning: Meaning, edits: int | None = None) -> Target:
    words = tuple(name_words(name))
    key = "".join(words)
    if edits is None:
        edits = _alias_edits(key, words)
    return Target(key, words, meaning, edits)


def _alias_edits(key: str, words: tuple[str, ...]) -> int:
    """Abbreviations are known exactly or not at all; short second names forgive one error."""
    if len(key) < 5 or (len(words) > 1 and len(words[0]) < 3 and words[0] != "st"):
        return 0
    return 1 if len(key) <= 6 else allowed_edits(len(key))


def _siblings(authorities: Authorities) -> dict[str, tuple[str, ...]]:
    """Return the authorities to ask about by the word that directions precede or follow."""
    bases: dict[str, list[str]] = {}
    for authority in authorities.current:
        words = name_words(authority.name)
        rest = [word for word in words if word not in DIRECTIONS]
        if len(rest) < len(words) and len(rest) <= 3:
            bases.setdefault(rest[-1] if "of" in rest else rest[0], []).append(authority.name)
    bases.pop("bath", None)
    for base, names in bases.items():
        own = authorities.keys.get(base)
        if own is not None and own.valid_to is None:
            names.insert(0, own.name)
        elif own is not None:
            bases[base] = list(own.successors)
    for shared in authorities.shared_names:
        if (base := name_key(shared.name)) in bases:
            bases[base] = list(shared.authorities)
    return {base: tuple(names) for base, names in bases.items()}


def _unknown_directions(siblings: Mapping[str, tuple[str, ...]]) -> Iterator[Target]:
    """Yield names that no authority has, such as South Lincolnshire, so that they are asked about, not "corrected"."""
    for base, names in siblings.items():
        for direction in _COMPASS:
            for words in (
                ((direction, base), (base, direction)) if base == "cheshire" else ((direction, base),)
            ):
                yield Target(
                    "".join(words), words, Meaning("ask", (), names), allowed_edits(len("".join(words)))
                )
