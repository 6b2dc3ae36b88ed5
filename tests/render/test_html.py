"""A page of HTML: one file that fetches and runs nothing, says everything, and shows each name as it is written."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ltc_cli import words
from ltc_cli.shape import Column, Document, Grid, Listing, Party, Record, Section
from tests.render.papers import HOSTILE, INVOICE
from tests.render.samples import FULL, KINDS, listing, report, shown

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
in_a_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed to open the page in")
VOID = {"meta", "link", "img", "br", "hr", "input"}


class Read(HTMLParser):
    """What a page holds: its tags with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data if self.open[-1:] != ["style"] else ""

    @property
    def names(self) -> set[str]:
        """The tags it is made of."""
        return {name for name, _ in self.tags}


def test_a_page_holds_all_of_the_document() -> None:
    found = Read(shown(INVOICE, "html"))
    for text in (
        "Invoice", "2026-0007", "Draft", "Analytical Engines", "Babbage Street 12", "Lumen", "5 Harbour Road", "GB99",
        "31 March 2026", "For March.", "Quantity", "Audit", "2 – 13 March 2026", "Tax 19%", "190.00", "EUR 1,190.00",
        "Payment P1", "-190.00", "EUR 1,000.00", "BIC COBADEFFXXX", "Thank you.", "a@b.example", "in London.",
    ):  # fmt: skip
        assert text in found.text
    assert ("html", {"lang": "en"}) in found.tags


def test_a_page_names_nothing_that_could_be_fetched_or_run() -> None:
    page = shown(INVOICE, "html")
    assert Read(page).names.isdisjoint({"script", "link", "img", "iframe", "object", "a", "form", "base"})
    assert not re.search(r"url\(|@import|https?:|\bon\w+=|javascript:", page)
    assert "default-src 'none'" in page


@pytest.mark.parametrize("document", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_becomes_markup(document: Document) -> None:
    harmless, found = Read(shown(INVOICE, "html")), Read(shown(document, "html"))
    assert found.names <= harmless.names
    assert all(
        set(attrs) <= {"lang", "charset", "http-equiv", "content", "name", "class", "dir", "scope"}
        for _, attrs in found.tags
    )
    assert all(char.isprintable() or char in "\n\u200d" for char in shown(document, "html"))


def test_a_language_cannot_leave_its_attribute() -> None:
    assert ("html", {"lang": '"><script>'}) in Read(shown(INVOICE._replace(language='"><script>'), "html")).tags


def test_a_chinese_document_is_a_chinese_page() -> None:
    found = Read(shown(INVOICE._replace(language="zh", heading="发票"), "html"))
    assert ("html", {"lang": "zh"}) in found.tags
    assert "发票" in found.text


@pytest.mark.parametrize("name", ["אור ושות׳ בע״מ", "شركة النور (ش.م.م)", "上海明光科技有限公司"])
def test_a_name_keeps_its_own_direction(name: str) -> None:
    page = shown(INVOICE._replace(recipient=Party(name, (name,))), "html")
    assert page.count(f"<bdi>{name}</bdi>") == 2


def test_a_page_prints_on_paper_and_darkens_on_a_screen() -> None:
    page = shown(INVOICE, "html")
    for rule in ("@page", "size: A4", "@media print", "prefers-color-scheme: dark", "break-inside: avoid"):
        assert rule in page


def test_columns_ask_for_the_record() -> None:
    found = Read(shown(INVOICE, "html", columns=("total",)))
    assert "1,190.00 EUR" in found.text
    assert "Babbage" not in found.text


def test_other_answers_are_headings_and_tables() -> None:
    leads = Read(shown(listing(FULL, title="Leads of <March>", notes=("All of them.",)), "html"))
    assert "Leads of <March>" in leads.text and "Ada Lovelace" in leads.text and "All of them." in leads.text
    story = Section("credit_notes", Listing("note", (Column("reason"),), [("<torn>",)]))
    record = Read(shown(Record("lead", KINDS, FULL, (story,), "L12"), "html"))
    assert "credit notes" in record.text and "<torn>" in record.text and "14.5" in record.text
    found = Read(shown(report("leads", (Column("channel"), Column("leads", "count")), [("web", 3)]), "html"))
    assert "web" in found.text


def test_other_answers_speak_the_language_in_use() -> None:
    words.use("zh")
    page = shown(listing(FULL), "html")
    assert '<html lang="zh">' in page and "金额" in page


def browse(page: Path, *options: str) -> str:
    """Open a page in a browser without a window, and return what it made of it."""
    assert BROWSER is not None
    done = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
            f"--user-data-dir={page.parent / 'profile'}", *options, page.as_uri(),
        ],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout


@in_a_browser
def test_a_browser_shows_a_hostile_document_and_fetches_nothing(tmp_path: Path) -> None:
    """A server stands ready to be asked by whatever a hostile name might smuggle into the page."""
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{server.server_port}"
        sly = f'"><img src={there}/img><script>fetch("{there}/script")</script><style>@import "{there}/css";</style>'
        page = tmp_path / "invoice.html"
        page.write_text(shown(INVOICE._replace(recipient=Party(sly, (sly,)), message=sly), "html"), encoding="utf-8")
        dom = browse(page, "--dump-dom", "--virtual-time-budget=2000")
        server.shutdown()
    assert asked == []
    assert Read(dom).text.count(sly) == 3
    assert "EUR 1,190.00" in dom


@in_a_browser
def test_forty_lines_break_over_pages_with_their_headings(tmp_path: Path) -> None:
    lines = tuple((str(n), f"Work of day {n} " + "at length " * (n % 5) * 3, "1", "10.00") for n in range(1, 41))
    page = tmp_path / "long.html"
    page.write_text(shown(INVOICE._replace(lines=INVOICE.lines._replace(rows=lines)), "html"), encoding="utf-8")
    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'long.pdf'}")
    assert 2 <= pages(tmp_path / "long.pdf") <= 3


@in_a_browser
def test_a_usual_invoice_is_one_sheet(tmp_path: Path) -> None:
    page = tmp_path / "usual.html"
    page.write_text(shown(INVOICE, "html"), encoding="utf-8")
    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'usual.pdf'}")
    assert pages(tmp_path / "usual.pdf") == 1


def pages(file: Path) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))


def test_a_table_of_nothing_is_left_out() -> None:
    found = Read(shown(INVOICE._replace(lines=Grid((), ()), sums=(), settled=None, balance=()), "html"))
    assert "table" not in found.names
