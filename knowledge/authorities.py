"""The authorities of England and every name people use for them: `authorities.yaml`, checked and made searchable.

Owns what counts as the same name (case, punctuation, "&", "council", "London Borough of") and exact look-up.
It does not read sentences and does not forgive typing errors; that is `bot.matching`.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml

AUTHORITIES_FILE = Path(__file__).with_name("authorities.yaml")

Status = Literal["current", "abolished"]
PlaceKind = Literal["district", "former district", "town"]

WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*|&")
"""One word of a name; hyphens, full stops and underscores part words, apostrophes do not."""

_APOSTROPHES = str.maketrans("", "", "'’ʼ`")

PREFIXES: tuple[tuple[str, ...], ...] = tuple(
    tuple(phrase.split())
    for phrase in (
        "metropolitan borough council of",
        "metropolitan district council of",
        "city and county of",
        "metropolitan borough of",
        "metropolitan district of",
        "london borough of",
        "royal borough of",
        "county council of",
        "city council of",
        "council of the",
        "london borough",
        "royal borough",
        "county borough of",
        "borough of",
        "council of",
        "county of",
        "city of",
        "district of",
        "lb of",
        "rb of",
        "lb",
        "rb",
        "county",
        "the",
    )
)
"""What stands before the distinctive part of a name, longest first."""

SUFFIX_WORDS: frozenset[str] = frozenset(
    "council councils borough city county metropolitan district unitary authority authorities local corporation "
    "mbc mdc bc cc lbc la lea mb childrens children services".split()
)
"""Words that follow the distinctive part of a name and say nothing about which authority it is."""


class AuthoritiesError(ValueError):
    """The list of authorities is faulty; the message gives the file, the line and what was expected."""


def name_words(text: str) -> list[str]:
    """Return the words of a name as they are compared: "St. Helen's & Co" gives st, helens, and, co."""
    return [plain_word(found) for found in WORD.findall(text)]


def plain_word(word: str) -> str:
    """Return one word in lower case without accents and apostrophes; "&" is "and"."""
    if word == "&":
        return "and"
    lowered = word.lower() if word.isascii() else _without_accents(word)
    return lowered.translate(_APOSTROPHES)


def _without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def name_key(text: str) -> str:
    """Return what makes two spellings the same name: letters and digits only, "stokeontrent"."""
    return "".join(name_words(text))


def slug(name: str) -> str:
    """Return the part of an inspection's id that names the authority: "Telford & Wrekin" gives telford-and-wrekin."""
    return "-".join(name_words(name))


