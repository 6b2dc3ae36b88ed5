"""Which records are compared at all: those that share a key. Never all pairs.

A small block is compared pair by pair. In a big one, such as the many names that begin alike in one country, each
record is compared with the next ones in the order of their names: the time grows with the number of records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from ltc_cli.domain.duplicate.known import Known

_SMALL = 12
"""Records of a block that are all compared with one another."""
_NEXT = 8
"""In a bigger one, how many of the next in the order of names each is compared with."""
_BEGINNING = 4

_KEYS: tuple[Callable[[Known], object], ...] = (
    lambda each: each.email,
    lambda each: each.tax_id,
    lambda each: each.phone,
    lambda each: each.domain and (each.domain, (each.name or each.company)[:1]),
    lambda each: each.name and (each.name[:_BEGINNING], each.stated),
    lambda each: each.company and (each.company[:_BEGINNING], each.stated),
)
"""What two records must share to be compared, the surest first; an empty one is shared with nobody."""


def candidates(records: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """The places of two records that may be one, the earlier first; a pair can come up more than once."""
    for key in _KEYS:
        blocks: defaultdict[object, list[int]] = defaultdict(list)
        for place, each in enumerate(records):
            shared = key(each)
            if shared:
                blocks[shared].append(place)
        while blocks:
            _, places = blocks.popitem()
            if len(places) > 1:
                yield from _inside(records, places)


def _inside(records: Sequence[Known], places: list[int]) -> Iterator[tuple[int, int]]:
    reach = len(places)
    if reach > _SMALL:
        places.sort(key=lambda place: (records[place].name, records[place].company, place))
        reach = _NEXT
    for at, place in enumerate(places):
        for other in places[at + 1 : at + 1 + reach]:
            yield (place, other) if place < other else (other, place)
