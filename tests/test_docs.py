"""The documentation says what is true: commands, examples, settings and fields."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from bot.cli import _parser
from bot.config import _File
from bot.contract import Kind
from bot.doctor import NEEDED_SCOPES
from bot.topics import EXAMPLES, TOPICS
from knowledge.models import InspectionFile
from knowledge.schema import SCHEMA_FILE, schema_text

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / name).read_text("utf-8")


def test_the_readme_shows_the_five_examples() -> None:
    """The README's example questions are those that `make run` answers without a terminal."""
    shown = re.findall(r"^- `(.+)`$", read("README.md"), re.MULTILINE)

    assert tuple(shown) == EXAMPLES


def test_the_readme_names_every_topic() -> None:
    """Nothing that can be asked is left out of the README."""
    table = read("README.md")

    assert [topic.name for topic in TOPICS if topic.name not in table] == []


def test_the_readme_s_commands_are_targets_of_the_makefile() -> None:
    """Whoever copies a make command from the documentation finds its target."""
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    files = ["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]

    named = {
        name for file in files for name in re.findall(r"(?:`|^)make ([a-z-]+)", read(file), re.MULTILINE)
    }

    assert named <= targets


def test_every_command_is_documented() -> None:
    """Each subcommand of `ofsted-bot` stands in docs/running.md."""
    commands = next(action for action in _parser()._actions if action.choices)
    text = read("docs/running.md")

    assert [name for name in commands.choices or () if f"ofsted-bot {name}" not in text] == []


def test_every_setting_is_in_the_configuration_file() -> None:
    """config.yaml holds every key, each under a comment, with its default."""
    text = read("config.yaml")
    values = yaml.safe_load(text)

    assert set(values) == set(_File.model_fields)
    for key in values:
        assert re.search(rf"^#.*\n{key}:", text, re.MULTILINE), f"{key} has no comment"


def test_every_kind_of_answer_is_documented() -> None:
    """docs/json.md names every kind that is answered."""
    text = read("docs/json.md")
    later = {"changes", "compare"}

    assert [kind for kind in get_args(Kind) if kind not in later and f"`{kind}`" not in text] == []


def test_the_schema_is_that_of_the_models() -> None:
    """The committed JSON Schema is up to date (`make schema`)."""
    assert SCHEMA_FILE.read_text("utf-8") == schema_text()


def test_the_documented_inspection_file_is_valid() -> None:
    """The example in docs/inspection-files.md is accepted."""
    example = re.search(r"```yaml\n(.*?)```", read("docs/inspection-files.md"), re.DOTALL)
    assert example is not None

    inspection = InspectionFile.model_validate(yaml.safe_load(example.group(1)))

    assert inspection.id == "islington-2012-03-09-slac"


def test_the_manifest_grants_what_the_bot_needs() -> None:
    """The manifest has the slash command, the scopes the doctor looks for, and the events that are listened to."""
    manifest = json.loads(read("manifest.json"))

    assert set(manifest["oauth_config"]["scopes"]["bot"]) >= NEEDED_SCOPES
    assert [command["command"] for command in manifest["features"]["slash_commands"]] == ["/ofsted"]
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == {
        "app_home_opened",
        "app_mention",
        "message.im",
    }


def test_links_in_the_documentation_lead_somewhere() -> None:
    """Every file that the documentation names exists."""
    for file in ("README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))):
        for name in re.findall(r"`((?:docs|knowledge|benchmarks|tests)/[\w./-]+)`", read(file)):
            assert (ROOT / name).exists(), f"{file} names {name}"


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_the_lock_has_hashes_and_no_addresses(name: str) -> None:
    """Exact versions with hashes; where they are fetched from is not the project's business."""
    lock = read(name)

    assert "http" not in re.sub(r"#.*|[\w-]*http[\w-]*==|--hash=\S+", "", lock)
    assert "index-url" not in lock
    assert all("==" in line for line in lock.splitlines() if re.match(r"[a-z]", line))