def core_spans(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of what may be the distinctive part of a name, the longest first.

    "city of london council" yields itself, then "city of london", then "london council", then "london".
    """
    starts = [0]
    while (taken := prefix_length(words, starts[-1])) and starts[-1] + taken < len(words):
        starts.append(starts[-1] + taken)
    ends = [len(words)]
    while ends[-1] > 1 and words[ends[-1] - 1] in SUFFIX_WORDS:
        ends.append(ends[-1] - 1)
    spans = [
        (start, end)
        for start in starts
        for end in ends
        if (start, end) == (0, len(words)) or not SUFFIX_WORDS.issuperset(words[start:end])
    ]
    yield from sorted(spans, key=lambda span: (span[0] - span[1], span[0]))


def prefix_length(words: Sequence[str], start: int) -> int:
    """Return how many words from `start` are a prefix such as "london borough of"; 0 if none."""
    for phrase in PREFIXES:
        if words[start] == phrase[0] and tuple(words[start : start + len(phrase)]) == phrase:
            return len(phrase)
    return 0


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority with children's-services duties, or one that had them until it was abolished."""

    name: str
    official: str
    aliases: tuple[str, ...]
    printed: tuple[str, ...]
    ofsted_urn: str | None
    dfe_code: str
    ons_code: str
    region: str
    type: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """Whether it still exists."""
        return "abolished" if self.valid_to else "current"

    @property
    def slug(self) -> str:
        """The part of an inspection's id that names it."""
        return slug(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the canonical one first."""
        return (self.name, self.official, *self.aliases, *self.printed)


@dataclass(frozen=True, slots=True)
class SharedName:
    """A name that means several authorities, the likeliest first; that of an area means all of them in a list."""

    name: str
    authorities: tuple[str, ...]
    is_area: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place in England without children's services of its own, and the authority that serves it."""

    name: str
    authority: str
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class OutsideEngland:
    """A council or place outside England; Ofsted does not inspect there."""

    name: str
    nation: str


@dataclass(frozen=True, slots=True)
class Authorities:
    """All authorities, in the order of the file, and the names that lead to them or away from them."""

    all: tuple[Authority, ...]
    shared_names: tuple[SharedName, ...] = ()
    places: tuple[Place, ...] = ()
    elsewhere: tuple[OutsideEngland, ...] = ()
    also_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _by_name: dict[str, Authority] = field(init=False, repr=False, compare=False)
    _by_key: dict[str, Authority] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {authority.name: authority for authority in self.all})
        keys = _keys(self.current, self.abolished)
        for shared in self.shared_names:
            keys.pop(name_key(shared.name), None)
        object.__setattr__(self, "_by_key", keys)

    @property
    def current(self) -> tuple[Authority, ...]:
        """The authorities that exist now: 153."""
        return tuple(authority for authority in self.all if authority.valid_to is None)

    @property
    def abolished(self) -> tuple[Authority, ...]:
        """The authorities that no longer exist."""
        return tuple(authority for authority in self.all if authority.valid_to is not None)

    @property
    def keys(self) -> Mapping[str, Authority]:
        """Every name as `name_key` writes it, and whose it is."""
        return self._by_key

    def __iter__(self) -> Iterator[Authority]:
        return iter(self.current)

    def __len__(self) -> int:
        return len(self.current)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Authority:
        return self._by_name[name]

    def get(self, name: str) -> Authority | None:
        """Return the authority with this canonical name, current or abolished."""
        return self._by_name.get(name)

    def named(self, text: str) -> Authority | None:
        """Return the authority that `text` names exactly, by any of its names, else None.

        Case, punctuation and words such as "council" or "London Borough of" do not matter. A name that several
        authorities share is None. Where an abolished county's name lives on ("Dorset"), the current authority is meant.
        """
        words = name_words(text)
        for start, end in core_spans(words) if words else ():
            found = self._by_key.get("".join(words[start:end]))
            if found is not None:
                return found
        return None


def _keys(current: Sequence[Authority], abolished: Sequence[Authority]) -> dict[str, Authority]:
    """Return whose name each key is; canonical names win over aliases and living authorities over abolished ones."""
    keys = {name_key(authority.name): authority for authority in current}
    for authority in current:
        for name in authority.names:
            keys.setdefault(name_key(name), authority)
    for authority in abolished:
        for name in authority.names:
            if not any(name_key(core) in keys for core in _cores(name)):
                keys[name_key(name)] = authority
    return keys


def _cores(name: str) -> Iterator[str]:
    words = name_words(name)
    return (" ".join(words[start:end]) for start, end in core_spans(words))


def load_authorities(path: Path = AUTHORITIES_FILE) -> Authorities:
    """Read and check the list of authorities.

    Raises:
        AuthoritiesError: the file is not as described at its head; the message names the line.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise AuthoritiesError(f"{path.name}: not valid YAML: {error}") from error
    return _Reader(path.name).authorities(root)


class _Reader:
    """Turns the nodes of the file into objects; nodes rather than plain values, because they know their line."""

    def __init__(self, file: str) -> None:
        self.file = file

    def authorities(self, root: yaml.Node | None) -> Authorities:
        sections = self.mapping(root, "sections such as authorities:")
        known = ("authorities", *_SHARED_SECTIONS, "districts", "former", "towns", "elsewhere", "also_words")
        for name, node in sections.items():
            if name not in known:
                raise self.fault(node, f"unknown section {name!r}; expected one of {', '.join(known)}")
        if "authorities" not in sections:
            raise AuthoritiesError(f"{self.file}, line 1: expected a section authorities:")
        entries = self.sequence(sections["authorities"], "a list of authorities")
        authorities = tuple(self.authority(entry) for entry in entries)
        names = self.check_names(entries, authorities)
        places = [
            Place(place, authority, kind)
            for section, kind in _PLACE_SECTIONS.items()
            for authority, place in self.grouped(sections.get(section), names)
        ]
        shared = [
            SharedName(name, self.shared(name, node, targets, names), is_area=section == "areas")
            for section in _SHARED_SECTIONS
            for name, (node, targets) in self.lists(sections.get(section)).items()
        ]
        return Authorities(
            all=authorities,
            shared_names=tuple(shared),
            places=tuple(places),
            elsewhere=tuple(
                OutsideEngland(place, nation) for nation, place in self.grouped(sections.get("elsewhere"))
            ),
            also_words={
                name_key(word): frozenset(name_key(follower) for follower in followers)
                for word, (_, followers) in self.lists(sections.get("also_words")).items()
            },
        )

    def shared(
        self, name: str, node: yaml.Node, targets: tuple[str, ...], names: frozenset[str]
    ) -> tuple[str, ...]:
        if len(targets) < 2:
            raise self.fault(node, f"{name!r} leads to {len(targets)} authorities; expected two or more")
        self.check_known(node, targets, names)
        return targets

    def authority(self, node: yaml.Node) -> Authority:
        entry = self.mapping(node, "an authority")
        for key, value in entry.items():
            if key not in _AUTHORITY_KEYS:
                raise self.fault(
                    value, f"unknown key {key!r}; expected one of {', '.join(sorted(_AUTHORITY_KEYS))}"
                )
        for key in ("name", "official", "dfe_code", "ons_code", "region", "type"):
            if key not in entry:
                raise self.fault(node, f"no {key}:; every authority needs one")
        return Authority(
            name=self.text(entry["name"]),
            official=self.text(entry["official"]),
            aliases=self.texts(entry.get("aliases")),
            printed=self.texts(entry.get("printed")),
            ofsted_urn=self.code(entry["ofsted_urn"], r"\d{5,7}") if "ofsted_urn" in entry else None,
            dfe_code=self.code(entry["dfe_code"], r"\d{3}"),
            ons_code=self.code(entry["ons_code"], r"E\d{8}"),
            region=self.text(entry["region"]),
            type=self.text(entry["type"]),
            valid_from=self.date(entry.get("from")),
            valid_to=self.date(entry.get("to")),
            predecessors=self.texts(entry.get("predecessors")),
            successors=self.texts(entry.get("successors")),
        )

    def check_names(self, nodes: Sequence[yaml.Node], authorities: Sequence[Authority]) -> frozenset[str]:
        """Refuse a name that two authorities claim, and predecessors or successors that are not in the list."""
        names = frozenset(authority.name for authority in authorities)
        owner: dict[str, str] = {}
        for node, authority in zip(nodes, authorities, strict=True):
            self.check_known(node, (*authority.predecessors, *authority.successors), names)
            if authority.valid_to and not authority.successors:
                raise self.fault(node, f"{authority.name} has a to: but no successors:")
            if authority.valid_to is None:
                for name in authority.names:
                    if owner.setdefault(name_key(name), authority.name) != authority.name:
                        taken = owner[name_key(name)]
                        raise self.fault(
                            node, f"{name!r} names both {taken} and {authority.name}; see shared_names:"
                        )
        return names

    def check_known(self, node: yaml.Node, wanted: Iterable[str], names: frozenset[str]) -> None:
        for name in wanted:
            if name not in names:
                raise self.fault(node, f"no authority is called {name!r}; expected a name: of this file")

    def grouped(
        self, node: yaml.Node | None, names: frozenset[str] | None = None
    ) -> Iterator[tuple[str, str]]:
        """Yield (heading, item) for every item; the headings must be authorities when `names` is given."""
        for heading, (at, items) in self.lists(node).items():
            if names is not None:
                self.check_known(at, (heading,), names)
            for item in items:
                yield heading, item

    def lists(self, node: yaml.Node | None) -> dict[str, tuple[yaml.Node, tuple[str, ...]]]:
        if node is None:
            return {}
        mapping = self.mapping(node, "headings with lists")
        return {heading: (value, self.texts(value)) for heading, value in mapping.items()}

    def mapping(self, node: yaml.Node | None, expected: str) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(node, f"expected {expected}")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found:
                raise self.fault(key, f"{name!r} stands here twice")
            found[name] = value
        return found

    def sequence(self, node: yaml.Node, expected: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fault(node, f"expected {expected}")
        return list(node.value)

    def texts(self, node: yaml.Node | None) -> tuple[str, ...]:
        return (
            ()
            if node is None
            else tuple([self.text(item) for item in self.sequence(node, "a list of names")])
        )

    def text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.fault(node, "expected a word or a name")
        return str(node.value)

    def code(self, node: yaml.Node, pattern: str) -> str:
        value = self.text(node)
        if not re.fullmatch(pattern, value):
            raise self.fault(node, f"{value!r} is not such a code; expected {pattern}")
        return value

    def date(self, node: yaml.Node | None) -> dt.date | None:
        if node is None:
            return None
        try:
            return dt.date.fromisoformat(self.text(node))
        except ValueError:
            raise self.fault(node, f"{node.value!r} is not a date; expected YYYY-MM-DD") from None

    def fault(self, node: yaml.Node | None, message: str) -> AuthoritiesError:
        line = node.start_mark.line + 1 if node is not None else 1
        return AuthoritiesError(f"{self.file}, line {line}: {message}")


_AUTHORITY_KEYS = frozenset(
    "name official aliases printed ofsted_urn dfe_code ons_code region type from to predecessors successors".split()
)
_SHARED_SECTIONS = ("shared_names", "areas")
_PLACE_SECTIONS: dict[str, PlaceKind] = {
    "districts": "district",
    "former": "former district",
    "towns": "town",
}
