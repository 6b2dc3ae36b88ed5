"""Who counts as converted within a time, with an account, and which groups differ (metric dictionary L2, G6 to G8)."""

import pytest

from tests.figures.test_worked_examples import sixty

__all__ = ["sixty"]


def lead(ltc, number, day, channel="event"):
    """A lead of a day and a channel."""
    assert ltc("lead", "add", f"Lead {number}", "--channel", channel, "--on", day, "-q").code == 0


# Within a time --------------------------------------------------------------------------------------------------------


@pytest.fixture
def timed(ltc, tmp_path):
    """At noon of 31 March: one won after exactly 30 days, one a minute later, one 21 days old, one of an import
    without a date, one whose deal was won before it came, and a test.
    """
    rows = [
        "a,2026-01-05T11:00:00Z", "b,2026-01-05T11:00:00Z", "c,2026-03-10T10:00:00Z", "d,", "e,2026-02-01T11:00:00Z",
        "f,2026-01-01T11:00:00Z",
    ]  # fmt: skip
    deals = [
        "a,2026-01-06T11:00:00Z,2026-02-04T11:00:00Z", "b,2026-01-06T11:00:00Z,2026-02-04T11:01:00Z",
        "e,2026-01-10T11:00:00Z,2026-01-20T11:00:00Z",
    ]  # fmt: skip
    (tmp_path / "leads.csv").write_text("external_id,created\n" + "\n".join(rows) + "\n")
    (tmp_path / "deals.csv").write_text("lead,created,won\n" + "\n".join(deals) + "\n")
    assert ltc("lead", "import", str(tmp_path / "leads.csv")).code == 0
    assert ltc("deal", "import", str(tmp_path / "deals.csv")).code == 0
    assert ltc("lead", "edit", "L6", "test=yes").code == 0
    return ltc


def test_converted_within_thirty_days_of_those_observed_as_long(timed):
    """One of two; who is younger, has no date of its own or converted before it came says nothing."""
    report = timed.json("report", "conversion", "--within", "30d")
    totals = report["totals"]
    assert (totals["converted"], totals["leads"], totals["rate"]) == (1, 2, 0.5)
    assert report["excluded"] == {"test": 1, "too_young": 1, "no_history": 1, "negative_duration": 1}
    assert report["status"] == "not_enough_data"
    later = timed.json("report", "conversion", "--within", "31d")["totals"]
    assert (later["converted"], later["leads"]) == (2, 2)


def test_a_lead_is_old_enough_on_the_very_day(timed):
    """The lead of 10 March is 21 days old at noon of the 31st."""
    assert timed.json("report", "conversion", "--within", "21d")["totals"]["leads"] == 3
    assert timed.json("report", "conversion", "--within", "505h")["totals"]["leads"] == 2


def test_what_is_told_within_a_time_is_said(timed):
    told = timed("report", "conversion", "--within", "30d").out
    assert told.startswith("Lead to customer within 30 d\n")
    assert "Of leads that have been here for at least 30 d." in told
    assert (
        "Lead to opportunity within 90 min"
        in timed("report", "conversion", "--to", "opportunity", "--within", "90m").out
    )


def test_the_leads_behind_it_say_why_they_do_not_count(timed):
    rows = timed.json("explain", "conversion", "--rows", "--within", "30d")
    assert [(row["ref"], row["converted"], row["counted"], row["why"]) for row in rows] == [
        ("L1", True, True, ""), ("L2", False, True, ""), ("L3", False, False, "too_young"),
        ("L4", False, False, "no_history"), ("L5", False, False, "negative_duration"), ("L6", False, False, "test"),
    ]  # fmt: skip


@pytest.mark.parametrize("option", [("--within", "30d"), ("--account-level",)])
def test_a_ratio_of_a_period_takes_neither(timed, option):
    code, said = timed.refused("report", "conversion", "--basis", "period", *option)
    assert (code, f"{option[0]} is told of leads by the day they came." in said) == (2, True)


# The period's own exclusions, and its own maturity --------------------------------------------------------------------


