"""Where the terms of a question stand in a clause: written as asked, side by side, close together, early."""

from bot.answering.asked import Asked
from bot.answering.clauses import PEOPLE, holds, roots_of
from bot.answering.reserves import NEUTRAL
from bot.searching import Term, phrases_of
from bot.spelling import english_words
from knowledge.stems import stem
from knowledge.topics import words_of


def before(text: str, terms: list[Term]) -> str:
    """Return what stands in a clause before the first of the terms."""
    roots = {stem(word) for term in terms for word in term.words}
    words = words_of(text)
    first = next((at for at, word in enumerate(words) if stem(word) in roots), 0)
    return " ".join(words[max(first - 4, 0) : first])


def is_said(asked: Asked, clause: str, term: Term) -> bool:
    """Return whether a clause writes a term, in its own words or, of a phrase or an acronym, in others for it.

    A single English word has too wide a meaning: "housing" is not denied with "bed and breakfast".
    """
    written = roots_of(term.words) <= roots_of(words_of(clause))
    wide = len(term.words) == 1 and term.words[0] in english_words()
    return written or (not wide and holds(asked, clause, term))


def roots_said(asked: Asked, text: str, terms: list[Term]) -> set[str]:
    """Return the stems of those words of `text` that stand for one of the terms."""
    held = roots_of(words_of(text))
    phrases = (phrase for term in terms for phrase in (term.words, *phrases_of(term, asked.record.topics)))
    return {root for phrase in phrases if (roots := roots_of(phrase)) <= held for root in roots}


def names(text: str, terms: tuple[Term, ...]) -> bool:
    """Return whether one of the terms stands in `text`."""
    return bool({stem(word) for term in terms for word in term.words} & roots_of(words_of(text)))


def beside(asked: Asked, clause: str, terms: tuple[Term, ...]) -> bool:
    """Return whether all terms, two words or more, stand side by side early in a clause: "manageable caseloads"."""
    words = words_of(clause)
    wanted = [term for term in terms if {stem(word) for word in term.words} - NEUTRAL] or list(terms)
    places = [_place(asked, words, term) for term in wanted]
    number = sum(len(term.words) for term in wanted)
    held = [place for place in places if place is not None]
    if number < 2 or len(held) < len(places) or words[0] in _PREPOSITIONS:
        return False
    return min(held) < _OPENING and max(held) - min(held) <= number + 2


def together(asked: Asked, clause: str, terms: list[Term]) -> bool:
    """Return whether the terms stand in a clause close to each other."""
    words = words_of(clause)
    places = [_place(asked, words, term) for term in terms]
    held = [place for place in places if place is not None]
    number = sum(len(term.words) for term in terms)
    return len(held) == len(places) and max(held) - min(held) < number + _CLOSELY


def stands_together(clause: str, term: Term) -> bool:
    """Return whether the words of a term, where a clause holds them all, stand side by side in it."""
    roots, own = [stem(word) for word in words_of(clause)], {stem(word) for word in term.words}
    if len(own) < 2 or not own <= set(roots):
        return True
    return any(own <= set(roots[at : at + len(own) + 1]) for at in range(len(roots)))


def _place(asked: Asked, words: tuple[str, ...], term: Term) -> int | None:
    """Return where a term begins among the words of a clause, in its own words, or written out for an acronym."""
    roots = [stem(word) for word in words]
    own = [stem(word) for word in term.words]
    if set(own) <= set(roots):
        return min(roots.index(root) for root in own)
    if len(term.words) == 1 and term.words[0] in english_words():
        return None
    for phrase in phrases_of(term, asked.record.topics):
        meant = [stem(word) for word in phrase]
        if len(own) > 1 and not set(meant) < set(own) and not set(term.topics) & PEOPLE:
            continue  # "morale" stands for "staff morale"; a "virtual head" is no "virtual school"
        for at in range(len(roots) - len(meant) + 1):
            if roots[at : at + len(meant)] == meant:
                return at
    return None


_OPENING = 6
"""Words at a clause's beginning among which stands what it speaks of."""
_PREPOSITIONS = frozenset("in for with at on of from by among where when".split())
_CLOSELY = 10
"""Words by which the words of a question may be parted in a clause that says what it asks."""
