"""What a new process would change, and the ids it would leave without a home."""

import pytest

from ltc_cli.process import Process, compare, from_yaml, removed_ids, renamed_ids, template_text
from ltc_cli.process.change import Change, Part

OLD = """\
currency: EUR
lead:
  statuses:
    new:
    warm:
    qualified: {label: Qualified}
pipelines:
  sales:
    stages:
      talk: {probability: 20%}
      offer: {probability: 40%, stale_after: 14}
      pending: {probability: 80%}
lost_reasons: {price: Price, time: Timing}
fields:
  deal: {size: number, place: text}
follow_ups:
  - {noun: deal, enters: offer, task: Call}
"""


def changed(*pairs: tuple[str, str]) -> tuple[Process, Process]:
    text = OLD
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return from_yaml(OLD, "old"), from_yaml(text, "new")


@pytest.mark.parametrize("name", ["consulting", "trade-zh"])
def test_nothing(name: str) -> None:
    """The same process differs in nothing."""
    process = from_yaml(template_text(name), name)
    assert compare(process, process) == []
    assert removed_ids(process, process) == []
    assert renamed_ids(process, process) == {}


def test_a_setting() -> None:
    """Changed, added and removed."""
    assert compare(*changed(("EUR", "USD"))) == [Change("currency", "changed", "EUR", "USD")]
    assert compare(*changed(("currency", "language: en\ncurrency"))) == [Change("language", "added", None, "en")]
    assert compare(*changed((", stale_after: 14", ""))) == [
        Change("pipelines.sales.stages.offer.stale_after", "removed", "14", None)
    ]


def test_label_and_probability() -> None:
    """Inside a stage, each key on its own."""
    assert compare(*changed(("talk: {probability: 20%}", "talk: {probability: 25%, label: Talk}"))) == [
        Change("pipelines.sales.stages.talk.label.en", "added", None, "Talk"),
        Change("pipelines.sales.stages.talk.probability", "changed", "20", "25"),
    ]


def test_removed_and_added() -> None:
    """Without `was` a new id is a new stage, and the old one is gone."""
    old, new = changed(("talk:", "meet:"))
    assert compare(old, new) == [
        Change("pipelines.sales.stages.talk", "removed", "probability: 20", None),
        Change("pipelines.sales.stages.meet", "added", None, "probability: 20"),
    ]
    assert removed_ids(old, new) == [Part("stage", "sales", "talk")]
    assert renamed_ids(old, new) == {}


def test_renamed() -> None:
    """With `was` it is the same stage under another name; what else differs is told too."""
    old, new = changed(
        ("talk: {probability: 20%}", "meet: {probability: 30%, was: talk}"),
        ("warm:", "keen: {was: warm}"),
        ("size: number", "width: {type: number, was: size}"),
    )
    assert compare(old, new) == [
        Change("lead.statuses.keen", "renamed", "warm", "keen"),
        Change("pipelines.sales.stages.meet", "renamed", "talk", "meet"),
        Change("pipelines.sales.stages.meet.probability", "changed", "20", "30"),
        Change("fields.deal.width", "renamed", "size", "width"),
    ]
    assert removed_ids(old, new) == []
    assert renamed_ids(old, new) == {
        Part("status", "", "warm"): "keen",
        Part("stage", "sales", "talk"): "meet",
        Part("field", "deal", "size"): "width",
    }


def test_was_that_is_history() -> None:
    """A `was` that stays in the YAML means nothing once the new id is known."""
    _, new = changed(("talk: {", "meet: {was: talk, "))
    _, next_one = changed(("talk: {", "meet: {was: talk, "), ("EUR", "USD"))
    assert compare(new, next_one) == [Change("currency", "changed", "EUR", "USD")]
    assert renamed_ids(new, next_one) == {}


def test_was_that_never_was() -> None:
    """A `was` that names nothing makes a new field."""
    old, new = changed(("place: text", "place: text, city: {type: text, was: town}"))
    assert compare(old, new) == [Change("fields.deal.city", "added", None, "type: text")]


def test_renamed_pipeline() -> None:
    """Its stages are still where they were, under its old name."""
    old, new = changed(("  sales:\n", "  direct:\n    was: sales\n"), ("talk:", "meet:"))
    assert compare(old, new)[0] == Change("pipelines.direct", "renamed", "sales", "direct")
    assert renamed_ids(old, new) == {Part("pipeline", "", "sales"): "direct"}
    assert removed_ids(old, new) == [Part("stage", "sales", "talk")]


def test_everything_that_records_refer_to() -> None:
    """A pipeline goes with its stages; reasons, channels and taxes count too."""
    before = OLD + "channels: {web: , fair: }\ntaxes: {vat: 19, zero: 0}\n"
    after = (
        before.replace("  sales:", "  direct:")
        .replace("price: Price, ", "")
        .replace("web: , ", "")
        .replace("vat: 19, ", "")
    )
    assert removed_ids(from_yaml(before, "old"), from_yaml(after, "new")) == [
        Part("lost_reason", "", "price"),
        Part("channel", "", "web"),
        Part("tax", "", "vat"),
        Part("pipeline", "", "sales"),
        *(Part("stage", "sales", stage) for stage in ("talk", "offer", "pending", "won", "lost", "void")),
    ]


def test_order() -> None:
    """The order of stages is the order of the funnel: moving one is a change."""
    moved = "      pending: {probability: 80%}\n"
    old, new = changed((moved, ""), ("      talk:", f"{moved}      talk:"))
    assert compare(old, new) == [
        Change(
            "pipelines.sales.stages",
            "changed",
            "talk, offer, pending, won, lost, void",
            "pending, talk, offer, won, lost, void",
        )
    ]


def test_follow_ups_and_counting() -> None:
    """A rule has no id, so another rule is another one; yes and no are told in words."""
    assert compare(*changed(("task: Call", "task: Write"), ("time: Timing", "time: {label: Timing, counts: no}"))) == [
        Change("lost_reasons.time.counts", "added", None, "no"),
        Change("follow_ups", "removed", "noun: deal, stage: offer, task: Call", None),
        Change("follow_ups", "added", None, "noun: deal, stage: offer, task: Write"),
    ]
