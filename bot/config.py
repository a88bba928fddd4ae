"""Settings: `config.yaml` for what is no secret, the environment for what is. Checked when loaded."""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.roles import DEFAULT_ROLES, EVERYONE, RoleName
from knowledge import yaml_files
from knowledge.sources import Folders

STATE_FILE = "state.sqlite3"
"""Name of the state database in the data folder, where `DATABASE_URL` names no other."""


class ConfigError(ValueError):
    """The settings are not usable; the message says which, and what was expected."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("expected a time zone such as Europe/London") from None
    return name


def _role_holder(name: str) -> str:
    if name != EVERYONE and not re.fullmatch(r"[UWS][A-Z0-9]{2,30}", name):
        raise ValueError(f"expected “{EVERYONE}”, a Slack user's id (U…, W…) or a user group's id (S…)")
    return name


RoleHolder = Annotated[str, AfterValidator(_role_holder)]


def _web_address(address: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", address):
        raise ValueError("expected an address such as https://ofsted.example.org")
    return address.rstrip("/")


class _File(BaseSettings):
    """The keys of `config.yaml`; an environment variable `OFSTED_KEY` wins over the file."""

    model_config = SettingsConfigDict(env_prefix="OFSTED_", extra="forbid")

    data: Path = Path("data")
    inspections: Path | None = None
    knowledge: Path | None = None
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "Europe/London"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    digest_catch_up_hours: float = Field(default=4.0, ge=0.1, le=24)
    roles: dict[RoleName, tuple[RoleHolder, ...]] | None = None
    address: Annotated[str, AfterValidator(_web_address)] | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the environment before the file's values."""
        return env_settings, init_settings


class Secrets(BaseSettings):
    """What only the environment holds."""

    model_config = SettingsConfigDict(extra="ignore")

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: SecretStr | None = None
    port: int = Field(default=3000, ge=1, le=65535)


class Settings:
    """The settings in force: the file's keys with their paths made absolute, and the secrets."""

    def __init__(self, file: _File, secrets: Secrets, folder: Path) -> None:
        self.data = (folder / file.data).resolve()
        self.inspections = (
            (folder / file.inspections).resolve() if file.inspections else self.data / "inspections"
        )
        self.knowledge = (
            (folder / file.knowledge).resolve() if file.knowledge else self.data / "knowledge.sqlite3"
        )
        self.time_zone = ZoneInfo(file.time_zone)
        self.log_level = file.log_level
        self.digest_catch_up_hours = file.digest_catch_up_hours
        self.roles = DEFAULT_ROLES if file.roles is None else DEFAULT_ROLES | file.roles
        self.roles_configured = file.roles is not None
        self.address = file.address
        self.secrets = secrets

    @property
    def state_url(self) -> str:
        """The address of the state database: `DATABASE_URL`, else a file in the data folder."""
        if self.secrets.database_url is not None:
            return self.secrets.database_url.get_secret_value()
        return f"sqlite:///{self.data / STATE_FILE}"

    @property
    def folders(self) -> Folders:
        """The inputs of the knowledge database."""
        return Folders(user=self.inspections)


CONFIG_FILE = "config.yaml"


def load_settings(path: Path | None = None) -> Settings:
    """Return the settings in force.

    Args:
        path: The configuration file; default: the one that `OFSTED_CONFIG` names, else `config.yaml` in the
            current folder, which need not exist.

    Raises:
        ConfigError: A key is unknown, a value is not usable, or the named file cannot be read.
    """
    named = path or (Path(os.environ["OFSTED_CONFIG"]) if os.environ.get("OFSTED_CONFIG") else None)
    file = named or Path(CONFIG_FILE)
    values: dict[str, Any] = {}
    lines: yaml_files.YamlDocument | None = None
    if named is not None or file.exists():
        try:
            lines = yaml_files.read(file)
        except yaml_files.YamlFault as error:
            raise ConfigError(f"{file}:{error.line}: {error}") from error
        except OSError as error:
            raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
        if lines.value is not None and not isinstance(lines.value, dict):
            raise ConfigError(f"{file}:1: expected keys with values, such as “data: data”")
        values = lines.value or {}
    try:
        return Settings(_File(**values), Secrets(), file.resolve().parent)
    except ValidationError as error:
        raise ConfigError("\n".join(_problems(file, lines, error))) from error


def _problems(file: Path, document: yaml_files.YamlDocument | None, error: ValidationError) -> list[str]:
    problems = []
    prefix = "OFSTED_" if error.title == _File.__name__ else ""
    for item in error.errors():
        line = document.line_of(item["loc"]) if document else 1
        key = ".".join(map(str, item["loc"]))
        where = (
            f"{file}:{line}: {key}"
            if document and item["loc"] in document.lines
            else f"environment: {prefix}{key.upper()}"
        )
        problem = (
            "unknown key; remove it or correct its spelling"
            if item["type"] == "extra_forbidden"
            else item["msg"]
        )
        problems.append(f"{where}: {problem.removeprefix('Value error, ')}")
    return problems
