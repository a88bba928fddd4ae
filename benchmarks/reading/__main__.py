"""Reads the sample reports, compares them with the hand-checked readings, prints a table and what was wrong."""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.reading import gold, speed
from benchmarks.reading.gold import Check
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.reading import Reading, UnreadableReport, read_report

ROOT = Path(__file__).resolve().parents[2]


def _reports_folder(given: Path | None) -> Path | None:
    shared = os.environ.get("OFSTED_SHARED")
    folders = [given, Path(shared) / "reports" if shared else None, ROOT.parent / "shared" / "reports"]
    return next((folder for folder in folders if folder and folder.is_dir()), None)


def _read(path: Path) -> Reading:
    return read_report(path, authorities=load_authorities(), frameworks=load_frameworks())


def _readings(files: list[Path], checks: list[Check]) -> dict[str, Reading]:
    readings: dict[str, Reading] = {}
    for file in files:
        try:
            readings[file.name] = _read(file)
        except UnreadableReport as error:
            checks.append(Check("read without an error", file.name, False, str(error)))
            continue
        checks.append(
            Check("read without an error", file.name, readings[file.name].ok, "not a valid inspection file")
        )
    return readings


def _compare(reports: Path, readings: dict[str, Reading]) -> Iterator[Check]:
    outcomes = gold.outcome_rows(reports)
    golden = {f"{one['urn']}_{one['file_name_date']}": one for one in gold.load(reports, "gold.json")}
    seeds = {one["seed"]: one for one in gold.load(reports, "gold_seeds.json")}
    for name, reading in readings.items():
        inspection = reading.inspection
        if inspection is None:
            continue
        parts = name.removesuffix(".pdf").split("_")
        if entry := golden.get(f"{parts[0]}_{parts[-1]}"):
            yield from gold.check_pdf(entry, inspection, name)
        if row := outcomes.get((inspection["authority"], inspection["published"])):
            yield from gold.check_outcome(row, inspection, name)
        if seed := seeds.get(name[:3]) if name.endswith(".txt") else None:
            yield from gold.check_seed(seed, inspection, name)
        share = 1 - reading.words.unaccounted / max(reading.words.total, 1)
        yield Check("99% of the words accounted for", name, share >= 0.99, f"{share:.2%}")


def _table(checks: list[Check]) -> list[dict[str, Any]]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for check in checks:
        counts[check.field][0] += check.right
        counts[check.field][1] += 1
    return [{"field": field, "right": right, "of": of} for field, (right, of) in counts.items()]


def _print(
    table: list[dict[str, Any]], checks: list[Check], readings: dict[str, Reading], measured: speed.Speed
) -> None:
    print(f"{'field':<40} {'right':>6} {'of':>6}")
    for row in table:
        print(f"{row['field']:<40} {row['right']:>6} {row['of']:>6}   {row['right'] / row['of']:.1%}")
    total = sum(reading.words.total for reading in readings.values())
    lost = sum(reading.words.unaccounted for reading in readings.values())
    print(
        f"words {total}, unaccounted for {lost}; warnings {sum(len(one.warnings) for one in readings.values())}"
    )
    print(
        f"{measured.reading:.0f} pages a second end to end, {measured.bare:.0f} bare extraction "
        f"({measured.reading / measured.bare:.0%}); memory {measured.megabytes:.0f} MB"
    )
    for check in checks:
        if not check.right:
            print(f"WRONG {check.report}: {check.field}: {check.detail[:700]}")


def main() -> int:
    """Run the benchmark; 0 if every field is right, 1 otherwise, 2 without reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the table here")
    parser.add_argument("--reports", type=Path, help="folder with pdf/, seeds/ and the gold files")
    options = parser.parse_args()
    reports = _reports_folder(options.reports)
    if reports is None:
        print("no reports: give --reports DIR or set OFSTED_SHARED", file=sys.stderr)
        return 2
    pdfs = sorted((reports / "pdf").glob("*.pdf"))
    checks: list[Check] = []
    readings = _readings(sorted((reports / "seeds").glob("*.txt")) + pdfs, checks)
    checks += _compare(reports, readings)
    table = _table(checks)
    measured = speed.measure(pdfs, _read)
    _print(table, checks, readings, measured)
    if options.json:
        wrong = [asdict(check) for check in checks if not check.right]
        result = {"fields": table, "speed": asdict(measured), "wrong": wrong}
        options.json.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0 if all(check.right for check in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
