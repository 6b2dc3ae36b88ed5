"""Where text for people goes, line by line and table by table: in colour on a terminal, plain elsewhere."""

from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TextIO

from ltc_cli.render import table
from ltc_cli.render.safe import wrap
from ltc_cli.render.style import Style
from ltc_cli.render.table import Texts
from ltc_cli.words import say

if TYPE_CHECKING:
    from rich.console import Console


class Span(NamedTuple):
    """A piece of a line. Its text is safe already."""

    text: str
    style: str = ""
    """bold, dim, or nothing: the looks must not depend on colour."""


Line = tuple[Span, ...]


class Sheet:
    """One answer's way out. Rich is loaded only when something is to be coloured."""

    def __init__(self, style: Style, out: TextIO) -> None:
        self.style = style
        self.out = out
        self._console: Console | None = None

    def line(self, text: str = "", style: str = "") -> None:
        """Write a line of one style, broken where the terminal ends."""
        for part in wrap(text, self.style.width) if self.style.terminal else [text]:
            self.spans((Span(part, style),))

    def spans(self, line: Line) -> None:
        """Write a line; blanks at its end are dropped."""
        if self.style.color and any(span.style for span in line):
            from rich.text import Text

            text = Text.assemble(*line)
            text.rstrip()
            self._rich().print(text, soft_wrap=True)
        else:
            self.out.write("".join(span.text for span in line).rstrip() + "\n")

    def table(self, texts: Texts, *, fold: bool = False, whole: bool = False) -> None:
        """Write a table: fitted on a terminal unless it is long, else plain and never cut.

        Columns there is no room for are named, or with `whole` follow in a table of their own.
        """
        rows = iter(texts.rows)
        first = list(islice(rows, table.FITTED + 1))
        if not self.style.terminal or len(first) > table.FITTED:
            table.plain(texts._replace(rows=chain(first, rows)), self.out)
            return
        fitted = table.fit(texts._replace(rows=first), self.style.width, fold=fold)
        if self.style.color:
            self._rich().print(table.drawn(fitted.texts))
        else:
            table.plain(fitted.texts, self.out)
        if fitted.left_out and whole:
            self.line()
            self.table(table.without(texts._replace(rows=first), fitted), fold=fold, whole=whole)
        elif fitted.left_out:
            names = ", ".join(fitted.left_out)
            self.line(say("no room for: {names} (choose with --columns, or pipe it)", names=names), "dim")

    def lines(self, lines: Iterable[Line]) -> None:
        """Write lines."""
        for line in lines:
            self.spans(line)

    def _rich(self) -> "Console":
        if self._console is None:
            from rich.console import Console

            self._console = Console(
                file=self.out, width=self.style.width, force_terminal=True, color_system="standard", markup=False,
                emoji=False, highlight=False, legacy_windows=False,
            )  # fmt: skip
        return self._console
