"""Pairs into clusters that do not chain: everybody in one is like everybody else in it."""

from collections.abc import Callable, Iterable

Pair = tuple[int, int]


def complete(pairs: Iterable[Pair], fits: Callable[[int, int], bool]) -> list[list[int]]:
    """What the pairs join, where every two of it fit; a chain, whose ends do not, is no cluster at all."""
    joined: dict[int, int] = {}
    for a, b in pairs:
        _join(joined, a, b)
    groups: dict[int, list[int]] = {}
    for each in joined:
        groups.setdefault(_root(joined, each), []).append(each)
    found = (sorted(group) for group in groups.values())
    return sorted(group for group in found if _whole(group, fits))


def _whole(group: list[int], fits: Callable[[int, int], bool]) -> bool:
    return all(fits(a, b) for place, a in enumerate(group) for b in group[place + 1 :])


def _join(joined: dict[int, int], a: int, b: int) -> None:
    first, second = sorted((_root(joined, a), _root(joined, b)))
    joined[second] = first


def _root(joined: dict[int, int], each: int) -> int:
    joined.setdefault(each, each)
    while joined[each] != each:
        joined[each] = joined[joined[each]]
        each = joined[each]
    return each
