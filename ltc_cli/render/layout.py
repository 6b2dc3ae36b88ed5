"""Which columns of an answer are written, and in which order."""

from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.errors import BadUsage, nearest
from ltc_cli.shape import Agenda, Answer, Board, Column, Document, Listing, Record, Report


class Layout(NamedTuple):
    """The columns of the rows, and those of them that are written.

    Rows keep all their values, because an amount is written with the currency that another column holds.
    """

    columns: tuple[Column, ...]
    picks: tuple[int, ...]
    """Positions in the row, in the order of writing."""
    chosen: bool = False
    """Picked by the user: shown to people even when hidden otherwise, or empty."""
    currency: str = ""
    """What amounts are in that have no column for it: a report's currency."""

    def at(self, name: str) -> int | None:
        """The position of a column in the row, None when there is none of this name."""
        for index, column in enumerate(self.columns):
            if column.name == name:
                return index
        return None

    def currency_at(self, index: int) -> int | None:
        """Where the currency of an amount stands in the row."""
        return self.at(self.columns[index].currency)


def plain(answer: Answer) -> Listing | Record | Report:
    """The answer as rows: those of the board and of the day are a listing, those of a document its record."""
    if isinstance(answer, Document):
        return answer.record
    return answer.listing if isinstance(answer, Board | Agenda) else answer


def of(answer: Listing | Record | Report, names: Sequence[str] | None = None) -> Layout:
    """The layout of an answer; `names` are the columns asked for.

    Raises `BadUsage` for a column there is not, naming the nearest.
    """
    currency = answer.currency if isinstance(answer, Report) else ""
    layout = Layout(answer.columns, tuple(range(len(answer.columns))), currency=currency)
    if names is None:
        return layout
    picks = tuple(_position(layout, name) for name in names)
    return layout._replace(picks=picks, chosen=True)


def _position(layout: Layout, name: str) -> int:
    found = layout.at(name)
    if found is None:
        known = [column.name for column in layout.columns]
        close = nearest(name, known)
        hint = f"Did you mean {close}?" if close else f"Columns: {', '.join(known)}"
        raise BadUsage(f"there is no column {name!r}.", hint)
    return found
