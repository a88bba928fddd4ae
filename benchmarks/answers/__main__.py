"""Times answers, and Bolt with a listener that does nothing, side by side in one run.

    python -m benchmarks.answers [--json FILE] [--rounds N]

Prints, per question: parsing, answering and rendering in milliseconds (median), then the whole slash command
through the Bolt app (signed HTTP request in, acknowledgement out, in process), and its ratio to the same app whose
listener only acknowledges. Also the plain baseline: a scan of all findings with rapidfuzz.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from rapidfuzz import fuzz, process
from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot.rendering import render
from bot.service import FindingsService
from handlers import commands
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.load import load
from knowledge.sources import Folders
from knowledge.store import Store
from knowledge.topics import load_topics

TODAY = date(2026, 11, 23)
SECRET = "benchmark"
QUESTIONS = (
    "islington grades",
    "haringey strengths",
    "islington deadlines 2012",
    "islington",
    "search private fostering",
    "hackny grades",
    "What did inspectors find about missing children in Islington?",
    "What weaknesses did inspectors see in Islington's planning?",
)


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """Return the median duration of `work` in milliseconds, after a warm-up."""
    for _ in range(5):
        work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def signed(text: str) -> BoltRequest:
    """Return the signed request that Slack sends for `/ofsted text`."""
    body = urlencode(
        {"command": "/ofsted", "text": text, "user_id": "U1", "channel_id": "C1", "team_id": "T1"}
    )
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    headers = {
        "content-type": ["application/x-www-form-urlencoded"],
        "x-slack-signature": [signature or ""],
        "x-slack-request-timestamp": [timestamp],
    }
    return BoltRequest(body=body, headers=headers)


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = load(Folders(user=Path(folder) / "none"), Path(folder) / "knowledge.sqlite3")
        service = FindingsService(
            Store(report.database), load_authorities(), load_frameworks(), load_topics()
        )
        results = measure(service, options.rounds)
        service.record.store.close()
    print_table(results)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


def measure(service: FindingsService, rounds: int) -> dict[str, dict[str, float]]:
    """Return the milliseconds of each step by question."""

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-benchmark", bot_user_id="U0")

    empty = App(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    empty.command("/ofsted")(lambda ack: ack(text="ok"))
    full = App(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    commands.register(full, service, lambda: TODAY)
    texts = [
        finding.text
        for finding in service.record.store.findings(item.id for item in service.record.store.inspections())
    ]
    results = {}
    for text in QUESTIONS:
        question = service.parse(text)
        answer = service.answer(question, today=TODAY)
        request = signed(text)
        assert full.dispatch(request).status == 200
        results[text] = {
            "parse": median_ms(lambda text=text: service.parse(text), rounds),
            "answer": median_ms(lambda question=question: service.answer(question, today=TODAY), rounds),
            "render": median_ms(lambda answer=answer: render(answer, private=True), rounds),
            "bolt": median_ms(lambda text=text: full.dispatch(signed(text)), rounds),
            "empty_bolt": median_ms(lambda text=text: empty.dispatch(signed(text)), rounds),
            "fuzzy_scan": median_ms(
                lambda text=text: process.extract(text, texts, scorer=fuzz.WRatio, limit=8),
                max(rounds // 20, 5),
            ),
        }
    return results


def print_table(results: dict[str, dict[str, float]]) -> None:
    """Print one row per question, milliseconds, and the ratio to the empty listener."""
    print(
        f"{'question':<62}{'parse':>7}{'answer':>8}{'render':>8}{'bolt':>7}{'empty':>7}{'ratio':>7}{'fuzzy scan':>12}"
    )
    for text, row in results.items():
        ratio = row["bolt"] / row["empty_bolt"]
        print(
            f"{text[:60]:<62}{row['parse']:>7.2f}{row['answer']:>8.2f}{row['render']:>8.2f}{row['bolt']:>7.2f}"
            f"{row['empty_bolt']:>7.2f}{ratio:>7.1f}{row['fuzzy_scan']:>12.2f}"
        )


if __name__ == "__main__":
    main()
