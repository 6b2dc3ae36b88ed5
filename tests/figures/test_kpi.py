"""The page of key figures, and each figure by its own name: metric dictionary G5 and G12."""

import json

import pytest

FORMS = (
    "metric version value unit basis since until as_of tz currency numerator denominator n ci ci_method status "
    "excluded warnings definition_url"
).split()


@pytest.fixture
def decided(ltc):
    """Three deals of the first quarter of 2026 decided, one of the last quarter of 2025; as of 31 March."""
    for day, title, step in (
        ("2025-11-03", "Old", "win"), ("2026-01-12", "New", "win"), ("2026-02-02", "Two", "lose"),
        ("2026-03-03", "Three", "win"),
    ):  # fmt: skip
        made = ltc.json("deal", "add", title, "--amount", "1000 EUR", "--on", day)
        why = ["--reason", "price"] if step == "lose" else []
        assert ltc("deal", step, made["ref"], "--on", day, *why).code == 0
    return ltc


def page(ltc, *words):
    told = ltc.json("report", "kpi", *words)
    return {row["metric"]: row for row in told["rows"]}


def test_a_figure_stands_in_its_envelope(decided):
    """2 won of 3 decided: 66.7 %, Wilson 20.8-93.9 %, too few to say (G6)."""
    told = decided.json("report", "win_rate", "--period", "2026-Q1")
    assert list(told) == FORMS
    assert (told["value"], told["numerator"], told["denominator"], told["n"]) == (2 / 3, 2, 3, 3)
    assert told["ci"] == pytest.approx([0.2077, 0.9385], abs=5e-5)
    assert (told["unit"], told["ci_method"], told["status"]) == ("ratio", "wilson", "not_enough_data")
    assert (told["since"], told["until"], told["as_of"]) == ("2026-01-01", "2026-03-31", "2026-03-31")


def test_an_amount_stands_as_a_decimal(decided):
    told = decided.json("report", "booked", "--period", "2026-Q1")
    assert (told["value"], told["currency"], told["ci"]) == ("2000.00", "EUR", None)


def test_nothing_known_is_null_and_undefined(ltc):
    told = ltc.json("report", "win_rate")
    assert (told["value"], told["ci"], told["status"]) == (None, [None, None], "undefined")


def test_the_page_compares_with_the_period_before(decided):
    """The last quarter of 2025 has one win of one, 1,000 EUR."""
    rows = page(decided, "--period", "2026-Q1")
    assert (rows["win_rate"]["value"], rows["win_rate"]["previous"]) == (2 / 3, 1.0)
    assert (rows["booked"]["value"], rows["booked"]["previous"]) == ("2000.00", "1000.00")


def test_an_unfinished_period_is_compared_with_as_many_days(decided):
    """On 12 January the quarter is 12 days old, and the win of 3 November is not of 1-12 October."""
    told = decided.json("report", "kpi", "--period", "2026-Q1", env={"LTC_TODAY": "2026-01-12"})
    rows = {row["metric"]: row for row in told["rows"]}
    assert (rows["booked"]["value"], rows["booked"]["previous"]) == ("1000.00", "0.00")


def test_a_state_is_asked_as_of_the_end_of_each_period(ltc):
    """A deal of December, open till February: in the pipeline at the end of the year, decided at the end of March."""
    ltc.json("deal", "add", "Slow", "--amount", "500 EUR", "--on", "2025-12-01")
    assert ltc("deal", "win", "D1", "--on", "2026-02-01").code == 0
    row = page(ltc, "--period", "2026-Q1")["weighted_pipeline"]
    assert row["value"] == "0.00"
    assert float(row["previous"]) > 0


def test_without_a_period_there_is_nothing_before(decided):
    assert {row["previous"] for row in page(decided).values()} == {None}


def test_the_page_tells_the_same_period_a_year_ago(decided):
    """1-31 March 2025 saw one win of 700 EUR; a year before anything was on record there is nothing to tell."""
    decided.json("deal", "add", "Ancient", "--amount", "700 EUR", "--on", "2025-03-01")
    assert decided("deal", "win", "D5", "--on", "2025-03-20").code == 0
    assert page(decided, "--period", "2026-03")["booked"]["year_before"] == "700.00"
    assert page(decided, "--period", "2025-03")["booked"]["year_before"] is None
    young = decided.json("report", "kpi", "--period", "2026-03", env={"LTC_TODAY": "2026-03-10"})
    assert {row["metric"]: row for row in young["rows"]}["booked"]["year_before"] == "0.00"


def test_a_figure_without_a_value_is_never_called_ok(decided):
    rows = page(decided, "--period", "2026-Q1")
    assert {row["status"] for row in rows.values() if row["value"] is None} & {"ok"} == set()


def test_people_read_what_a_figure_is_worth_in_words(decided):
    """Two of three is too few; what stands as it is has no word beside it."""
    lines = decided("report", "kpi", "--period", "2026-Q1").out.splitlines()
    rate = next(line for line in lines if line.startswith("Win rate"))
    assert rate.endswith("too few cases")
    assert "not_enough_data" not in "".join(lines)


def test_a_gate_holds_on_a_figure_and_on_a_line_of_the_page(decided):
    """66.7 % is under 70 %, and 2,000 EUR is not under 2k."""
    gate = ("--period", "2026-Q1", "--fail-if")
    assert decided("report", "win_rate", *gate, "value < 70%").code == 8
    assert decided("report", "kpi", *gate, "value[win_rate] < 70%").code == 8
    assert decided("report", "kpi", *gate, "value[booked] < 2k").code == 0


def test_the_target_of_the_process_stands_beside_its_figure(decided, tmp_path):
    """Of every quarter, of one quarter, and not of another kind of period."""
    text = decided("process", "show", "--format", "yaml").out
    if "targets:" not in text:
        text += "targets:\n"
    text += (
        "- {metric: win_rate, period: quarter, value: 0.4}\n- {metric: booked, period: 2026-Q1, value: 5000}\n"
        "- {metric: billed, period: month, value: 1}\n"
    )
    (tmp_path / "p.yaml").write_text(text, "utf-8")
    assert decided("process", "apply", str(tmp_path / "p.yaml"), "--yes").code == 0
    rows = page(decided, "--period", "2026-Q1")
    assert (rows["win_rate"]["target"], rows["booked"]["target"], rows["billed"]["target"]) == (0.4, "5000.00", None)


def test_json_says_nothing_that_is_no_number(ltc):
    """An empty file has a page too."""
    told = ltc("report", "kpi", "--period", "2026-Q1", "--json").out
    assert not {"NaN", "Infinity"} & set(json.dumps(json.loads(told)).split())
