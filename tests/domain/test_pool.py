"""Owners and the pool: who looks after what, by the rules of the `products` process (30 days, 100 leads)."""

import pytest

PROCESS = """
pool: {on: yes, recycle_after: 30 days, limit: 2}
lead:
  statuses:
    new: {kind: new}
    contacted: {kind: working}
    qualified: {kind: qualified}
pipelines:
  sales:
    stages: {talk: {probability: 10%}, won: Won, lost: Lost, void: Void}
"""


@pytest.fixture
def pool(ltc_with):
    """`ltc` with a pool of two open leads per owner."""
    return ltc_with(PROCESS)


@pytest.mark.parametrize("noun", ["lead", "account"])
def test_through_the_hands(pool, noun):
    """A new record waits in the pool; every change of hands is an event; the same again changes nothing."""
    ref = {"lead": "L1", "account": "A1"}[noun]
    assert pool.json(noun, "add", "Ada")["owner"] is None
    assert [each["ref"] for each in pool.json(noun, "list", "--pool")] == [ref]
    assert pool.json(noun, "claim", ref)["owner"] == "mia"
    assert pool(noun, "claim", ref).err == "nothing changed.\n"
    assert pool.json(noun, "list", "--pool") == []
    assert pool.json(noun, "assign", ref, "--to", "jonas")["owner"] == "jonas"
    assert pool(noun, "assign", ref, "--to", "JONAS").err == "nothing changed.\n"
    assert pool.refused(noun, "claim", ref) == (
        4,
        f"ltc: {ref} belongs to jonas; only what is in the pool can be claimed.\n"
        f"try: ltc {noun} assign {ref} --to mia\n",
    )
    assert pool.json(noun, "release", ref)["owner"] is None
    assert pool(noun, "release", ref).err == "nothing changed.\n"
    assert pool.rows("SELECT from_id, to_id, reason FROM owner_event ORDER BY id") == [
        (None, 1, "claim"), (1, 2, "assign"), (2, None, "release"),
    ]  # fmt: skip


def test_the_limit_counts_open_leads(pool):
    """The third is refused, whatever is claimed already stays; a converted one leaves room."""
    for name in ("Ada", "Bob", "Cleo"):
        pool("lead", "add", name)
    said = "ltc: mia holds 2 open leads; the pool allows 2.\ntry: Release one: ltc lead release\n"
    assert pool.refused("lead", "claim", "L1", "L2", "L3") == (4, said)
    assert pool("lead", "claim", "L1", "L2").code == 0
    assert pool("lead", "claim", "L1").err == "nothing changed.\n"
    assert pool.refused("lead", "claim", "L3") == (4, said)
    pool("lead", "convert", "L1")
    assert pool("lead", "claim", "L3").code == 0


@pytest.mark.parametrize(
    ("day", "recycled"), [("2026-03-30", []), ("2026-03-31", ["L1"]), ("2026-04-01", ["L1"])]
)  # fmt: skip
def test_recycling_to_the_day(pool, day, recycled):
    """Claimed at noon on 1 March: 30 days later, on the 31st at noon, it is back in the pool, not before."""
    at = {"LTC_TODAY": "2026-03-01"}
    pool("lead", "add", "Ada", env=at)
    pool("lead", "claim", "L1", env=at)
    assert [each["ref"] for each in pool.json("lead", "recycle", "--today", day)] == recycled
    assert pool.json("lead", "show", "L1")["owner"] == (None if recycled else "mia")


@pytest.mark.parametrize(
    "kept",
    [
        ("note", "L1", "called"),
        ("lead", "qualify", "L1"),
        ("lead", "disqualify", "L1", "--reason", "spam"),
        ("lead", "assign", "L1", "--to", "jonas"),
    ],
)
def test_what_keeps_a_lead_from_recycling(pool, kept):
    """A touch, a step, a change of hands; and what is closed is nobody's worry."""
    at = {"LTC_TODAY": "2026-02-01"}
    pool("lead", "add", "Ada", "--owner", "mia", env=at)
    assert pool(*kept, env={"LTC_TODAY": "2026-03-02"}).code == 0
    assert pool.json("lead", "recycle") == []


def test_work_on_its_deals_keeps_an_account(pool):
    """An account whose deal moved yesterday is looked after."""
    at = {"LTC_TODAY": "2026-01-01"}
    pool("account", "add", "Lumen", "--owner", "mia", env=at)
    pool("account", "add", "Oak", "--owner", "mia", env=at)
    pool("deal", "add", "Audit", "--account", "Lumen", env=at)
    pool("note", "D1", "called", env={"LTC_TODAY": "2026-03-30"})
    assert [each["ref"] for each in pool.json("account", "recycle")] == ["A2"]


def test_owners_as_they_were(pool):
    """--as-of reads the hands of that day, and so do --owner and --pool."""
    pool("lead", "add", "Ada", "--on", "2026-01-01")
    pool("lead", "claim", "L1", "--on", "2026-02-01")
    pool("lead", "assign", "L1", "--to", "jonas", "--on", "2026-03-01")
    for day, owner in (("2026-01-31", None), ("2026-02-01", "mia"), ("2026-02-28", "mia"), ("2026-03-01", "jonas")):
        assert [each["owner"] for each in pool.json("lead", "list", "--as-of", day)] == [owner], day
    assert len(pool.json("lead", "list", "--pool", "--as-of", "2026-01-31")) == 1
    assert len(pool.json("lead", "list", "--owner", "mia", "--as-of", "2026-02-10")) == 1
    assert pool.json("lead", "list", "--owner", "mia") == []


@pytest.mark.parametrize("noun", ["lead", "account"])
@pytest.mark.parametrize("verb", ["claim", "release", "recycle"])
def test_without_a_pool_there_is_nothing_to_claim(ltc, noun, verb):
    """In the consulting process the owner is the actor."""
    assert ltc.json(noun, "add", "Ada")["owner"] == "mia"
    words = (noun, verb) if verb == "recycle" else (noun, verb, "1")
    assert ltc.refused(*words) == (
        4,
        "ltc: this process has no pool.\ntry: Give it one: pool: on: yes in the YAML, then ltc process apply\n",
    )


def test_a_process_with_a_pool_may_not_recycle(ltc_with):
    """Without a number of days it says so."""
    ltc = ltc_with(PROCESS.replace(", recycle_after: 30 days", ""))
    assert ltc.refused("lead", "recycle") == (
        4, "ltc: the process does not say when to recycle.\ntry: Add pool: recycle_after: DAYS to it.\n",
    )  # fmt: skip
