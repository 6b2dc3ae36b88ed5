"""Merging: one record of several, everything that refers to them with it, and all of it back by an undo."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltc_cli import check, schema, store
from ltc_cli.book import Book
from ltc_cli.domain import alias, demo, merge
from ltc_cli.domain.merge import reference
from ltc_cli.journal import undo
from ltc_cli.journal.rows import columns
from ltc_cli.schema import migrate

JOURNAL = ("operation", "change", "now_op", "sqlite_sequence")


def facts(path):
    """Every row of the file but for the journal and the counters, which never go back."""
    conn = sqlite3.connect(path)
    try:
        return [line for line in conn.iterdump() if not line.startswith(tuple(f'INSERT INTO "{t}"' for t in JOURNAL))]
    finally:
        conn.close()


def sound(path):
    """What a check finds."""
    conn = store.connect(path)
    try:
        return [(each.check, each.table, each.row_id, each.what) for each in check.run(conn)]
    finally:
        conn.close()


def test_the_dump_without_the_journal_holds_the_facts(ltc):
    """The comparison of the tests below is seen to see a change."""
    before = facts(ltc.path)
    assert any('INSERT INTO "member"' in line or 'INSERT INTO "process"' in line for line in before)
    ltc("lead", "add", "Ada")
    assert facts(ltc.path) != before


# Fields ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def twins(ltc):
    """Ada twice: L1 came first through a referral, L2 said more, L3 is somebody else."""
    for words in (
        ("lead", "add", "Ada", "--company", "Acme GmbH", "--email", "ada@acme.de", "--channel", "referral",
         "--external-id", "X1", "--tag", "vip", "--on", "2026-01-05"),
        ("lead", "add", "Ada Lovelace", "--company", "ACME", "--email", "al@acme.de", "--channel", "web",
         "--phone", "+49 30 123456", "--external-id", "X2", "--tag", "fair", "--amount", "9k", "--on", "2026-02-05"),
        ("lead", "add", "Bob"),
    ):  # fmt: skip
        assert ltc(*words).code == 0, words
    return ltc


def test_the_survivor_has_the_last_written_and_the_first_source(twins):
    """Name, company, e-mail, phone and amount of the later; created and channel of the earlier; its own key."""
    assert twins.json("lead", "merge", "L2", "L1")["kept"] == "L2"
    ada = twins.json("lead", "show", "L2")
    assert (ada["name"], ada["company"], ada["email"], ada["phone"]) == (
        "Ada Lovelace", "ACME", "al@acme.de", "+49 30 123456",
    )  # fmt: skip
    assert (ada["amount"], ada["currency"], ada["channel"], ada["external_id"]) == ("9000.00", "EUR", "referral", "X2")
    assert ada["created"] == twins.json("lead", "list", "--as-of", "2026-01-31")[0]["created"]
    assert ada["tags"] == ["fair", "vip"]


def test_what_was_edited_last_is_the_last_written(twins):
    """L1 came first, but its company was corrected after L2 came."""
    twins("lead", "edit", "L1", "company=Acme AG")
    twins("lead", "merge", "L1", "L2")
    ada = twins.json("lead", "show", "L1")
    assert (ada["company"], ada["name"]) == ("Acme AG", "Ada Lovelace")


def test_a_field_is_taken_from_whom_one_says(twins):
    """`--take` wins over the rule; the answer tells where the records differed, what stays and what goes."""
    told = twins.json("lead", "merge", "L1", "L2", "--take", "email=L1", "--take", "channel=L2")
    lines = {line["field"]: (line["stays"], line["from"], line["goes"]) for line in told["fields"]}
    assert lines["email"] == ("ada@acme.de", "L1", "L2: al@acme.de")
    assert lines["channel"] == ("website", "L2", "L1: referral")
    assert lines["amount"] == ("9000.00 EUR", "L2", "")
    assert lines["tags"] == ("vip, fair", "", "")
    assert "owner" not in lines  # the same in both
    assert (told["before"], told["after"], told["merged"]) == (3, 2, ["L2"])
    assert twins.json("lead", "show", "L1")["email"] == "ada@acme.de"


@pytest.mark.parametrize(
    ("take", "why"),
    [("emial=L1", "Did you mean email?"), ("phone=L1", "L1 has no phone"), ("email=L3", "L3 is none of those")],
)
def test_what_cannot_be_taken_is_refused(twins, take, why):
    """An unknown field, one that is blank there, a record that is not among them."""
    code, said = twins.refused("lead", "merge", "L1", "L2", "--take", take)
    assert code == 2
    assert why in said


def test_a_dry_run_shows_the_same_and_changes_nothing(twins):
    """The same difference, and nothing of it in the file."""
    before = twins.dump()
    dry = twins.json("lead", "merge", "L1", "L2", "--dry-run")
    assert twins.dump() == before
    done = twins.json("lead", "merge", "L1", "L2")
    assert {**dry, "operation": None} == {**done, "operation": None}


def test_custom_fields_merge_one_by_one(ltc, tmp_path):
    """Each field of the process has the value written last; both records' own ones stay."""
    process = ltc("process", "show").out.replace("    budget_known:", "    nickname: text\n    budget_known:")
    (tmp_path / "process.yaml").write_text(process)
    assert ltc("process", "apply", "process.yaml", "--yes").code == 0
    ltc("lead", "add", "Ada", "--field", "nickname=A")
    ltc("lead", "add", "Ada L", "--field", "budget_known=yes")
    ltc("lead", "merge", "L1", "L2")
    assert ltc.json("lead", "show", "L1")["fields"] == {"nickname": "A", "budget_known": True}


