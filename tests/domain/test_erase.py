"""Erasing a person: out of the records, the history and the bytes; figures, documents and the chain stay."""

import shutil
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltc_cli import check, store
from ltc_cli.journal import chain

TOKENS = ("Quillfeather", "quill@feather.example", "+49 30 5550199", "Plumage Works", "allergic to peanuts", "zx-plume")
"""Name, e-mail, phone, company, a note's text and a custom field of one lead: nothing else in the file holds them."""


def holds(ltc, token):
    """How often the file's bytes, and those of a journal beside it, hold a text."""
    files = [ltc.path, *ltc.path.parent.glob(f"{ltc.path.name}-*")]
    return sum(file.read_bytes().lower().count(token.lower().encode()) for file in files)


def sound(ltc):
    """What a check finds."""
    conn = store.connect(ltc.path)
    try:
        return [(each.check, each.table, each.row_id, each.what) for each in check.run(conn)]
    finally:
        conn.close()


@pytest.fixture
def fifty(ltc, tmp_path):
    """Fifty leads in one import, one of them with everything, edited and spoken about."""
    process = ltc("process", "show").out
    assert "    budget_known:" in process
    (tmp_path / "process.yaml").write_text(
        process.replace("    budget_known:", "    nickname: text\n    budget_known:")
    )
    lines = ["name,company,email,phone,channel"]
    lines += [f"Person {n},Other {n},p{n}@x.example,+49 40 7{n:06d},referral" for n in range(1, 50)]
    lines.insert(25, f"Ina {TOKENS[0]},{TOKENS[3]},{TOKENS[1]},{TOKENS[2]},referral")
    (tmp_path / "leads.csv").write_text("\n".join(lines))
    for words in (
        ("process", "apply", "process.yaml", "--yes"),
        ("lead", "import", "leads.csv"),
        ("note", TOKENS[1], TOKENS[4], "--kind", "call"),
        ("task", "add", f"call {TOKENS[0]} back", "--on-record", "L25"),
        ("lead", "edit", "L25", f"nickname={TOKENS[5]}"),
        ("lead", "edit", "L25", "name=Ina Q."),
        ("lead", "edit", "L25", f"name=Ina {TOKENS[0]}"),
        ("lead", "edit", "L3", "company=Company 3 too"),
        ("lead", "edit", "L3", "company=Company three"),
        ("deal", "add", f"Plan for Ina {TOKENS[0]}"),
    ):
        assert ltc(*words).code == 0, words
    return ltc


@pytest.fixture
def erased(fifty):
    """The same, with that one erased."""
    assert fifty("erase", "L25", "--reason", "asked for it", "--yes").code == 0
    return fifty


def test_one_in_fifty_leaves_no_trace_in_the_bytes(fifty):
    """Six tokens, each there before; the request itself names them by e-mail, twice."""
    ltc = fifty
    assert all(holds(ltc, token) for token in TOKENS)
    told = ltc("erase", TOKENS[1], "--reason", f"{TOKENS[1]} asked for it", "--yes", "--json")
    assert told.code == 0, told.err
    assert {token: holds(ltc, token) for token in TOKENS} == dict.fromkeys(TOKENS, 0)
    assert sound(ltc) == []
    columns = "name, company, email, email_key, phone, phone_key, fields, status"
    assert ltc.rows(f"SELECT {columns} FROM lead WHERE id = 25") == [("(erased)", *[None] * 6, "contacted")]
    assert ltc.rows("SELECT count(*), count(DISTINCT name) FROM lead") == [(50, 50)]
    assert ltc.rows("SELECT title FROM deal") == [("Plan for (erased)",)]
    assert ltc.rows("SELECT note FROM operation WHERE verb = 'erase'") == [("(erased) asked for it",)]
    assert [ltc.json("search", token) for token in TOKENS] == [[]] * 6


ALTERED = (
    "UPDATE lead SET company = 'Company 41' WHERE id = 40",
    "UPDATE lead SET email = NULL WHERE id = 1",
    "UPDATE lead SET name = 'Ina' WHERE id = 25",
    "DELETE FROM lead WHERE id = 50",
    "UPDATE change SET old = replace(old, 'Company 3', 'Company 4') WHERE old LIKE '%Company 3%'",
    "UPDATE operation SET arguments = '[]' WHERE verb = 'lead import'",
    "UPDATE operation SET salt = NULL WHERE verb = 'process apply'",
    "UPDATE operation SET salt = NULL WHERE verb = 'init'",
    "UPDATE operation SET salt = '00' WHERE verb = 'lead import'",
)