def test_only_what_would_be_in_the_question_is_left_out_of_it(ltc):
    """Void and test records of January are no matter of February, nor those of an event a matter of referrals."""
    for number, (day, channel) in enumerate(
        [("2026-01-05", "event"), ("2026-02-05", "referral"), ("2026-02-06", "event"), ("2026-02-07", "event")], 1
    ):
        lead(ltc, number, day, channel)
        if number < 4:
            assert ltc("lead", "convert", f"L{number}", "--deal", f"Deal {number}", "--on", day, "-q").code == 0
    ltc("deal", "void", "D1", "D3", "--reason", "typo")
    ltc("lead", "edit", "L4", "test=yes")
    ltc("deal", "add", "Nobody's", "--on", "2026-01-09")
    ltc("deal", "add", "Nobody's, and void", "--on", "2026-02-09")
    ltc("deal", "void", "D5", "--reason", "typo")

    def left(*words):
        found = {name: ltc.json("report", name, *words)["excluded"] for name in ("conversion", "funnel")}
        assert found["conversion"] == found["funnel"]
        return found["funnel"]

    assert left() == {"test": 1, "deals_without_lead": 1, "void": 2}
    assert left("--period", "2026-01") == {"deals_without_lead": 1, "void": 1}
    assert left("--period", "2026-02") == {"test": 1, "void": 1}
    assert left("--where", "channel = referral") == {}


def test_maturity_is_that_of_the_leads_asked_for(ltc):
    """Leads of an event two years ago are mature, whatever came yesterday by referral."""
    for number in range(1, 31):
        lead(ltc, number, "2024-03-31")
    lead(ltc, 31, "2026-03-30", "referral")
    assert ltc.json("report", "conversion")["status"] == "immature"
    assert ltc.json("report", "conversion", "--where", "channel = event")["status"] == "ok"
    assert ltc.json("report", "funnel", "--where", "channel = event")["status"] == "ok"


# Leads of one account -------------------------------------------------------------------------------------------------


@pytest.fixture
def company(ltc):
    """Lumen's first lead was lost, its second won on 1 February; a third came later, a fourth is of another company."""
    for number, (day, name) in enumerate(
        [("2026-01-05", "Lumen"), ("2026-01-10", "Lumen"), ("2026-02-10", "Lumen"), ("2026-01-05", "Kestrel")], 1
    ):
        ltc("lead", "add", f"Lead {number}", "--company", name, "--on", day, "-q")
        assert ltc("lead", "convert", f"L{number}", "--deal", f"Deal {number}", "--on", day, "-q").code == 0
    ltc("deal", "lose", "D1", "--reason", "price", "--on", "2026-01-20")
    assert ltc("deal", "win", "D2", "--on", "2026-02-01").code == 0
    return ltc


def test_the_lead_of_the_deal_converts_and_others_of_its_account_only_when_asked(company):
    """The second of four; with its account the first too, but not the one that came after the win."""
    totals = company.json("report", "conversion")["totals"]
    assert (totals["converted"], totals["leads"]) == (1, 4)
    totals = company.json("report", "conversion", "--account-level")["totals"]
    assert (totals["converted"], totals["associated"], totals["leads"], totals["rate"]) == (2, 1, 4, 0.5)
    rows = company.json("explain", "conversion", "--rows", "--account-level")
    assert [(row["converted"], row["why"]) for row in rows] == [
        (True, "associated"), (True, ""), (False, ""), (False, ""),
    ]  # fmt: skip


def test_a_reversed_win_converts_no_account(company):
    company("deal", "reopen", "D2", "--on", "2026-03-01")
    assert company.json("report", "conversion", "--account-level")["totals"]["converted"] == 0
    before = company.json("report", "conversion", "--account-level", "--as-of", "2026-02-20")["totals"]
    assert (before["converted"], before["associated"]) == (2, 1)


def test_an_account_converts_its_leads_within_a_time_too(company):
    """Of the first lead it was 27 days later, of the second 22."""
    for within, converted in (("21d", 0), ("22d", 1), ("27d", 2)):
        totals = company.json("report", "conversion", "--account-level", "--within", within)["totals"]
        assert totals["converted"] == converted, within


# Groups that differ, and groups that only seem to ---------------------------------------------------------------------


def test_referral_and_web_are_not_told_apart(sixty):
    """WE-L2: 4 of 10 against 6 of 40; no channel differs from the others together."""
    report = sixty.json("report", "conversion")
    assert {row["apart"] for row in report["rows"]} == {None}
    told = sixty("report", "conversion").out
    assert "No channel can be told apart from the rest." in told


def rated(ltc, tmp_path, groups):
    """Leads long ago by channel: how many of how many were won."""
    leads, deals = ["external_id,channel,created"], ["lead,created,won"]
    for channel, (won, count) in groups.items():
        for number in range(count):
            leads.append(f"{channel}-{number},{channel},2024-02-01")
            if number < won:
                deals.append(f"{channel}-{number},2024-02-03,2024-03-01")
    (tmp_path / "leads.csv").write_text("\n".join(leads) + "\n")
    (tmp_path / "deals.csv").write_text("\n".join(deals) + "\n")
    assert ltc("lead", "import", str(tmp_path / "leads.csv")).code == 0
    assert ltc("deal", "import", str(tmp_path / "deals.csv")).code == 0


