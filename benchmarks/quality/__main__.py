"""Measures answers to the labelled questions, and two plain baselines in the same run.

    python -m benchmarks.quality [--json FILE] [--split tune|frozen] [--show KIND] [--reports DIR]
        [--questions FILE]

Prints accuracy by kind, top-1, top-3 and nDCG@5 of findings, precision and recall of abstaining; the same for
full-text search alone (FTS5, BM25, the words as they stand) and for rapidfuzz over all findings. `--show` lists the
questions of a kind that went wrong (of the tune split only: the frozen one is never looked at).
"""

import argparse
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from benchmarks.quality.judging import abstained, hit_at, is_right, ndcg
from bot.clean_text import clean_text
from bot.contract import to_json
from bot.conversation import continued
from bot.service import FindingsService
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.load import load
from knowledge.reading import read_report, to_yaml
from knowledge.sources import Folders
from knowledge.store import Store
from knowledge.topics import load_topics, words_of

TODAY = date(2026, 11, 23)
QUESTIONS = Path(__file__).with_name("questions.yaml")
PARAPHRASES = Path(__file__).with_name("paraphrases.yaml")
ROUNDS = Path(__file__).with_name("rounds.yaml")
REPORTS = Path(__file__).parents[3] / "shared" / "reports" / "pdf"
_SAMPLED = 20
"""Of how many questions rapidfuzz, by far the slowest, is asked one."""
FINDING_KINDS = frozenset({"findings", "search", "compare", "changes", "deadlines"})
Json = dict[str, Any]
Answerer = Callable[[str, list[str]], Json]
"""Answers a text, given the texts asked before it in the same thread."""


def service_over(folder: Path, user: Path) -> FindingsService:
    """Return the service over the shipped knowledge and the files in `user`."""
    report = load(Folders(user=user), folder / f"{user.name}.sqlite3")
    assert not report.faults, report.faults
    return FindingsService(Store(report.database), load_authorities(), load_frameworks(), load_topics())


def read_reports(reports: Path, user: Path) -> int:
    """Read every report in `reports` into inspection files in `user`; return how many."""
    user.mkdir()
    authorities, frameworks = load_authorities(), load_frameworks()
    count = 0
    for path in sorted(reports.glob("*.pdf")):
        reading = read_report(path, authorities=authorities, frameworks=frameworks)
        if reading.ok and reading.inspection is not None:
            (user / f"{reading.inspection['id']}.yaml").write_text(to_yaml(reading.inspection), "utf-8")
            count += 1
    return count


def ours(service: FindingsService) -> Answerer:
    """Return the bot as an answerer."""

    def answer(text: str, after: list[str]) -> Json:
        before = None
        for one in after:
            # Threads keep a question's text, not what was understood of it.
            before = service.parse(continued(service.parse(one), before, service.parse).question.text)
        question = continued(service.parse(text), before, service.parse).question
        return to_json(service.answer(question, today=TODAY))

    return answer


def plain_search(service: FindingsService) -> Answerer:
    """Return full-text search alone: any of the words, BM25, five best; abstains when nothing matches."""
    store, stop_words = service.record.store, load_topics().stop_words

    def answer(text: str, after: list[str]) -> Json:
        text = " ".join((*after, text))
        words = [word for word in words_of(clean_text(text)) if word not in stop_words and word != "ofsted"]
        found = store.search(" OR ".join(f'"{word}"' for word in words)) if words else {}
        best = sorted(found, key=lambda row: -found[row])[:5]
        return _passages([store.findings_of_rows(best)[row] for row in best])

    return answer


def plain_fuzzy(service: FindingsService) -> Answerer:
    """Return rapidfuzz over all findings: WRatio, five best of 60 or more."""
    store = service.record.store
    findings = store.findings(item.id for item in store.inspections())
    texts = [f"{finding.authority} {finding.section} {finding.text}" for finding in findings]

    def answer(text: str, after: list[str]) -> Json:
        text = " ".join((*after, text))
        found = process.extract(clean_text(text), texts, scorer=fuzz.WRatio, limit=5, score_cutoff=60)
        return _passages([findings[index] for _, _, index in found])

    return answer


def _passages(findings: Iterable[Any]) -> Json:
    items = [
        {"inspection": one.inspection, "authority": one.authority, "ref": one.ref, "text": one.text}
        for one in findings
    ]
    text = "Findings\n\n" + "\n".join(item["text"] for item in items)
    kind = "findings" if items else "not_in_record"
    return {"kind": kind, "authorities": [], "items": items, "text": text, "candidates": []}


