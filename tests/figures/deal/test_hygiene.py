"""What in the pipeline needs tidying: metric dictionary F13."""

import pytest

TODAY = {"LTC_TODAY": "2026-03-31"}


def said(ltc, *words, day="2026-03-31"):
    done = ltc(*words, env={"LTC_TODAY": day})
    assert done.code == 0, done.err


def faults(ltc, *words):
    """How many open deals have each fault."""
    return {row["fault"]: row["deals"] for row in ltc.json("report", "hygiene", *words, env=TODAY)["rows"]}


def good(ltc, name="Audit", **more):
    """A deal that nothing is wrong with, but for what is asked."""
    values = {"--amount": "1000", "--expected-close": "2026-05-12", "--next": "fri call", "--on": "2026-03-20"} | more
    words = [word for name, value in values.items() if value is not None for word in (name, value)]
    made = ltc.json("deal", "add", name, *words, env=TODAY)
    return made["ref"]


NONE = dict.fromkeys(("overdue", "unvalued", "aimless", "quiet", "stalled", "moved"), 0)


def test_a_deal_in_order(ltc):
    good(ltc)
    told = ltc.json("report", "hygiene", env=TODAY)
    assert {row["fault"]: row["deals"] for row in told["rows"]} == NONE
    assert (told["totals"]["deals"], told["totals"]["clean"], told["totals"]["clean_share"]) == (1, 1, 1.0)


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("overdue", {"--expected-close": "2026-03-30"}), ("unvalued", {"--amount": None}),
        ("aimless", {"--next": None}), ("quiet", {"--on": "2026-02-28"}),
    ],
)  # fmt: skip
def test_each_fault_is_told_of_the_deal_that_has_it(ltc, fault, change):
    good(ltc)
    ref = good(ltc, **change)
    assert faults(ltc) == NONE | {fault: 1}
    listed = {row["ref"]: row for row in ltc.json("explain", "hygiene", "--rows", env=TODAY)}
    assert [name for name, row in listed.items() if row[fault]] == [ref]
    told = ltc.json("report", "hygiene", env=TODAY)
    assert told["totals"]["clean_share"] == 0.5
    assert next(row for row in told["rows"] if row["fault"] == fault)["share"] == 0.5


def test_what_happens_ends_the_quiet(ltc):
    """Thirty days are quiet enough; a call, a step or another owner within them is not."""
    refs = [good(ltc, **{"--on": "2026-02-01"}) for _ in range(4)]
    assert faults(ltc)["quiet"] == 4
    said(ltc, "note", refs[0], "They called", "--kind", "call", "--on", "2026-03-10")
    said(ltc, "deal", "advance", refs[1], "--to", "proposal", "--on", "2026-03-10")
    said(ltc, "deal", "edit", refs[2], "owner=tom")
    assert faults(ltc)["quiet"] == 1
    assert faults(ltc, "--as-of", "2026-03-05")["quiet"] == 4
    assert faults(ltc, "--as-of", "2026-03-02")["quiet"] == 0


def test_a_close_date_that_is_moved_three_times(ltc):
    """Twice is a plan that changed; to the same day is no move; as of a day before, it had not been moved yet."""
    ref = good(ltc)
    for day, close in (("21", "2026-06-01"), ("22", "2026-06-01"), ("23", "2026-07-03")):
        said(ltc, "deal", "edit", ref, f"expected_close={close}", "--on", f"2026-03-{day}")
    assert faults(ltc)["moved"] == 0
    said(ltc, "deal", "edit", ref, "expected_close=2026-05-12", "--on", "2026-03-25")
    assert faults(ltc)["moved"] == 1
    assert faults(ltc, "--as-of", "2026-03-24")["moved"] == 0


def test_a_deal_is_stalled_as_the_stages_say(ltc):
    """Longer in its stage than 85 % of five visits that ended, of 1 to 5 days: than 4.4."""
    for days in range(1, 6):
        made = good(ltc, **{"--on": "2026-03-10"})
        said(ltc, "deal", "advance", made, "--to", "proposal", "--on", f"2026-03-{10 + days}")
        said(ltc, "deal", "lose", made, "--reason", "price", "--on", f"2026-03-{10 + days}")
    good(ltc, **{"--on": "2026-03-29"})
    stuck = good(ltc, **{"--on": "2026-03-25"})
    assert faults(ltc) == NONE | {"stalled": 1}
    assert [row["ref"] for row in ltc.json("explain", "hygiene", "--rows", env=TODAY) if row["stalled"]] == [stuck]
    stages = ltc.json("report", "stages", env=TODAY)["rows"]
    assert sum(row["stalled"] or 0 for row in stages) == 1


def test_closes_on_the_last_days_of_months(ltc):
    """E18: three of five are told, two of five are not."""
    closes = ("2026-04-30", "2026-05-31", "2026-05-12", "2026-05-13", "2026-06-30")
    for close in closes[:4]:
        good(ltc, **{"--expected-close": close})
    assert ltc.json("report", "hygiene", env=TODAY)["warnings"] == []
    good(ltc, **{"--expected-close": closes[4]})
    (told,) = ltc.json("report", "hygiene", env=TODAY)["warnings"]
    assert told.startswith("3 of 5 close dates are the last day of a month")


def test_decided_deals_and_tests_have_no_faults(ltc):
    lost = good(ltc, **{"--amount": None})
    said(ltc, "deal", "lose", lost, "--reason", "price")
    said(ltc, "deal", "edit", good(ltc, **{"--amount": None}), "test=yes")
    assert faults(ltc) == NONE
    assert ltc.json("report", "hygiene", env=TODAY)["status"] == "undefined"
