"""The sample reports against the hand-checked readings; skipped where they are absent."""

from pathlib import Path

from benchmarks.reading import gold
from knowledge.reading import Reading
from tests.knowledge.reading.conftest import read_file


def _readings(folder: Path, pattern: str) -> dict[str, Reading]:
    return {path.name: read_file(path) for path in sorted(folder.glob(pattern))}


def test_the_seeds_give_every_number(shared_reports: Path) -> None:
    """The five seed texts give the hand-checked facts, items word for word."""
    seeds = {one["seed"]: one for one in gold.load(shared_reports, "gold_seeds.json")}

    for name, reading in _readings(shared_reports / "seeds", "*.txt").items():
        wrong = [
            check for check in gold.check_seed(seeds[name[:3]], reading.inspection, name) if not check.right
        ]
        assert not wrong
        assert reading.ok


def test_the_pdfs_give_every_hand_checked_field(shared_reports: Path) -> None:
    """All judgements, dates, leads, item counts, first and last items; every word accounted for."""
    golden = {f"{one['urn']}_{one['file_name_date']}": one for one in gold.load(shared_reports, "gold.json")}
    outcomes = gold.outcome_rows(shared_reports)

    for name, reading in _readings(shared_reports / "pdf", "*.pdf").items():
        parts = name.removesuffix(".pdf").split("_")
        entry = golden.get(f"{parts[0]}_{parts[-1]}")
        inspection = reading.inspection
        row = outcomes[inspection["authority"], inspection["published"]]
        checks = [
            *(gold.check_pdf(entry, inspection, name) if entry else ()),
            *gold.check_outcome(row, inspection, name),
        ]
        assert not [check for check in checks if not check.right]
        assert reading.ok
        assert reading.words.unaccounted <= reading.words.total / 100
