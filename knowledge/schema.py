"""The JSON Schema of inspection files, made from the models, so that editors complete and check them.

`python -m knowledge.schema` writes it anew; a test fails when the committed one is out of date.
"""

import json
from pathlib import Path

from knowledge.models import InspectionFile

SCHEMA_FILE = Path(__file__).with_name("inspection.schema.json")


def schema_text() -> str:
    """Return the schema as the text of its file."""
    schema = InspectionFile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), "utf-8")
