"""Costs, budgets and targets through the command line: kept, changed, taken in, refused, taken back."""

import pytest

TABLE = """Description,Type,Cost,Date,Platform,Customer
Ads May,marketing,1200.50,2026-03-03,web,
Refund,Marketing,-20,2026-03-09,web,
Support,fulfilment,300,2026-03-10,,Bright
"""


def test_a_cost_says_what_for_how_much_and_when(ltc):
    """Of a span, of a channel; a cost without a name takes that of its channel, and one without days that of --on."""
    ads = ltc.json(
        "cost", "add", "Search ads", "--amount", "9000", "--function", "marketing", "--channel", "web", "--line", "ads",
        "--since", "2026-01-15", "--until", "2026-03-14", "--variable", "--quantity", "1500", "--due", "2026-02-01",
    )  # fmt: skip
    assert (ads["ref"], ads["name"], ads["amount"], ads["since"], ads["until"]) == (
        "E1", "Search ads", "9000.00", "2026-01-15", "2026-03-14",
    )  # fmt: skip
    assert (ads["channel"], ads["line"], ads["variable"], ads["quantity"], ads["due"]) == (
        "website", "ads", True, "1500", "2026-02-01",
    )  # fmt: skip
    bare = ltc.json("cost", "add", "--amount", "80 USD", "--function", "SALES", "--channel", "web", "--on", "-3d")
    assert (bare["name"], bare["since"], bare["until"], bare["currency"]) == (
        "website", "2026-03-28", "2026-03-28", "USD",
    )  # fmt: skip
    shared = ltc.json("cost", "add", "--amount", "10", "--function", "sales", "--share", "web=60%,event=40%")
    assert (shared["driver"], sorted(shared["shares"].values())) == ("shares", [400_000, 600_000])
    assert [row["ref"] for row in ltc.json("cost", "list", "--since", "2026-03-01")] == ["E3", "E2"]
    assert ltc.json("cost", "show", "E1")["story"][0]["event"] == "created"


def test_money_back_is_a_cost_below_zero(ltc):
    assert ltc.json("cost", "add", "--amount=-20", "--function", "marketing")["amount"] == "-20.00"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ("--amount", "5", "--function", "sal"), 2,
            "ltc: the function is marketing, sales, fulfilment, production or admin, not 'sal'.\n"
            "try: Did you mean sales?\n",
        ),
        (
            ("--amount", "0", "--function", "sales"), 4,
            "ltc: a cost of nothing is none.\ntry: Give the amount; below zero for money back.\n",
        ),
        (
            ("--amount", "5", "--function", "sales", "--since", "2026-02-02", "--until", "2026-02-01"), 4,
            "ltc: the last day 2026-02-01 is before the first day 2026-02-02.\ntry: Swap --since and --until.\n",
        ),
        (
            ("--amount", "5", "--function", "sales", "--share", "web=60%", "--share", "event=30%"), 2,
            "ltc: the shares add up to 90 %, not 100 %.\ntry: --share web=60% --share event=40%\n",
        ),
        (
            ("--amount", "5", "--function", "sales", "--driver", "moon"), 2,
            "ltc: the driver is leads, opportunities or customers, not 'moon'.\n",
        ),
        (
            ("--amount", "5", "--function", "sales", "--account", "A9"), 3,
            "ltc: there is no account A9.\ntry: Look for it: ltc search A9\n",
        ),
    ],
)  # fmt: skip
def test_a_cost_that_cannot_be_is_refused(ltc, words, code, told):
    assert ltc.refused("cost", "add", *words) == (code, told)


