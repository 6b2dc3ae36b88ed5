"""How an answer is to be written: the options of the command and what is known of where it goes."""

from datetime import date
from typing import NamedTuple


class Style(NamedTuple):
    """The choice of format, and for whom."""

    format: str
    """A name in `render.FORMATS`."""
    terminal: bool
    """Whether the answer goes to a terminal: then tables fit its width; elsewhere they are never cut."""
    width: int
    """Cells of a line."""
    color: bool
    tz: str
    """The zone instants are told in."""
    today: date
    """The day that dates are told from."""
    columns: tuple[str, ...] | None = None
    """Only these columns, in this order."""
    quiet: bool = False
    """Only refs, one a line."""
    raw: bool = False
    """Text cells of CSV and TSV as they are, without the guard against formulas."""
