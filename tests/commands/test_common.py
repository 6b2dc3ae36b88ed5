"""What every command shares: the common options on either side, dates, notes, dry runs, refs on stdin."""

import json

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ("--json", "lead", "list"),
        ("lead", "--json", "list"),
        ("lead", "list", "--json"),
        ("--format", "csv", "lead", "list", "--format", "json"),
        ("--format", "csv", "lead", "-f", "tsv", "list", "--json"),
        ("--json", "lead", "list", "-f", "csv", "--json"),
    ],
)
def test_common_options_stand_before_or_after_and_the_innermost_wins(ltc, words):
    """Three places, one meaning."""
    ltc("lead", "add", "Ada")
    assert json.loads(ltc(*words).out)[0]["name"] == "Ada"


def test_an_inner_format_beats_an_outer_json(ltc):
    """`--json` is a format like any other."""
    ltc("lead", "add", "Ada")
    assert ltc("--json", "lead", "list", "-f", "csv", "--columns", "ref,name").out == "ref,name\nL1,Ada\n"


def test_an_option_beats_its_variable(ltc):
    """LTC_FORMAT is the default, what is typed wins."""
    ltc("lead", "add", "Ada")
    env = {"LTC_FORMAT": "json"}
    assert json.loads(ltc("lead", "list", env=env).out)[0]["ref"] == "L1"
    assert ltc("lead", "list", "-f", "csv", "--columns", "ref", env=env).out == "ref\nL1\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lead", "list", "--on", "today"), "ltc lead list asks and changes nothing: it does not take --on"),
        (("lead", "list", "--next", "fri call"), "ltc lead list asks and changes nothing: it does not take --next"),
        (("lead", "show", "L1", "--dry-run"), "ltc lead show asks and changes nothing: it does not take --dry-run"),
        (("search", "ada", "--note", "x"), "ltc search asks and changes nothing: it does not take --note"),
        (("lead", "qualify", "L1", "--as-of", "today"), "ltc lead qualify changes the file: it does not take --as-of"),
        (("lead", "add", "B", "--known-at=today"), "ltc lead add changes the file: it does not take --known-at"),
    ],
)
def test_questions_and_changes_refuse_each_others_options(ltc, words, said):
    """Exit 2, in words."""
    ltc("lead", "add", "Ada")
    code, err = ltc.refused(*words)
    assert (code, err.split("\n")[0]) == (2, f"ltc: {said}.")


def test_on_dates_what_happened(ltc):
    """A day is its first instant in Berlin, today is now, a moment is itself."""
    for day in ("2026-03-01", "today", "yesterday", "mon", "-2w", "2026-03-31 08:30", "2026-03-31T07:00:00Z"):
        ltc("lead", "add", "Ada", "--on", day)
    assert [each["created"] for each in ltc.json("lead", "list", "--sort", "id")] == [
        "2026-02-28T23:00:00Z", "2026-03-31T10:00:00Z", "2026-03-29T22:00:00Z", "2026-03-29T22:00:00Z",
        "2026-03-16T23:00:00Z", "2026-03-31T06:30:00Z", "2026-03-31T07:00:00Z",
    ]  # fmt: skip


@pytest.mark.parametrize("when", ["tomorrow", "2026-04-01", "+1d"])
def test_nothing_can_have_happened_in_the_future(ltc, when):
    """Exit 4; a plan is something else."""
    assert ltc.refused("lead", "add", "Ada", "--on", when) == (
        4,
        "ltc: 2026-04-01 is in the future; what happened can be recorded up to today.\n"
        "try: Plan it instead: --next, or ltc task add --due\n",
    )


def test_a_note_is_kept_with_the_operation(ltc):
    """Why it was done stays in the history."""
    ltc("lead", "add", "Ada", "--note", "met at the fair")
    assert ltc.rows("SELECT verb, actor, note, arguments FROM operation ORDER BY id DESC LIMIT 1") == [
        ("lead add", "mia", "met at the fair", '["lead", "add", "Ada", "--note", "met at the fair"]')
    ]


@pytest.mark.parametrize(
    ("words", "task", "due"),
    [
        ("fri call about budget", "call about budget", "2026-04-03"),
        ("2026-05-01 send offer", "send offer", "2026-05-01"),
        ("+3d ask", "ask", "2026-04-03"),
        ("tue ask", "ask", "2026-04-07"),
        ("call about budget", "call about budget", None),
    ],
)
def test_next_is_a_date_and_what_to_do(ltc, words, task, due):
    """A weekday lies ahead; without a date it is some time."""
    ltc("deal", "add", "Audit")
    ltc("deal", "advance", "D1", "--next", words)
    deal = ltc.json("D1")
    assert (deal["next"], deal["next_due"]) == (task, due)


