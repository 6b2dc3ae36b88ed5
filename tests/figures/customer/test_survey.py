"""Surveys from rows in a file through the command line: nps (C7), csat (C6) and awareness (L8)."""

import math
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltc_cli.stats.survey import nps_of


def take_in(ltc, rows, *words):
    """Import answers; the headings are in the first row."""
    told = ltc("survey", "import", "-", *words, stdin="\n".join([*rows, ""]))
    assert told.code == 0, told.err


@pytest.fixture
def hundred(ltc):
    """A wave of the worked example: 50 promoters, 30 passives, 20 detractors, each another customer."""
    scores = [9, 10] * 25 + [7, 8] * 15 + [0, 6] * 10
    rows = [f"{number},{score},Customer {number},2026-03-02" for number, score in enumerate(scores)]
    take_in(ltc, ["external_id,score,account,date", *rows], "--default", "kind=nps", "--default", "wave=spring")
    return ltc


def test_the_worked_example_of_nps(hundred):
    """50/30/20: +30, SE 7.81025, 95 % from 14.692192 to 45.307808 (C7)."""
    report = hundred.json("report", "nps")
    (row,) = report["rows"]
    assert list(row)[:9] == ["wave", "n", "promoters", "passives", "detractors", "nps", "se", "ci_low", "ci_high"]
    assert (row["wave"], row["n"], row["promoters"], row["passives"], row["detractors"]) == ("spring", 100, 50, 30, 20)
    assert row["nps"] == 30
    assert row["se"] == pytest.approx(7.81025, abs=1e-5)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((14.692192, 45.307808), abs=1e-6)
    assert report["status"] == "ok"


def test_the_process_says_who_is_satisfied(ltc):
    """Only a 5 of 1-5 is: one of three; of another scale the two highest still are (C6)."""
    path = ltc.path.with_name("boxes.yaml")
    path.write_text(ltc("process", "show").out + "reports: {satisfied: {1-5: 5}}\n", encoding="utf-8")
    assert ltc("process", "apply", str(path), "--yes").code == 0
    take_in(ltc, ["kind,score,account,date", *(f"csat,{s},C{s},2026-03-02" for s in (3, 4, 5))])
    totals = ltc.json("report", "csat")["totals"]
    assert (totals["satisfied"], totals["n"]) == (1, 3)
    assert "Satisfied: from 5 of 1-5; else the two highest" in ltc("report", "csat").out


def test_nps_as_a_figure_of_its_own(hundred):
    """In the envelope, on the page, in a gate, and with its records."""
    page = {row["metric"]: row for row in hundred.json("report", "kpi")["rows"]}
    assert (page["nps"]["value"], page["nps"]["unit"]) == (30, "points")
    assert hundred("report", "nps", "--fail-if", "nps < 31").code == 8
    assert hundred("report", "nps", "--fail-if", "ci_low < 14").code == 0
    assert hundred.json("explain", "nps")["report"] == "nps"
    rows = hundred.json("explain", "nps", "--rows")
    sides = Counter(row["side"] for row in rows if row["counted"])
    assert sides == {"promoter": 50, "passive": 30, "detractor": 20}


def test_the_worked_example_of_csat(ltc):
    """5:40, 4:30, 3:15, 2:10, 1:5 on a scale of five: 70.0 % (60.4 to 78.1), mean 3.90 (C6)."""
    counts = {5: 40, 4: 30, 3: 15, 2: 10, 1: 5}
    scores = [score for score, count in counts.items() for _ in range(count)]
    take_in(ltc, ["kind,score,account,date", *(f"csat,{s},C{i},2026-03-02" for i, s in enumerate(scores))])
    totals = ltc.json("report", "csat")["totals"]
    assert (totals["n"], totals["satisfied"], totals["csat"], totals["mean"]) == (100, 70, 0.7, 3.9)
    assert (totals["ci_low"], totals["ci_high"]) == pytest.approx((0.604151, 0.781051), abs=1e-6)
    rows = ltc.json("explain", "csat", "--rows")
    assert sum(row["side"] == "satisfied" for row in rows) == 70


@pytest.mark.parametrize(
    ("target", "verdict"), [(0.25, "fail"), (0.15, "pass"), (0.2, "not enough data"), (None, "no target")]
)
def test_the_worked_example_of_awareness(ltc, tmp_path, target, verdict):
    """18 of 120 aware: 15.0 % (9.7 to 22.5); against a target of 25 % failed, its upper end is below (L8)."""
    if target is not None:
        targets = f"targets:\n- {{metric: awareness, period: quarter, value: {target}}}\n"
        with_process(ltc, tmp_path, lambda text: text + targets)
    take_in(ltc, ["kind,score,date", *(f"awareness,{int(i < 18)},2026-03-02" for i in range(120))])
    report = ltc.json("report", "awareness", "--period", "2026-Q1")
    row = report["rows"][0]
    assert (row["indicator"], row["n"], row["value"], row["proxy"]) == ("awareness", 120, 0.15, False)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.097, 0.225), abs=5e-4)
    assert (row["verdict"], row["target"]) == (verdict, target)


