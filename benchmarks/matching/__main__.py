"""Prints how well mistyped authorities are recognised, ours beside plain uses of rapidfuzz, and writes JSON if asked.

    python -m benchmarks.matching [--count 20000] [--seed 2031] [--json FILE] [--words FILE]

The thresholds of `bot.matching` were chosen on seed 5; the default seed here is another one.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from benchmarks.matching.ordinary_text import SENTENCES
from benchmarks.matching.typing_errors import TypedName, typed_names
from bot.matching import AuthorityMatcher, NameMatch
from knowledge.authorities import Authorities, load_authorities, name_key

TOPICS = frozenset(
    "grades findings strengths improvements deadlines history summary changes compare search".split()
)

Answer = tuple[str, ...] | None
"""One authority: answered; several or none: asked; None: not recognised."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; shares in per cent, wrong answers per 1,000 typed names."""

    way: str
    answered_right: float
    asked: float
    wrong_per_1000: float
    not_recognised: float
    unavoidable_per_1000: float
    ms_per_name: float


def ours(matcher: AuthorityMatcher) -> Callable[[str], Answer]:
    """Return our matcher as a way to answer a typed name."""

    def answer(typed: str) -> Answer:
        return _as_answer(matcher.match_name(typed))

    return answer


def ours_in_text(matcher: AuthorityMatcher) -> Callable[[str], Answer]:
    """Return our matcher as it reads a question about a typed name."""

    def answer(typed: str) -> Answer:
        found = matcher.find(f"grades {typed}")
        answers = [_as_answer(match) for match in found]
        return answers[0] if len(answers) == 1 else ("several",) * len(answers) or None

    return answer


def _as_answer(match: NameMatch | None) -> Answer:
    if match is None:
        return None
    if match.outcome in ("exact", "alias", "fuzzy"):
        return match.names
    if match.outcome == "no_authority":
        return (f"place in {match.names[0]}", "")
    return ("", *match.candidates)


def plain(names: Sequence[str], scorer: Callable[..., float], threshold: float) -> Callable[[str], Answer]:
    """Return the plain use of one scorer: the best name if it scores enough."""

    def answer(typed: str) -> Answer:
        best = process.extractOne(
            typed, names, scorer=scorer, processor=utils.default_process, score_cutoff=threshold
        )
        return None if best is None else (best[0],)

    return answer


def combined(names: Sequence[str]) -> Callable[[str], Answer]:
    """Return a careful combination: WRatio to find three names, QRatio to decide, a question when two are close."""

    def answer(typed: str) -> Answer:
        found = process.extract(typed, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=3)
        scored = sorted(
            ((fuzz.QRatio(typed, name, processor=utils.default_process), name) for name, *_ in found),
            reverse=True,
        )
        if scored[0][0] < 75:
            return None
        return tuple(name for score, name in scored if score > scored[0][0] - 8)

    return answer


def measure(
    way: str, answer: Callable[[str], Answer], typed: Sequence[TypedName], names: frozenset[str]
) -> Row:
    """Return how one way of answering fares.

    A typed name that is exactly another authority's or place's own name counts apart, as unavoidable.
    """
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    answers = [answer(name.typed) for name in typed]
    spent = time.perf_counter() - began
    for name, given in zip(typed, answers, strict=True):
        if given is None:
            counts["none"] += 1
        elif len(given) != 1:
            counts["asked"] += 1
        elif given[0] == name.authority:
            counts["right"] += 1
        elif name_key(name.typed.lower().removesuffix(" council")) in names:
            counts["unavoidable"] += 1
        else:
            counts["wrong"] += 1
    total = len(typed)
    return Row(
        way,
        answered_right=100 * counts["right"] / total,
        asked=100 * counts["asked"] / total,
        wrong_per_1000=1000 * counts["wrong"] / total,
        not_recognised=100 * counts["none"] / total,
        unavoidable_per_1000=1000 * counts["unavoidable"] / total,
        ms_per_name=1000 * spent / total,
    )


def all_names(authorities: Authorities) -> frozenset[str]:
    """Return the key of every name there is, of authorities and of places."""
    others = (authorities.shared_names, authorities.places, authorities.elsewhere)
    return frozenset(authorities.keys) | {name_key(item.name) for group in others for item in group}


def false_names(matcher: AuthorityMatcher, texts: Iterable[str]) -> tuple[int, int, int, float]:
    """Return words read, names answered, names asked about, and milliseconds per text; every one is false."""
    words = answered = asked = 0
    texts = list(texts)
    began = time.perf_counter()
    found = [matcher.find(text) for text in texts]
    spent = time.perf_counter() - began
    for text, matches in zip(texts, found, strict=True):
        words += len(text.split())
        for match in matches:
            if match.outcome in ("exact", "alias", "fuzzy", "abolished"):
                answered += 1
            else:
                asked += 1
    return words, answered, asked, 1000 * spent / max(1, len(texts))


def main() -> None:
    """Measure, print the tables, write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="typed names, at least")
    parser.add_argument("--seed", type=int, default=2031)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
    parser.add_argument(
        "--words", type=Path, metavar="FILE", help="also try every word of this list in a question"
    )
    given = parser.parse_args()

    authorities = load_authorities()
    matcher = AuthorityMatcher(authorities, words=TOPICS)
    names = [authority.name for authority in authorities]
    typed = list(typed_names(names, given.count, given.seed))
    known = all_names(authorities)
    ways: list[tuple[str, Callable[[str], Answer]]] = [
        ("ours, the name alone", ours(matcher)),
        ("ours, in 'grades ...'", ours_in_text(matcher)),
        ("WRatio, 80", plain(names, fuzz.WRatio, 80)),
        ("WRatio, 90", plain(names, fuzz.WRatio, 90)),
        ("QRatio, 80", plain(names, fuzz.QRatio, 80)),
        ("QRatio, 90", plain(names, fuzz.QRatio, 90)),
        ("WRatio, then QRatio 75 and a lead of 8", combined(names)),
    ]
    rows = [measure(way, answer, typed, known) for way, answer in ways]
    print(f"{len(typed):,} typed names with one or two errors, seed {given.seed}\n")
    print(f"{'':40}{'right %':>9}{'asked %':>9}{'WRONG ‰':>9}{'none %':>8}{'same name ‰':>13}{'ms':>8}")
    for row in rows:
        print(
            f"{row.way:40}{row.answered_right:9.2f}{row.asked:9.2f}{row.wrong_per_1000:9.2f}"
            f"{row.not_recognised:8.2f}{row.unavoidable_per_1000:13.2f}{row.ms_per_name:8.3f}"
        )

    texts = {"ordinary sentences": list(SENTENCES)}
    if given.words:
        listed = [word for word in given.words.read_text(encoding="utf-8").split() if word.islower()]
        texts["words of the list, 'findings on ...'"] = [f"findings on {word}" for word in listed]
    print(f"\n{'no name in them':40}{'words':>9}{'names ‰':>9}{'asked ‰':>9}{'ms a text':>11}")
    ordinary = {}
    for title, lines in texts.items():
        words, answered, asked, spent = false_names(matcher, lines)
        ordinary[title] = {
            "words": words,
            "names_per_1000": 1000 * answered / words,
            "asked_per_1000": 1000 * asked / words,
            "ms_per_text": spent,
        }
        print(f"{title:40}{words:9,}{1000 * answered / words:9.2f}{1000 * asked / words:9.2f}{spent:11.3f}")
    if given.json:
        figures = {"seed": given.seed, "typed": [asdict(row) for row in rows], "ordinary": ordinary}
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
