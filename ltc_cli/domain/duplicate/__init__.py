"""Duplicates: which records may be one, how likely and why; those of one exact key can be merged at once.

Nothing is merged unasked. `--merge` takes only clusters in which every two records share an exact key and nothing
speaks against it; all else is shown for somebody to look at.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import merge
from ltc_cli.domain.duplicate.cluster import complete
from ltc_cli.domain.duplicate.known import Known, records
from ltc_cli.domain.duplicate.likeness import Likeness, measure
from ltc_cli.domain.duplicate.pairs import candidates
from ltc_cli.domain.duplicate.score import LOWER, Judge, Score
from ltc_cli.domain.noun import ref
from ltc_cli.domain.noun import said as spoken
from ltc_cli.errors import BadUsage
from ltc_cli.shape import Column, Listing

_EXACT = ("same",)
_PROPOSED = ("same", "likely")


class Pair(NamedTuple):
    """Two records that may be one."""

    left: Known
    right: Known
    score: Score
    cluster: int | None
    """The number of the cluster that both are in; None: somebody has to look."""


class Found(NamedTuple):
    """What looking for duplicates came to."""

    noun: str
    records: int
    pairs: list[Pair]
    """The clusters first, then the likeliest."""
    exact: list[list[int]]
    """The ids of clusters that share exact keys, the oldest first."""


def find(book: Book, noun: str, *, like: Likeness | None = None) -> Found:
    """Look through all records of a noun; `like` measures names, the quickest at hand by default."""
    known = list(records(book, noun))
    judge = Judge(noun, known, like or measure(len(known)), book.process.lead.reopen_after)
    scored: dict[tuple[int, int], Score] = {}
    for pair in candidates(known):
        if pair not in scored:
            score = judge.score(known[pair[0]], known[pair[1]])
            if score.decision != "different":
                scored[pair] = score

    def score_of(a: int, b: int) -> Score:
        return scored.get((a, b)) or judge.score(known[a], known[b])

    proposed = [pair for pair, score in scored.items() if score.decision in _PROPOSED]
    clusters = complete(proposed, lambda a, b: score_of(a, b).chance >= LOWER)
    keyed = [pair for pair, score in scored.items() if score.decision in _EXACT]
    exact = complete(keyed, lambda a, b: score_of(a, b).decision in _EXACT)
    number = {place: at for at, group in enumerate(clusters, 1) for place in group}
    pairs = [
        Pair(known[a], known[b], score, number.get(a) if number.get(a) == number.get(b) else None)
        for (a, b), score in scored.items()
    ]
    pairs.sort(key=lambda pair: (pair.cluster is None, pair.cluster or 0, -pair.score.chance, *_ids(pair)))
    return Found(noun, len(known), pairs, [[known[place].id for place in group] for group in exact])


def _ids(pair: Pair) -> tuple[int, int]:
    return pair.left.id, pair.right.id


def merge_exact(book: Book, found: Found) -> list[merge.Merged]:
    """Merge every cluster of one exact key into its oldest record, all in one operation."""
    with book.operation(f"{found.noun} dedupe") as step:
        done = merge.merge_all(book, found.noun, [(keep, others) for keep, *others in found.exact])
        for each in done:
            step.about(found.noun, each.keep)
    return done


# Telling of it --------------------------------------------------------------------------------------------------

_COLUMNS = (
    Column("cluster", "count"),
    Column("score", "ratio"),
    Column("decision"),
    Column("record", "ref"),
    Column("name"),
    Column("other", "ref"),
    Column("other_name"),
    Column("reasons", "tags"),
)


def listing(found: Found, *, above: str | None = None, limit: int | None = None) -> Listing:
    """The pairs, a row each; `above` leaves out those of a lower score, as "0.8" or "80%"."""
    least = _share(above) if above is not None else 0.0
    chosen = [pair for pair in found.pairs if pair.score.chance >= least][:limit]
    rows = [
        (
            pair.cluster,
            pair.score.chance,
            pair.score.decision,
            ref(found.noun, pair.left.id),
            pair.left.label,
            ref(found.noun, pair.right.id),
            pair.right.label,
            list(pair.score.reasons),
        )
        for pair in chosen
    ]
    return Listing("duplicate", _COLUMNS, rows, notes=_notes(found, chosen))


def _notes(found: Found, chosen: Sequence[Pair]) -> tuple[str, ...]:
    said = spoken(found.noun)
    notes = []
    if found.exact:
        gone = sum(len(group) - 1 for group in found.exact)
        notes.append(f"{gone:,} can go by an exact key: ltc {said} dedupe --merge --dry-run")
    if chosen:
        first = chosen[0]
        refs = f"{ref(found.noun, first.left.id)} {ref(found.noun, first.right.id)}"
        notes.append(f"Merge two by hand: ltc {said} merge {refs} --dry-run")
    return tuple(notes)


def _share(text: str) -> float:
    from decimal import Decimal, InvalidOperation

    try:
        share = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        raise BadUsage(f"a score is between 0 and 1, not {text!r}.", "--above 0.8, or --above 80%")
    return float(share)


_MERGED = (
    Column("kept", "ref"),
    Column("merged", "tags"),
    Column("operation", "count", shown=False),
)


def merged(book: Book, done: Sequence[merge.Merged]) -> Listing:
    """What was merged into what, a row a survivor."""
    operation = book.written if book.changed else None
    rows = [(ref(each.noun, each.keep), [ref(each.noun, one) for one in each.others], operation) for each in done]
    return Listing("merged", _MERGED, rows)
