"""Answers to render, and the way to render them."""

from datetime import date
from io import StringIO
from typing import Any

from ltc_cli.render import Style, show
from ltc_cli.shape import Answer, Column, Listing, Report

TODAY = date(2026, 3, 31)
NASTY = (
    "[red]x[/]", "ACME [/foo]", ":smile:", "C:\\dir\\", "a\x1b[2Jb", "\x9b31m", "\x1b]52;c;ZXZpbA==\x07",
    "paid 100\rpaid 999", "a\x00b", "inv \u202e100", "Ac\u200bme", "株式会社テスト", "👨‍👩‍👧 ok", "A\ufeffB",
    "a\ud800b", "tag\U000e0041", "two\nlines", "a\tb", "x\u2028y",
)  # fmt: skip
"""Names that try to move the cursor, colour the screen, hide, or pass for something else."""

KINDS = (
    Column("ref", "ref"), Column("name"), Column("leads", "count"), Column("hours", "number"),
    Column("amount", "money"), Column("currency", shown=False), Column("due", "date"), Column("created", "instant"),
    Column("rate", "ratio"), Column("age", "days"), Column("test", "yesno"), Column("tags", "tags"),
    Column("extra", "json"),
)  # fmt: skip
"""A column of every kind."""

FULL = (
    "L12", "Ada Lovelace", 1234, "14.5", 125050, "EUR", "2026-01-05", 1767615004000, 0.18333, 3.5, 1,
    '["vip", "far"]', '{"size": "big"}',
)  # fmt: skip
EMPTY = ("L13", *[None] * 12)


def style(form: str = "table", **changes: Any) -> Style:
    """How a pipe is written to, unless said otherwise."""
    usual = Style(form, terminal=False, width=80, color=False, tz="Europe/Berlin", today=TODAY)
    return usual._replace(**changes)


def shown(answer: Answer, form: str = "table", **changes: Any) -> str:
    """What goes to stdout."""
    out = StringIO()
    show(answer, style(form, **changes), out, StringIO())
    return out.getvalue()


def listing(*rows: Any, columns: tuple[Column, ...] = KINDS, **more: Any) -> Listing:
    """A list of these rows."""
    return Listing("lead", columns, iter(rows), **more)


def report(name: str, columns: tuple[Column, ...], rows: Any, **more: Any) -> Report:
    """A report over the first quarter."""
    envelope: dict[str, Any] = {
        "version": 1, "basis": "cohort", "since": "2026-01-01", "until": "2026-03-31", "as_of": "2026-03-31",
        "tz": "Europe/Berlin", "currency": "EUR", "status": "ok", "totals": {}, "total_kinds": {}, "excluded": {},
    }  # fmt: skip
    return Report(name=name, columns=columns, rows=rows, **(envelope | more))
