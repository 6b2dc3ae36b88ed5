"""What must hold of the figures of any business: the invariants of the metric dictionary, section 7, through a file."""

import itertools
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

CHANNELS = ("", "web", "event", "referral")
BEGIN = datetime(2026, 1, 5, 9)
TODAY = {"LTC_TODAY": "2026-06-30"}
RATIOS = ("rate", "rate_by_value", "ci_low", "ci_high", "share", "median_days", "won_mean_days", "n", "won", "lost")
PROCESS = """
name: Somewhere
timezone: {zone}
lead:
  statuses:
    new: {{kind: new}}
    qualified: {{kind: qualified}}
pipelines:
  sales:
    stages:
      talk: {{probability: 20%}}
      offer: {{probability: 50%}}
      close: {{probability: 80%}}
"""


class Deal(NamedTuple):
    """A deal of a business: hours count from the first morning."""

    channel: str
    has_lead: bool
    starts: int
    lasts: int
    fate: str
    """won, lost, or empty while it is open."""
    cents: int | None


DEALS = st.lists(
    st.builds(
        Deal,
        st.sampled_from(CHANNELS), st.booleans(), st.integers(0, 2000), st.integers(1, 1500),
        st.sampled_from(("", "won", "lost")), st.none() | st.integers(0, 9_999_999),
    ),
    min_size=1, max_size=9,
)  # fmt: skip
LEADS = st.lists(st.tuples(st.sampled_from(CHANNELS), st.integers(0, 2000)), max_size=9)
# each example is a file and a dozen commands: to shrink a failing one takes longer than to read it
few = settings(max_examples=6, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])


class Business:
    """A file of its own for every example, filled from tables as a user would."""

    def __init__(self, ltc, zone="UTC", later=timedelta(0)):
        self.ltc, self.later = ltc, later
        ltc.path.unlink(missing_ok=True)
        ltc.path.with_name("process.yaml").write_text(PROCESS.format(zone=zone), encoding="utf-8")
        self.do("init", "--process", str(ltc.path.with_name("process.yaml")), "--currency", "EUR")

    def do(self, *words, stdin=""):
        told = self.ltc(*words, stdin=stdin, env=TODAY)
        assert told.code == 0, told.err

    def ask(self, *words):
        return self.ltc.json(*words, env=TODAY)

    def take(self, noun, *rows):
        self.do(noun, "import", "-", stdin="\n".join([*rows, ""]))

    def at(self, hours):
        """An instant in UTC, said with its offset, so that the zone of the business does not move it."""
        return f"{BEGIN + timedelta(hours=hours) + self.later:%Y-%m-%dT%H:%M:%S}Z"

    def leads(self, leads):
        rows = [f"l{n},Lead {n},{channel},{self.at(hours)}" for n, (channel, hours) in enumerate(leads)]
        self.take("lead", "external_id,name,channel,created", *rows)

    def deals(self, deals, scale=1, name="d"):
        """The deals, with the leads that they came from."""
        came = [
            f"{name}l{n},Lead of {name}{n},{deal.channel},{self.at(deal.starts)}"
            for n, deal in enumerate(deals)
            if deal.has_lead
        ]
        if came:
            self.take("lead", "external_id,name,channel,created", *came)
        rows = []
        for n, deal in enumerate(deals):
            ends = {deal.fate: self.at(deal.starts + deal.lasts)}
            amount = "" if deal.cents is None else f"{scale * deal.cents / 100:.2f}"
            rows.append(
                f"{name}{n},Deal {name}{n},Customer {name}{n},{deal.channel},{f'{name}l{n}' if deal.has_lead else ''},"
                f"{self.at(deal.starts)},{ends.get('won', '')},{ends.get('lost', '')},"
                f"{'price' if 'lost' in ends else ''},{amount},EUR"
            )
        self.take("deal", "external_id,title,account,channel,lead,created,won,lost,reason,amount,currency", *rows)

    def report(self, name, *words):
        return self.ask("report", name, *words)


def minor(text):
    return 0 if text is None else Fraction(text)


@few
@given(deals=DEALS, leads=LEADS)
def test_channels_add_up(ltc, deals, leads):
    """1: the parts by channel, the unknown one among them, are the whole."""
    business = Business(ltc)
    business.deals(deals)
    business.leads(leads)
    for name, columns in (("leads", ("leads",)), ("conversion", ("leads", "converted")), ("winrate", ("won", "lost"))):
        report = business.report(name, "--by", "channel")
        for column in columns:
            assert sum(row[column] for row in report["rows"]) == report["totals"][column], (name, column)
        entered = len(leads) + sum(deal.has_lead for deal in deals)
        assert report["totals"].get("leads", entered) == entered
    pipeline = business.report("pipeline", "--by", "channel")
    for column in ("amount", "weighted"):
        assert sum(minor(row[column]) for row in pipeline["rows"]) == minor(pipeline["totals"][column])
    booked = business.report("pivot", "--measure", "deals.amount", "--by", "channel")
    assert sum(minor(row["value"]) for row in booked["rows"]) == minor(booked["totals"]["value"])
    assert minor(booked["totals"]["value"]) == Fraction(sum(deal.cents or 0 for deal in deals), 100)


