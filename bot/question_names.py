"""The names in a question: which of them are meant, and of which group of authorities a list is asked.

What a place of a text may name, `bot.matching` knows; here the question around it decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.matching import AuthorityMatcher, NameMatch
from bot.question import Group
from bot.sense import sense_of
from bot.spelling import english_words
from bot.tokens import without
from knowledge.authorities import SharedName, name_key

_SETTLED = ("exact", "alias", "fuzzy")


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names.

    Attributes:
        names: Every place that names an authority, or seems to, text order.
        group: The authorities of which a list is asked by the name of an area.
        area: The area named, whether a list of it is asked or one authority in it has still to be chosen.
        marked: `names`, and the place that names the group: none of these words says anything else.
    """

    names: tuple[NameMatch, ...]
    group: Group | None
    area: Group | None
    marked: tuple[NameMatch, ...]


class QuestionNames:
    """Reads the names in questions."""

    def __init__(self, matcher: AuthorityMatcher, shared_names: Sequence[SharedName] = ()) -> None:
        self._matcher = matcher
        self._areas = {
            name_key(shared.name): Group(shared.name, shared.authorities)
            for shared in shared_names
            if shared.is_area
        }

    def read(self, text: str) -> Named:
        """Return what a cleaned text names."""
        names = self._names(text)
        for at, name in enumerate(names):
            if (area := self._area(name)) is None:
                continue
            # "Which South Yorkshire councils are good?" asks of them all; "Is Berkshire good?" has to say which.
            if not _asks_of_several(text):
                return Named(names, None, area, names)
            others = (*names[:at], *names[at + 1 :])
            return Named(others, area, area, (*names[:at], replace(name, outcome="alias"), *names[at + 1 :]))
        return Named(names, None, None, names)

    def _names(self, text: str) -> tuple[NameMatch, ...]:
        """Return the names in `text`; a region's name in a question about grades is no authority's."""
        names = _without_ordinary(text, self._matcher.find(text))
        settled = [name for name in names if name.outcome in _SETTLED]
        sense = sense_of(without(text, settled))
        lists = sense.grade or sense.across or _LISTS.search(text.lower()) or _PLURAL.search(text.lower())
        if sense.region is None or not lists:
            return names
        return tuple(name for name in names if name in settled or self._area(name) is not None)

    def _area(self, name: NameMatch) -> Group | None:
        """Return the area that a name means, perhaps with "councils" behind it, if it is one's."""
        if name.outcome != "ask":
            return None
        written = name_key(name.text)
        likely = (area for key, area in self._areas.items() if written.startswith(key))
        return next((area for area in likely if set(area.authorities) == set(name.candidates)), None)


def _asks_of_several(text: str) -> bool:
    """Return whether a text asks of a whole area: in so many words, or clipped ("merseyside grades")."""
    lowered = text.lower()
    clipped = "?" not in text and not _OF_ONE.match(lowered)
    return bool(_OF_SEVERAL.search(lowered)) or (
        clipped and (_PLURAL.search(lowered) or sense_of(text).grade) is not None
    )


_OF_ONE = re.compile(r"(?:is|are|was|were|has|have|had|did|does|do|how|what|when|why|who)\b")
_PLURAL = re.compile(r"\b(?:grades|ratings|judge?ments|inspections|reports)\b")
_LISTS = re.compile(r"\b(?:inspections|authorities|councils|las|boroughs|region)\b")
_OF_SEVERAL = re.compile(
    r"\b(?:authorities|councils|boroughs|las|which of|who(?:'s| is| are| has| got| went| was)? in|every|each|how many"
    r"|both|list|across|throughout|(?:any|anyone|anybody|none|all|everyone|only)\b.*\b(?:in|of))\b"
)
"""What asks about more than one of the authorities that share a name."""


def _without_ordinary(text: str, names: tuple[NameMatch, ...]) -> tuple[NameMatch, ...]:
    """Return `names` without English words that name no authority of today, where another is named for certain.

    "How many emergency beds had Camden?" asks nothing of Bedfordshire; "compare Camden and beds" does.
    """
    if not any(name.outcome in ("exact", "alias") for name in names):
        return names
    return tuple(name for name in names if name.outcome in _SETTLED or not _is_ordinary(text, name))


def _is_ordinary(text: str, name: NameMatch) -> bool:
    """Return whether a name is written as an English word is, and nothing links it to another name."""
    english = len(name.text) < _SHORT or name.text in english_words()
    return name.text.islower() and english and _LINKED.search(text[: name.start].lower()) is None


_SHORT = 5
"""Letters below which the list of English words holds none."""
_LINKED = re.compile(r"(?:\b(?:and|or|vs|v|versus|with|than|in|for|to)|[,&/+])\s*$")
