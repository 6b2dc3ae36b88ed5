"""Each rule of data quality finds exactly what was planted, and nothing in a business that is in order."""

import pytest

from ltc_cli.domain.quality import review
from ltc_cli.figures import REPORTS

JUNE = 1_780_308_000_000  # 2026-06-01 12:00 in Berlin
LONG_AGO = 1_000_000_000_000  # 2001


def found(ltc, rule: str) -> list[tuple[str, str]]:
    """What a rule finds, as ref and words."""
    return [(row["ref"], row["what"]) for row in ltc.json("check", "--data", rule)]


@pytest.mark.parametrize("rule", review.RULES)
def test_a_business_in_order_has_nothing_to_mend(business, rule):
    """No rule finds anything in it."""
    assert found(business, rule) == []


SPOILED = (
    ("E01", "UPDATE deal SET amount_minor = NULL", ["D1"]),
    ("E02", f"UPDATE touch SET at_ms = {LONG_AGO}", ["L1"]),
    ("E02", f"UPDATE deal SET closed_ms = {LONG_AGO} WHERE closed_ms IS NOT NULL", ["D1", "D3"]),
    ("E02", f"UPDATE shipment SET created_ms = {LONG_AGO}, delivered_ms = {LONG_AGO}", ["O1"]),
    ("E02", f"UPDATE sales_order SET closed_ms = {LONG_AGO}", ["O1"]),
    ("E03", f"UPDATE stage_event SET effective_ms = {LONG_AGO} WHERE entity = 'deal' AND entity_id = 3", ["D3"]),
    ("E04", f"UPDATE lead SET created_ms = {JUNE} WHERE id = 2", ["L2"]),
    ("E04", f"UPDATE stage_event SET effective_ms = {JUNE} WHERE entity = 'deal' AND entity_id = 1", ["D1"]),
    ("E04", f"UPDATE shipment SET delivered_ms = {JUNE}", ["S1"]),
    ("E04", "UPDATE payment SET received_on = '2026-04-01'", ["P1"]),
    ("E05", "UPDATE deal SET expected_close = '2026-03-30'", ["D2"]),
    ("E06", "UPDATE allocation SET on_day = '2026-02-20'", ["I1", "P1"]),
    ("E06", "UPDATE payment SET amount_minor = 10000", ["P1"]),
    ("E07", "UPDATE shipment_line SET quantity = 4000000", ["O1"]),
    ("E07", "UPDATE invoice_line SET quantity = 4000000", ["O1"]),
    ("E08", "UPDATE invoice_line SET quantity = -1000000", ["I1"]),
    ("E09", "UPDATE deal SET currency = 'XYZ' WHERE id = 2", ["D2"]),
    ("E09", "UPDATE deal SET currency = 'USD' WHERE id < 4", ["D1", "D2"]),
    ("E11", "UPDATE lead SET channel_id = NULL WHERE id = 1", ["L1"]),
    ("E12", "UPDATE lead SET email = 'alan@example' WHERE id = 2", ["L2"]),
    ("E12", "UPDATE contact SET phone = 'ask Grace', phone_key = NULL", ["C1"]),
    ("E12", "UPDATE account SET tax_id = 'DE136695978'", ["A1"]),
    ("E13", "UPDATE deal SET reason = NULL", ["D3"]),
    ("E17", "UPDATE touch SET entity_id = 99", ["touch 1"]),
    ("E17", "UPDATE deal SET account_id = 99 WHERE id = 2", ["D2"]),
    ("E20", "INSERT INTO import_run(id, created_ms, noun, source, sha256, mapping, read, new, updated, unchanged, "
     "rejected, zoneless) VALUES (1, 1, 'lead', 'leads.csv', '', '{}', 2, 2, 0, 0, 0, 2), "
     "(2, 1, 'lead', 'more.csv', '', '{}', 2, 2, 0, 0, 0, 0), (3, 1, 'lead', 'old.csv', '', '{}', 2, 2, 0, 0, 0, NULL)",
     ["R1"]),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "statement", "refs"), SPOILED)
def test_a_rule_finds_what_is_wrong(business, spoil, rule, statement, refs):
    """Exactly the records that were put out of order, each once."""
    spoil(statement)
    assert sorted(ref for ref, _ in found(business, rule)) == refs


def test_a_step_after_the_end_needs_a_reopening(business, spoil):
    """Training was lost on 20 February: a step out of its stage on 1 March is late, one out of lost is a reopening."""
    event = (
        "INSERT INTO stage_event(entity, entity_id, pipeline, from_stage, to_stage, from_kind, to_kind, effective_ms) "
        "SELECT 'deal', 3, 'consulting', '{}', 'proposal', '{}', 'open', effective_ms + {} FROM stage_event "
        "WHERE entity = 'deal' AND entity_id = 3 AND to_kind = 'lost'"
    )
    spoil(event.format("lost", "lost", 1))
    assert found(business, "E03") == []
    spoil("DELETE FROM stage_event WHERE from_kind = 'lost'", event.format("discovery", "open", 0))
    assert found(business, "E03") == [("D3", "took a step after it was lost, without being opened again")]


def test_a_step_repeated_at_once_is_a_duplicate_and_there_and_back_is_not(business, spoil):
    """Lost, opened again and lost at one instant is a history; lost and lost again is a slip."""
    again = (
        "INSERT INTO stage_event(entity, entity_id, pipeline, from_stage, to_stage, from_kind, to_kind, effective_ms) "
        "SELECT entity, entity_id, pipeline, {} FROM stage_event WHERE entity = 'deal' AND entity_id = 3 AND id = "
        "(SELECT max(id) FROM stage_event WHERE entity = 'deal' AND entity_id = 3)"
    )
    spoil(
        again.format("'lost', 'discovery', 'lost', 'open', effective_ms"),
        again.format("'discovery', 'lost', 'open', 'lost', effective_ms"),
    )
    assert found(business, "E10") == []
    spoil(again.format("from_stage, to_stage, from_kind, to_kind, effective_ms"))
    assert found(business, "E10") == [("D3", "took the same step to lost twice at once")]