def with_process(ltc, tmp_path, add):
    """Change the process by a piece of YAML."""
    (tmp_path / "p.yaml").write_text(add(ltc("process", "show", "--format", "yaml").out), "utf-8")
    assert ltc("process", "apply", str(tmp_path / "p.yaml"), "--yes").code == 0


@pytest.mark.parametrize(
    ("target", "verdict"), [(0.1, "fail"), (0.2, "not enough data"), (0.25, "pass"), (None, "no target")]
)
def test_losses_to_not_being_known(ltc, tmp_path, target, verdict):
    """10 of 40 deals lost in the quarter: 25.0 % (14.2 to 40.2); less is better, so that 10 % is missed for sure (L8).

    A duplicate is no loss, and one lost before the quarter none of it.
    """
    targets = f"targets:\n- {{metric: never_heard, period: quarter, value: {target}}}\n" if target else ""
    reason = "lost_reasons:\n  unheard: Never heard of us\n"
    with_process(ltc, tmp_path, lambda text: text.replace("lost_reasons:\n", reason) + targets)
    lost = [*["unheard"] * 10, *["price"] * 30, "duplicate"]
    lines = [f"D{n},2026-01-02,2026-02-03,{why}" for n, why in enumerate(lost)]
    lines.append("Before,2025-01-02,2025-02-03,unheard")
    told = ltc("deal", "import", "-", stdin="\n".join(["title,created,lost,reason", *lines, ""]))
    assert told.code == 0, told.err
    rows = {row["indicator"]: row for row in ltc.json("report", "awareness", "--period", "2026-Q1")["rows"]}
    row = rows["never_heard"]
    assert (row["value"], row["n"], row["proxy"], row["verdict"]) == (0.25, 40, True, verdict)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.1418712, 0.4019396), abs=1e-6)


def test_reach_and_impressions_are_those_entered_with_costs(ltc, tmp_path):
    """30,000 impressions over ten days of which nine are of March: 27,000 then; what nobody entered is not listed."""
    with_process(ltc, tmp_path, lambda text: text + "targets:\n- {metric: impressions, period: month, value: 30000}\n")
    words = ("--function", "marketing", "--amount", "100", "--quantity", "30000")
    spent = ltc("cost", "add", "Ads", *words, "--line", "Impressions", "--since", "2026-02-28", "--until", "2026-03-09")
    assert spent.code == 0, spent.err
    rows = {row["indicator"]: row for row in ltc.json("report", "awareness", "--period", "2026-03")["rows"]}
    assert (rows["impressions"]["value"], rows["impressions"]["proxy"]) == (27000, True)
    assert (rows["impressions"]["target"], rows["impressions"]["verdict"]) == (30000, "fail")
    assert not {"reach", "never_heard"} & rows.keys()


def test_the_last_answer_of_a_respondent_in_a_wave_counts(ltc):
    """Asked again in the wave, the later answer stands; the earlier one is counted as left out, and shown so."""
    ltc("account", "add", "Acme")
    for score, day in ((2, "2026-01-05"), (10, "2026-02-05"), (3, "2025-12-05")):
        ltc("survey", "record", "--kind", "nps", "--score", str(score), "--account", "A1", "--on", day)
    report = ltc.json("report", "nps")
    told = [(row["wave"], row["n"], row["nps"]) for row in report["rows"]]
    assert told == [("2025-Q4", 1, -100), ("2026-Q1", 1, 100)]
    assert report["excluded"] == {"answered_again": 1}
    assert [row["why"] for row in ltc.json("explain", "nps", "--rows") if not row["counted"]] == ["earlier"]


def test_two_people_of_an_account_are_two_respondents_and_one_account(ltc):
    """Each contact answers; --basis account takes the mean of the account: 10 and 4 are 7, a passive."""
    ltc("account", "add", "Acme")
    for number, score in ((1, 10), (2, 4)):
        ltc("contact", "add", f"Person {number}", "--account", "A1")
        ltc("survey", "record", "--kind", "nps", "--score", str(score), "--contact", f"C{number}")
    totals = ltc.json("report", "nps")["totals"]
    assert (totals["n"], totals["promoters"], totals["detractors"], totals["nps"]) == (2, 1, 1, 0)
    totals = ltc.json("report", "nps", "--basis", "account")["totals"]
    assert (totals["n"], totals["passives"]) == (1, 1)


