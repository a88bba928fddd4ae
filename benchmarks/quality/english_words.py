"""Remakes `bot/english_words.txt`: the English words that are never taken for misspelt ones.

    python -m benchmarks.quality.english_words WORDS

WORDS is a list of words in ordinary use, one a line; Debian's wbritish (british-english) is the one used.
"""

import argparse
from pathlib import Path

from bot.spelling import ENGLISH_FILE

_HEAD = """\
# English words of five letters and more, so that none is taken for a misspelling of another.
# Made by benchmarks/quality/english_words.py from a word list of SCOWL (Debian's wbritish, copyright Kevin Atkinson
# and others, free to use); do not edit by hand.
"""


def main() -> None:
    """Write the file anew."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", type=Path, help="words in ordinary use")
    words = parser.parse_args().words.read_text("utf-8").split()
    plain = (word for word in words if word.isascii() and word.isalpha() and word.islower())
    kept = sorted({word for word in plain if 5 <= len(word) <= 14})
    ENGLISH_FILE.write_text(_HEAD + "\n".join(kept) + "\n", "utf-8")
    print(f"{len(kept)} words written to {ENGLISH_FILE.name}")


if __name__ == "__main__":
    main()