def test_a_new_next_step_replaces_the_older(ltc):
    """There is one; the older is done with, the same again is no change."""
    ltc("deal", "add", "Audit", "--next", "fri call")
    assert ltc("deal", "edit", "D1", "tags=x", "--next", "mon visit").code == 0
    assert ltc("deal", "edit", "D1", "tags=x", "--next", "mon visit").err == "nothing changed.\n"
    assert ltc.rows("SELECT body, done_ms IS NOT NULL FROM task ORDER BY id") == [("call", 1), ("visit", 0)]
    assert ltc.json("D1")["next"] == "visit"
    assert ltc.refused("deal", "edit", "D1", "tags=y", "--next", "fri") == (
        2, "ltc: the next step 'fri' says when, not what.\ntry: --next 'fri call about budget'\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("lead", "add", "Bob", "--owner", "new one", "--channel", "brand new", "--next", "fri call"),
        ("lead", "qualify", "L1"),
        ("lead", "convert", "L1", "--deal", "Audit"),
        ("lead", "edit", "L1", "company=Lumen"),
        ("lead", "assign", "L1", "--to", "jonas"),
        ("deal", "add", "Audit", "--amount", "9k"),
        ("deal", "win", "D1"),
        ("account", "add", "Oak"),
        ("contact", "add", "Cleo", "--account", "A1"),
        ("note", "L1", "called", "--kind", "call"),
        ("task", "add", "call", "--on-record", "L1", "--due", "fri"),
        ("channel", "add", "podcast"),
        ("campaign", "add", "Spring", "--budget", "2k"),
        ("member", "add", "jonas", "--team", "north"),
    ],
)
def test_a_dry_run_shows_the_record_and_leaves_no_trace(ltc, words):
    """Not even in the sequence of ids; the answer is the one of the real run but for the operation."""
    ltc("lead", "add", "Ada")
    ltc("deal", "add", "First")
    ltc("account", "add", "Lumen")
    before = ltc.dump()
    dry = ltc(*words, "--dry-run", "--json")
    assert ltc.dump() == before
    assert dry.err.startswith("dry run: nothing was written.\n")
    real = ltc(*words, "--json").json
    assert real["operation"] is not None
    assert dry.json == {**real, "operation": None}


def test_a_dry_run_does_not_even_make_the_file(bare):
    """A first write that is only tried."""
    told = bare("lead", "add", "Ada", "--dry-run", "--json")
    assert told.json["ref"] == "L1"
    assert not bare.path.exists()


def test_quiet_prints_refs_only(ltc):
    """For xargs, one a line."""
    ltc("lead", "add", "Ada")
    assert ltc("lead", "add", "Bob", "-q") == (0, "L2\n", "")
    assert ltc("lead", "list", "--quiet", "--sort", "id").out == "L1\nL2\n"
    assert ltc("lead", "qualify", "-", "-q", stdin=ltc("lead", "list", "-q").out).out == "L2\nL1\n"
    assert ltc("member", "list", "-q").out == "mia\n"


def test_columns_choose_and_order(ltc):
    """Hidden ones too; an unknown one names the nearest."""
    ltc("lead", "add", "Ada", "--phone", "030 123456")
    assert ltc("lead", "list", "--columns", "phone,ref", "-f", "csv").out == "phone,ref\n030 123456,L1\n"
    assert ltc.json("lead", "show", "L1", "--columns", "ref,next") == {"ref": "L1", "next": None}
    assert ltc("lead", "list", "--columns", "fone").code == 2


@pytest.mark.parametrize("noun", ["lead", "account", "contact", "deal", "channel", "campaign", "member"])
@pytest.mark.parametrize("alias", ["new", "create", "record"])
def test_add_by_any_name(ltc, noun, alias):
    """Who types another word for add means add."""
    assert ltc(noun, alias, "Ada").code == 0
    assert ltc.rows(f"SELECT count(*) FROM {noun} WHERE lower({'title' if noun == 'deal' else 'name'}) = 'ada'") == [
        (1,)
    ]


def test_a_ref_alone_is_its_page(ltc):
    """`ltc D7` is short for `ltc show D7`, with options on either side."""
    ltc("deal", "add", "Audit")
    assert (
        ltc.json("D1") == ltc.json("show", "d1") == json.loads(ltc("--json", "D1").out) == ltc.json("deal", "show", "1")
    )
    assert ltc.refused("D2") == (3, "ltc: there is no deal D2.\ntry: Look for it: ltc search D2\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("leed", "list"), "ltc: no such command 'leed'. Did you mean 'lead'?\ntry: ltc --help\n"),
        (("deal", "advnce", "D1"), "ltc: no such command 'advnce'. Did you mean 'advance'?\ntry: ltc deal --help\n"),
        (
            ("lead", "list", "--ownr", "x"),
            "ltc: no such option: --ownr (Possible options: --json, --owner, --sort).\ntry: ltc lead list --help\n",
        ),
    ],
)
def test_what_is_mistyped_names_the_nearest(ltc, words, said):
    """Exit 2."""
    assert ltc.refused(*words) == (2, said)


def test_errors_in_json_are_objects(ltc):
    """Beside the exit code, for programs."""
    told = ltc("lead", "show", "L9", "--json")
    assert (told.code, told.out) == (3, "")
    assert json.loads(told.err) == {
        "error": {"code": "not_found", "message": "there is no lead L9.", "hint": "Look for it: ltc search L9"}
    }


@pytest.mark.parametrize(
    "name",
    [
        "[red]Ada[/red]",
        "[/foo]",
        ":smile:",
        "a\u202eb",
        "x\u200by",
        "=cmd()",
        "Zoë 华为",
        "a\nb",
        "tab\there",
        "c\x85d",
    ],
)
def test_names_are_data(ltc, name):
    """Nothing in a name is markup; what a terminal would obey comes out as an escape, in JSON as it went in."""
    assert ltc.json("lead", "add", name)["name"] == name
    out = ltc("lead", "list").out + ltc("L1").out
    assert not set(out) & set("\u202e\u200b\x1b\x85")
    assert ("[red]" in out) == ("[red]" in name)