# Steps and owners ---------------------------------------------------------------------------------------------------


def story(ltc, number):
    """The steps of a lead: from, to, day."""
    return ltc.rows(
        "SELECT from_stage, to_stage, date(effective_ms / 1000 + 7200, 'unixepoch') FROM stage_event "
        "WHERE entity = 'lead' AND entity_id = ? ORDER BY effective_ms, id",
        number,
    )


def test_the_story_is_that_of_the_one_that_got_furthest(twins):
    """L1 was contacted in January, L2 contacted and qualified in March: contacted in January, qualified in March."""
    twins("lead", "advance", "L1", "--to", "contacted", "--on", "2026-01-10")
    twins("lead", "advance", "L2", "--to", "contacted", "--on", "2026-03-01")
    twins("lead", "qualify", "L2", "--on", "2026-03-03")
    twins("lead", "merge", "L1", "L2")
    assert twins.json("lead", "show", "L1")["status"] == "qualified"
    assert story(twins, 1) == [("new", "contacted", "2026-01-10"), ("contacted", "qualified", "2026-03-03")]
    assert sound(twins.path) == []


def test_a_duplicate_that_was_closed_does_not_close_the_survivor(twins):
    """People close duplicates before they learn to merge them."""
    assert twins("lead", "disqualify", "L2", "--reason", "not_a_fit").code == 0
    twins("lead", "merge", "L1", "L2")
    assert twins.json("lead", "show", "L1")["status"] == "new"
    assert story(twins, 1) == []
    assert sound(twins.path) == []


def test_a_converted_one_makes_the_survivor_converted(twins):
    """Its deal is the survivor's, and the lead stays where the deal can be found; another status is refused."""
    twins("lead", "convert", "L2", "--deal", "Audit", "--amount", "9k")
    code, said = twins.refused("lead", "merge", "L1", "L2", "--take", "status=L1")
    assert (code, "L2 is converted" in said) == (4, True)
    twins("lead", "merge", "L1", "L2")
    ada = twins.json("lead", "show", "L1")
    assert (ada["kind"], ada["account"], ada["deals"][0]["lead"]) == ("converted", "A1", "L1")
    assert sound(twins.path) == []


