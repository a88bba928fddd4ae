"""Settings: the file, the environment, and what is said of a bad one."""

from pathlib import Path

import pytest
import yaml

from bot.config import ConfigError, load_settings

ROOT = Path(__file__).parents[2]
VARIABLES = (
    "OFSTED_CONFIG OFSTED_DATA OFSTED_INSPECTIONS OFSTED_KNOWLEDGE OFSTED_TIME_ZONE OFSTED_LOG_LEVEL SLACK_BOT_TOKEN"
    " SLACK_APP_TOKEN SLACK_SIGNING_SECRET SLACK_API_URL PORT"
).split()


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of this machine, and a folder of its own to stand in."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def write(folder: Path, text: str, name: str = "config.yaml") -> Path:
    """Write a configuration file and return its path."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_are_in_force(tmp_path: Path) -> None:
    """No configuration is needed: everything has a default, below the current folder."""
    settings = load_settings()

    assert settings.data == tmp_path / "data"
    assert settings.inspections == tmp_path / "data" / "inspections"
    assert settings.knowledge == tmp_path / "data" / "knowledge.sqlite3"
    assert str(settings.time_zone) == "Europe/London"
    assert settings.secrets.slack_bot_token is None
    assert settings.secrets.port == 3000


def test_paths_count_from_the_files_folder(tmp_path: Path) -> None:
    """A relative path means the same wherever the command is run from."""
    (tmp_path / "etc").mkdir()
    path = write(tmp_path / "etc", "data: ../srv\ninspections: mine\n")

    settings = load_settings(path)

    assert settings.data == tmp_path / "srv"
    assert settings.inspections == tmp_path / "etc" / "mine"
    assert settings.knowledge == tmp_path / "srv" / "knowledge.sqlite3"


def test_the_file_of_the_current_folder_is_found(tmp_path: Path) -> None:
    """config.yaml where the command is run counts without being named."""
    write(tmp_path, "data: here\n")

    assert load_settings().data == tmp_path / "here"


def test_an_environment_variable_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OFSTED_CONFIG leads to the file; an argument wins over it."""
    other = write(tmp_path, "data: other\n", "other.yaml")
    third = write(tmp_path, "data: third\n", "third.yaml")
    monkeypatch.setenv("OFSTED_CONFIG", str(other))

    assert load_settings().data == tmp_path / "other"
    assert load_settings(third).data == tmp_path / "third"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OFSTED_ and the key in capitals overrides what the file says."""
    path = write(tmp_path, "data: file\nlog_level: info\n")
    monkeypatch.setenv("OFSTED_DATA", str(tmp_path / "environment"))
    monkeypatch.setenv("OFSTED_LOG_LEVEL", "debug")

    settings = load_settings(path)

    assert settings.data == tmp_path / "environment"
    assert settings.log_level == "debug"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("dta: x\n", 1, "unknown key"),
        ("data: x\nlog_level: loud\n", 2, "log_level"),
        ("\ntime_zone: London\n", 2, "Europe/London"),
        ("data: [a, b]\n", 1, "data"),
        ("data: x\ndata: y\n", 2, "twice"),
        ("data: [\n", 2, "YAML"),
        ("- data\n", 1, "keys with values"),
        ("data\n", 1, "keys with values"),
    ],
)
def test_a_bad_file_is_told_with_its_line(tmp_path: Path, text: str, line: int, expected: str) -> None:
    """File, line and what was expected, as for inspection files."""
    path = write(tmp_path, text)

    with pytest.raises(ConfigError) as caught:
        load_settings(path)

    assert f"config.yaml:{line}:" in str(caught.value)
    assert expected in str(caught.value)


def test_all_bad_keys_are_told_at_once(tmp_path: Path) -> None:
    """Two faults are two lines."""
    path = write(tmp_path, "dta: x\nlog_level: loud\n")

    with pytest.raises(ConfigError) as caught:
        load_settings(path)

    assert len(str(caught.value).splitlines()) == 2


def test_a_bad_variable_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the environment is not blamed on the file, and names the variable as it was set."""
    monkeypatch.setenv("OFSTED_TIME_ZONE", "Nowhere/Else")
    monkeypatch.setenv("PORT", "70000")

    with pytest.raises(ConfigError, match="environment") as caught:
        load_settings()
    assert "OFSTED_TIME_ZONE" in str(caught.value)

    monkeypatch.delenv("OFSTED_TIME_ZONE")
    with pytest.raises(ConfigError, match="environment: PORT"):
        load_settings()


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    """Who names a file means it."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path / "none.yaml")


def test_an_empty_variable_is_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is set but empty, as deployments write it, does not count as a token."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")

    assert not load_settings().secrets.slack_bot_token


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings does not print a token."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1234-secret")

    secrets = load_settings().secrets

    assert "xoxb-1234-secret" not in f"{secrets!r}{secrets}"


def test_the_shipped_file_holds_the_defaults() -> None:
    """config.yaml states what is in force without it, every key of it."""
    text = (ROOT / "config.yaml").read_text("utf-8")

    shipped, without = load_settings(ROOT / "config.yaml"), load_settings()

    assert shipped.time_zone == without.time_zone
    assert shipped.log_level == without.log_level
    assert shipped.data == ROOT / "data"
    assert set(yaml.safe_load(text)) >= {"data", "inspections", "knowledge", "time_zone", "log_level"}
