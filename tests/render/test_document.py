"""A document on a terminal and in Markdown: whole, aligned, and never more than text."""

import json
import re

import pytest

from ltc_cli.render.safe import width
from ltc_cli.shape import Document, Fact, Grid, Party, Sum
from tests.render.papers import HOSTILE, INVOICE
from tests.render.samples import shown

PAGE = """\
Invoice 2026-0007  I7              Draft

  Analytical Engines    Lumen
  Babbage Street 12     5 Harbour Road
  London                Tax number GB99

  Date  31 March 2026
  Due   30 April 2026

For March.

#  Item                 Quantity  Amount
─  ───────────────────  ────────  ──────
1  Audit                       1  900.00
   2 – 13 March 2026
2  Help                      2.5  100.00

                       Net      1,000.00
                   Tax 19%        190.00
                     Total  EUR 1,190.00

1 April 2026  Payment P1         -190.00
                      Open  EUR 1,000.00

  Please pay  EUR 1,000.00
  Bank        Harbour Bank
              BIC COBADEFFXXX

Thank you.

Email a@b.example
Registered in London.
"""


def test_a_page_on_the_terminal() -> None:
    assert shown(INVOICE, terminal=True) == PAGE


def test_colour_adds_nothing_but_colour() -> None:
    painted = shown(INVOICE, terminal=True, color=True)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", painted)
    assert painted != bare
    kept = [line.rstrip() for line in PAGE.splitlines() if not line.startswith("─")]
    assert [line.rstrip() for line in bare.splitlines()] == kept


@pytest.mark.parametrize("cells", [30, 40, 60, 80, 200])
def test_a_page_keeps_to_the_terminal(cells: int) -> None:
    long = INVOICE._replace(
        recipient=Party("Gulf " + "Trading and Contracting " * 8, ("上海" * 40,)),
        lines=INVOICE.lines._replace(rows=(("1", "研究 and development " * 9, "1", "900.00"),)),
        message="word " * 60,
        notes=("note " * 60,),
    )
    lines = shown(long, terminal=True, width=cells).splitlines()
    assert max(map(width, lines)) <= cells
    assert "900.00" in "\n".join(lines)


def test_figures_end_in_one_column() -> None:
    lines = shown(INVOICE, terminal=True).splitlines()
    ends = {width(line.rstrip()) for line in lines if line.rstrip().endswith(".00") and "Please" not in line}
    assert len(ends) == 1


def test_wide_characters_stay_in_their_columns() -> None:
    chinese = INVOICE._replace(
        lines=Grid(("项目", "金额"), (("定价审计", "9,000.00"), ("咨询", "10.00")), frozenset({1})),
        sums=(Sum("不含税金额", "9,010.00"), Sum("合计", "CNY 9,010.00", strong=True)),
        settled=None,
        balance=(),
    )
    lines = [line for line in shown(chinese, terminal=True).splitlines() if line.rstrip().endswith("0.00")]
    assert len({width(line) for line in lines[:4]}) == 1


def test_a_document_without_sender_lines_or_notes_leaves_no_holes() -> None:
    bare = INVOICE._replace(
        stamp="", sender=Party(""), facts=(), message="", lines=Grid((), ()), settled=None, balance=(), payment=(),
        notes=(), footer=(),
    )  # fmt: skip
    page = shown(bare, terminal=True)
    assert "\n\n\n" not in page
    assert page.splitlines()[:3] == ["Invoice 2026-0007  I7", "", "  Lumen"]


def test_the_ref_is_not_told_twice() -> None:
    assert shown(INVOICE._replace(number="I7", stamp="")).splitlines()[0] == "Invoice I7"


@pytest.mark.parametrize("document", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("form", ["table", "markdown"])
def test_nothing_in_a_document_reaches_a_terminal_but_text(document: Document, form: str) -> None:
    page = shown(document, form, terminal=True)
    assert all(char.isprintable() or char in "\n\u200d" for char in page)
    assert "\u202e" not in page


def test_machines_get_the_record() -> None:
    assert json.loads(shown(INVOICE, "json")) == {"ref": "I7", "total": "1190.00", "currency": "EUR"}
    assert shown(INVOICE, "csv") == "ref,total,currency\nI7,1190.00,EUR\n"
    assert shown(INVOICE, quiet=True) == "I7\n"


def test_columns_ask_for_the_record_too() -> None:
    assert shown(INVOICE, columns=("total",)).split() == ["total", "1,190.00", "EUR"]
    assert "1,190.00 EUR" in shown(INVOICE, "markdown", columns=("total",))


def test_markdown() -> None:
    assert shown(INVOICE, "markdown") == (
        "# Invoice 2026-0007\n\n**Draft**\n\n"
        "| Analytical Engines | Lumen |\n|---|---|\n"
        "| Babbage Street 12<br>London | 5 Harbour Road<br>Tax number GB99 |\n\n"
        "- **Date:** 31 March 2026\n- **Due:** 30 April 2026\n\nFor March.\n\n"
        "| \\# | Item | Quantity | Amount |\n|---:|---|---:|---:|\n"
        "| 1 | Audit<br>2 – 13 March 2026 | 1 | 900.00 |\n| 2 | Help | 2.5 | 100.00 |\n\n"
        "| | |\n|---|---:|\n| Net | 1,000.00 |\n| Tax 19% | 190.00 |\n| **Total** | **EUR 1,190.00** |\n\n"
        "| Date | Settled by | Amount |\n|---|---|---:|\n| 1 April 2026 | Payment P1 | -190.00 |\n\n"
        "| | |\n|---|---:|\n| **Open** | **EUR 1,000.00** |\n\n"
        "- **Please pay:** EUR 1,000.00\n- **Bank:** Harbour Bank<br>BIC COBADEFFXXX\n\nThank you.\n\n"
        "---\n\n- **Email:** a@b.example\n- Registered in London.\n\n"
    )


def test_markdown_takes_no_name_for_markup() -> None:
    sly = INVOICE._replace(recipient=Party("[x](http://evil) | **b**"), facts=(Fact("Date", "<b>1</b>"),))
    page = shown(sly, "markdown")
    assert "\\[x\\](http://evil) \\| \\*\\*b\\*\\*" in page
    assert "\\<b\\>1\\</b\\>" in page
