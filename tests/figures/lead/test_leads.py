"""When a conversion counts, whose it is, and the leads behind the figures."""

import pytest


@pytest.fixture
def led(ltc):
    """Three leads of January, each with a deal: L1's is won in February."""
    for number in (1, 2, 3):
        ltc("lead", "add", f"Lead {number}", "--channel", "event", "--on", "2026-01-05", "-q")
        ltc("lead", "convert", f"L{number}", "--deal", f"Deal {number}", "--on", "2026-01-06", "-q")
    assert ltc("deal", "win", "D1", "--on", "2026-02-10").code == 0
    return ltc


def won(ltc, *words):
    """Conversions, on the basis of the period unless asked otherwise."""
    return ltc.json("report", "conversion", "--basis", "period", *words)["totals"]["converted"]


def test_every_lead_counted_is_listed(led):
    """`explain leads --rows` names the leads that the report counts, and the test lead that it does not."""
    led("lead", "edit", "L3", "test=yes")
    report = led.json("report", "leads")
    assert (report["totals"]["leads"], report["excluded"]) == (2, {"test": 1})
    rows = led.json("explain", "leads", "--rows")
    assert [(row["ref"], row["counted"], row["why"]) for row in rows] == [
        ("L1", True, ""), ("L2", True, ""), ("L3", False, "test"),
    ]  # fmt: skip


def test_a_win_is_dated_by_the_close_that_stands(led):
    """Won in February, reopened, won again in March: one conversion, of March (G9)."""
    led("deal", "reopen", "D1", "--on", "2026-02-20")
    led("deal", "win", "D1", "--on", "2026-03-10")
    assert won(led, "--period", "2026-02") == 0
    assert won(led, "--period", "2026-03") == 1
    assert won(led, "--period", "2026-02", "--as-of", "2026-02-15") == 1


def test_a_reversed_win_does_not_date_another_deals(led):
    """D1 was reversed; the lead's second deal, won in March, is what converts it, in March."""
    led("deal", "reopen", "D1", "--on", "2026-02-20")
    led("deal", "lose", "D1", "--reason", "price", "--on", "2026-02-21")
    led("deal", "add", "Second", "--lead", "L1", "--on", "2026-02-25")
    led("deal", "win", "D4", "--on", "2026-03-10")
    assert won(led, "--period", "2026-02") == 0
    assert won(led, "--period", "2026-03") == 1


def test_a_void_deal_does_not_date_an_opportunity(led):
    """D2 is void: the lead's opportunity is the deal opened in March."""
    led("deal", "void", "D2", "--reason", "typo", "--on", "2026-01-07")
    led("deal", "add", "Second", "--lead", "L2", "--on", "2026-03-02")
    assert won(led, "--to", "opportunity", "--period", "2026-01") == 2
    assert won(led, "--to", "opportunity", "--period", "2026-03") == 1


def test_a_test_deal_takes_no_lead_further(led):
    """A test deal, won or not, is in no figure (G8)."""
    led("deal", "edit", "D1", "test=yes")
    assert won(led) == 0
    assert led.json("report", "conversion")["totals"]["converted"] == 0
    reached = {row["stage"]: row["reached"] for row in led.json("report", "funnel")["rows"]}
    assert (reached["qualified"], reached["deal"], reached["won"]) == (3, 2, 0)


def test_as_many_rows_as_the_rate_says(led):
    """The leads behind a conversion are its denominator, the converted among them its numerator."""
    totals = led.json("report", "conversion")["totals"]
    rows = led.json("explain", "conversion", "--rows")
    assert (len(rows), sum(row["converted"] for row in rows)) == (totals["leads"], totals["converted"]) == (3, 1)


def test_the_leads_behind_a_ratio_of_a_period_are_those_of_both_its_sides(led):
    """In February L1 converted, which came before, and L4 came: 1 of 1, of different leads."""
    led("lead", "add", "Lead 4", "--on", "2026-02-03", "-q")
    period = ("--basis", "period", "--period", "2026-02")
    totals = led.json("report", "conversion", *period)["totals"]
    assert (totals["converted"], totals["leads"], totals["rate"]) == (1, 1, 1.0)
    rows = led.json("explain", "conversion", "--rows", *period)
    assert [(row["ref"], row["converted"], row["counted"], row["why"]) for row in rows] == [
        ("L1", True, False, "created_earlier"), ("L4", False, True, ""),
    ]  # fmt: skip