def test_a_cost_is_edited_and_stays_whole(ltc):
    ltc("cost", "add", "Ads", "--amount", "90", "--function", "marketing", "--since", "2026-01-15")
    assert ltc.refused("cost", "edit", "E1", "until=2026-01-01")[0] == 4
    assert ltc.refused("cost", "edit", "E1", "amount=")[0] == 2
    changed = ltc.json("cost", "edit", "E1", "amount=80", "until=2026-01-31", "since=2026-01-02")
    assert (changed["amount"], changed["since"], changed["until"]) == ("80.00", "2026-01-02", "2026-01-31")
    assert ltc.json("cost", "list", "--as-of", "2026-01-02")
    assert ltc.json("cost", "list", "--as-of", "2026-01-01") == []
    ltc("undo")
    assert ltc.json("cost", "show", "E1")["amount"] == "90.00"
    assert ltc("check") == (0, "", "")


def test_the_same_external_id_is_the_same_cost(ltc):
    words = (
        "cost",
        "add",
        "Ads",
        "--amount",
        "90",
        "--function",
        "marketing",
        "--external-id",
        "B-1",
        "--since",
        "-3d",
    )
    ltc(*words)
    assert ltc.json(*words)["ref"] == "E1"
    other = [word.replace("90", "95") for word in words]
    assert ltc.refused(*other)[0] == 4
    assert ltc.json(*other, "--on-match", "update")["amount"] == "95.00"
    assert len(ltc.json("cost", "list")) == 1


def test_costs_are_taken_in_from_a_table_once(ltc):
    """In the words of other programs; money back too; whom a cost served is an account. Again: nothing."""
    answer = ltc.json("cost", "import", "-", stdin=TABLE)
    assert (answer["read"], answer["new"]) == (3, 3)
    rows = ltc.json("cost", "list", "--sort", "id")
    assert [(row["name"], row["function"], row["amount"], row["since"]) for row in rows] == [
        ("Ads May", "marketing", "1200.50", "2026-03-03"), ("Refund", "marketing", "-20.00", "2026-03-09"),
        ("Support", "fulfilment", "300.00", "2026-03-10"),
    ]  # fmt: skip
    assert [row["account_name"] for row in rows] == [None, None, "Bright"]
    assert [row["channel"] for row in rows] == ["website", "website", None]
    assert ltc.json("cost", "import", "-", stdin=TABLE)["unchanged"] == 3
    ltc("undo")
    assert ltc.json("cost", "list") == []


def test_bad_rows_of_costs_are_named(ltc):
    table = "name,function,amount,since,until\na,moon,3,,\nb,sales,,,\nc,sales,3,2026-03-02,2026-03-01\nd,,4,,\n"
    code, told = ltc.refused("cost", "import", "-", stdin=table)
    assert code == 6
    assert [line.split(": ", 1)[0] for line in told.splitlines() if line.startswith("-:")] == [
        "-:2:function", "-:3:amount", "-:4:until", "-:5:function",
    ]  # fmt: skip


def test_a_known_cost_takes_new_days_from_a_table(ltc):
    ltc.json(
        "cost", "import", "-", stdin="external_id,function,amount,since,until\nK1,sales,30,2026-01-01,2026-01-31\n"
    )
    again = ltc.json("cost", "import", "-", stdin="external_id,function,amount,since\nK1,sales,30,2026-01-10\n")
    assert again["updated"] == 1
    assert ltc.json("cost", "list", "--as-of", "2026-01-09") == []
    code, told = ltc.refused("cost", "import", "-", stdin="external_id,function,amount,since\nK1,sales,30,2026-02-10\n")
    assert code == 6
    assert "the last day 2026-01-31 is before the first day 2026-02-10" in told


