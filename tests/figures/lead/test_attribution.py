"""Whose a lead is of what touched it (metric dictionary G10): parts that add up to each lead."""

from fractions import Fraction

import pytest

from ltc_cli.figures.lead.attribution import Way, parts

RULES = ("last", "linear", "u", "w")


def of(rule, through, created=0, deal=None):
    """The parts of a way, as percent."""
    found = parts(rule, Way(through.split(), created, deal))
    assert sum(found.values()) == 1
    return {key: part * 100 for key, part in found.items()}


@pytest.mark.parametrize("rule", RULES)
def test_one_touch_has_it_all(rule):
    assert of(rule, "web", deal=0) == {"web": 100}


@pytest.mark.parametrize(
    ("rule", "through", "created", "deal", "expected"),
    [
        ("last", "web mail fair", 0, None, {"fair": 100}),
        ("linear", "web mail fair", 0, None, {key: Fraction(100, 3) for key in ("web", "mail", "fair")}),
        ("linear", "web mail web", 0, None, {"web": Fraction(200, 3), "mail": Fraction(100, 3)}),
        # u: 40 the first, 40 the one the lead came with, 20 the others
        ("u", "web mail", 1, None, {"web": 50, "mail": 50}),
        ("u", "web mail", 0, None, {"web": 80, "mail": 20}),
        ("u", "web mail fair", 1, None, {"web": 40, "mail": 40, "fair": 20}),
        ("u", "web mail fair call", 3, None, {"web": 40, "mail": 10, "fair": 10, "call": 40}),
        ("u", "web mail fair", None, None, {"web": Fraction(200, 3), "mail": Fraction(50, 3), "fair": Fraction(50, 3)}),
        # w: 30 the first, 30 that of the lead, 30 that of the deal, 10 the others
        ("w", "web mail fair call", 1, 2, {"web": 30, "mail": 30, "fair": 30, "call": 10}),
        ("w", "web mail fair", 1, 2, {key: Fraction(100, 3) for key in ("web", "mail", "fair")}),
        ("w", "web mail", 0, 1, {"web": Fraction(200, 3), "mail": Fraction(100, 3)}),
        ("w", "web mail fair call", 0, 2, {"web": 60, "mail": 5, "fair": 30, "call": 5}),
        ("w", "web mail fair", 1, None, {"web": Fraction(300, 7), "mail": Fraction(300, 7), "fair": Fraction(100, 7)}),
    ],
)
def test_parts_worked_out_by_hand(rule, through, created, deal, expected):
    assert of(rule, through, created, deal) == expected


@pytest.mark.parametrize("rule", RULES)
def test_many_touches_add_up_to_the_lead(rule):
    """Of 97 with 7 channels too: exactly, as fractions do."""
    assert sum(of(rule, " ".join(f"c{n % 7}" for n in range(97)), 13, 51).values()) == 100


@pytest.fixture
def touched(ltc):
    """L1: an event before it came by referral, a newsletter before its deal, outbound after; won in February, and an
    event after that. L2: no channel and an event. L3: LinkedIn alone. L4: nothing at all.
    """
    for day, *words in (
        ("2026-01-10", "--company", "Lumen", "--channel", "referral"), ("2026-01-11",),
        ("2026-01-12", "--channel", "linkedin"), ("2026-01-13",),
    ):  # fmt: skip
        assert ltc("lead", "add", day, *words, "--on", day, "-q").code == 0
    for lead, channel, day in (
        ("L1", "event", "2026-01-05"), ("L1", "newsletter", "2026-01-15"), ("L2", "event", "2026-01-20"),
    ):  # fmt: skip
        assert ltc("note", lead, "", "--kind", "form", "--inbound", "--channel", channel, "--on", day).code == 0
    assert ltc("note", "L1", "just a call", "--kind", "call", "--on", "2026-01-16").code == 0
    assert ltc("lead", "convert", "L1", "--deal", "Audit", "--on", "2026-01-18").code == 0
    assert ltc("note", "D1", "cold call", "--kind", "call", "--channel", "outbound", "--on", "2026-01-25").code == 0
    assert ltc("deal", "win", "D1", "--on", "2026-02-01").code == 0
    assert ltc("note", "D1", "met", "--channel", "event", "--on", "2026-02-05").code == 0
    return ltc


def told(ltc, rule, name="leads", column="leads", *words):
    report = ltc.json("report", name, *(("--attribution", rule) if rule else ()), *words)
    rows = {row["channel"]: row[column] for row in report["rows"]}
    assert sum(rows.values()) == pytest.approx(report["totals"][column], abs=1e-12)
    return rows


