"""Markdown: the table for people as a pipe table."""

from ltc_cli.shape import Column, Listing, Record, Section

from .samples import EMPTY, FULL, listing, report, shown


def test_a_list_is_a_pipe_table() -> None:
    assert shown(listing(FULL, EMPTY), "markdown").splitlines() == [
        "| ref | name | leads | hours | amount EUR | due | created | rate | age | test | tags | extra |",
        "|---|---|---:|---:|---:|---|---|---:|---:|---|---|---|",
        "| L12 | Ada Lovelace | 1,234 | 14.5 | 1,250.50 | 5 Jan | 5 Jan | 18.3% | 3.5 d | yes | vip, far | size=big |",
        "| L13 |  |  |  |  |  |  |  |  |  |  |  |",
    ]


def test_nothing_in_the_data_is_markup() -> None:
    text = shown(Listing("x", (Column("name"),), [("a|b*c*_d_`e`<i>[f](g)\\#~\x1b[2J",)]), "markdown")
    assert text.splitlines()[2] == r"| a\|b\*c\*\_d\_\`e\`\<i\>\[f\](g)\\\#\~\\x1b\[2J |"


def test_a_record_is_its_fields_and_sections() -> None:
    story = Section("story", Listing("event", (Column("event"),), [("created",)]))
    page = Record("lead", (Column("ref", "ref"), Column("note")), ("L1", "one\ntwo"), (story,), "L1  Ada")
    assert shown(page, "markdown").splitlines() == [
        "## L1  Ada", "", "| field | value |", "|---|---|", "| note | one<br>two |", "",
        "### story", "", "| event |", "|---|", "| created |",
    ]  # fmt: skip


def test_a_report_has_its_heading_and_notes() -> None:
    leads = report("leads", (Column("channel"), Column("leads", "count")), [("web", 1)], title="Leads", notes=("Why?",))
    assert shown(leads, "markdown").splitlines() == [
        "## Leads", "", "cohort · as of 31 Mar 2026 · Europe/Berlin", "", "| channel | leads |",
        "|---|---:|", "| web | 1 |", "", "Why?",
    ]  # fmt: skip


def test_nothing_to_show_is_a_heading() -> None:
    assert shown(Listing("x", (Column("name"),), ()), "markdown") == "| name |\n|---|\n"