def test_a_budget_is_set_for_a_period_and_set_anew(ltc):
    first = ltc.json("budget", "set", "--function", "marketing", "--amount", "9k", "--period", "2026-Q1")
    assert (first["ref"], first["amount"], first["since"], first["until"], first["variable"]) == (
        "U1", "9000.00", "2026-01-01", "2026-03-31", False,
    )  # fmt: skip
    again = ltc.json(
        "budget", "set", "--function", "marketing", "--amount", "100k", "--since", "2026-01-01",
        "--until", "2026-03-31", "--volume", "12500", "--measure", "units",
    )  # fmt: skip
    assert (again["ref"], again["amount"], again["volume"], again["measure"]) == ("U1", "100000.00", "12500", "units")
    ltc("budget", "set", "--function", "marketing", "--line", "ads", "--amount", "1", "--period", "2026-Q1")
    assert [row["line"] for row in ltc.json("budget", "list")] == [None, "ads"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--amount", "9k"), "ltc: a budget is of a period.\ntry: --period 2026-Q1, or --since and --until\n"),
        (("--amount", "9k", "--period", "2026-Q1", "--since", "som"),
         "ltc: a period and --since or --until name two spans.\ntry: Give one of them.\n"),
        (("--amount", "9k", "--period", "2026-Q1", "--volume", "5"),
         "ltc: a volume is of something.\ntry: --volume 12500 --measure leads|customers|orders|units\n"),
        (("--amount", "9k", "--period", "2026-Q1", "--quantity", "5"),
         "ltc: a planned quantity is for a volume.\ntry: Give --volume and --measure too.\n"),
    ],
)  # fmt: skip
def test_a_budget_that_cannot_be_is_refused(ltc, words, told):
    assert ltc.refused("budget", "set", "--function", "sales", *words) == (2, told)


def test_a_target_is_read_in_the_unit_of_its_figure(ltc):
    """Kept by the process: as a share, in money, as a count; for one period or for every one of its kind."""
    for words in (("win_rate", "35%", "quarter"), ("booked", "250k", "2026-Q2"), ("lead_volume", "40", "month")):
        assert ltc("target", "set", words[0], words[1], "--period", words[2]).code == 0
    assert ltc.json("target", "list") == [
        {"metric": "booked", "period": "2026-Q2", "value": "250000"},
        {"metric": "lead_volume", "period": "month", "value": "40"},
        {"metric": "win_rate", "period": "quarter", "value": "0.35"},
    ]
    page = {row["metric"]: row["target"] for row in ltc.json("report", "kpi", "--period", "2026-Q2")["rows"]}
    assert (page["booked"], page["win_rate"], page["lead_volume"]) == ("250000.00", 0.35, None)
    ltc("target", "set", "win_rate", "0.4", "--period", "quarter")
    assert ltc.json("target", "list")[-1]["value"] == "0.4"
    ltc("target", "remove", "booked", "--period", "2026-Q2")
    ltc("undo")
    assert len(ltc.json("target", "list")) == 3
    assert ltc("check") == (0, "", "")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("set", "win_rat", "1", "--period", "month"), 2,
         "ltc: there is no report 'win_rat'.\ntry: Did you mean win_rate?\n"),
        (("set", "revenue", "1", "--period", "month"), 2,
         "ltc: revenue is a report, not a figure.\n"
         "try: Its figures: booked, billed, recognised, collected, deferred, backlog\n"),
        (("set", "win_rate", "much", "--period", "month"), 2,
         "ltc: 'much' is not a number.\ntry: For example: 0.35, 35% or 50k EUR, as the figure is.\n"),
        (("set", "booked", "5 USD", "--period", "month"), 2, "ltc: a target is in EUR, not in USD.\n"),
        (("set", "lead_volume", "1.5", "--period", "month"), 2, "ltc: this figure is a count: '1.5' is not one.\n"),
        (("set", "booked", "5", "--period", "2026-W03"), 2,
         "ltc: a target is for a month, a quarter or a year, not for '2026-W03'.\n"
         "try: --period 2026-Q1, or every one: --period quarter\n"),
        (("remove", "booked", "--period", "2026-Q1"), 3,
         "ltc: there is no target of booked for 2026-Q1.\ntry: See them: ltc target list\n"),
    ],
)  # fmt: skip
def test_a_target_that_cannot_be_is_refused(ltc, words, code, told):
    assert ltc.refused("target", *words) == (code, told)