FIRST = {"referral": 1, "linkedin": 1, "(unknown)": 2}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (None, FIRST),
        ("first", FIRST),
        ("last", {"outbound": 1, "event": 1, "linkedin": 1, "(unknown)": 1}),
        ("linear", {"event": 1.25, "referral": 0.25, "newsletter": 0.25, "outbound": 0.25, "linkedin": 1,
                    "(unknown)": 1}),
        ("u", {"event": 1.4, "referral": 0.4, "newsletter": 0.1, "outbound": 0.1, "linkedin": 1, "(unknown)": 1}),
        ("w", {"event": 1.3, "referral": 0.3, "newsletter": 0.3, "outbound": 0.1, "linkedin": 1, "(unknown)": 1}),
    ],
)  # fmt: skip
def test_leads_in_parts(touched, rule, expected):
    """What it came through is one of the touches; what came after the win won nothing."""
    assert told(touched, rule) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("first", {"referral": 1}), ("last", {"outbound": 1}),
     ("w", {"event": 0.3, "referral": 0.3, "newsletter": 0.3, "outbound": 0.1})],
)  # fmt: skip
def test_conversions_in_parts(touched, rule, expected):
    """The lead's conversion goes where its parts go, on any basis and within any time."""
    for words in ((), ("--basis", "period"), ("--within", "30d")):
        rows = told(touched, rule, "conversion", "converted", *words)
        assert {channel: count for channel, count in rows.items() if count} == expected
    assert told(touched, rule, "conversion", "converted", "--within", "20d") == dict.fromkeys(told(touched, rule), 0)


def test_parts_have_a_rate_and_no_interval(touched):
    report = touched.json("report", "conversion", "--attribution", "u")
    event = next(row for row in report["rows"] if row["channel"] == "event")
    assert (event["leads"], event["converted"], event["ci_low"], event["apart"]) == (1.4, 0.4, None, None)
    assert event["rate"] == pytest.approx(2 / 7)
    assert report["totals"]["ci_low"] is not None
    assert "0.4 of 1.4" in touched("report", "conversion", "--attribution", "u").out
    assert "Leads are shared between what touched them (u)" in touched("report", "conversion", "--attribution", "u").out


def test_as_of_a_day_only_what_had_been(touched):
    """On 16 January L1 had three touches, L2 none yet."""
    assert told(touched, "linear", "leads", "leads", "--as-of", "2026-01-16") == {
        "event": pytest.approx(1 / 3), "referral": pytest.approx(1 / 3), "newsletter": pytest.approx(1 / 3),
        "linkedin": 1, "(unknown)": 2,
    }  # fmt: skip


def test_a_touch_of_the_person_counts_for_the_lead(ltc):
    """L1 became a contact, whom an event touched before the deal was won."""
    ltc("lead", "add", "Mia Chen", "--company", "Lumen", "--channel", "referral", "--on", "2026-01-10")
    ltc("lead", "convert", "L1", "--deal", "Audit", "--on", "2026-01-12")
    assert ltc("note", "C1", "met", "--channel", "event", "--on", "2026-01-20").code == 0
    assert told(ltc, "linear") == {"event": 0.5, "referral": 0.5}


def test_campaigns_in_parts_and_their_channel(ltc):
    """A touch of a campaign is of its channel."""
    assert ltc("campaign", "add", "Spring fair", "--channel", "event").code == 0
    ltc("lead", "add", "Ada", "--channel", "referral", "--on", "2026-01-10")
    assert ltc("note", "L1", "met", "--campaign", "Spring fair", "--on", "2026-01-20").code == 0
    assert told(ltc, "linear") == {"event": 0.5, "referral": 0.5}
    rows = ltc.json("report", "leads", "--attribution", "linear", "--by", "campaign")["rows"]
    assert [(row["campaign"], row["leads"]) for row in rows] == [("Spring fair", 1)]


@pytest.mark.parametrize("by", [("--by", "owner"), ("--by", "channel,month")])
def test_parts_are_told_by_channel_or_campaign_alone(touched, by):
    for name in ("leads", "conversion"):
        code, said = touched.refused("report", name, "--attribution", "u", *by)
        assert (code, "--attribution tells leads by channel or by campaign alone." in said) == (2, True)
    assert touched.refused("report", "leads", "--attribution", "j")[0] == 2


