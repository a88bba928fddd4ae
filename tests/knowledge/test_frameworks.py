"""Frameworks as data: what each judges, in which order, with which grades."""

import ast
import datetime as dt
from itertools import pairwise
from pathlib import Path

import pydantic
import pytest

from knowledge.frameworks import framework_for, load_frameworks, parse_frameworks

ROOT = Path(__file__).parents[2]
FOUR = ("outstanding", "good", "requires improvement", "inadequate")
EARLIER = ("outstanding", "good", "adequate", "inadequate")


@pytest.mark.parametrize(
    ("key", "graded", "grades", "overall"),
    [
        ("cra", False, (), ()),
        ("slac", True, EARLIER, ()),
        ("lac", True, EARLIER, ("overall",)),
        ("sif", True, FOUR, ("overall",)),
        ("ilacs-2018", True, FOUR, ("overall",)),
        ("ilacs-2023", True, FOUR, ("overall",)),
        ("ilacs-2026", True, FOUR, ()),
        ("jtai", False, (), ()),
    ],
)
def test_each_framework_has_its_own_scale(
    key: str, graded: bool, grades: tuple[str, ...], overall: tuple[str, ...]
) -> None:
    """Adequate belongs to the frameworks until 2013, requires improvement to those since; 2026 has no overall."""
    framework = load_frameworks()[key]

    assert (framework.graded, framework.grades, framework.overall) == (graded, grades, overall)


@pytest.mark.parametrize(
    ("family", "inspected", "key"),
    [
        ("ilacs", "2018-01-01", "ilacs-2018"),
        ("ilacs", "2022-12-31", "ilacs-2018"),
        ("ilacs", "2023-01-01", "ilacs-2023"),
        ("ilacs", "2026-03-31", "ilacs-2023"),
        ("ilacs", "2026-04-01", "ilacs-2026"),
        ("ilacs", "2030-01-01", "ilacs-2026"),
        ("sif", "2013-11-19", "sif"),
        ("slac", "2012-01-23", "slac"),
        ("lac", "2013-06-01", "lac"),
        ("slac", "2013-06-01", None),
        ("ilacs", "2017-12-31", None),
        ("nothing", "2020-01-01", None),
    ],
)
def test_the_first_day_of_fieldwork_decides_the_framework(
    family: str, inspected: str, key: str | None
) -> None:
    """Family and day of inspection choose the framework; the day of publication does not matter."""
    assert framework_for(family, dt.date.fromisoformat(inspected), load_frameworks()) == key


def test_frameworks_of_one_family_never_overlap() -> None:
    """On no day are two frameworks of a family in force."""
    by_family: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for framework in load_frameworks().values():
        by_family.setdefault(framework.family, []).append(
            (framework.first_day, framework.last_day or dt.date.max)
        )

    for spans in by_family.values():
        ordered = sorted(spans)
        assert all(earlier[1] < later[0] for earlier, later in pairwise(ordered))


def test_care_leavers_are_judged_apart_since_2023() -> None:
    """The judgement on care leavers stands by itself from 2023 on."""
    frameworks = load_frameworks()
    strands = {key: [one.strand for one in framework.judgements] for key, framework in frameworks.items()}

    assert strands["ilacs-2018"] == [
        "leadership",
        "help and protection",
        "in care and care leavers",
        "overall",
    ]
    assert strands["ilacs-2023"] == [
        "leadership",
        "help and protection",
        "in care",
        "care leavers",
        "overall",
    ]
    assert strands["ilacs-2026"] == ["leadership", "help and protection", "in care", "care leavers"]


def test_a_new_framework_needs_no_code() -> None:
    """A framework announced for later is an entry of the file, and is chosen by its dates."""
    entry = {
        "name": "Inspection of 2027",
        "short": "new inspection",
        "family": "ilacs",
        "from": dt.date(2027, 4, 1),
        "until": None,
        "graded": True,
        "overall": [],
        "overall_note": None,
        "grades": ["strong", "secure"],
        "judgements": [{"key": "impact", "strand": "impact", "name": "Impact"}],
        "statement": True,
        "limits": False,
    }

    frameworks = parse_frameworks({"frameworks": {"ilacs-2027": entry}})

    assert framework_for("ilacs", dt.date(2027, 5, 1), frameworks) == "ilacs-2027"


def test_an_unknown_key_of_a_framework_is_refused() -> None:
    """A misspelt key is not silently ignored."""
    with pytest.raises(pydantic.ValidationError, match="gradez"):
        parse_frameworks({"frameworks": {"x": {"gradez": []}}})


def test_no_code_names_a_framework() -> None:
    """A framework is data: nothing outside the readers of old report families mentions one by its key."""
    keys = set(load_frameworks()) - {"jtai"}  # also the name of a kind of inspection
    naming = []
    for path in [
        *(ROOT / "knowledge").glob("*.py"),
        *(ROOT / "bot").rglob("*.py"),
        *(ROOT / "handlers").rglob("*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in keys:
                naming.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}")

    assert naming == []