def test_the_owner_stays_or_is_taken_over(twins):
    """The owner of the one kept stays; `--take owner` is a change of hands with its event."""
    twins("lead", "assign", "L2", "--to", "tom", "--on", "2026-02-06")
    twins("lead", "merge", "L1", "L2")
    assert twins.json("lead", "show", "L1")["owner"] == "mia"
    twins("undo", "--yes")
    twins("lead", "merge", "L1", "L2", "--take", "owner=L2")
    assert twins.json("lead", "show", "L1")["owner"] == "tom"
    assert twins.rows("SELECT entity_id, reason FROM owner_event") == [(1, "merge")]
    assert sound(twins.path) == []


# What refers to it -------------------------------------------------------------------------------------------------


def fresh():
    """An empty file in memory."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    migrate.make(conn)
    return conn


@pytest.mark.parametrize("noun", alias.MERGED)
def test_every_reference_is_found_from_the_tables(noun):
    """Whatever column is called after the noun, or names any noun, is among those that move."""
    conn = fresh()
    found = {(each.table, each.column) for each in reference.references(conn, noun)}
    named = {
        (table, column)
        for table in schema.JOURNALED
        for column in columns(conn, table)
        if column in (f"{noun}_id", "entity_id")
    }
    assert named <= found
    assert ("touch", "entity_id") in found


def test_a_table_that_is_added_later_is_found():
    """With a foreign key of any name, or with an entity and its number."""
    conn = fresh()
    conn.execute("CREATE TABLE visit (id INTEGER PRIMARY KEY, host INTEGER REFERENCES account(id))")
    conn.execute("CREATE TABLE score (id INTEGER PRIMARY KEY, entity TEXT, entity_id INTEGER)")
    found = {(each.table, each.column) for each in reference.references(conn, "account")}
    assert {("visit", "host"), ("score", "entity_id")} <= found


def test_what_there_may_be_one_of_is_known_to_merging():
    """A unique index over a column that moves needs a rule of its own: these have one, and no other is there."""
    conn = fresh()
    moving = {(each.table, each.column) for noun in alias.MERGED for each in reference.references(conn, noun)}
    unique = set()
    for table in schema.JOURNALED:
        for index in conn.execute(f"PRAGMA index_list({table})").fetchall():
            names = [row[2] for row in conn.execute(f"PRAGMA index_info({index[1]})").fetchall()]
            if index[2] and any((table, name) in moving for name in names):
                unique.add(table)
    assert unique == {"contact_account", "task"}


def test_ranges_of_ids_are_known_to_merging():
    """Besides `import_part`, no table speaks of records by the first and last of their ids."""
    conn = fresh()
    assert [table for table in schema.JOURNALED if "first_id" in columns(conn, table)] == ["import_part"]


def test_two_next_steps_and_two_links_become_one(ltc):
    """The other's next step becomes a task like any; of two links to one account one is left, with its role."""
    ltc("account", "add", "Lumen")
    ltc("contact", "add", "Ada")
    ltc("contact", "add", "Ada L")
    ltc("contact", "link", "C1", "A1")
    ltc("contact", "link", "C2", "A1", "--role", "buyer")
    ltc("lead", "add", "Ada", "--next", "call her")
    ltc("lead", "add", "Ada L", "--next", "write her")
    before = facts(ltc.path)
    assert ltc("contact", "merge", "C1", "C2").code == 0
    assert ltc("lead", "merge", "L1", "L2").code == 0
    assert ltc.json("contact", "show", "C1")["accounts"] == "Lumen (buyer)"
    assert ltc.json("lead", "show", "L1")["next"] == "call her"
    assert {(task["task"], task["record"]) for task in ltc.json("task", "list")} == {
        ("call her", "L1"), ("write her", "L1"),
    }  # fmt: skip
    assert sound(ltc.path) == []
    ltc("undo", "--yes")
    ltc("undo", "--yes")
    assert facts(ltc.path) == before


# Found again ---------------------------------------------------------------------------------------------------


