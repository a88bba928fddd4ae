"""Whether an answer is right: one judgement per kind of question, on the machine-readable answer alone."""

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any

Json = dict[str, Any]

ABSTAINS = frozenset(
    {"not_in_record", "nothing_loaded", "not_graded", "unknown_authority", "help", "which_authority"}
)
"""Kinds of answer that state no fact in answer to the question."""

_NUMBERS = dict(enumerate("zero one two three four five six seven eight nine ten eleven twelve".split()))
_OPENING = 900
"""Characters of an answer in which a value must stand: a reader looks no further."""


def is_right(kind: str, expect: Json, answer: Json) -> bool:
    """Return whether `answer` is what `expect` describes for a question of `kind`."""
    return _JUDGES[kind](expect, answer)


def abstained(answer: Json) -> bool:
    """Return whether an answer states no fact in answer to its question."""
    return answer["kind"] in ABSTAINS


def relevance(expect: Json, item: Json) -> int:
    """Return the gain of a finding for a question, 0 to 3."""
    for ref in expect.get("refs", ()):
        same = ref["inspection"] == item.get("inspection") and ref.get("ref") in (None, item.get("ref"))
        if same and _plain(ref.get("text_has", "")) in _plain(item.get("text", "")):
            return int(ref["gain"])
    return 0


def hit_at(expect: Json, items: list[Json], most: int) -> bool:
    """Return whether one of the first `most` findings answers fully or largely."""
    return any(relevance(expect, item) >= 2 for item in items[:most])


def ndcg(expect: Json, items: list[Json], most: int = 5) -> float:
    """Return the normalised discounted cumulative gain of the first `most` findings, 0 to 1."""
    gains = [relevance(expect, item) for item in items[:most]]
    ideal = sorted((int(ref["gain"]) for ref in expect.get("refs", ())), reverse=True)[:most]
    best = _dcg(ideal)
    return _dcg(gains) / best if best else 0.0


def _dcg(gains: list[int]) -> float:
    return sum((2**gain - 1) / math.log2(index + 2) for index, gain in enumerate(gains))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower().replace("’", "'")).strip()


def _stands(value: Any, kind: str, text: str) -> bool:
    opening = _plain(text[:_OPENING])
    if kind == "date":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return _plain(f"{day.day} {day:%B %Y}") in opening
    if kind == "number":
        forms = [str(value), f"{int(value):,}" if str(value).isdigit() else str(value)]
        if str(value).isdigit() and int(value) in _NUMBERS:
            forms.append(_NUMBERS[int(value)])
        return any(re.search(rf"\b{re.escape(_plain(form))}\b", opening) for form in forms)
    return _plain(str(value)) in opening


def _value(expect: Json, answer: Json) -> bool:
    values = [expect["value"], *expect.get("also_right", ())]
    kind = expect.get("value_type", "text")
    if kind == "grade" and answer["kind"] in ("grades", "summary", "history"):
        return _grade(expect, answer)
    inspection = expect.get("inspection")
    named = {item.get("inspection") for item in answer["items"]}
    if inspection and named and inspection not in named:
        return False
    return any(_stands(value, kind, answer["text"]) for value in values)


def _grade(expect: Json, answer: Json) -> bool:
    """A grade is right when it is the first judgement shown that the question can mean, of the right inspection."""
    items = [
        item
        for item in answer["items"]
        if item.get("inspection") == expect.get("inspection", item.get("inspection"))
    ]
    wanted = _judged(expect, items)
    return bool(wanted) and all(
        item["grade"] in (expect["value"], *expect.get("also_right", ())) for item in wanted
    )


_COLUMNS = {
    "overall": "overall",
    "leadership": "leadership",
    "help_and_protection": "help and protection",
    "in_care_and_care_leavers": "in care and care leavers",
    "in_care": "in care",
    "looked_after": "looked after",
    "adoption": "adoption",
    "care_leavers": "care leavers",
    "lscb": "lscb",
    "outcomes_looked_after": "outcomes",
    "quality_of_provision": "quality of provision",
    "capacity_to_improve": "capacity to improve",
}


