"""The schedule of one line: worked out by hand, and what holds for every line."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.domain.recognition import Line, booked, recognised, turns

FIRST = date(2026, 1, 1)
LAST = "2027-12-31"


def day(number):
    return (FIRST + timedelta(days=number)).isoformat()


def line(rule="delivery", net=200_000, quantity=4_000_000, **more):
    return Line(1, None, rule, net, quantity, day(0), "EUR", **more)


def test_service_by_days_of_the_worked_example():
    """WE-M1: 59 of 365 days of 12,000.00 are 1,939.73; the last day earns the rest."""
    service = line("straight", 1_200_000, 1_000_000, service=("2026-02-01", "2027-01-31"))
    assert recognised(service, "2026-01-31") == 0
    assert recognised(service, "2026-02-01") == 3_288
    assert recognised(service, "2026-03-31") == 193_973
    assert recognised(service, "2027-01-30") == 1_196_712
    assert recognised(service, "2027-01-31") == recognised(service, LAST) == 1_200_000


def test_delivery_in_parts_and_a_return():
    """Three of four at 500.00, one of them comes back, then two more go out."""
    goods = line(moved=((day(10), 3_000_000), (day(20), -1_000_000), (day(30), 2_000_000)))
    assert [recognised(goods, day(each)) for each in (9, 10, 20, 30)] == [0, 150_000, 100_000, 200_000]


def test_a_milestone_is_earned_when_all_is_delivered():
    """Nothing at three of four; everything at four; nothing again when one comes back."""
    whole = line("milestone", moved=((day(10), 3_000_000), (day(20), 1_000_000), (day(30), -1_000_000)))
    assert [recognised(whole, day(each)) for each in (10, 20, 30)] == [0, 200_000, 0]


def test_a_credit_truncates_the_future_first():
    """365.00 over 365 days, 100.00 credited on day 100: nothing is taken back, and it stops at 265.00."""
    service = line("straight", 36_500, 1_000_000, service=(day(0), day(364)), credited=((day(99), 10_000),))
    assert [recognised(service, day(each)) for each in (98, 99, 264, 265, 364)] == [
        9_900,
        10_000,
        26_500,
        26_500,
        26_500,
    ]


def test_a_credit_takes_back_what_is_earned_beyond_what_is_left():
    """All four delivered; 500.00 credited is taken back on its day."""
    goods = line(moved=((day(10), 4_000_000),), credited=((day(40), 50_000),))
    assert [recognised(goods, day(each)) for each in (39, 40)] == [200_000, 150_000]


def test_what_was_given_up_is_not_sold_and_a_cancelled_order_neither():
    """Three of four delivered and closed: 1,500.00 are sold; a cancelled order sold nothing."""
    short = line(moved=((day(10), 3_000_000),), ended=(day(20), 1_000_000))
    assert [booked(short, day(each)) for each in (19, 20)] == [200_000, 150_000]
    assert recognised(short, LAST) == 150_000
    gone = line("straight", service=(day(0), day(99)), ended=(day(50), None))
    assert recognised(gone, day(49)) == 100_000
    assert (booked(gone, day(50)), recognised(gone, day(50))) == (0, 0)


def test_nothing_is_earned_before_it_is_sold():
    """A service that began before the order was confirmed catches up on the day of the order."""
    late = line("straight", 10_000, 1_000_000, service=("2025-12-02", day(69)))
    assert (recognised(late, "2025-12-31"), recognised(late, day(0))) == (0, 3_100)
    assert turns(late, day(5), [day(2)]) == [day(0), day(2), day(5)]


MOVES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 2_000_000)), max_size=6)
LINES = st.builds(
    lambda rule, net, moves, service: line(
        rule,
        net,
        sum(quantity for _, quantity in moves) or 1,
        moved=tuple((day(on), quantity) for on, quantity in sorted(moves)),
        service=(day(min(service)), day(max(service))) if rule == "straight" else None,
    ),
    st.sampled_from(("delivery", "straight", "milestone")),
    st.integers(0, 10_000_000),
    MOVES,
    st.tuples(st.integers(0, 300), st.integers(0, 300)),
)


@given(LINES)
def test_without_credits_it_never_falls_and_ends_at_the_net(made):
    """Every unit is delivered or every day served in the end."""
    told = [recognised(made, day(each)) for each in range(310)]
    assert told == sorted(told)
    assert told[-1] == (made.net if made.rule == "straight" or made.moved else 0)


@given(LINES, st.lists(st.tuples(st.integers(0, 310), st.integers(1, 4_000_000)), max_size=4))
def test_it_is_never_above_the_net_less_credits_and_ends_there(made, notes):
    """Whatever is credited whenever."""
    made = made._replace(credited=tuple(sorted((day(on), minor) for on, minor in notes)))
    for each in range(0, 311, 7):
        left = max(0, made.net - sum(minor for on, minor in made.credited if on <= day(each)))
        assert 0 <= recognised(made, day(each)) <= left == booked(made, day(each))
    if made.rule == "straight" or made.moved:
        assert recognised(made, day(310)) == booked(made, day(310))


@given(LINES, st.integers(1, 99))
def test_splitting_a_delivery_on_its_day_changes_nothing(made, percent):
    """Invariant 18, with deliveries cut in two."""
    cut = []
    for on, quantity in made.moved:
        part = quantity * percent // 100
        cut += [(on, part), (on, quantity - part)]
    parted = made._replace(moved=tuple(cut))
    assert [recognised(made, day(each)) for each in range(62)] == [recognised(parted, day(each)) for each in range(62)]


@given(LINES)
def test_the_turns_miss_no_change(made):
    """Between two turns nothing changes but a service, and that only between the ends asked for."""
    ends = [day(each) for each in range(6, 310, 7)]
    known = turns(made, day(309), ends)
    for each in ends:
        seen = [on for on in known if on <= each]
        assert recognised(made, each) == (recognised(made, seen[-1]) if seen else 0)
