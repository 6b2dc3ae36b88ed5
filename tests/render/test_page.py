"""The page of reports: whole by itself, the same each time, harmless, and right in a browser."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ltc_cli.render import svg

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
NASTY = "<script>alert(1)</script>"
NEEDS_CHARTS = pytest.mark.skipif(
    not svg.is_there(), reason="matplotlib is not installed: pip install 'ltc-cli[charts]'"
)


class Seen(HTMLParser):
    """What is in a page: its elements with their attributes, and its ids."""

    VOID = frozenset({"meta", "link", "br", "img", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture
def page(ltc, demo, tmp_path):
    """A way to have the page written, and its text."""

    def written(*words: str, name: str = "page.html") -> str:
        told = ltc("report", "html", "-o", str(tmp_path / name), "--db", demo, *words)
        assert told.code == 0, told.err
        return (tmp_path / name).read_text(encoding="utf-8")

    return written


@NEEDS_CHARTS
def test_the_page_has_everything_and_needs_nothing(page):
    """Cards, every report, pictures with names, tables beside them; nothing is fetched, nothing is run."""
    text = page("--period", "2026-Q1")
    seen = Seen(text)
    assert seen.all("html") == [{"lang": "en"}]
    named = [attrs["id"] for attrs in seen.all("section") if "id" in attrs]
    assert [name for name in named if name != "channels"] == [
        "funnel", "pipeline", "cycle", "revenue", "aging", "cashflow", "cohorts",
    ]  # fmt: skip
    assert [len(seen.all(tag)) for tag in ("main", "header", "nav", "h1")] == [1, 1, 1, 1]
    drawings = [attrs for attrs in seen.all("svg") if attrs.get("role") == "img"]
    assert len(drawings) >= 7
    ids = [attrs["id"] for _, attrs in seen.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for drawing in drawings:
        title, description = drawing["aria-labelledby"].split()
        assert re.search(rf'<title id="{title}">[^<]+</title><desc id="{description}">[^<]+</desc>', text)
    assert len(seen.all("table")) >= 7
    assert {attrs.get("scope") for attrs in seen.all("th")} == {"col", "row"}
    assert not seen.all("script") and not seen.all("link") and not seen.all("img")
    addresses = [
        value for _, attrs in seen.elements for name, value in attrs.items() if name in ("href", "src", "xlink:href")
    ]
    assert all(value.startswith("#") for value in addresses)
    targets = {value[1:] for value in addresses}
    assert targets <= set(ids)


@NEEDS_CHARTS
def test_the_page_says_its_currency_once_and_scrolls_by_the_keyboard(page):
    """Amounts on the cards are bare, since the heading names the currency; a wide table can be scrolled without a
    mouse; on paper a total stands once, at the end of its table."""
    text = page("--period", "2026-Q1")
    cards = text[text.index('<dl class="cards">') : text.index("</dl>")]
    assert "EUR" not in cards
    assert "<dt>Booked</dt><dd>123,791.45</dd>" in cards
    seen = Seen(text)
    scrolled = [attrs for attrs in seen.all("div") if "scroll" in attrs.get("class", "")]
    assert scrolled
    assert all(attrs.get("tabindex") == "0" for attrs in scrolled)
    assert "tfoot { display: table-row-group; }" in text


@NEEDS_CHARTS
def test_a_single_long_row_stands_upright_on_the_page(page):
    text = page("--period", "2026-Q1")
    cycle = text[text.index('id="cycle"') : text.index('id="channels"')]
    assert "<table" not in cycle
    assert "<dt>median</dt><dd><bdi>55.0 d</bdi></dd>" in cycle


@NEEDS_CHARTS
def test_the_same_file_is_the_same_page(page, monkeypatch):
    """Byte for byte, on another run, in another zone of the machine."""
    first = page(name="one.html")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert page(name="two.html") == first


def test_a_file_that_is_there_is_left_alone(ltc, demo, tmp_path):
    """The page never takes the place of another file."""
    path = tmp_path / "page.html"
    path.write_text("mine")
    told = ltc("report", "html", "-o", str(path), "--db", demo)
    assert (told.code, path.read_text()) == (4, "mine")


def test_without_the_library_there_are_tables(page, monkeypatch):
    """No pictures, and the page says the same."""
    monkeypatch.setattr(svg, "is_there", lambda: False)
    text = page()
    assert "<svg" not in text
    assert len(Seen(text).all("table")) >= 7


def test_names_are_only_names(ltc, tmp_path):
    """A script for a name is text, in the table, in the picture and in what is read aloud."""
    ltc("account", "add", NASTY)
    for channel in (NASTY, "<b>&amp;"):
        ltc("channel", "add", channel)
        ltc("lead", "add", NASTY, "--channel", channel)
    for words in (("html",), ("leads", "--format", "html"), ("pivot", "--by", "channel,owner", "--format", "html")):
        text = ltc("report", *words).out
        assert "<script" not in text and "<b>" not in text
        if words != ("html",):
            assert "&lt;script&gt;alert(1)" in text
        Seen(text)


@NEEDS_CHARTS
def test_a_report_in_html_has_its_picture(ltc, demo, tmp_path):
    """As the page has it, without being asked for; into a file too."""
    text = ltc("report", "aging", "--format", "html", "--db", demo).out
    assert 'role="img"' in text
    told = ltc("report", "aging", "-o", str(tmp_path / "aging.html"), "--db", demo)
    assert told.code == 0 and (tmp_path / "aging.html").read_text(encoding="utf-8") == text


def test_an_empty_file_has_a_page(ltc):
    """Nothing known is said, never 0 % or NaN."""
    text = ltc("report", "html").out
    assert "NaN" not in text and "0.0%" not in text
    Seen(text)


def contrast(one: str, two: str) -> float:
    """WCAG 2.2: (lighter + 0.05) / (darker + 0.05), of relative luminance."""

    def luminance(color: str) -> float:
        digits = color.lstrip("#")
        digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_is_readable_in_light_dark_and_print():
    """Every ink on every ground has a contrast of 4.5 or more, and what is drawn 3 or more (WCAG AA)."""
    from ltc_cli.render.stylesheet import STYLESHEET

    assert contrast("#000", "#fff") == pytest.approx(21)
    blocks = re.findall(r":root \{(.*?)\}", STYLESHEET, re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        colors = dict(re.findall(r"--(\w+): (#\w+);", block))
        for ground in ("paper", "wash"):
            for ink in ("ink", "soft", "accent", "second"):
                assert contrast(colors[ink], colors[ground]) >= 4.5, (ink, ground, colors)


@NEEDS_CHARTS
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here: apt-get install chromium")
@pytest.mark.parametrize("looks", ["light", "dark", "narrow", "print"])
def test_a_browser_shows_it_without_complaint(page, tmp_path, looks):
    """No error on the console, no request but for the file, and a picture of the page that is not blank."""
    page("--period", "2026-Q1")
    size = {"narrow": "420,3000"}.get(looks, "1280,2400")
    shown = tmp_path / f"{looks}.{'pdf' if looks == 'print' else 'png'}"
    said = browsed(tmp_path, looks, [
        f"--window-size={size}",
        *(["--blink-settings=preferredColorScheme=0"] if looks == "dark" else []),
        f"--print-to-pdf={shown}" if looks == "print" else f"--screenshot={shown}",
    ])  # fmt: skip
    assert "CONSOLE" not in said, said
    assert shown.stat().st_size > 20_000
    assert fetched(tmp_path) == set()


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here: apt-get install chromium")
def test_the_browser_would_complain(tmp_path):
    """The guard bites: a page that runs a script and fetches is heard."""
    (tmp_path / "page.html").write_text(
        "<p>x</p><script>console.error('heard')</script><img src='http://127.0.0.1:9/x'>"
    )
    said = browsed(tmp_path, "light", [f"--screenshot={tmp_path / 'x.png'}"])
    assert "heard" in said
    assert fetched(tmp_path) == {"http://127.0.0.1:9/x"}


def fetched(folder: Path) -> set[str]:
    """What the page asked the network for; what the browser asks for itself has no origin."""
    events = json.loads((folder / "net.json").read_text())["events"]
    requests = [event["params"] for event in events if "initiator" in event.get("params", {})]
    return {each["url"] for each in requests if each["initiator"] != "not an origin" and each["url"].startswith("http")}


def browsed(folder: Path, looks: str, words: list[str]) -> str:
    """What Chromium says of the page."""
    done = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
            "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder / ('profile-' + looks)}", f"--log-net-log={folder / 'net.json'}",
            "--net-log-capture-mode=IncludeSensitive", *words, (folder / "page.html").as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.stderr
