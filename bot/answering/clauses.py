"""Clauses of findings: where one ends, and whether it speaks of a term that is asked for."""

import re

from bot.answering.asked import Asked
from bot.deadlines import long_date
from bot.searching import Term, phrases_of
from knowledge.records import FindingRecord
from knowledge.stems import stem
from knowledge.topics import singular_of, words_of

CLAUSES = re.compile(r"(?<=[.;])\s+|\s*[•▪■]\s*|\n+")

PEOPLE = frozenset({"care leavers", "looked after children", "children in care"})
"""Topics that are people of whom whole sections speak."""


def telling_terms(asked: Asked, terms: tuple[Term, ...]) -> list[Term]:
    """Return the terms that say what is asked for: all of them where every word is weak."""
    telling = [term for term in terms if term.topics or any(map(asked.record.topics.tells, term.words))]
    return telling or list(terms)


def holds(asked: Asked, text: str, term: Term) -> bool:
    """Return whether a text holds a term: its words in any form, or a phrase that means the same."""
    words = words_of(text)
    if roots_of(term.words) <= roots_of(words):
        return True
    held = f" {' '.join(map(singular_of, words))} "
    phrases = phrases_of(term, asked.record.topics)
    return any(f" {' '.join(map(singular_of, phrase))} " in held for phrase in phrases)


def touches(asked: Asked, finding: FindingRecord, term: Term) -> bool:
    """Return whether a finding is about a term: by its topics, its strand or its words."""
    about = f"{finding.text} {finding.section} {finding.strand or ''}"
    return bool(set(term.topics) & set(finding.topics)) or holds(asked, about, term)


def roots_of(words: tuple[str, ...]) -> set[str]:
    """Return the stems of words."""
    return set(map(stem, words))


def source_of(finding: FindingRecord) -> str:
    """Return where a finding stands: authority, date of publication and reference."""
    return f"{finding.authority}, published {long_date(finding.published)}, {finding.ref}"
