"""Remakes `bot/matching/near_words.txt`: the English words that look like the name of an authority.

Run it after changing names in `knowledge/authorities.yaml` or the errors allowed in `bot/matching/targets.py`:

    python -m benchmarks.matching.near_words ORDINARY LARGE

ORDINARY is a list of words in ordinary use and LARGE one that also has rare words and people's names, one word a line;
Debian's wbritish (british-english) and wbritish-large (british-english-large) are the ones used.
"""

import argparse
from pathlib import Path

from rapidfuzz.distance import OSA

from bot.matching.nearest import Nearest
from bot.matching.targets import DIRECTIONS, build_targets
from bot.matching.words import NEAR_WORDS_FILE
from knowledge.authorities import load_authorities, plain_word

_HEAD = """\
# English words that a mistyped authority could be, so that they are not taken for one: heading, healing, button.
# Made by benchmarks/matching/near_words.py from the word lists of SCOWL (Debian's wbritish and wbritish-large,
# copyright Kevin Atkinson and others, free to use); do not edit by hand.
# "?" marks rare words and people's names (Barnett, Darby): these are asked about where a name can stand, the others
# are always the word.
"""


def read_list(path: Path) -> list[str]:
    """Return the words of a list, without those that have an apostrophe."""
    words = path.read_text(encoding="utf-8").split()
    return [word for word in words if "'" not in word and "’" not in word]


def near_words(ordinary: list[str], large: list[str]) -> list[str]:
    """Return the lines of the file: words near a name, the rare ones marked, in alphabetical order."""
    targets = build_targets(load_authorities())
    nearest = Nearest(targets)
    plain = {plain_word(word) for word in ordinary if word.islower()}
    found = [
        word
        for word in sorted({plain_word(word) for word in (*ordinary, *large)})
        if len(word) >= 3
        and word not in targets.by_key
        and (
            nearest.words_near(word)
            or _is_near_direction(word)
            or (len(word) >= 5 and nearest.beginning_with(word))
        )
    ]
    return [word if word in plain else f"?{word}" for word in found]


def _is_near_direction(word: str) -> bool:
    return any(OSA.distance(word, direction) <= 1 for direction in DIRECTIONS)


def main() -> None:
    """Write the file anew."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ordinary", type=Path, help="words in ordinary use")
    parser.add_argument("large", type=Path, help="a larger list")
    given = parser.parse_args()
    lines = near_words(read_list(given.ordinary), read_list(given.large))
    NEAR_WORDS_FILE.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} words written to {NEAR_WORDS_FILE.name}")


if __name__ == "__main__":
    main()