def measure(questions: list[Json], answerer: Answerer, show: str | None) -> dict[str, Any]:
    """Return the figures of one answerer over `questions` (one per phrasing)."""
    right: dict[str, list[bool]] = defaultdict(list)
    top1, top3, gains, refused, seconds = [], [], [], [], []
    said_no = rightly_no = unanswerable = recognised = 0
    for entry in questions:
        for text in entry["ask"]:
            start = time.perf_counter()
            answer = answerer(text, entry.get("after") or [])
            seconds.append(time.perf_counter() - start)
            ok = is_right(entry["kind"], entry["expect"], answer)
            right[entry["kind"]].append(ok)
            asks_for_fact = entry["kind"] in ("value", "yes_no", "list", "compare", "changes", "finding")
            if entry["kind"] == "finding":
                top1.append(hit_at(entry["expect"], answer["items"], 1))
                top3.append(hit_at(entry["expect"], answer["items"], 3))
                gains.append(ndcg(entry["expect"], answer["items"]))
            if asks_for_fact:
                refused.append(abstained(answer))
            if entry["kind"] == "abstain":
                unanswerable += 1
                recognised += ok
            if abstained(answer) and (asks_for_fact or entry["kind"] == "abstain"):
                said_no += 1
                rightly_no += entry["kind"] == "abstain"
            if not ok and entry["kind"] == show and entry["split"] == "tune":
                print(f"  {entry['id']} {text!r} -> {answer['kind']} {answer['text'][:150]!r}")
    return {
        "right": {kind: (sum(oks), len(oks)) for kind, oks in sorted(right.items())},
        "top1": _share(top1),
        "top3": _share(top3),
        "ndcg5": statistics.mean(gains) if gains else 0.0,
        "wrongly_refused": _share(refused),
        "abstention_recall": recognised / unanswerable if unanswerable else 0.0,
        "abstention_precision": rightly_no / said_no if said_no else 0.0,
        "median_ms": statistics.median(seconds) * 1000 if seconds else 0.0,
    }


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def labelled(path: Path, split: str | None) -> list[Json]:
    """Return the labelled questions of a file, of one split if given."""
    entries = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    return [entry for entry in entries if split in (None, entry["split"])]


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    parser.add_argument("--split", choices=("tune", "frozen"))
    parser.add_argument("--show", metavar="KIND")
    parser.add_argument("--reports", type=Path, default=REPORTS)
    parser.add_argument("--questions", type=Path, help="another labelled set, instead of those here")
    parser.add_argument("--plain", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    entries = labelled(options.questions or QUESTIONS, options.split)
    paraphrases = [] if options.questions else labelled(PARAPHRASES, options.split)
    rounds = [] if options.questions else labelled(ROUNDS, options.split)
    results = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shipped = service_over(folder, folder / "none")
        sets = {"shipped knowledge": (shipped, [entry for entry in entries if entry["needs"] is None])}
        if paraphrases:
            sets["paraphrased"] = (shipped, paraphrases)
        if rounds:
            sets["in rounds"] = (shipped, [entry for entry in rounds if entry["needs"] is None])
        if options.reports.is_dir():
            read_reports(options.reports, folder / "reports")
            sets["with reports read"] = (
                service_over(folder, folder / "reports"),
                [entry for entry in (*entries, *rounds) if entry["needs"] == "reports"],
            )
        else:
            print(
                f"The questions about reports are left out: there is no {options.reports.name} folder of reports."
            )
        for title, (service, asked) in sets.items():
            ways = {"this bot": ours(service)}
            if options.plain:
                ways |= {"BM25 alone": plain_search(service), "rapidfuzz": plain_fuzzy(service)}
            for way, answerer in ways.items():
                some = asked[::_SAMPLED] if way == "rapidfuzz" else asked
                results[f"{title}, {way}"] = measure(
                    some, answerer, options.show if way == "this bot" else None
                )
            service.record.store.close()
    print_tables(results)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


def print_tables(results: dict[str, dict[str, Any]]) -> None:
    """Print accuracy by kind, and the figures of findings and abstaining, a row for each way of answering."""
    kinds = sorted({kind for figures in results.values() for kind in figures["right"]})
    print(f"{'right, by kind of question':<34}" + "".join(f"{kind[:12]:>14}" for kind in kinds))
    for name, figures in results.items():
        cells = (figures["right"].get(kind) for kind in kinds)
        shown = (
            f"{good}/{of} {good / of:.0%}" if of else "-" for good, of in (cell or (0, 0) for cell in cells)
        )
        print(f"{name:<34}" + "".join(f"{cell:>14}" for cell in shown))
    columns = (
        "top1",
        "top3",
        "ndcg5",
        "wrongly_refused",
        "abstention_precision",
        "abstention_recall",
        "median_ms",
    )
    print(f"\n{'':<34}" + "".join(f"{column.replace('abstention', 'abst.'):>18}" for column in columns))
    for name, figures in results.items():
        print(f"{name:<34}" + "".join(f"{figures[column]:>18.3f}" for column in columns))


if __name__ == "__main__":
    main()
