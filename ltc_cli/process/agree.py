"""What has to agree across a process file: a reference from one part to another names what is there.

References to a part that is wrong itself are left alone until it is mended.
"""

from typing import Any

from ltc_cli.process.plain import BUILT_IN
from ltc_cli.process.rule import Faults, guess

DEAL_FIELDS = (
    "account",
    "contact",
    "lead",
    "amount",
    "expected_close",
    "channel",
    "owner",
    "next",
    "external_id",
)
"""Fields of its own that a stage may require of a deal."""


def agree(data: dict[str, Any], faults: Faults) -> None:
    """Note every reference that names nothing."""
    taxes = [tax["id"] for tax in data.get("taxes", ())]
    if "default_tax" in data and data["default_tax"] not in taxes and faults.sound("taxes"):
        faults.add(
            ("default_tax",),
            f"there is no tax {data['default_tax']!r}",
            guess(data["default_tax"], taxes, "Taxes"),
        )
    if faults.sound("pipelines"):
        if not data.get("pipelines"):
            faults.add(("pipelines",), "a process needs a pipeline")
        if faults.sound("fields"):
            _requirements(data, faults)
    _follow_ups(data, faults)


def _requirements(data: dict[str, Any], faults: Faults) -> None:
    known = [*DEAL_FIELDS, *(each["id"] for each in data.get("fields", {}).get("deal", ()))]
    for line in data.get("pipelines", ()):
        for stage in line["stages"]:
            for number, name in enumerate(stage.get("requires", ()), 1):
                if name not in known:
                    at = ("pipelines", line["id"], "stages", stage["id"], "requires", f"[{number}]")
                    faults.add(at, f"a deal has no field {name!r}", guess(name, known, "Fields"))


def _follow_ups(data: dict[str, Any], faults: Faults) -> None:
    lead = data.get("lead", {}).get("statuses", ())
    stages = [stage for line in data.get("pipelines", ()) for stage in line.get("stages", ())]
    known = {
        "lead": [*(each["id"] for each in lead), *BUILT_IN],
        "deal": list(dict.fromkeys(each["id"] for each in stages)),
    }
    part = {"lead": "lead", "deal": "pipelines"}
    for number, rule in enumerate(data.get("follow_ups", ()), 1):
        noun, stage = rule.get("noun"), rule.get("stage")
        at = ("follow_ups", f"[{number}]")
        if noun and stage and stage not in known[noun] and faults.sound(part[noun]):
            key = "stays" if "after" in rule else "enters"
            faults.add((*at, key), f"no {noun} is ever in {stage!r}", guess(stage, known[noun], "Stages"))
