"""Frameworks: which judgements exist, in which order, with which grades and deadline rules.

Owns `frameworks.yaml`. A framework is data; nothing here or elsewhere may name one in a branch.
"""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from knowledge import yaml_files

FRAMEWORKS_FILE = Path(__file__).with_name("frameworks.yaml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class JudgementDefinition(_Strict):
    """A judgement that a framework provides for; `key` is also its column in `outcomes.csv`."""

    key: str
    strand: str
    name: str


class Framework(_Strict):
    """One inspection framework; see the head of `frameworks.yaml` for each field."""

    name: str
    short: str
    called: tuple[str, ...] = ()
    family: str
    first_day: dt.date = Field(alias="from")
    last_day: dt.date | None = Field(alias="until")
    graded: bool
    overall: tuple[str, ...]
    overall_note: str | None
    grades: tuple[str, ...]
    strands: tuple[str, ...] = ()
    judgements: tuple[JudgementDefinition, ...]
    statement: bool
    limits: bool

    def covers(self, day: dt.date) -> bool:
        """Return whether fieldwork on `day` can fall under this framework."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class _FrameworksFile(_Strict):
    frameworks: dict[str, Framework]


def parse_frameworks(document: Any) -> dict[str, Framework]:
    """Return the frameworks of a parsed `frameworks.yaml`, by key, in file order.

    Raises:
        pydantic.ValidationError: An entry is not as the head of the file describes.
    """
    return _FrameworksFile.model_validate(document).frameworks


@cache
def load_frameworks(path: Path = FRAMEWORKS_FILE) -> dict[str, Framework]:
    """Return the frameworks of `path`, by key, in file order.

    Raises:
        OSError: The file cannot be read.
        yaml_files.YamlFault: It is not YAML.
        pydantic.ValidationError: An entry is not as the head of the file describes.
    """
    return parse_frameworks(yaml_files.read(path).value)


def framework_for(family: str, inspected: dt.date, frameworks: dict[str, Framework]) -> str | None:
    """Return the key of the framework of `family` in force on the first day of fieldwork, or None.

    The inspection's date decides, never its publication date.
    """
    for key, framework in frameworks.items():
        if framework.family == family and framework.covers(inspected):
            return key
    return None