def test_a_merged_record_is_still_found_and_said_so(twins):
    """By its ref, number, e-mail, phone and external id; also after its survivor was merged itself."""
    twins("lead", "merge", "L1", "L2")
    told = twins("lead", "show", "L2", "--json")
    assert (told.json["ref"], told.err) == ("L1", "note: L2 was merged into L1.\n")
    for word in ("2", "X2", "X1", "ada@acme.de", "al@acme.de", "+49 30 123456"):
        assert twins.json("lead", "show", word)["ref"] == "L1"
    twins("lead", "merge", "L3", "L1")
    for word in ("L2", "L1", "X2", "ada@acme.de"):
        assert twins.json("lead", "show", word)["ref"] == "L3"
    assert [each["ref"] for each in twins.json("lead", "list")] == ["L3"]
    events = [each["detail"] for each in twins.json("lead", "show", "L3")["story"] if each["event"] == "merge"]
    assert sorted(events) == ["L1", "L2"]


def test_merging_again_changes_nothing(twins):
    """A script may say it twice: the one that is merged already is the survivor."""
    twins("lead", "merge", "L1", "L2")
    before = twins.dump()
    told = twins("lead", "merge", "L1", "L2", "--json")
    assert (told.code, told.json["merged"], twins.dump()) == (0, [], before)


def test_an_import_of_a_merged_record_finds_the_survivor(ltc, tmp_path):
    """By external id: it fills what is blank and changes nothing else, and the same table again changes nothing."""
    (tmp_path / "leads.csv").write_text(
        "external_id,name,company,country,status\nX1,Ada,Acme,,new\nX2,Ada L,Acme Ltd,,disqualified\nX3,Bob,B,,new\n"
    )
    assert ltc("lead", "import", "leads.csv").code == 0
    assert ltc("lead", "merge", "L1", "L2", "--take", "name=L1").code == 0
    assert ltc.json("lead", "import", "leads.csv")["unchanged"] == 3
    (tmp_path / "more.csv").write_text("external_id,name,country,phone\nX2,Ada Lovelace,DE,030 999999\n")
    assert ltc.json("lead", "import", "more.csv")["updated"] == 1
    ada = ltc.json("lead", "show", "X2")
    assert (ada["ref"], ada["name"], ada["country"], ada["phone"], ada["external_id"], ada["status"]) == (
        "L1", "Ada", "DE", "030 999999", "X1", "new",
    )  # fmt: skip
    assert sound(ltc.path) == []


def test_adding_a_merged_record_again_finds_the_survivor(twins):
    """`add --external-id` is safe to repeat, also for a record that lives on in another."""
    twins("lead", "merge", "L1", "L2")
    assert twins.json("lead", "add", "Ada Lovelace", "--external-id", "X2")["ref"] == "L1"
    assert len(twins.json("lead", "list")) == 2


def test_the_lines_of_imports_follow(ltc, tmp_path):
    """The survivor's page names the line of each; the others' lines are what they were."""
    (tmp_path / "leads.csv").write_text("name\nA\nB\nC\nD\n")
    ltc("lead", "import", "leads.csv")
    ltc("lead", "merge", "L1", "L3")
    parts = ltc.rows("SELECT first_id, last_id, line, action FROM import_part ORDER BY line, id")
    assert parts == [(1, 2, 2, "new"), (1, 1, 4, "updated"), (4, 4, 5, "new")]
    details = [each["detail"] for each in ltc.json("lead", "show", "L1")["story"]]
    assert {"leads.csv line 2, import R1", "leads.csv line 4, import R1"} <= set(details)


# Everything, and back ---------------------------------------------------------------------------------------------


def money(path):
    """What was won, billed, paid and settled, in all."""
    conn = sqlite3.connect(path)
    try:
        return [
            conn.execute(sql).fetchone()
            for sql in (
                "SELECT count(*), sum(amount_minor) FROM deal WHERE kind = 'won'",
                "SELECT count(*), sum(total_minor), sum(base_net_minor) FROM invoice WHERE status = 'issued'",
                "SELECT count(*), sum(base_minor) FROM payment",
                "SELECT count(*), sum(amount_minor) FROM allocation",
                "SELECT count(*), sum(total_minor) FROM credit_note",
            )
        ]
    finally:
        conn.close()


