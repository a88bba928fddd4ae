"""An inspection as YAML text: the same for the same inspection, wrapped, readable, UTF-8."""

from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 110
_DEFAULTS: Mapping[str, Any] = {
    "page": None, "within": None, "weakness": False, "same_as": None, "outcomes": [], "footnotes": [], "topics": [],
}  # fmt: skip


class _Dumper(yaml.CSafeDumper):
    """Indents lists under their key, and never writes an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Flow(dict[str, Any]):
    """A mapping that is written on one line."""


class _FlowList(list[Any]):
    """A list that is written on one line."""


_Dumper.add_representer(
    _Flow, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), True)
)
_Dumper.add_representer(
    _FlowList, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, True)
)


def to_yaml(inspection: Mapping[str, Any]) -> str:
    """Return the text of the inspection's YAML file; what has its default is left out of a finding."""
    document = {key: _flowing(value) for key, value in inspection.items()}
    document["findings"] = [_shortened(finding) for finding in inspection.get("findings", ())]
    return yaml.dump(
        document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False
    )


def _flowing(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _Flow(value)
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return _FlowList(value)
    return value


def _shortened(finding: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in finding.items() if key not in _DEFAULTS or value != _DEFAULTS[key]}
    return {key: _FlowList(value) if key in ("topics", "outcomes") else value for key, value in kept.items()}
