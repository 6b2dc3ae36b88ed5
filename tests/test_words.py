"""Every word for people goes through `say`."""

import ast
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from string import Formatter

import pytest

from ltc_cli import words
from ltc_cli.domain.quality import review as quality
from ltc_cli.figures import FIGURES, REPORTS
from ltc_cli.render import Style, show
from ltc_cli.shape import Answer, Column, Listing, Record, Section
from ltc_cli.words.zh import CATALOGUE


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    words.use("en")


def written(answer: Answer, form: str) -> str:
    """An answer as it is printed."""
    out = StringIO()
    style = Style(form, terminal=False, width=80, color=False, tz="UTC", today=date(2026, 3, 31))
    show(answer, style, out, StringIO())
    return out.getvalue()


def test_english_is_its_own_key() -> None:
    assert words.say("nothing to show.") == "nothing to show."
    assert words.say("{k} of {n}", k=1, n=4) == "1 of 4"


@pytest.mark.parametrize("language", ["zh", "zh-CN", "ZH_cn.UTF-8"])
def test_another_language_has_a_catalogue(language: str) -> None:
    words.use(language)
    assert words.say("nothing to show.") == "没有可显示的内容。"
    assert words.say("{k} of {n}", k=1, n=4) == "4 中 1"


def test_what_has_no_translation_is_said_in_english() -> None:
    words.use("zh")
    assert words.say("a word of {n} nobody translated", n=2) == "a word of 2 nobody translated"


@pytest.mark.parametrize("language", ["en", "xx", ""])
def test_a_language_without_a_catalogue_is_english(language: str) -> None:
    words.use("zh")
    words.use(language)
    assert words.say("amount") == "amount"


def test_a_tongue_speaks_its_language_whatever_is_in_use() -> None:
    chinese = words.tongue("zh-CN")
    assert (chinese.code, chinese.say("Invoice"), chinese.day(date(2026, 3, 1))) == ("zh", "发票", "2026年3月1日")
    assert words.say("Invoice") == "Invoice"
    words.use("zh")
    assert words.tongue().code == "zh"
    english = words.tongue("fr")
    assert (english.code, english.say("{n} days", n=3), english.day(date(2026, 3, 1))) == (
        "en",
        "3 days",
        "1 March 2026",
    )


def test_braces_in_a_value_are_left_alone() -> None:
    assert words.say("note: {text}", text="{n} of {k}") == "note: {n} of {k}"


@pytest.mark.parametrize("key", [key for key in CATALOGUE if "{" in key])
def test_a_translation_has_the_values_of_its_key(key: str) -> None:
    def values(template: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}

    assert values(CATALOGUE[key]) == values(key)


def test_headings_and_pages_speak_the_language() -> None:
    words.use("zh")
    story = Section("story", Listing("event", (Column("at", "date"),), [("2026-03-30",)]))
    page = Record("lead", (Column("name"),), ("Ada",), (story,), "L1")
    assert written(page, "table").splitlines() == ["L1", "  姓名  Ada", "", "经过", "时间", "昨天"]


def test_machine_names_never_change_with_the_language() -> None:
    words.use("zh")
    leads = Listing("lead", (Column("name"), Column("test", "yesno")), [("Ada", 1)])
    assert written(leads, "csv") == "name,test\nAda,true\n"


def test_what_figures_say_has_its_chinese() -> None:
    """Every sentence and title in the rooms that tell figures, every figure's name and every report's question."""
    rooms = [Path(words.__file__).parents[1] / room for room in ("figures", "render", "review", "domain/quality")]
    said = {
        call.args[0].value
        for room in rooms
        for path in room.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "say" and call.args
        if isinstance(call.args[0], ast.Constant)
    }
    titles = {figure.title for _, figure in FIGURES.values()}
    rules = {rule.says for rule in quality.chosen(())}
    questions = {metric.question for metric in REPORTS.values()}
    assert len(said) > 100
    assert sorted((said | titles | rules | questions) - set(CATALOGUE)) == []