@few
@given(deals=DEALS, leads=LEADS)
def test_the_funnel_never_widens(ltc, deals, leads):
    """2: no step reaches more than the one before, and the steps multiply to the whole; going back changes nothing."""
    business = Business(ltc)
    business.deals(deals)
    business.leads(leads)
    before = business.report("funnel")
    rows = before["rows"]
    whole = Fraction(1)
    for row, next_ in itertools.pairwise(rows):
        assert next_["reached"] <= row["reached"]
        if row["reached"]:
            whole *= Fraction(next_["reached"], row["reached"])
            assert next_["step"] == pytest.approx(next_["reached"] / row["reached"])
    if all(row["reached"] for row in rows):
        assert whole == Fraction(rows[-1]["reached"], rows[0]["reached"])
    moving = [f"D{n}" for n, deal in enumerate(deals, 1) if not deal.fate]
    for ref in moving:
        for stage in ("offer", "close", "talk", "offer"):
            business.do("deal", "advance", ref, "--to", stage)
    after = business.report("funnel")
    assert [row["reached"] for row in after["rows"]] == [row["reached"] for row in rows]


@few
@given(deals=DEALS, more=st.integers(1, 4))
def test_open_deals_change_nothing_that_is_decided(ltc, deals, more):
    """3: neither the win rate, nor what was booked, billed or received."""
    business = Business(ltc)
    business.deals(deals)
    business.do("order", "create", "--account", "A1", "--line", "Work=1@500", "--on", "2026-03-01")
    business.do("order", "confirm", "O1", "--on", "2026-03-01")
    business.do("invoice", "create", "--order", "O1", "--what", "ordered", "--issue", "--on", "2026-03-02")
    business.do("payment", "record", "I1", "--amount", "200", "--on", "2026-03-05")
    asked = ("winrate", "revenue", "losses", "dealsize", "aging", "collections", "customers", "clv", "rfm")
    before = {name: business.report(name) for name in asked}
    business.deals([Deal("web", False, 100 * n, 5, "", 10_000 * n) for n in range(more)], name="open")
    after = {name: business.report(name) for name in asked}
    for report in (before["winrate"], after["winrate"]):
        del report["totals"]["won_over_all"]  # of all there are, which is told beside and is no win rate
    for name in asked:
        assert after[name]["totals"] == before[name]["totals"], name