def test_others_of_the_same_import_are_still_proved(erased):
    """An altered row, old value, or what is left of an operation is found after the erase, each alone."""
    conn = sqlite3.connect(erased.path, isolation_level=None)
    for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        conn.execute(f'DROP TRIGGER "{name}"')
    assert chain.verify(conn) == []
    for statement in ALTERED:
        conn.execute("BEGIN")
        changed = conn.execute(statement).rowcount
        assert (changed, bool(chain.verify(conn))) == (1, True), statement
        conn.execute("ROLLBACK")
    conn.close()


def test_what_comes_later_and_another_erase_stay_proved(erased):
    """Steps after it, an undo of one, a second erase, and an erase of the erased."""
    for words in (
        ("lead", "edit", "L25", "country=DE"),
        ("lead", "edit", "L26", "country=FR"),
        ("undo",),
        ("erase", "L26", "L27", "--reason", "asked", "--yes"),
        ("lead", "edit", "L26", "country=IT"),
        ("lead", "add", "Late"),
        ("erase", "L40", "--reason", "asked", "--yes"),
    ):
        assert erased(*words).code == 0, words
        assert sound(erased) == [], words
    assert erased("erase", "L25", "--reason", "its edit told of it", "--yes").code == 0
    told = erased("erase", "L25", "--reason", "again", "--yes")
    assert (told.code, "nothing changed" in told.err) == (0, True)
    assert erased.rows("SELECT count(*) FROM lead WHERE name = '(erased)'") == [(4,)]
    assert erased.rows("SELECT count(*) FROM operation WHERE verb = 'erase'") == [(4,)]
    assert all(not holds(erased, f"p{n}@x.example") for n in (25, 26, 39))
    assert holds(erased, "p24@x.example")


def test_an_erase_and_what_it_took_from_cannot_be_undone(erased):
    """Both are refused in words."""
    number = erased.rows("SELECT id FROM operation WHERE verb = 'erase'")[0][0]
    assert erased.refused("undo", str(number))[0] == 4
    edit = erased.rows("SELECT max(id) FROM operation WHERE verb = 'lead edit' AND salt IS NULL")[0][0]
    code, words = erased.refused("undo", str(edit))
    assert code == 4
    assert f"operation {edit} (lead edit) cannot be taken back: what it wrote was erased for good." in words


def test_a_record_removed_before_is_erased_too(ltc):
    """Added, undone: only the history has it. The redo is refused in words."""
    assert ltc("lead", "add", "Zora Quux", "--email", "zora@quux.example").code == 0
    assert ltc("undo").code == 0
    assert ltc("lead", "add", "Zora Q. Quux", "--email", "zora@quux.example").code == 0
    undone = ltc.rows("SELECT id FROM operation WHERE verb = 'undo'")[0][0]
    number = ltc.rows("SELECT max(id) FROM lead")[0][0]
    assert ltc("erase", f"L{number}", "--reason", "asked", "--yes").code == 0
    assert [holds(ltc, token) for token in ("quux", "zora")] == [0, 0]
    assert sound(ltc) == []
    assert "was erased for good" in ltc.refused("undo", str(undone))[1]


def test_the_past_before_an_erase_opens_and_says_erased(fifty):
    """As recorded two days before: fifty leads, and the company of another as it was then."""
    later, last = {"LTC_TODAY": "2026-04-02"}, {"LTC_TODAY": "2026-04-03"}
    assert fifty("lead", "edit", "L4", "company=Next", env=later).code == 0
    assert fifty("erase", "L25", "--reason", "asked", "--yes", env=last).code == 0
    shown = fifty.json("lead", "show", "L25", "--known-at", "2026-04-01", env=last)
    assert (shown["name"], shown["email"], shown["status"]) == ("(erased)", None, "contacted")
    assert fifty.json("lead", "show", "L4", "--known-at", "2026-04-01", env=last)["company"] == "Other 4"
    assert len(fifty.json("lead", "list", "--known-at", "2026-04-01", env=last)) == 50


