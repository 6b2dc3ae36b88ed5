"""The templates are documentation that works."""

import pytest
import yaml

from ltc_cli.errors import NotFound
from ltc_cli.process import from_json, from_yaml, template_text, templates, to_json, to_yaml

NAMES = ["consulting", "products", "saas", "trade-zh"]


def test_names() -> None:
    """The default is the first."""
    assert templates() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_round_trips(name: str) -> None:
    """Each is valid, and the same after JSON and after YAML."""
    process = from_yaml(template_text(name), name)
    assert from_json(to_json(process)) == process
    assert from_yaml(to_yaml(process), name) == process


@pytest.mark.parametrize("name", NAMES)
def test_worth_copying_from(name: str) -> None:
    """Comments, fields of its own, reasons, follow-ups of both sorts, stale_after on every open stage."""
    process = from_yaml(template_text(name), name)
    assert template_text(name).count("#") >= 2
    assert 1 <= sum(map(len, process.fields.values())) <= 3
    assert len(process.lost_reasons) >= 5
    assert process.not_counted()
    assert {rule.after is None for rule in process.follow_ups} == {True, False}
    assert all(each.stale_after for line in process.pipelines for each in line.stages if each.kind == "open")
    assert len(process.channels) >= 5
    assert any(channel.aliases for channel in process.channels)


@pytest.mark.parametrize("name", NAMES)
def test_other_yaml_readers_can_read_it(name: str) -> None:
    """Plain YAML, both as it was written and as `process show` prints it."""
    written = yaml.safe_load(template_text(name))
    shown = yaml.safe_load(to_yaml(from_yaml(template_text(name), name)))
    assert set(shown) <= set(written)
    assert shown["channels"].keys() == written["channels"].keys()
    assert shown["follow_ups"][0]["task"] == written["follow_ups"][0]["task"]


def test_consulting() -> None:
    """The process of a new file: no pool, nothing that only one country has."""
    process = from_yaml(template_text("consulting"), "consulting")
    assert [(status.id, status.kind) for status in process.lead.statuses] == [
        ("new", "new"),
        ("contacted", "working"),
        ("nurturing", "working"),
        ("qualified", "qualified"),
    ]
    assert [(stage.id, stage.kind, stage.probability) for stage in process.pipelines[0].stages] == [
        ("discovery", "open", 15),
        ("proposal", "open", 35),
        ("negotiation", "open", 60),
        ("verbal", "open", 90),
        ("won", "won", 100),
        ("lost", "lost", 0),
        ("void", "void", 0),
    ]
    assert not process.pool.on
    assert (process.currency, process.timezone, process.country, process.taxes) == (None, None, None, ())


def test_trade() -> None:
    """Chinese labels on ASCII ids, a pool, yuan."""
    process = from_yaml(template_text("trade-zh"), "trade-zh")
    assert (process.language, process.currency, process.timezone) == ("zh", "CNY", "Asia/Shanghai")
    assert process.pool.on
    assert all(status.labels["zh"] and status.id.isascii() for status in process.lead.all)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("consultng", "Did you mean consulting?"),
        ("bakery", "Templates: consulting, products, saas, trade-zh; or name a YAML file."),
        ("../process/consulting", "Did you mean consulting?"),
    ],
)
def test_unknown(name: str, hint: str) -> None:
    """A name is a name, never a path."""
    with pytest.raises(NotFound) as caught:
        template_text(name)
    assert caught.value.message == f"there is no process template {name!r}."
    assert caught.value.hint == hint
