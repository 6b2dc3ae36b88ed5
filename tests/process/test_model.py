"""People may say an id or a label, in any language and case."""

import pytest

from ltc_cli.process import Channel, CustomField, Pipeline, Process, Stage, find, from_yaml, label, template_text


@pytest.fixture(scope="module")
def trade() -> Process:
    return from_yaml(template_text("trade-zh"), "trade-zh")


@pytest.mark.parametrize("word", ["sample_ok", "Sample OK", " sample  ok ", "样品确认", "SAMPLE APPROVED"])
def test_find_stage(trade: Process, word: str) -> None:
    """A stage answers to its id, to the id with blanks, and to its label in every language."""
    stage = trade.pipelines[0].find_stage(word)
    assert stage is not None
    assert stage.id == "sample_ok"


def test_what_is_not_there(trade: Process) -> None:
    """Finding nothing is no error; the caller names the nearest."""
    assert trade.pipelines[0].find_stage("样品") is None
    assert trade.lead.find_status("") is None
    assert trade.lead.find_reason("price") is None
    assert trade.find_lost_reason("spam") is None
    assert trade.find_channel("radio") is None
    assert trade.find_pipeline("import") is None
    assert trade.find_tax("luxury") is None


def test_find_the_rest(trade: Process) -> None:
    """Statuses, reasons, channels (also by alias), pipelines, taxes."""
    assert [trade.lead.find_status(word) for word in ("询盘", "inquiry", "Inquiry")] == [trade.lead.statuses[1]] * 3
    assert trade.lead.find_status("无效") == trade.lead.disqualified
    assert trade.lead.find_status("converted") == trade.lead.converted
    assert [trade.find_channel(word) for word in ("展会", "广交会", "EXHIBITION")] == [trade.channels[0]] * 3
    assert trade.find_pipeline("出口") == trade.pipelines[0]
    assert [reason and reason.id for reason in map(trade.find_lost_reason, ("价格", "Price"))] == ["price", "price"]
    assert [reason and reason.id for reason in map(trade.lead.find_reason, ("重复", "duplicate"))] == ["duplicate"] * 2
    assert [tax and tax.rate for tax in map(trade.find_tax, (None, "VAT"))] == ["0", "13"]


def test_id_before_label() -> None:
    """When one's label is another's id, the id has it."""
    first, second = Channel("web", labels={"en": "Fair"}), Channel("fair", labels={"en": "Web"})
    assert find((first, second), "fair") == second
    assert find((first, second), "Web") == first


def test_label() -> None:
    """The label of the language, else the English one, else any, else the id with blanks."""
    both = Channel("own_site", labels={"zh": "独立站", "en": "Own website"})
    assert [label(both, language) for language in ("zh", "en", "de", None)] == ["独立站"] + ["Own website"] * 3
    assert label(Channel("x", labels={"zh": "独立站"}), "de") == "独立站"
    assert label(Channel("own_site"), "zh") == "own site"


def test_custom_field() -> None:
    """A field answers to its labels; a choice to any case of it."""
    field = CustomField("incoterm", "choice", {"zh": "贸易术语"}, ("EXW", "FOB", "To be agreed"))
    assert field.answers_to("贸易术语")
    assert field.answers_to("Incoterm")
    assert not field.answers_to("fob")
    assert field.find_choice("fob") == "FOB"
    assert field.find_choice("to be  agreed") == "To be agreed"
    assert field.find_choice("CIF") is None


def test_stage_of_kind() -> None:
    """Where a deal begins and ends."""
    line = Pipeline("sales", (Stage("a", "open"), Stage("b", "open"), Stage("won", "won")))
    assert line.stage_of_kind("open").id == "a"
    assert line.stage_of_kind("won").id == "won"


def test_fields_of_nouns_without_any(trade: Process) -> None:
    """No custom fields is an empty tuple."""
    assert trade.fields_of("account") == ()
    assert [field.id for field in trade.fields_of("deal")] == ["incoterm", "port"]