def test_tests_and_other_periods_share_nothing(touched):
    assert touched("lead", "edit", "L1", "test=yes").code == 0
    assert told(touched, "linear") == {"event": 1, "linkedin": 1, "(unknown)": 1}
    assert told(touched, "linear", "leads", "leads", "--until", "2026-01-11") == {"event": 1}


@pytest.mark.parametrize("form", ["table", "csv", "markdown", "html"])
@pytest.mark.parametrize("name", ["leads", "conversion", "channels"])
def test_parts_are_written_and_drawn_in_every_form(touched, name, form):
    """As a person reads them, 1.25 is 1.2; for a spreadsheet it is what it is."""
    told = touched("report", name, "--attribution", "linear", "--format", form)
    assert told.code == 0, told.err
    assert ("1.25" if form == "csv" else "1.2") in told.out
    assert touched("report", name, "--attribution", "linear", "--chart").code == 0


def test_a_bar_of_parts_is_as_long_as_they_are(touched):
    """1.25 is the longest, 1 is four fifths of it: 12.8 of 16 cells."""
    lines = touched("report", "leads", "--attribution", "linear").out.splitlines()
    drawn = {line.split()[0]: (line.split()[1], line.split()[2]) for line in lines if "█" in line or "▏" in line}
    assert drawn["event"] == ("1.2", "█" * 16)
    assert drawn["linkedin" if "linkedin" in drawn else "LinkedIn"] == ("1", "█" * 12 + "▊")


def test_a_story_tells_what_a_touch_came_through(touched):
    assert "cold call · outbound" in touched("deal", "show", "D1").out
    assert "cold call · outbound" in touched("trace", "D1").out


def test_costs_and_customers_in_parts(touched):
    """By u: 100 of marketing by 1.4, 0.4, 0.1, 0.1, 1 and 1 leads, 50 of sales by the parts of the one deal."""
    for amount, function in (("100", "marketing"), ("50", "sales")):
        assert touched("cost", "add", "--amount", amount, "--function", function, "--on", "2026-02-01").code == 0
    report = touched.json("report", "channels", "--period", "2026-Q1", "--attribution", "u")
    names = ("leads", "customers", "marketing", "sales", "cpl", "cac")
    assert {row["channel"]: tuple(row[name] for name in names) for row in report["rows"]} == {
        "event": (1.4, 0.4, "35.00", "20.00", "25.00", "137.50"),
        "referral": (0.4, 0.4, "10.00", "20.00", "25.00", "75.00"),
        "linkedin": (1, 0, "25.00", "0.00", "25.00", None),
        "(unknown)": (1, 0, "25.00", "0.00", "25.00", None),
        "newsletter": (0.1, 0.1, "2.50", "5.00", "25.00", "75.00"),
        "outbound": (0.1, 0.1, "2.50", "5.00", "25.00", "75.00"),
    }
    assert tuple(report["totals"][name] for name in names) == (4, 1, "100.00", "50.00", "25.00", "150.00")
    plain = touched.json("report", "channels", "--period", "2026-Q1")
    assert {row["channel"]: row["cac"] for row in plain["rows"] if row["customers"]} == {"referral": "75.00"}
    assert plain["totals"] == report["totals"]


def test_what_a_customer_brought_is_shared_to_the_cent(touched):
    """100.01 of margin by quarters, the cent to the oldest channel; it paid back in its first month."""
    assert touched("cost", "add", "--amount", "10", "--function", "marketing", "--on", "2026-02-01").code == 0
    touched("product", "add", "Audit", "--price", "100.01", "--cost", "0")
    made = touched("order", "create", "--deal", "D1", "--line", "Audit=1", "--on", "2026-02-02")
    assert made.code == 0, made.err
    assert touched("order", "confirm", "O1", "--on", "2026-02-02").code == 0
    assert touched("order", "deliver", "O1", "--on", "2026-02-03").code == 0
    report = touched.json("report", "channels", "--period", "2026-Q1", "--attribution", "linear")
    parts_of = {row["channel"]: (row["customers"], row["margin"]) for row in report["rows"] if row["customers"]}
    assert parts_of == {
        "event": (0.25, "25.00"), "referral": (0.25, "25.01"), "newsletter": (0.25, "25.00"),
        "outbound": (0.25, "25.00"),
    }  # fmt: skip
    assert (report["totals"]["margin"], report["totals"]["payback_months"]) == ("100.01", 1.0)
    assert {row["status"] for row in report["rows"] if row["customers"]} == {"not_enough_data"}