def test_answers_after_an_occasion_are_another_survey(ltc):
    """Relational and transactional surveys are kept apart, unless the occasion is asked for."""
    ltc("survey", "record", "--kind", "nps", "--score", "10")
    ltc("survey", "record", "--kind", "nps", "--score", "0", "--occasion", "delivery")
    report = ltc.json("report", "nps")
    assert (report["totals"]["nps"], report["excluded"]) == (100, {"after_an_occasion": 1})
    assert ltc.json("report", "nps", "--where", "occasion = delivery")["totals"]["nps"] == -100
    rows = ltc.json("report", "nps", "--by", "occasion")["rows"]
    assert [(row["occasion"], row["nps"]) for row in rows] == [("(unknown)", 100), ("delivery", -100)]


def test_a_change_within_its_error_is_none(hundred):
    """From +30 to +34 with some hundred answers each: no change detected."""
    scores = [9] * 52 + [7] * 30 + [3] * 18
    rows = [f"w{number},{score},Customer {number},2026-03-20" for number, score in enumerate(scores)]
    take_in(hundred, ["external_id,score,account,date", *rows], "--default", "kind=nps", "--default", "wave=summer")
    row = hundred.json("report", "nps")["rows"][1]
    error = math.hypot(7.81025, 100 * math.sqrt((0.70 - 0.34**2) / 100))
    assert (row["wave"], row["nps"], row["moved"]) == ("summer", 34, "no change detected")
    assert row["change_high"] == pytest.approx(4 + 1.959964 * error, abs=1e-3)


def test_response_rate_and_its_warning(hundred):
    """100 of 2,000 invited is 5 %: the others may think otherwise."""
    assert hundred("survey", "wave", "spring", "--kind", "nps", "--invited", "2000").code == 0
    report = hundred.json("report", "nps")
    assert report["rows"][0]["response_rate"] == 0.05
    assert report["warnings"] == ["Fewer than 10 % answered in spring: the others may think otherwise."]
    hundred("survey", "wave", "spring", "--kind", "nps", "--invited", "400")
    report = hundred.json("report", "nps")
    assert (report["rows"][0]["response_rate"], report["warnings"]) == (0.25, [])


def test_scales_are_never_averaged_together(ltc):
    """A 5 of 5 and a 5 of 10: one satisfied, a row each, and no mean of the whole."""
    ltc("survey", "record", "--kind", "csat", "--score", "5")
    ltc("survey", "record", "--kind", "csat", "--score", "5", "--scale", "10")
    report = ltc.json("report", "csat")
    assert [(row["scale"], row["csat"], row["mean"]) for row in report["rows"]] == [("1-5", 1, 5), ("1-10", 0, 5)]
    assert (report["totals"]["satisfied"], report["totals"]["n"], report["totals"]["mean"]) == (1, 2, None)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--kind", "nps", "--score", "11"), 4),
        (("--kind", "csat", "--score", "0"), 4),
        (("--kind", "csat", "--score", "6"), 4),
        (("--kind", "nps", "--score", "nine"), 2),
        (("--kind", "npx", "--score", "9"), 2),
        (("--kind", "nps", "--score", "4", "--scale", "5"), 2),
        (("--kind", "csat", "--score", "4", "--scale", "11"), 2),
        (("--kind", "nps", "--score", "9", "--account", "A9"), 3),
    ],
)
def test_what_is_off_the_scale_is_refused_at_entry(ltc, words, code):
    """Nothing is written, and the answer says which scale there is."""
    assert ltc.refused("survey", "record", *words)[0] == code


def test_a_later_answer_is_not_seen_as_of_an_earlier_day(hundred):
    """G3: facts after the day are invisible."""
    assert hundred.json("report", "nps", "--as-of", "2026-03-01")["totals"]["nps"] is None
    assert hundred.json("report", "nps", "--as-of", "2026-03-01")["status"] == "undefined"


def test_answers_go_out_and_come_back(hundred, tmp_path):
    """What is exported is known again."""
    assert hundred("export", "survey", "-o", str(tmp_path / "out.csv")).code == 0
    told = hundred.json("survey", "import", str(tmp_path / "out.csv"))
    assert (told["read"], told["unchanged"]) == (100, 100)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10)), max_size=25))
def test_any_answers_come_to_what_plain_counting_says(made, given_answers):
    """Whoever answers how often in a wave: the last of each counts."""
    ltc = made()
    for who, score in given_answers:
        told = ltc("survey", "record", "--kind", "nps", "--score", str(score), "--account", f"A{who + 1}")
        assert told.code == 0, told.err
    expected = nps_of(dict(given_answers).values())
    totals = ltc.json("report", "nps")["totals"]
    assert totals["nps"] == (expected.score if expected else None)
    rows = [row for row in ltc.json("explain", "nps", "--rows") if row["counted"]]
    assert len(rows) == len(dict(given_answers)) == totals["n"]


@pytest.fixture
def made(ltc):
    """A fresh file with four accounts, each time."""
    for number in range(4):
        ltc("account", "add", f"Customer {number}")
    kept = ltc.path.read_bytes()

    def fresh():
        ltc.path.write_bytes(kept)
        return ltc

    return fresh