@few
@given(deals=DEALS, days=st.integers(0, 120))
def test_what_is_owed_adds_up(ltc, deals, days):
    """7: on any day the buckets and what is unapplied are invoices less what was settled and credited by then."""
    business = Business(ltc)
    owed, steps = [], []
    for n, deal in enumerate(sorted(deals, key=lambda deal: deal.starts), 1):
        on = BEGIN.date() + timedelta(days=deal.starts // 24)
        then = on + timedelta(days=deal.lasts // 24)
        cents = 100 + (deal.cents or 0)
        bill = ("--line", f"Work=1@{cents / 100:.2f}", "--due", f"{on + timedelta(days=14)}", "--issue")
        business.do("account", "add", f"Customer {n}")
        business.do("invoice", "create", "--account", f"A{n}", *bill, "--on", f"{on}")
        owed.append((on, cents))
        half = (1 + cents) // 2
        if deal.fate == "won":
            steps.append((then, half, ("payment", "record", f"I{n}", "--amount", f"{half / 100:.2f}")))
        elif deal.fate == "lost":
            steps.append((then, 70, ("invoice", "credit", f"I{n}", "--amount", "0.70", "--reason", "dent")))
    for on, cents, words in sorted(steps):
        business.do(*words, "--on", f"{on}")
        owed.append((on, -cents))
    day = BEGIN.date() + timedelta(days=days)
    report = business.report("aging", "--as-of", f"{day}")
    ledger = sum(cents for on, cents in owed if on <= day)
    assert sum(minor(row["amount"]) for row in report["rows"]) == Fraction(ledger, 100)
    assert minor(report["totals"]["amount"]) == Fraction(ledger, 100)


@few
@given(deals=DEALS, leads=LEADS, weeks=st.integers(-8, 8))
def test_a_business_elsewhere_is_the_same_business(ltc, deals, leads, weeks):
    """9: with all instants and the zone moved together nothing changes; with the zone alone, no sum does.

    Eight hours are the whole offset of Shanghai, which has no summer time.
    """
    told = {}
    for zone, later in (("UTC", 0), ("Asia/Shanghai", -8), ("Asia/Shanghai", 0)):
        business = Business(ltc, zone, timedelta(hours=later))
        business.deals(deals)
        business.leads(leads)
        last = f"{BEGIN.date() + timedelta(weeks=20 + weeks)}"
        words = ("--as-of", last)
        told[zone, later] = {
            "months": business.report("leads", "--by", "month", *words)["rows"],
            "leads": business.report("leads")["totals"],
            "won": business.report("winrate", "--by", "month", *words)["rows"],
            "wins": {key: business.report("winrate")["totals"][key] for key in ("won", "lost", "rate")},
            "cycle": business.report("cycle", *words)["totals"],
            "funnel": business.report("funnel", *words)["rows"],
        }
    here, there, zone = told.values()
    assert here == there
    assert (zone["leads"], zone["wins"]) == (here["leads"], here["wins"])


@few
@given(deals=DEALS, scale=st.integers(2, 50))
def test_ratios_do_not_depend_on_the_size_of_money(ltc, deals, scale):
    """10: with every amount times a whole number no ratio, count or duration changes, and every sum is times it."""
    told = []
    for factor in (1, scale):
        business = Business(ltc)
        business.deals(deals, factor)
        told.append(
            {name: business.report(name) for name in ("winrate", "cycle", "conversion", "pipeline", "dealsize")}
        )
    small, large = told
    for name in small:
        for column in set(RATIOS) & small[name]["totals"].keys():
            assert large[name]["totals"][column] == small[name]["totals"][column], (name, column)
    assert minor(large["pipeline"]["totals"]["amount"]) == scale * minor(small["pipeline"]["totals"]["amount"])


@few
@given(deals=DEALS, twins=st.integers(1, 3))
def test_merging_takes_leads_away_and_no_revenue(ltc, deals, twins):
    """11: as many leads less as were merged away; what was won stays."""
    business = Business(ltc)
    business.deals(deals)
    business.leads([("web", 10)] * (twins + 1))
    numbers = [row["ref"] for row in business.ask("lead", "list", "--where", "external_id ~ l", "--limit", "50")]
    same = [ref for ref in numbers if business.ask("lead", "show", ref)["external_id"] in {f"l{n}" for n in range(4)}]
    assert len(same) == twins + 1
    before = business.report("leads")["totals"]["leads"], business.report("winrate")["totals"]
    for ref in same[1:]:
        business.do("lead", "merge", same[0], ref)
    after = business.report("leads")["totals"]["leads"], business.report("winrate")["totals"]
    assert after == (before[0] - twins, before[1])


@few
@given(deals=DEALS, times=st.integers(1, 3))
def test_a_win_that_was_taken_back_and_won_again_is_one(ltc, deals, times):
    """12: and one customer; that it was reopened is told beside the rate."""
    business = Business(ltc)
    business.deals([*deals, Deal("web", True, 100, 200, "won", 50_000)])
    ref = f"D{len(deals) + 1}"
    asked = ("winrate", "funnel", "dealsize")
    before = {name: business.report(name)["totals"] for name in asked}
    customers = business.report("clv")["totals"]["customers"]
    for _ in range(times):
        business.do("deal", "reopen", ref, "--on", "2026-06-29")
        for name in ("winrate", "dealsize"):
            assert business.report(name)["totals"]["won"] == before[name]["won"] - 1
        business.do("deal", "win", ref, "--on", "2026-06-29")
    after = {name: business.report(name)["totals"] for name in asked}
    before["winrate"]["reopened"] = 1
    for name in asked:
        assert after[name] == before[name], name
    assert business.report("clv")["totals"]["customers"] == customers


@few
@given(deals=DEALS)
def test_the_pipeline_lies_between_nothing_and_everything(ltc, deals):
    """15: the weighted sum, and the ends of the range in their order."""
    business = Business(ltc)
    business.deals([*deals, Deal("web", False, 0, 1, "", 1)])
    totals = business.report("pipeline")["totals"]
    assert 0 <= minor(totals["weighted"]) <= minor(totals["amount"])
    ends = [minor(totals[name]) for name in ("p10", "p50", "p90")]
    assert ends == sorted(ends)
    assert 0 <= ends[0] <= ends[2] <= minor(totals["amount"])


@few
@given(cents=st.integers(3, 99_999), parts=st.integers(2, 4))
def test_a_payment_in_parts_is_the_same_payment(ltc, cents, parts):
    """18: paid at once or in parts on the same day, no figure of money differs."""
    told = []
    for count in (1, parts):
        business = Business(ltc)
        business.do("account", "add", "Acme")
        words = ("--line", f"Work=1@{cents / 100:.2f}", "--on", "2026-03-01", "--due", "2026-03-15", "--issue")
        business.do("invoice", "create", "--account", "A1", *words)
        share = cents // count
        for n in range(count):
            amount = share if n else cents - share * (count - 1)
            business.do("payment", "record", "I1", "--amount", f"{amount / 100:.2f}", "--on", "2026-04-09")
        asked = ("aging", "dso", "collections", "revenue", "cashflow", "tax")
        told.append({name: business.report(name)["totals"] for name in asked})
    assert told[0] == told[1]