def undo_all(path, since):
    """Take back the operations after `since`, the last first."""
    with Book.open(path, write=True, today="2026-03-31") as book:
        found = book.conn.execute("SELECT id FROM operation WHERE id > ? ORDER BY id DESC", (since,)).fetchall()
        for (number,) in found:
            with book.operation("undo", undoes=number) as step:
                undo.apply(book.conn, step.operation, number)


def clusters(conn, noun, count):
    """Groups of two or three records that follow one another."""
    numbers = [row[0] for row in conn.execute(f"SELECT id FROM {noun} ORDER BY id")]
    sizes = [2 + place % 2 for place in range(count)]
    found = []
    for size in sizes:
        if len(numbers) < size:
            break
        found.append(numbers[:size])
        numbers = numbers[size:]
    return found


def test_fifty_clusters_merged_and_taken_back_leave_the_file_as_it_was(tmp_path):
    """Fifty of leads, and all that the accounts and contacts of a whole business make: money equal, checks clean."""
    path = tmp_path / "demo.db"
    demo.fill(path)
    before, worth = facts(path), money(path)
    with Book.open(path, write=True, today="2026-03-31") as book:
        since = book.conn.execute("SELECT max(id) FROM operation").fetchone()[0]
        gone = 0
        for noun, count in (("lead", 50), ("account", 20), ("contact", 20)):
            found = clusters(book.conn, noun, count)
            assert len(found) == count if noun == "lead" else len(found) >= 5
            for keep, *others in found:
                done = merge.merge(book, noun, keep, others, {})
                gone += len(done.others)
                assert done.before - done.after == len(others)
        left = sum(book.conn.execute(f"SELECT count(*) FROM {noun}").fetchone()[0] for noun in alias.MERGED)
    assert money(path) == worth
    assert sound(path) == []
    assert facts(path) != before
    undo_all(path, since)
    assert facts(path) == before
    assert sound(path) == []
    conn = sqlite3.connect(path)
    assert sum(conn.execute(f"SELECT count(*) FROM {noun}").fetchone()[0] for noun in alias.MERGED) == left + gone
    conn.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A demo file to be copied."""
    path = tmp_path_factory.mktemp("merge") / "demo.db"
    demo.fill(path)
    return path


def test_random_merges_and_undos_lose_nothing(small, tmp_path_factory, length):
    """Whatever is merged in whatever order: checks clean, nobody lost, and all undone it is as it was."""

    @settings(max_examples=5 * length, deadline=None)
    @given(st.data())
    def run(data):
        path = tmp_path_factory.mktemp("random") / "demo.db"
        path.write_bytes(small.read_bytes())
        before = facts(path)
        everyone = set()
        with Book.open(path, write=True, today="2026-03-31") as book:
            for noun in alias.MERGED:
                everyone |= {(noun, row[0]) for row in book.conn.execute(f"SELECT id FROM {noun}")}
            standing = []
            for _ in range(data.draw(st.integers(1, 8))):
                if standing and data.draw(st.booleans()):
                    number = standing.pop()
                    with book.operation("undo", undoes=number) as step:
                        undo.apply(book.conn, step.operation, number)
                    continue
                noun = data.draw(st.sampled_from(alias.MERGED))
                there = [row[0] for row in book.conn.execute(f"SELECT id FROM {noun} ORDER BY id")]
                chosen = data.draw(st.lists(st.sampled_from(there[:12]), min_size=2, max_size=4, unique=True))
                merge.merge(book, noun, chosen[0], chosen[1:], {})
                standing.append(book.written)
            for noun, number in everyone:
                there = book.conn.execute(f"SELECT 1 FROM {noun} WHERE id = ?", (number,)).fetchone()
                assert there or alias.heir(book, noun, number) is not None
        assert sound(path) == []
        with Book.open(path, write=True, today="2026-03-31") as book:
            for number in reversed(standing):
                with book.operation("undo", undoes=number) as step:
                    undo.apply(book.conn, step.operation, number)
        assert facts(path) == before

    run()
