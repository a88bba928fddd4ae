"""The arrows of the architecture: handlers -> bot -> knowledge, walked import by import."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("knowledge", "bot", "handlers")
SLACK = frozenset({"slack_bolt", "slack_sdk", "flask", "gunicorn", "textual"})
KNOWLEDGE_FOR_HANDLERS = frozenset({"models", "records", "store"})
COMPOSITION_ROOT = frozenset({"bot/cli.py"})


def modules(package: str) -> list[Path]:
    """Return the source files of a package."""
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports, wherever in the file the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its package"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_arrows(package: str, forbidden: frozenset[str]) -> list[str]:
    """Return "file -> import" for every import of a forbidden top-level name in a package."""
    return [
        f"{path.relative_to(ROOT)} -> {name}"
        for path in modules(package)
        if path.relative_to(ROOT).as_posix() not in COMPOSITION_ROOT
        for name in imported(path)
        if name.split(".")[0] in forbidden
    ]


def test_knowledge_imports_nothing_of_bot_handlers_or_slack() -> None:
    """The knowledge stands alone: whoever reuses it needs neither bot nor Slack."""
    assert wrong_arrows("knowledge", frozenset({"bot", "handlers"}) | SLACK) == []


def test_bot_imports_no_handlers() -> None:
    """The bot does not know how Slack reaches it; only the composition root wires both."""
    assert wrong_arrows("bot", frozenset({"handlers"})) == []


def test_bot_speaks_to_slack_only_in_the_doctor() -> None:
    """Answering and rendering need no Slack library; only the doctor asks Slack whether a token is good."""
    arrows = wrong_arrows("bot", SLACK)

    assert {arrow.split(" -> ")[0] for arrow in arrows} <= {"bot/doctor.py"}


def test_handlers_take_only_values_and_the_store_from_knowledge() -> None:
    """Listeners see the models, records and store of the knowledge, never how it is built."""
    wrong = [
        f"{path.relative_to(ROOT)} -> {name}"
        for path in modules("handlers")
        for name in imported(path)
        if name.split(".")[0] == "knowledge" and name.split(".")[1] not in KNOWLEDGE_FOR_HANDLERS
    ]

    assert wrong == []


def test_running_the_package_only_calls_the_command() -> None:
    """`python -m bot` is the command and nothing else."""
    own = [name for name in imported(ROOT / "bot" / "__main__.py") if name.split(".")[0] in PACKAGES]

    assert own == ["bot.cli.main"]


def test_there_is_no_fourth_package() -> None:
    """Beside the three packages stand only tests and benchmarks."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages - {"tests", "benchmarks"} == set(PACKAGES)


def test_sources_import_no_tests_or_benchmarks() -> None:
    """What is installed does not need what is not."""
    assert [
        arrow for package in PACKAGES for arrow in wrong_arrows(package, frozenset({"tests", "benchmarks"}))
    ] == []


@pytest.mark.parametrize("path", modules("knowledge"), ids=lambda path: str(path.relative_to(ROOT)))
def test_knowledge_has_no_name_of_slack(path: Path) -> None:
    """No identifier of the knowledge speaks of Slack, blocks, mentions or commands of a chat."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names |= {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    }

    assert {name for name in names if re.search(r"slack|mrkdwn|block_?kit", name, re.IGNORECASE)} == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_says_what_it_owns(package: str) -> None:
    """Every module begins with a docstring."""
    silent = [
        path.name for path in modules(package) if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]

    assert silent == []


def test_sql_stands_in_one_place() -> None:
    """Queries of the knowledge database stand in its store and in what builds it, nowhere else."""
    sql = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b")
    with_sql = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in modules(package)
        if sql.search(path.read_text("utf-8"))
    }

    assert {path for path in with_sql if not path.startswith("bot/state/")} <= {
        "knowledge/store.py",
        "knowledge/build.py",
        "knowledge/load.py",
    }
