"""How alike two names are: Jaro's measure with Winkler's bonus for a common beginning, from 0 to 1.

Jaro (1989), "Advances in record-linkage methodology", JASA 84; Winkler (1990), "String comparator metrics". Rapidfuzz
(the `match` extra) computes the same measure faster: it is used when there are many names to compare.
"""

from collections.abc import Callable
from importlib.util import find_spec

Likeness = Callable[[str, str], float]
MANY = 20_000
"""Records from which loading rapidfuzz is worth its time."""
_PREFIX = 4
_BONUS = 0.1
_FROM = 0.7
"""Winkler's bonus is for names that are alike already."""


def measure(records: int) -> Likeness:
    """The measure for so many records: rapidfuzz for many, if it is installed."""
    if records >= MANY and find_spec("rapidfuzz") is not None:
        from rapidfuzz.distance import JaroWinkler

        return JaroWinkler.normalized_similarity
    return jaro_winkler


def jaro_winkler(a: str, b: str) -> float:
    """Jaro's measure, and for names above 0.7 a tenth of the rest for each of up to four first letters in common."""
    score = jaro(a, b)
    if score > _FROM:
        common = 0
        for x, y in zip(a[:_PREFIX], b[:_PREFIX], strict=False):
            if x != y:
                break
            common += 1
        score += common * _BONUS * (1.0 - score)
    return score


def jaro(a: str, b: str) -> float:
    """The mean share of letters that match within half the longer length, and of those that keep their order."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    reach = max(len(a), len(b)) // 2 - 1
    reach = max(reach, 0)
    taken = [False] * len(b)
    mine = []
    for place, letter in enumerate(a):
        for other in range(max(0, place - reach), min(len(b), place + reach + 1)):
            if not taken[other] and b[other] == letter:
                taken[other] = True
                mine.append(letter)
                break
    if not mine:
        return 0.0
    theirs = [letter for letter, used in zip(b, taken, strict=True) if used]
    swapped = sum(x != y for x, y in zip(mine, theirs, strict=True)) // 2
    count = len(mine)
    return (count / len(a) + count / len(b) + (count - swapped) / count) / 3.0
