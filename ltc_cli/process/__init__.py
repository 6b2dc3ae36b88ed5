"""The no-code process: what a company may change in a YAML file, kept in the book as parsed JSON.

The values and their JSON are all an everyday command loads; the YAML side waits until it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from ltc_cli.process.model import (
    Channel,
    CustomField,
    FollowUp,
    LeadProcess,
    Pipeline,
    Pool,
    Process,
    Reason,
    Stage,
    Status,
    Target,
    Tax,
    Value,
    find,
    label,
)
from ltc_cli.process.plain import from_json, to_json

if TYPE_CHECKING:
    from ltc_cli.process.change import Change, Part, compare, removed_ids, renamed_ids
    from ltc_cli.process.read import from_yaml, read_file
    from ltc_cli.process.template import template_text, templates
    from ltc_cli.process.write import to_yaml

__all__ = [
    "Change",
    "Channel",
    "CustomField",
    "FollowUp",
    "LeadProcess",
    "Part",
    "Pipeline",
    "Pool",
    "Process",
    "Reason",
    "Stage",
    "Status",
    "Target",
    "Tax",
    "Value",
    "compare",
    "find",
    "from_json",
    "from_yaml",
    "label",
    "read_file",
    "removed_ids",
    "renamed_ids",
    "template_text",
    "templates",
    "to_json",
    "to_yaml",
]

_LATER = {
    **dict.fromkeys(("Change", "Part", "compare", "removed_ids", "renamed_ids"), "change"),
    **dict.fromkeys(("from_yaml", "read_file"), "read"),
    **dict.fromkeys(("template_text", "templates"), "template"),
    "to_yaml": "write",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