def test_it_is_asked_for_and_said_first(fifty):
    """Without a terminal it needs --yes; a dry run lists what would go and changes nothing."""
    code, words = fifty.refused("erase", "L25", "--reason", "asked")
    assert code == 4
    assert "Erase L25 for good? Nobody can be asked here." in words
    assert fifty.refused("erase", "L25")[0] == 2
    assert fifty.refused("erase", "L25", "--reason", " ", "--yes")[0] == 2
    before = fifty.dump()
    told = fifty.json("erase", "L25", "--reason", "asked", "--dry-run")
    assert fifty.dump() == before
    assert (told["records"], told["texts"], told["operation"]) == (["L25"], 3, None)
    assert [(line["record"], line["what"]) for line in told["gone"]][:4] == [
        ("L25", "company, custom fields, email, name, phone"),
        ("L25", "note: body"),
        ("T1", "task: body"),
        ("D1", "title"),
    ]


def test_the_same_person_by_link_e_mail_and_phone(ltc):
    """The contact it became, a lead with its e-mail, one with its phone, and a household; not the company."""
    for words in (
        ("lead", "add", "Ann Bee", "--company", "Ann Bee", "--email", "ann@bee.example", "--phone", "+49 30 111222"),
        ("lead", "convert", "L1", "--deal", "House of Ann Bee"),
        ("lead", "add", "A. Bee", "--email", "ANN@bee.example"),
        ("lead", "add", "Someone", "--phone", "0049 30 111222"),
        ("lead", "add", "Cee", "--company", "Bees Ltd"),
        ("lead", "convert", "L4", "--deal", "Audit"),
        ("note", "D2", "met ann  bee and Annabel, call +49 30 111222"),
    ):
        assert ltc(*words).code == 0, words
    told = ltc.json("erase", "L1", "--reason", "asked", "--yes")
    assert sorted(told["records"]) == ["A1", "C1", "L1", "L2", "L3"]
    assert ltc.rows("SELECT name FROM account ORDER BY id") == [("(erased)",), ("Bees Ltd",)]
    assert ltc.rows("SELECT title FROM deal ORDER BY id") == [("House of (erased)",), ("Audit",)]
    assert ltc.rows("SELECT body FROM touch") == [("met (erased) and Annabel, call (erased)",)]
    assert sound(ltc) == []


def test_a_name_that_others_bear_stays_in_texts(ltc):
    """Two people of one name: what is said of the other is not known to be about this one."""
    for name in ("Li Wei", "Li Wei"):
        assert ltc("lead", "add", name).code == 0
    assert ltc("deal", "add", "Li Wei").code == 0
    told = ltc.json("erase", "L1", "--reason", "asked", "--yes")
    assert [line["why"] for line in told["stays"]] == ['another record bears it: ltc search "Li Wei"']
    assert ltc.rows("SELECT title FROM deal") == [("Li Wei",)]


def test_documents_stay_with_the_name_on_them(ltc):
    """A household that was billed: invoice and name stay, e-mail and notes go; the paper is the same."""
    for words in (
        ("account", "add", "Otto Krahn", "--email", "otto@krahn.example", "--phone", "+49 30 999888"),
        ("account", "edit", "A1", "billing_address=Hafen 1"),
        ("note", "A1", "pays late"),
        ("invoice", "create", "--account", "A1", "--line", "Work=2@100", "--issue"),
    ):
        assert ltc(*words).code == 0, words
    paper = ltc("invoice", "show", "I1", "--format", "markdown").out
    invoices = ltc.rows("SELECT * FROM invoice")
    told = ltc.json("erase", "A1", "--reason", "asked", "--yes")
    assert told["stays"][0]["record"] == "A1"
    left = ltc.rows("SELECT name, billing_address, email, phone FROM account")
    assert left == [("Otto Krahn", "Hafen 1", None, None)]
    assert ltc("invoice", "show", "I1", "--format", "markdown").out == paper
    assert ltc.rows("SELECT * FROM invoice") == invoices
    assert [holds(ltc, token) for token in ("otto@krahn", "999888", "pays late")] == [0, 0, 0]
    assert sound(ltc) == []


REPORTS = (
    "funnel", "leads", "conversion", "response", "pipeline", "winrate", "cycle", "losses", "team",
    "dso", "collections", "revenue", "cashflow", "tax", "growth", "kpi",
)  # fmt: skip
"""Those whose rows are not records by name."""