def test_a_rate_is_asked_of_the_day_a_deal_was_won(business):
    """Won on 1 March, a deal in dollars needs a rate at most seven days old then; set later, it does not help."""
    assert business("deal", "add", "Abroad", "--amount", "500 USD", "--on", "2026-02-20").code == 0
    assert business("deal", "win", "D4", "--on", "2026-03-01").code == 0
    missing = [("D4", "is in USD, and there is no rate for USD/EUR on 2026-03-01")]
    assert found(business, "E09") == missing
    assert business("fx", "set", "EUR/USD", "1.10", "--on", "2026-03-02").code == 0
    assert found(business, "E09") == missing
    assert business("fx", "set", "EUR/USD", "1.10", "--on", "2026-02-25").code == 0
    assert found(business, "E09") == []


def test_a_channel_is_known_when_someone_set_it_up(business):
    """A channel of the process, an alias of one and a channel that was added are; one that came with a lead is not."""
    assert business("channel", "add", "podcast").code == 0
    for name, channel in (("Ben", "podcast"), ("Chen", "homepage"), ("Dora", "billboard"), ("Emil", "billboard")):
        assert business("lead", "add", name, "--channel", channel).code == 0
    assert business("lead", "add", "Fay").code == 0
    assert business("lead", "add", "Test", "--field", "test=yes").code == 0
    stray = "came through 'billboard', which is no channel that was set up"
    assert found(business, "E11") == [("L7", "has no channel"), ("L5", stray), ("L6", stray)]


def test_two_open_deals_about_the_same_are_one_too_many(business):
    """The same title within 30 days, or the same product quoted; not 31 days apart, nor for another account."""
    assert business("account", "add", "Other").code == 0
    for title, account, day in (
        ("review ", "A1", "2026-03-07"),  # 30 days after Review
        ("Review", "A2", "2026-02-06"),
        ("Plan", "A2", "2026-01-01"),
        ("Plan", "A2", "2026-02-01"),  # 31 days after the other
    ):
        assert business("deal", "add", title, "--account", account, "--on", day).code == 0
    assert found(business, "E16") == [("D4", "is like D2, which is open too")]
    for deal in ("D5", "D7"):
        assert business("quote", "create", "--deal", deal, "--line", "Workshop=1").code == 0
    assert found(business, "E16") == [("D4", "is like D2, which is open too"), ("D5", "is like D7, which is open too")]


def test_closes_on_month_ends_are_told_when_they_are_a_habit(business):
    """Of Review (12 May) and five more, one on the end of its own month; with four of six on month ends, all four."""
    for title, close in (("a", "2026-03-31"), ("b", "2026-04-30"), ("c", "2026-05-05"), ("d", "2026-05-31")):
        assert business("deal", "add", title, "--expected-close", close, "--on", "2026-03-02").code == 0
    assert business("deal", "add", "e", "--expected-close", "2026-05-29", "--on", "2026-03-02").code == 0
    own = ("D4", "is to close on 2026-03-31, the end of the month it was opened in")
    assert found(business, "E18") == [own]
    assert business("deal", "edit", "D8", "expected_close=2026-06-30").code == 0
    assert found(business, "E18") == [
        own,
        *(
            (f"D{number}", f"is to close on {day}, a month end as 4 of 6 are")
            for number, day in ((5, "2026-04-30"), (7, "2026-05-31"), (8, "2026-06-30"))
        ),
    ]


def test_an_amount_far_off_is_one_to_review(business):
    """Of 7, 8, 9, 10 and 12 thousand and a million, the million is far off.

    The median of the six logarithms is 9.158 (of 9,487), their distances 0.304, 0.170, 0.053, 0.053, 0.235 and 4.658,
    the median distance 0.203; a million is at 0.6745 · 4.658 ÷ 0.203 = 15.5 and 7,000 at 1.0.
    """
    for title, amount in (("a", "10k"), ("b", "12k"), ("c", "1000k")):
        assert business("deal", "add", title, "--amount", amount).code == 0
    assert found(business, "E19") == [("D6", "has an amount far off those of the other deals in EUR")]
    assert business("deal", "void", "D6", "--reason", "typo").code == 0
    assert found(business, "E19") == []


def test_tests_and_voided_deals_are_not_judged(business):
    """A deal that is a test may be without an amount, late and without a reason."""
    for words in (
        ("deal", "add", "Trial", "--expected-close", "2026-03-01", "--field", "test=yes", "--on", "2026-02-01"),
        ("deal", "add", "Trial", "--field", "test=yes"),
        ("deal", "win", "D5"),
    ):
        assert business(*words).code == 0
    assert [found(business, rule) for rule in ("E01", "E05", "E16")] == [[], [], []]


def test_rules_name_reports_and_commands_that_are_there():
    """Every figure named has a report, and the rules of the dictionary that can be broken are all there."""
    assert {name for rule in review.RULES.values() for name in rule.metrics} <= {*REPORTS, "all"}
    assert [*review.RULES] == [f"E{number:02}" for number in range(1, 21) if number not in (14, 15)]
    assert {rule.severity for rule in review.RULES.values()} == set(review.SEVERITIES)
