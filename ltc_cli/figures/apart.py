"""Which groups of a rate differ from the others, and which only seem to (metric dictionary G6)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ltc_cli.figures.dimension import Dimension
from ltc_cli.metrics import FEW
from ltc_cli.stats import benjamini_hochberg, newcombe, two_proportion_p
from ltc_cli.words import say

MOST = 100
"""Groups beyond which none is compared: what so many are called apart by is chance."""
_LEVEL = 0.05
Key = tuple[str, ...]
Cases = tuple[int, int]
"""k of n."""


class Apart(NamedTuple):
    """What can be said of the groups of a rate."""

    verdicts: Mapping[Key, str]
    """higher or lower, of those that can be told apart from all others together."""
    notes: tuple[str, ...]


NOT_COMPARED = Apart({}, ())


def apart(by: Sequence[Dimension], groups: Mapping[Key, Cases]) -> Apart:
    """Hold each group against all others together.

    One is called higher or lower where Newcombe's interval of the difference leaves out 0 and, as several are held,
    the p-value adjusted for their number (Benjamini-Hochberg) is at most 5 %. Times and groups of few are not held.
    """
    if not by or any(each.by_time for each in by) or len(groups) > MOST:
        return NOT_COMPARED
    won, cases = (sum(each) for each in zip(*groups.values(), strict=True)) if groups else (0, 0)
    held = [(key, k, n) for key in ordered(by, groups) for k, n in [groups[key]] if n >= FEW and cases - n >= FEW]
    if not held:
        return NOT_COMPARED
    chances = [two_proportion_p(k, n, won - k, cases - n) for _, k, n in held]
    adjusted = benjamini_hochberg([1.0 if chance is None else chance for chance in chances])
    verdicts = {}
    for (key, k, n), chance in zip(held, adjusted, strict=True):
        low, high = newcombe(k, n, won - k, cases - n) or (0.0, 0.0)
        if chance <= _LEVEL and (low > 0 or high < 0):
            verdicts[key] = "higher" if low > 0 else "lower"
    return Apart(verdicts, (_note(by, verdicts),))


def ordered(by: Sequence[Dimension], groups: Mapping[Key, Cases]) -> list[Key]:
    """Time goes forward; other groups stand by their rate, those of too few cases to tell one after them by size."""
    if any(each.by_time for each in by):
        return sorted(groups)

    def place(key: Key) -> tuple[bool, float, int, Key]:
        k, n = groups[key]
        return n < FEW, -k / n if n >= FEW else 0.0, -n, key

    return sorted(groups, key=place)


def _note(by: Sequence[Dimension], verdicts: Mapping[Key, str]) -> str:
    if not verdicts:
        what = " / ".join(say(each.name.replace("_", " ")) for each in by)
        return say("No {what} can be told apart from the rest.", what=what)
    told = [
        f"{' / '.join(each.words.get(part, part) for each, part in zip(by, key, strict=True))} ({say(verdict)})"
        for key, verdict in verdicts.items()
    ]
    return say("Apart from the rest: {which}.", which=", ".join(told))
