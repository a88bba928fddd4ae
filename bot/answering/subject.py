"""The subject of a question about grades: the judgements that its words name."""

from dataclasses import replace

from bot.answering.asked import Asked
from bot.answering.clauses import holds
from bot.answers import GradedInspection
from bot.asking_words import PARTS_OF_A_SERVICE
from bot.named_grades import grade_words
from bot.ways import any_of
from knowledge.records import JudgementRecord
from knowledge.stems import stem
from knowledge.topics import FindingTopics, words_of


def subject_words(asked: Asked) -> tuple[str, ...]:
    """Return the words of the question that name what is judged: () when they only name a grade, or nothing."""
    graded = grade_words(asked.question.words)
    words = tuple(word for word in asked.question.words if word not in graded | SAYING)
    topics, searcher = asked.record.topics, asked.record.searcher
    words = tuple(word for word in words if not searcher.is_slip_of_a_weak_word(word))
    telling = any(word == "overall" or topics.tells(word) for word in words)
    return words if telling or any(keys for _, _, keys in topics.spans(words)) else ()


def on_subject(
    asked: Asked, graded: tuple[GradedInspection, ...], subject: tuple[str, ...]
) -> tuple[GradedInspection, ...]:
    """Keep the judgements that the question's words name best."""
    kept = (
        replace(item, judgements=best_judgements(asked, item.judgements, subject))
        for item in graded
        if not _names_another(asked, item, subject)
    )
    return tuple(item for item in kept if item.judgements)


def names_more(asked: Asked, graded: tuple[GradedInspection, ...]) -> bool:
    """Return whether a question names something that is part of what is judged and has no judgement of its own.

    "Is housing for care leavers good?" asks what inspectors found; the grade for care leavers says nothing of it.
    """
    if _JUDGED.search(asked.question.text.lower()):
        return False
    names = {f"{one.strand} {one.name}" for item in graded for one in item.judgements}
    names |= {f"{one.strand} {one.name}" for item in graded for one in item.framework.judgements}
    idle = grade_words(asked.question.words) | SAYING | _EVERYDAY | {"overall"}
    words = tuple(word for word in asked.question.words if word not in idle)
    terms, _ = asked.record.searcher.terms(words)
    judged = {word for name in names for word in words_of(name)}
    if PARTS_OF_A_SERVICE.intersection(asked.question.words) - judged:
        return True
    of_the_field = (term for term in terms if term.topics)
    return any(not any(holds(asked, name, term) for name in names) for term in of_the_field)


_JUDGED = any_of("judged|graded|rated|ratings?|judge?ments?|grades?|scored?")


def _names_another(asked: Asked, item: GradedInspection, subject: tuple[str, ...]) -> bool:
    """Return whether the words name best a judgement that the framework has and this inspection did not make.

    The safeguarding board of an inspection without one is not answered with "help and protection".
    """
    topics = asked.record.topics
    made = max((_fit(asked, subject, one) for one in item.judgements), default=0.0)
    defined = (judgement_fit(subject, one.strand, one.name, topics) for one in item.framework.judgements)
    return max(defined, default=0.0) > made > 0


def best_of_each(
    asked: Asked, graded: tuple[GradedInspection, ...], subject: tuple[str, ...]
) -> tuple[GradedInspection, ...]:
    """Return each authority's inspection whose judgements the words name best, the newest of equals.

    A judgement of an older framework ("enjoying and achieving") is found where it was made.
    """
    best: dict[str, tuple[float, GradedInspection]] = {}
    for item in graded:
        fit = max((_fit(asked, subject, one) for one in item.judgements), default=0.0)
        known = best.get(item.inspection.authority)
        if known is None or fit > known[0]:
            best[item.inspection.authority] = (fit, item)
    return tuple(item for _, item in best.values())


def best_judgements(
    asked: Asked, judgements: tuple[JudgementRecord, ...], subject: tuple[str, ...]
) -> tuple[JudgementRecord, ...]:
    """Return the judgements that the words name best, in their order; () where they name none."""
    fits = {one: _fit(asked, subject, one) for one in judgements}
    best = max(fits.values(), default=0.0)
    return tuple(one for one, fit in fits.items() if best and fit == best)


def _fit(asked: Asked, subject: tuple[str, ...], judgement: JudgementRecord) -> float:
    return judgement_fit(subject, judgement.strand, judgement.name, asked.record.topics)


_EVERYDAY = frozenset(
    "experiences experience progress people young services service impact families children child care social work"
    " practice inspection grade".split()
)
SAYING = frozenset(
    "turnaround record judge judges score scored scores mark marks grade grades graded grading judgement judgements"
    " judged rating rated get got given award awarded receive received"
    " result results outcome standing did does why when exactly officially true really still"
    " go goes gone went going come came end ended move moves moved moving jump jumped drop dropped fall fell fallen"
    " rise rose climb climbed slip slipped lose lost losing straight directly step nothing between clean sweep"
    " again 2nd second time marked go v vs round downgraded upgraded different following stands stand"
    " timeline far every single times row running consecutive succession stuck declined nationally none name"
    " named list two three four five weakest strongest lowest highest worst area".split()
)
"""Words that ask for a grade, or tell how it moved, and name no judgement."""


_NEVER_JUDGED = frozenset({"early help"})
"""Topics that share words with a judgement's name and that no framework judges."""


def judgement_fit(words: tuple[str, ...], strand: str, name: str, topics: FindingTopics) -> float:
    """Return how well `words` name the judgement `name` of a strand: 0 not at all; a topic counts twice a word."""
    whole_name = f"{strand} {name}"
    spans = topics.spans(words)
    another = {at for start, end, keys in spans if _NEVER_JUDGED.issuperset(keys) for at in range(start, end)}
    words = tuple("" if at in another else word for at, word in enumerate(words))
    plain = topics.stop_words | _EVERYDAY
    telling = {stem(word) for word in words_of(whole_name) if word not in plain}
    hits = {stem(word) for word in words if word not in plain and word not in grade_words(words)} & telling
    asked = {key for _, _, found in spans for key in found}
    shared = asked & {*topics.tag(name), *topics.tag(strand)}
    whole = 3.0 * ("overall" in words and "overall" in words_of(whole_name))
    return len(hits) + 2.0 * len(shared) + whole