def test_a_channel_that_differs_is_named_and_the_best_stands_first(ltc, tmp_path):
    """30 of 60 against 16 of 160, 10 of 100 against 36 of 120 (p = 0.0003), 6 of 60 against 40 of 160 (p = 0.015)."""
    rated(ltc, tmp_path, {"event": (10, 100), "referral": (30, 60), "newsletter": (6, 60)})
    report = ltc.json("report", "conversion")
    assert [(row["channel"], row["apart"]) for row in report["rows"]] == [
        ("referral", "higher"), ("event", "lower"), ("newsletter", "lower"),
    ]  # fmt: skip
    assert (
        "Apart from the rest: referral (higher), event (lower), newsletter (lower)." in ltc("report", "conversion").out
    )


@pytest.mark.parametrize(
    ("groups", "verdicts"),
    [
        ({"event": (12, 40), "referral": (20, 140)}, {"event": "higher", "referral": "lower"}),
        ({"event": (12, 40), **dict.fromkeys(("referral", "newsletter", "outbound", "linkedin"), (5, 35))}, {}),
    ],
)
def test_several_comparisons_need_more_than_one(ltc, tmp_path, groups, verdicts):
    """12 of 40 against 20 of 140 has p = 0.0219: a difference alone, and none of five, where it counts as 0.109."""
    rated(ltc, tmp_path, groups)
    rows = ltc.json("report", "conversion")["rows"]
    assert {row["channel"]: row["apart"] for row in rows if row["apart"]} == verdicts


def test_groups_of_few_stand_last_and_are_not_compared(ltc, tmp_path):
    """4 of 4 is no best channel."""
    rated(ltc, tmp_path, {"event": (1, 10), "referral": (4, 4), "newsletter": (2, 10)})
    rows = ltc.json("report", "conversion")["rows"]
    assert [(row["channel"], row["apart"]) for row in rows] == [
        ("newsletter", None), ("event", None), ("referral", None),
    ]  # fmt: skip


def test_young_leads_are_compared_within_a_time_alone(ltc, tmp_path):
    """G7: so far 30 of 60 against 6 of 160 may only be a matter of age."""
    rated(ltc, tmp_path, {"event": (6, 160), "referral": (30, 60)})
    assert ltc("lead", "add", "Young", "--channel", "event").code == 0
    report = ltc.json("report", "conversion")
    assert (report["status"], {row["apart"] for row in report["rows"]}) == ("immature", {None})
    rows = ltc.json("report", "conversion", "--within", "60d")["rows"]
    assert [(row["channel"], row["apart"]) for row in rows] == [("referral", "higher"), ("event", "lower")]


def test_owners_whose_win_rates_differ(ltc):
    """18 of 20 against 2 of 20; months are not compared, as time goes on."""
    lines = ["external_id,title,created,won,lost,reason,owner"]
    lines += [f"a{n},Deal,2025-01-01,{'2025-02-01,,' if n < 18 else ',2025-02-01,price'},mia" for n in range(20)]
    lines += [f"b{n},Deal,2025-01-01,{'2025-02-01,,' if n < 2 else ',2025-02-01,price'},jonas" for n in range(20)]
    assert ltc("deal", "import", "-", stdin="\n".join(lines) + "\n").code == 0
    rows = ltc.json("report", "winrate", "--by", "owner")["rows"]
    assert [(row["owner"], row["apart"]) for row in rows] == [("mia", "higher"), ("jonas", "lower")]
    assert "Apart from the rest: mia (higher), jonas (lower)." in ltc("report", "winrate", "--by", "owner").out
    assert "told apart" not in ltc("report", "winrate", "--by", "month").out


@pytest.mark.parametrize("by", ["month", "channel"])
def test_each_group_is_as_mature_as_its_own_leads(ltc, by):
    """G7: thirty leads of 2024 are what they are, thirty of yesterday so far; and so are all together."""
    rows = [f"a{n},event,2024-03-31" for n in range(30)] + [f"b{n},referral,2026-03-30" for n in range(30)]
    assert ltc("lead", "import", "-", stdin="\n".join(["external_id,channel,created", *rows, ""])).code == 0
    report = ltc.json("report", "conversion", "--by", by)
    assert [row["status"] for row in report["rows"]] == ["ok", "immature"]
    assert report["status"] == "immature"
    assert "To compare: ltc report conversion --within 30d" in ltc("report", "conversion", "--by", by).out