def _judged(expect: Json, items: list[Json]) -> list[Json]:
    strand, judgement = expect.get("strand"), expect.get("judgement")
    if judgement in _COLUMNS:
        return [item for item in items if item.get("strand") == _COLUMNS[judgement]]
    if judgement:
        items = [item for item in items if _plain(judgement) in _plain(str(item.get("judgement")))]
    if strand:
        items = [item for item in items if item.get("strand") == strand]
    return items


def _yes_no(expect: Json, answer: Json) -> bool:
    body = _body(answer)
    if not body.startswith(str(expect["answer"])):
        return False
    return "value" not in expect or _value(expect, answer) or _stands(expect["value"], "text", answer["text"])


def _body(answer: Json) -> str:
    """Return the text after the title, lower case."""
    return str(answer["text"]).partition("\n\n")[2].strip().lower()


def _list(expect: Json, answer: Json) -> bool:
    wanted = set(map(str, expect["items"]))
    allowed = wanted | set(map(str, expect.get("may", ())))
    of = expect.get("items_of", "authority")
    if of in ("authority", "authorities"):
        found = set(answer["authorities"]) or {str(item.get("authority")) for item in answer["items"]}
    elif of == "judgement":
        named = any(item.partition(":")[0] in _COLUMNS for item in wanted)
        found = {_judgement_named(item, by_column=named) for item in answer["items"]}
    elif of in ("ref", "inspection"):
        found = {str(item.get(of)) for item in answer["items"]}
    else:
        return all(_plain(item) in _plain(answer["text"]) for item in wanted)
    return wanted <= found and (not expect.get("exact") or found <= allowed)


def _judgement_named(item: Json, *, by_column: bool) -> str:
    """Return a judgement as the labels write it: "overall: good", or "safeguarding: Leadership and management"."""
    if not by_column:
        return f"{item.get('strand')}: {item.get('judgement')}"
    column = next((key for key, strand in _COLUMNS.items() if strand == item.get("strand")), "")
    return f"{column}: {item.get('grade') or 'not judged'}"


def _compare(expect: Json, answer: Json) -> bool:
    if answer["kind"] != "compare":
        return False
    held = {(item["authority"], item.get("strand")): item.get("grade") for item in answer["items"]}
    return all(
        held.get((name, _COLUMNS[key])) == grade
        for name, grades in expect.get("grades", {}).items()
        for key, grade in grades.items()
    )


def _changes(expect: Json, answer: Json) -> bool:
    if answer["kind"] != "changes":
        return False
    held = {item.get("strand"): item for item in answer["items"] if item.get("kind") == "judgement"}
    for key, (before, now) in (expect.get("moved") or {}).items():
        item = held.get(_COLUMNS[key], {})
        if (item.get("before"), item.get("grade")) != (before, now):
            return False
    return all(held.get(_COLUMNS[key], {}).get("direction") == "same" for key in expect.get("same") or {})


def _abstain(expect: Json, answer: Json) -> bool:
    if answer["kind"] in expect.get("answer", ()):
        return True
    return abstained(answer) or _body(answer).startswith(("no.", "no overall grade", "not judged"))


def _of_kind(expect: Json, answer: Json) -> bool:
    kinds = expect.get("answer", ())
    right = answer["kind"] in kinds
    if right and expect.get("candidates") and answer["candidates"]:
        return set(expect["candidates"]) <= set(answer["candidates"])
    return right


def _finding(expect: Json, answer: Json) -> bool:
    return hit_at(expect, answer["items"], 1)


def _follow_up(expect: Json, answer: Json) -> bool:
    if expect.get("abstain"):
        return _abstain(expect, answer)
    if expect.get("answer") in ("yes", "no"):
        return _yes_no(expect, answer)
    if "value" in expect:
        return _value(expect, answer)
    if "refs" in expect:
        return hit_at(expect, answer["items"], 3)
    if "items" in expect:
        return _list(expect, answer)
    return set(expect.get("authorities", ())) <= set(answer["authorities"])


_JUDGES: dict[str, Callable[[Json, Json], bool]] = {
    "value": _value,
    "yes_no": _yes_no,
    "list": _list,
    "compare": _compare,
    "changes": _changes,
    "abstain": _abstain,
    "ask_back": _of_kind,
    "unknown_authority": _of_kind,
    "finding": _finding,
    "follow_up": _follow_up,
}
