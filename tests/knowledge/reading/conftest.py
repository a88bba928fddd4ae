"""Fixtures of the reader's tests: reading a made document, and where the shared reports are."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.reading import Reading, read_report
from tests.knowledge.reading.paper import Paper

ROOT = Path(__file__).resolve().parents[3]
ReadPaper = Callable[..., Reading]


def read_file(path: Path) -> Reading:
    """Return the reading of the file at `path`."""
    return read_report(path, authorities=load_authorities(), frameworks=load_frameworks())


@pytest.fixture
def read(tmp_path: Path) -> ReadPaper:
    """Write a made document, PDF or text, under a name and read it."""

    def _read(document: Paper | str | bytes, name: str = "80000_report_2025-01-29.pdf") -> Reading:
        path = tmp_path / name
        if isinstance(document, Paper):
            document.save(path)
        elif isinstance(document, str):
            path = path.with_suffix(".txt")
            path.write_text(document, "utf-8")
        else:
            path.write_bytes(document)
        return read_file(path)

    return _read


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The folder of sample reports; the test is skipped where there is none."""
    folder = Path(os.environ.get("OFSTED_SHARED", ROOT.parent / "shared")) / "reports"
    if not (folder / "gold.json").is_file():
        pytest.skip("no sample reports here: set OFSTED_SHARED to the folder that holds reports/")
    return folder
