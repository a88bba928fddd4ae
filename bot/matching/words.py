"""A text as words with their places, and which of them are plain English rather than names.

Knows no names; `near_words.txt` beside it lists the English words that look like one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.authorities import WORD, plain_word

NEAR_WORDS_FILE = Path(__file__).with_name("near_words.txt")
_POSSESSIVES = ("'s", "’s", "ʼs", "`s", "'S", "’S")

BEFORE_NAMES: frozenset[str] = frozenset(
    "in for at of about from near versus vs against between compare comparing both across re within than with".split()
)
"""Words after which a name can stand."""

ASKING_WORDS: frozenset[str] = frozenset(
    "is are was were did does do has have had will would should can could".split()
)

DETERMINERS: frozenset[str] = frozenset(
    "a an the this that these those my our your their his her its it them him me us all any each every some more no "
    "what how".split()
)
"""Words that show the word before them to be a verb: "reading the report"."""

COMMON_WORDS: frozenset[str] = (
    BEFORE_NAMES
    | ASKING_WORDS
    | DETERMINERS
    | frozenset(
        "and or but not nor so if then when where which who whom whose why on to by up out off over under into onto "
        "during after before since until while as be been being am i you we they he she there here please tell show "
        "give get list find found say says said see look looking know want need needs make made take go going got "
        "report reports reported inspection inspections inspector inspectors inspected ofsted council councils "
        "authority authorities local county city borough district london children child childrens service services "
        "social care area areas last latest past best most least next first second recent new old good bad better "
        "worse full same other another also just only still yet now today ever never again very too much many few "
        "lot well back down through test rest beast done doing long high low great small big own part parts times time "
        "year years month months week weeks day days about hello hi hey thanks thank ok okay yes no help may might "
        "must proportion percentage percent share number one two three four five six seven eight nine ten than less "
        "rather mention mentions mentioned mentioning "
        "isnt wasnt arent werent dont doesnt didnt hasnt havent hadnt cant couldnt wont wouldnt shouldnt theyre theyve "
        "theyd weve wed youve youd ive im id hes shes its thats theres whats wheres hows pls plz las".split()
    )
)
"""Words so common in questions that they are never read as a mistyped name."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        start: Its first character in the text.
        end: The character after its last.
        text: As typed.
        plain: As compared: lower case, no apostrophe.
        bare: The same without a possessive "'s".
    """

    start: int
    end: int
    text: str
    plain: str
    bare: str

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class NearWords:
    """English words and names of people that come near an authority's name."""

    ordinary: frozenset[str]
    rare: frozenset[str]


def read_words(text: str) -> tuple[Word, ...]:
    """Return the words of `text` in order."""
    return tuple(_word(found.start(), found.group()) for found in WORD.finditer(text))


def _word(start: int, text: str) -> Word:
    plain = plain_word(text)
    bare = plain_word(text[:-2]) if len(text) > 3 and text.endswith(_POSSESSIVES) else plain
    return Word(start, start + len(text), text, plain, bare)


def join_bare(words: Sequence[Word]) -> str:
    """Return the key of adjacent words without a possessive at the end."""
    return "".join([word.plain for word in words[:-1]]) + words[-1].bare


def by_length(words: Iterable[str]) -> dict[int, list[str]]:
    """Return the words grouped by how many letters they have."""
    groups: dict[int, list[str]] = {}
    for word in words:
        groups.setdefault(len(word), []).append(word)
    return groups


def load_near_words(path: Path = NEAR_WORDS_FILE) -> NearWords:
    """Read the list of English words that look like names; "?" marks the rare ones and people's names."""
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    rare = frozenset(line[1:] for line in lines if line.startswith("?"))
    return NearWords(frozenset(lines) - {f"?{word}" for word in rare}, rare)
