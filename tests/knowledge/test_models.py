"""The inspection file's models, and the schema made from them."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pydantic
import pytest
import yaml

from knowledge.models import InspectionFile
from tests.builders import finding, improvement, inspection

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "knowledge" / "inspection.schema.json"


@pytest.mark.parametrize(
    "within", ["immediately", "1 month", "3 months", "6 months", "20 working days", "1 working day"]
)
def test_time_limits_of_the_contract_are_taken(within: str) -> None:
    """Immediately, months and working days are the limits there are."""
    file = InspectionFile.model_validate(inspection(findings=[improvement(within=within)]))

    assert file.findings[0].within == within


@pytest.mark.parametrize(
    "within",
    ["", "Immediately", "three months", "3", "months", "-3 months", "03 months", "3  months", "1.5 months"],
)
def test_other_time_limits_are_refused(within: str) -> None:
    """A limit that no date follows from is refused, with what was expected."""
    with pytest.raises(pydantic.ValidationError, match="working days"):
        InspectionFile.model_validate(inspection(findings=[improvement(within=within)]))


@pytest.mark.parametrize(
    "identity", ["Barnet-2012-03-09-slac", "barnet-2012-03-09", "2012-03-09-slac", "barnet_2012"]
)
def test_ids_of_another_form_are_refused(identity: str) -> None:
    """An id is authority, publication date and family."""
    with pytest.raises(pydantic.ValidationError, match="expected authority-slug"):
        InspectionFile.model_validate(inspection() | {"id": identity})


def test_spaces_around_a_text_are_removed() -> None:
    """A text is kept without the spaces that stand around it."""
    file = InspectionFile.model_validate(inspection(title="  Inspection  "))

    assert file.title == "Inspection"


def test_a_file_cannot_be_changed_after_it_was_read() -> None:
    """What was validated stays as it was validated."""
    file = InspectionFile.model_validate(inspection())

    with pytest.raises(pydantic.ValidationError):
        file.title = "Another"  # type: ignore[misc]


@pytest.mark.parametrize("day", ["2012-03-09T10:00:00", 20120309, "09/03/2012", "2012-3-9", True])
def test_a_date_is_a_date_and_nothing_like_it(day: object) -> None:
    """Neither instants nor numbers nor other forms of a date are taken for a day."""
    with pytest.raises(pydantic.ValidationError):
        InspectionFile.model_validate(inspection() | {"received": day})


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The committed JSON Schema of inspection files."""
    if not SCHEMA.is_file():
        pytest.skip("knowledge/inspection.schema.json is not written yet; make schema")
    found: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    return found


def test_the_committed_schema_is_that_of_the_models(schema: dict[str, Any]) -> None:
    """The schema was written anew when the models last changed."""
    generated = InspectionFile.model_json_schema()

    assert schema["properties"].keys() == generated["properties"].keys()
    assert schema.get("required") == generated.get("required")
    assert schema["$defs"] == generated["$defs"]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "knowledge" / "inspections").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_shipped_file_fits_the_schema(schema: dict[str, Any], path: Path) -> None:
    """An editor that checks by the schema finds no fault in what is shipped."""
    values = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    plain = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)

    jsonschema.validate(json.loads(json.dumps(plain, default=str)), schema)

    assert values["id"] == path.stem


def test_the_schema_refuses_what_the_models_refuse(schema: dict[str, Any]) -> None:
    """An unknown key is an error in the editor already."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(inspection(findings=[finding(colour="red")]), schema)
