"""The `trade-zh` process: Chinese labels are taken and shown, machines get the ids."""

import pytest


@pytest.fixture
def zh(ltc_with):
    """A Chinese trading company with a pool."""
    return ltc_with("trade-zh")


def test_labels_are_taken_wherever_an_id_is(zh):
    """Channels with aliases, statuses, stages, reasons, pipelines and fields."""
    lead = zh.json("lead", "add", "王伟", "--company", "深圳华为", "--channel", "广交会", "--field", "意向产品=手机")
    assert (lead["channel"], lead["fields"]) == ("exhibition", {"product": "手机"})
    assert zh.json("lead", "advance", "L1", "--to", "询盘")["status"] == "inquiry"
    assert zh.json("lead", "disqualify", "L1", "--reason", "订单太小")["status"] == "disqualified"
    assert zh.json("lead", "reopen", "L1")["status"] == "inquiry"
    deal = zh.json("deal", "add", "手机 500 台", "--amount", "12万", "--pipeline", "出口", "--field", "贸易术语=fob")
    assert (deal["amount"], deal["currency"], deal["stage"]) == ("120000.00", "EUR", "contact")
    assert deal["fields"]["incoterm"] == "FOB"
    assert zh.json("deal", "advance", "D1", "--to", "报价")["stage"] == "quotation"
    lost = zh.json("deal", "lose", "D1", "--reason", "选择同行")
    assert (lost["stage"], lost["status"], lost["reason"]) == ("lost", "lost", "competitor")
    assert zh.rows("SELECT to_stage, reason FROM stage_event ORDER BY id") == [
        ("inquiry", None), ("disqualified", "too_small"), ("inquiry", None), ("quotation", None),
        ("lost", "competitor"),
    ]  # fmt: skip


def test_lists_and_filters_take_labels(zh):
    """Options and --where alike, aliases too."""
    zh("lead", "add", "王伟", "--channel", "展会")
    zh("lead", "add", "李娜", "--channel", "阿里")
    zh("lead", "advance", "L1", "--to", "寄样")
    zh("deal", "add", "手机", "--stage", "初步接洽")

    def refs(noun, *words):
        return [each["ref"] for each in zh.json(noun, "list", *words)]

    assert refs("lead", "--status", "寄样") == refs("lead", "--where", "status = 寄样") == ["L1"]
    assert refs("lead", "--channel", "国际站") == refs("lead", "--where", "channel = 国际站") == ["L2"]
    assert refs("lead", "--where", "channel in (展会, alibaba)") == ["L2", "L1"]
    zh("deal", "add", "电池")
    zh("deal", "win", "D2")
    assert refs("deal", "--status", "成交") == refs("deal", "--where", "status = 成交") == ["D2"]
    assert refs("deal", "--status", "won") == refs("deal", "--where", "status != open") == ["D2"]
    assert refs("deal", "--stage", "初步接洽") == refs("deal", "--where", "stage = 初步接洽") == ["D1"]


def test_people_read_labels_and_machines_ids(zh):
    """In the table of a list, on a page and in its story."""
    zh("lead", "add", "王伟", "--channel", "展会")
    zh("lead", "advance", "L1", "--to", "询盘")
    table = zh("lead", "list").out
    assert "询盘" in table and "展会" in table and "inquiry" not in table and "exhibition" not in table
    page = zh("L1").out
    assert "询盘" in page and "inquiry" not in page and "创建" in page and "created" not in page
    assert [event["event"] for event in zh.json("L1")["story"]] == ["created", "inquiry"]
    assert zh("lead", "list", "-f", "csv", "--columns", "status,channel").out == "status,channel\ninquiry,exhibition\n"


def test_two_characters_inside_a_longer_name_are_found(zh):
    """华为 in 深圳华为技术有限公司."""
    zh("account", "add", "深圳华为技术有限公司")
    assert [hit["ref"] for hit in zh.json("search", "华为")] == ["A1"]


def test_entering_a_stage_makes_its_task(zh):
    """An inquiry is to be answered within a day, a quotation followed up in three."""
    zh("lead", "add", "王伟", "--owner", "li")
    zh("lead", "advance", "L1", "--to", "询盘")
    zh("deal", "add", "手机", "--amount", "1k")
    zh("deal", "advance", "D1")
    assert zh.rows("SELECT body, due, entity, entity_id, rule FROM task ORDER BY id") == [
        ("24小时内回复询盘", "2026-04-01", "lead", 1, "inquiry"), ("跟进报价", "2026-04-03", "deal", 1, "quotation"),
    ]  # fmt: skip
