"""What the user asks of an import."""

from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.intake.clean import Reading
from ltc_cli.intake.mapping import Wishes
from ltc_cli.intake.read import How


class Options(NamedTuple):
    """What the user asked of an import."""

    wishes: Wishes = Wishes()
    reading: Reading = Reading()
    how: How = How()
    key: str | None = None
    on_match: str = "update"
    partial: bool = False
    rejects: str | None = None
    expect: str | None = None
    names: Sequence[Sequence[str]] = ()
    """The headings of tables that have none: of the first, and of the lines."""
    lines: str | None = None
    """The table of the lines of orders or invoices, when it is another one."""
    mapping: str | None = None
    """The name of the saved mapping that the wishes come on top of."""
    save_mapping: str | None = None
    """The name to keep them under."""
