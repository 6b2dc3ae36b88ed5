"""Numbers beside a picture: short, in the unit of its values."""

from ltc_cli.words import say

_BIG = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def told(value: float | None, unit: str) -> str:
    """A value as a picture has room for: "42%", "1,250", "18.3k"; a dash for what is not known."""
    if value is None:
        return "–"
    if unit == "ratio":
        return f"{value * 100:.0f}%"
    if unit == "days":
        return say("{n} d", n=f"{value:,.1f}")
    for size, sign in _BIG:
        if abs(value) >= 10 * size:
            return f"{value / size:,.1f}{sign}"
    return f"{value:,.0f}" if value == int(value) or unit == "money" else f"{value:,.1f}"


def ends(values: list[float]) -> tuple[float, float]:
    """Where a scale begins and ends: zero is always on it."""
    return min(0.0, *values, 0.0), max(0.0, *values, 0.0)
