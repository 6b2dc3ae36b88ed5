"""Options by which some reports are turned: read once, taken only where they mean something, told where they do."""

import pytest

from ltc_cli import turn
from ltc_cli.errors import BadUsage
from ltc_cli.figures import REPORTS

MINUTE, DAY = 60_000, 86_400_000


@pytest.mark.parametrize(
    ("text", "millis"), [("15", 15 * MINUTE), ("90m", 90 * MINUTE), ("24h", DAY), ("30D", 30 * DAY)]
)
def test_lengths_of_time(text, millis):
    """A number alone is of minutes."""
    assert turn.read({"within": text}).within == millis


@pytest.mark.parametrize("typed", [{"within": "soon"}, {"within": "0"}, {"within": "d"}, {"lag": "-1"}, {"lag": "61"}])
def test_what_is_no_length(typed):
    with pytest.raises(BadUsage):
        turn.read(typed)


def test_no_months_are_a_number_of_months():
    assert turn.read({"lag": "0"}).lag == 0
    assert turn.read({}).lag is None


def test_every_option_is_taken_somewhere_and_every_one_taken_is_known():
    """An option without a report would be a promise, one without a reader a lie."""
    taken = {name for metric in REPORTS.values() for name in metric.turns}
    assert taken == set(turn.TURNS)
    assert set(turn.CHOICES) <= set(turn.TURNS)


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("winrate", "--lag", "3"), "winrate does not take --lag.", None),
        (("conversion", "--measure", "leads"), "conversion does not take --measure.", "It takes: --to"),
        (("cycle", "--from", "lead", "--lag", "1"), "cycle does not take --lag.", "It takes: --from"),
        (("response", "--within", "soon"), "'soon' is no length of time.", "--within 30d, 24h or 90m"),
    ],
)
@pytest.mark.parametrize("verb", ["report", "explain"])
def test_an_option_that_would_not_be_heeded_is_refused(ltc, verb, words, message, hint):
    told = ltc(verb, *words)
    assert (told.code, told.out) == (2, "")
    assert f"ltc: {message}" in told.err
    assert hint is None or f"try: {hint}" in told.err


def test_the_other_names_of_a_span_are_no_turn(ltc):
    """`--from` and `--to` with days are a span, of any report."""
    ltc("lead", "add", "Ada", "--on", "2026-01-05")
    told = ltc.json("report", "leads", "--from", "2026-01-01", "--to", "2026-01-31")
    assert told["period"] == {"since": "2026-01-01", "until": "2026-01-31"}
    assert told["totals"]["leads"] == 1


def test_the_help_of_a_report_tells_what_it_takes(ltc, capsys):
    """Definition, its own options and bases; not those of others."""

    def helped(*words):
        ltc("report", *words, "--help")
        return capsys.readouterr().out

    told = helped("conversion")
    assert "which share of leads becomes customers?" in told
    assert "Of the leads created in the period" in told
    assert "--to WHAT" in told
    assert "cohort or period." in told
    assert "--lag" not in told
    assert "--basis" not in helped("funnel")
    general = helped()
    assert not any(f"--{name} " in general for name in turn.TURNS)


def test_a_clock_set_back_sees_nothing_of_later(ltc):
    """What is recorded after the day that stands in for today is not told as known that day (G3)."""
    ltc("lead", "add", "Ada", "--on", "2026-01-05", env={"LTC_TODAY": "2026-01-31"})
    ltc("lead", "add", "Bob", "--on", "2026-02-05", env={"LTC_TODAY": "2026-02-28"})
    early = ltc.json("report", "leads", env={"LTC_TODAY": "2026-01-31"})
    assert (early["totals"]["leads"], early["as_of"]) == (1, "2026-01-31")
    assert ltc.json("report", "leads", env={"LTC_TODAY": "2026-02-28"})["totals"]["leads"] == 2


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("kpi", "--where", "owner = mia"), "kpi is told of the whole business, not by a filter.",
         "Leave --where out."),
        (("kpi", "--by", "month"), "kpi is told of the whole, not by month.", "Leave --by out."),
        (("restated", "--where", "id = 1"), "restated is told of the whole business, not by a filter.", None),
        (("velocity", "--period", "2026-01"), "velocity tells how it stands on a day.",
         "ltc report velocity --as-of DATE"),
        (("pivot", "--measure", "cac", "--by", "channel", "--where", "owner = mia"),
         "channels is told of the whole business, not by a filter.", None),
    ],
)  # fmt: skip
def test_what_most_reports_take_is_refused_by_one_that_would_pass_it_over(ltc, words, message, hint):
    told = ltc("report", *words)
    assert (told.code, told.out) == (2, "")
    assert f"ltc: {message}" in told.err
    assert hint is None or f"try: {hint}" in told.err


def test_the_help_of_a_report_leaves_out_what_it_would_refuse(ltc, capsys):
    ltc("report", "velocity", "--help")
    assert "--period" not in capsys.readouterr().out
    ltc("report", "kpi", "--help")
    told = capsys.readouterr().out
    assert ("--where" in told, "--by" in told, "--period" in told) == (False, False, True)