def test_every_figure_is_what_it_was(bare):
    """The demo with a contact, a company and a lead erased: reports as JSON, and money row by row."""
    assert bare("demo", "-o", str(bare.path)).code == 0

    def figures():
        money = [bare.rows(f"SELECT * FROM {table}") for table in ("invoice", "credit_note", "payment", "allocation")]
        return {name: bare("report", name, "--json").out for name in REPORTS} | {"money": money}

    before = figures()
    assert bare("erase", "C2", "A3", "L12", "--reason", "asked", "--yes").code == 0
    after = figures()
    assert [name for name in before if before[name] != after[name]] == []
    assert sound(bare) == []


def test_taken_in_again(ltc, tmp_path):
    """A row without a key is known by its print and stays away; what has an external id comes back as a new lead."""
    (tmp_path / "plain.csv").write_text("name,company\nUwe Tann,Tann AG\n")
    (tmp_path / "keyed.csv").write_text("external_id,name\nk-1,Eva Moos\n")
    assert ltc("lead", "import", "plain.csv").code == ltc("lead", "import", "keyed.csv").code == 0
    assert ltc("erase", "L1", "L2", "--reason", "asked", "--yes").code == 0
    assert ltc("lead", "import", "plain.csv").code == ltc("lead", "import", "keyed.csv").code == 0
    names = ltc.rows("SELECT name, external_id FROM lead")
    assert names == [("(erased)", None), ("(erased)", None), ("Eva Moos", "k-1")]
    assert sound(ltc) == []


def test_the_copies_beside_the_file_are_named(fifty, tmp_path):
    """Those of `ltc backup` and those made before a migration."""
    assert fifty("backup", "-o", str(tmp_path)).code == 0
    (tmp_path / "book.db.before-2-to-3").write_bytes(b"")
    told = fifty.json("erase", "L25", "--reason", "asked", "--yes")
    named = [line["file"].rsplit("/", 1)[1] for line in told["copies"]]
    assert named == ["book-20260331-120000.db", "book.db.before-2-to-3"]


KINDS = ("add", "edit", "note", "task", "convert", "undo", "erase")
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 4)), min_size=3, max_size=10)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, last=st.integers(1, 3))
def test_whatever_happened_an_erase_leaves_a_sound_file(ltc, steps, last):
    """Random histories over a few people: afterwards all is proved, and their e-mail is nowhere."""
    empty = ltc.path.with_suffix(".empty")
    if not empty.exists():
        shutil.copy(ltc.path, empty)
    shutil.copy(empty, ltc.path)
    for step, (kind, n) in enumerate([("add", 1), ("add", 2), *steps]):
        words = {
            "add": ("lead", "add", f"Nomen{n} Wort{n}", "--email", f"mail{n}@token.example"),
            "edit": ("lead", "edit", f"L{n}", f"phone=+49 30 77{n}00{step:02d}"),
            "note": ("note", f"L{n}", f"secret of {step}", "--kind", "call"),
            "task": ("task", "add", f"ring Nomen{n} Wort{n}", "--on-record", f"L{n}"),
            "convert": ("lead", "convert", f"L{n}", "--deal", f"For Nomen{n} Wort{n}"),
            "undo": ("undo", *((str(n + 1),) if n > 2 else ())),
            "erase": ("erase", f"L{n}", "--reason", "asked", "--yes"),
        }[kind]
        ltc(*words)
    there = ltc.rows("SELECT email FROM lead WHERE id = ?", last)
    told = ltc("erase", f"L{last}", "--reason", "asked", "--yes")
    assert told.code == (0 if there else 3)
    assert sound(ltc) == []
    assert [email for (email,) in there if email is not None and holds(ltc, email)] == []


def test_a_note_that_was_taken_back_is_erased_with_what_made_it(ltc):
    """Its words live on as what undoing it removed; the operation that wrote them proves no more by itself."""
    for words in (
        ("lead", "add", "Nomen Wort", "--email", "mail@token.example"), ("note", "L1", "secret", "--kind", "call"),
        ("undo",), ("erase", "L1", "--reason", "asked", "--yes"),
    ):  # fmt: skip
        assert ltc(*words).code == 0, words
    assert sound(ltc) == []
    assert not holds(ltc, "secret")