def test_a_month_begins_where_the_business_is(bare):
    """WE-G1: 23:30 UTC on 31 January is a lead of February in Shanghai."""
    assert bare("init", "--currency", "CNY", "--timezone", "Asia/Shanghai").code == 0
    assert bare("lead", "add", "Late", "--on", "2026-01-31T23:30:00Z").code == 0
    rows = bare.json("report", "leads", "--by", "month")["rows"]
    assert [(row["month"], row["leads"]) for row in rows] == [("2026-02", 1)]
    assert bare.json("report", "leads", "--period", "2026-01")["totals"]["leads"] == 0


def test_what_was_merged_since_is_told_by_the_month_it_came(ltc):
    """L1: three that came in January, February and March are one of January: one fewer each in February and March."""
    for number, day in enumerate(("2026-02-05", "2026-01-05", "2026-03-05", "2026-03-06"), 1):
        ltc("lead", "add", f"Lead {number}", "--channel", "event", "--on", day, "-q")
    assert ltc("lead", "merge", "L1", "L2", "L3").code == 0

    def told(*words):
        report = ltc.json("report", "leads", *words)
        return report["totals"]["leads"], report["excluded"].get("merged", 0)

    assert told() == (2, 2)
    assert [told("--period", f"2026-0{month}") for month in (1, 2, 3)] == [(1, 0), (0, 1), (1, 1)]
    assert told("--where", "channel = event") == (2, 0)
    assert ltc.json("report", "conversion", "--period", "2026-02")["excluded"] == {"merged": 1}
    assert "Left out: 2 merged." in ltc("report", "leads").out
    ltc("undo")
    assert told() == (4, 0)


def test_a_merged_test_lead_is_none_that_is_missing(ltc):
    for number in (1, 2):
        ltc("lead", "add", f"Lead {number}", "--on", "2026-01-05", "-q")
    ltc("lead", "edit", "L2", "test=yes")
    assert ltc("lead", "merge", "L1", "L2").code == 0
    assert "merged" not in ltc.json("report", "leads")["excluded"]


def test_leads_dated_by_their_import_are_warned_of(ltc):
    """Two of three, and none of the month before (L1)."""
    assert ltc("lead", "import", "-", stdin="name,created\nAda,2026-02-03\nBob,\nCy,\n").code == 0
    said = "2 of the leads have no date of their own: they count on the day of their import."
    assert said in ltc.json("report", "leads")["warnings"]
    assert said not in ltc.json("report", "leads", "--period", "2026-02")["warnings"]


@pytest.mark.parametrize(("blank", "warned"), [(1, False), (2, True)])
def test_more_than_a_fifth_without_a_channel_is_warned_of(ltc, blank, warned):
    """One of five is a fifth; two of six are more."""
    for number in range(4 + blank):
        ltc("lead", "add", f"Lead {number}", *(("--channel", "event") if number < 4 else ()), "-q")
    warnings = ltc.json("report", "leads")["warnings"]
    assert any("have no channel" in each for each in warnings) is warned


def test_spam_counts_in_no_figure_of_leads_and_is_told(ltc):
    """G8: of three leads one is closed as spam, which the process does not count, and one for want of need."""
    for number in (1, 2, 3):
        ltc("lead", "add", f"Lead {number}", "--channel", "event", "--on", "2026-01-05", "-q")
    ltc("lead", "disqualify", "L1", "--reason", "spam", "--on", "2026-02-01")
    ltc("lead", "disqualify", "L2", "--reason", "no_need", "--on", "2026-02-01")

    def told(*words):
        found = {}
        for name in ("leads", "conversion", "funnel", "response"):
            report = ltc.json("report", name, *words)
            found[name] = report["totals"]["leads"], report["excluded"].get("reason_not_counted", 0)
        return found

    names = ("leads", "conversion", "funnel", "response")
    assert told() == dict.fromkeys(names, (2, 1))
    assert told("--period", "2026-02") == dict.fromkeys(names, (0, 0))
    assert told("--as-of", "2026-01-31") == dict.fromkeys(names, (3, 0))
    assert ltc.json("report", "conversion", "--within", "30d")["totals"]["leads"] == 2
    assert ltc.json("report", "pivot", "--measure", "leads")["totals"]["value"] == 2
    for name in ("leads", "conversion", "response"):
        rows = ltc.json("explain", name, "--rows")
        assert [(row["ref"], row["why"]) for row in rows if not row["counted"]] == [("L1", "reason_not_counted")]
    assert [row["ref"] for row in ltc.json("explain", "funnel", "--rows")] == ["L2", "L3"]
    ltc("lead", "reopen", "L1")
    assert told() == dict.fromkeys(names, (3, 0))
