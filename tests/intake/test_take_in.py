"""Tables become records with their history, once, however often and in whatever order they are taken in."""

import tempfile
from datetime import datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ltc_cli.book import Book
from ltc_cli.intake.apply import Writer
from ltc_cli.journal import undo
from tests.intake.conftest import Shop


def day(text):
    return int(datetime.fromisoformat(f"{text}T00:00:00+00:00").timestamp()) * 1000


def answer(read, new=0, updated=0, unchanged=0, rejected=0):
    return {"read": read, "new": new, "updated": updated, "unchanged": unchanged, "rejected": rejected}


def counts(found):
    return {name: found[name] for name in ("read", "new", "updated", "unchanged", "rejected")}


def test_leads_are_taken_in_with_their_dates(shop):
    found = shop.take(
        "lead",
        "mql_id,first_contact_date,origin,landing_page\na1,2026-01-05,social,x\na2,2026-01-06,,y\n",
        "--map", "mql_id=external_id", "--map", "first_contact_date=created", "--map", "origin=channel",
    )  # fmt: skip
    assert counts(found) == answer(2, new=2)
    assert list(found) == ["read", "new", "updated", "unchanged", "rejected", "operation", "warnings"]
    assert found["operation"] == 2
    assert found["warnings"] == ["1 new channel: social", "left out, since nothing is called so: landing_page"]
    assert shop.rows("SELECT external_id, created_ms, date_is_import FROM lead") == [
        ("a1", day("2026-01-05"), None),
        ("a2", day("2026-01-06"), None),
    ]


def test_a_blank_channel_is_none_and_a_channel_called_unknown_is_one(shop):
    shop.take("lead", "name,channel\nAda,unknown\nBen,\n")
    rows = shop.rows("SELECT lead.name, channel.name FROM lead LEFT JOIN channel ON channel.id = channel_id")
    assert rows == [("Ada", "unknown"), ("Ben", None)]


def test_without_a_date_the_day_of_the_import_stands_in(shop):
    shop.take("lead", "name\nAda\n")
    assert shop.rows("SELECT date_is_import FROM lead") == [(1,)]


def test_a_blank_created_is_the_earliest_date(shop):
    shop.take("lead", "name,created,contacted,qualified\nAda,,2026-02-03,2026-02-01\n")
    assert shop.rows("SELECT created_ms, date_is_import FROM lead") == [(day("2026-02-01"), None)]


def test_dates_tell_the_steps_of_a_lead(shop):
    found = shop.take("lead", "name,created,contacted,qualified\nAda,2026-01-01,2026-01-03,2026-01-07\n")
    assert found["warnings"] == []
    assert shop.rows("SELECT from_kind, to_kind, effective_ms FROM stage_event ORDER BY id") == [
        ("new", "working", day("2026-01-03")),
        ("working", "qualified", day("2026-01-07")),
    ]
    assert shop.rows("SELECT kind FROM lead") == [("qualified",)]


def test_a_step_before_the_beginning_is_history_with_a_warning(shop):
    found = shop.take("lead", "name,created,contacted\nAda,2026-01-05,2026-01-03\n")
    assert found["warnings"] == ["1 row: contacted before it was created (E02), line 2"]
    assert len(shop.rows("SELECT id FROM stage_event")) == 1


def test_the_same_file_again_changes_nothing_and_records_nothing(shop):
    text = "name,email,created\nAda,ada@x.de,2026-01-01\nBen,,2026-01-02\nBen,,2026-01-02\n"
    assert counts(shop.take("lead", text)) == answer(3, new=3)
    again = shop.take("lead", text)
    assert counts(again) == answer(3, unchanged=3)
    assert again["operation"] is None


def test_a_match_fills_and_changes_but_never_blanks(shop):
    shop.take("lead", "external_id,name,phone,country\na1,Ada,030 123456,DE\n")
    found = shop.take("lead", "external_id,name,phone,country,company\na1,Ada L.,,DE,Lumen\n")
    assert counts(found) == answer(1, updated=1)
    assert shop.rows("SELECT name, phone, country, company FROM lead") == [("Ada L.", "030 123456", "DE", "Lumen")]


def test_an_import_without_its_own_date_brings_no_touch_and_a_newer_row_one(shop):
    shop.take("lead", "name,email,created\nAda,ada@x.de,2026-01-01\n")
    newer = "name,email,created\nAda,ADA@x.de,2026-02-01\n"
    shop.take("lead", newer)
    shop.take("lead", newer)
    assert shop.rows("SELECT count(*) FROM lead") == [(1,)]
    assert shop.rows("SELECT kind, inbound, at_ms FROM touch") == [("form", 1, day("2026-02-01"))]


def test_the_same_e_mail_at_another_company_is_another_lead(shop):
    text = "email,company,created\na@x.de,Lumen,2026-01-01\na@x.de,Brill,2026-01-02\na@x.de,LUMEN,2026-01-01\n"
    assert counts(shop.take("lead", text))["new"] == 2
    assert counts(shop.take("lead", text)) == answer(3, unchanged=3)


def test_someone_who_comes_back_long_after_is_a_new_lead(shop):
    old = "email,created,disqualified\na@x.de,2025-01-01,2025-01-31\n"
    shop.take("lead", old)
    soon = "email,created\na@x.de,2025-07-30\n"
    late = "email,created\na@x.de,2025-07-31\n"
    assert counts(shop.take("lead", soon)) == answer(1, updated=1)
    assert counts(shop.take("lead", late)) == answer(1, new=1)
    assert counts(shop.take("lead", late)) == answer(1, unchanged=1)


def test_the_same_e_mail_with_another_name_is_told(shop):
    found = shop.take("lead", "name,email\nAda,a@x.de\nBob,a@x.de\n")
    assert found["warnings"] == ["1 row: the same e-mail with another name, line 3"]


def test_a_doubtful_e_mail_is_kept_and_told(shop):
    found = shop.take("lead", "name,email\nAda,ada at x\n")
    assert found["warnings"] == ["1 row: the e-mail is doubtful (E12) and finds nobody, line 2"]
    assert shop.rows("SELECT email, email_key FROM lead") == [("ada at x", None)]


def test_a_deal_converts_its_lead_and_is_won_on_its_day(shop):
    shop.take("lead", "external_id,created\na1,2026-01-10\na2,2026-01-10\n")
    found = shop.take("deal", "lead,won,amount\na1,2026-02-01,500\na2,2026-01-09,\n")
    assert counts(found) == answer(2, new=2)
    assert "1 row: won before its lead was created (E02), line 3" in found["warnings"]
    assert shop.rows("SELECT title, kind, created_ms, closed_ms, amount_minor, currency FROM deal") == [
        ("a1", "won", day("2026-02-01"), day("2026-02-01"), 50000, "EUR"),
        ("a2", "won", day("2026-01-09"), day("2026-01-09"), None, None),
    ]
    assert shop.rows("SELECT kind FROM lead") == [("converted",), ("converted",)]
    assert shop.rows("SELECT deal_id, amount_minor FROM deal_value") == [(1, 50000)]


def test_deals_without_a_key_are_known_again_and_identical_ones_told_apart(shop):
    text = "title,won\nAudit,2026-01-01\nAudit,2026-01-01\n"
    assert counts(shop.take("deal", text)) == answer(2, new=2)
    assert counts(shop.take("deal", text)) == answer(2, unchanged=2)
    assert counts(shop.take("deal", text + "Audit,2026-01-01\n")) == answer(3, new=1, unchanged=2)


def test_a_stage_with_its_date_is_where_the_deal_stands(shop):
    stages = shop.rows("SELECT json_extract(body, '$.pipelines[0].stages[1].id') FROM process")
    shop.take("deal", f"title,created,stage,date\nAudit,2026-01-01,{stages[0][0]},2026-01-05\n")
    assert shop.rows("SELECT to_stage, effective_ms FROM stage_event") == [(stages[0][0], day("2026-01-05"))]


def test_contacts_are_put_at_their_accounts(shop):
    shop.take("account", "name,country\nLumen,DE\n")
    text = "name,email,account,role\nAda,ada@x.de,lumen,buyer\nBen,,Brill,\n"
    assert counts(shop.take("contact", text)) == answer(2, new=2)
    assert shop.rows("SELECT contact_id, account_id, role FROM contact_account") == [(1, 1, "buyer"), (2, 2, None)]
    assert counts(shop.take("contact", text)) == answer(2, unchanged=2)


def test_semicolons_a_byte_order_mark_and_chinese_headings_are_read(shop):
    shop.take("lead", "\ufeff姓名;公司;邮箱\n王芳;华为;wang@x.cn\n")
    assert shop.rows("SELECT name, company, email FROM lead") == [("王芳", "华为", "wang@x.cn")]


def test_unknown_columns_are_kept_when_asked_for(shop):
    found = shop.take("lead", "name,Shoe size\nAda,37\n", "--keep-unknown")
    assert counts(found) == answer(1, new=1)
    assert shop.rows("SELECT fields FROM lead") == [('{"shoe_size": "37"}',)]


def take_back(shop, number):
    with Book.open(shop.db, write=True) as book, book.operation("undo", undoes=number) as step:
        undo.apply(book.conn, step.operation, number)


def test_undo_of_an_import_gives_back_what_was_there(shop):
    before = shop.dump()
    shop.take("lead", "name,email,created,contacted\nAda,a@x.de,2026-01-01,2026-01-02\nBen,,,\n")
    assert shop.dump() != before
    take_back(shop, 2)
    assert shop.dump() == before


def test_a_dry_run_shows_the_plan_and_the_run_is_held_to_it(shop):
    text = "name,email\nAda,a@x.de\n"
    before = shop.dump()
    plan = shop.take("lead", text, "--dry-run")
    assert shop.dump() == before
    assert (counts(plan), plan["lines"]) == (answer(1, new=1), {"new": "2"})
    assert counts(shop.take("lead", text, "--expect", plan["digest"])) == answer(1, new=1)
    assert "the plan is" in shop.refuse("lead", text, "--expect", plan["digest"], code=4)


def test_good_rows_are_taken_in_and_bad_ones_kept_when_asked_for(shop):
    path = shop.table("name,created\nAda,2026-01-01\nBen,soon\n")
    kept = shop.folder / "bad.csv"
    code, _, err = shop.ltc("lead", "import", path, "--partial", "--rejects", kept)
    assert code == 6
    assert "rows.csv:3:created: 'soon' is not a date" in err
    assert kept.read_text().splitlines() == ["name,created,rejected_because", "Ben,soon,'soon' is not a date"]
    assert shop.rows("SELECT name FROM lead") == [("Ada",)]
    kept.write_text(kept.read_text().replace("Ben,soon", "Ben,2026-01-02"))
    assert shop.ltc("lead", "import", kept, "--rejects", kept)[0] == 0
    assert shop.rows("SELECT name FROM lead") == [("Ada",), ("Ben",)]
    assert not kept.exists()


def test_killed_in_the_middle_leaves_nothing(shop, monkeypatch):
    whole, calls = Writer.take, []

    def killed(self, rows):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(self, rows)

    monkeypatch.setattr(Writer, "take", killed)
    before = shop.dump()
    path = shop.table("name\n" + "Ada\n" * 3000)
    assert shop.ltc("lead", "import", path)[0] == 130
    assert shop.dump() == before
    monkeypatch.undo()
    assert counts(shop.take("lead", "name\n" + "Ada\n" * 3000)) == answer(3000, new=3000)


PEOPLE = [f"{name},{mail},{day}" for name, mail, day in (
    ("Ada", "ada@x.de", "2026-01-01"), ("Ada", "ada@x.de", "2026-01-09"), ("Ben", "ben@x.de", "2026-01-02"),
    ("Cy", "", "2026-01-03"), ("Cy", "", "2026-01-03"), ("Dee", "", ""), ("Eve", "eve@x.de", ""),
)]  # fmt: skip


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from(range(len(PEOPLE))), unique=True), min_size=1, max_size=3))
def test_whatever_parts_come_first_the_whole_is_there_once(parts):
    """Subsets and permutations before the whole file: no duplicates, no lost twins, and nothing left to do."""
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        for part in [*parts, range(len(PEOPLE))]:
            shop.take("lead", "\n".join(["name,email,created", *(PEOPLE[i] for i in part)]) + "\n")
        names = sorted(row[0] for row in shop.rows("SELECT name FROM lead"))
        assert names == ["Ada", "Ben", "Cy", "Cy", "Dee", "Eve"]
        again = shop.take("lead", "\n".join(["name,email,created", *reversed(PEOPLE)]) + "\n")
        assert counts(again) == answer(len(PEOPLE), unchanged=len(PEOPLE))


def test_indexes_built_late_are_the_same_and_so_is_what_is_found(shop, monkeypatch):
    monkeypatch.setattr("ltc_cli.intake.apply._BIG", 0)
    indexes = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name"
    before = shop.rows(indexes)
    text = "name,email\nAda,a@x.de\nAda,a@x.de\n"
    assert counts(shop.take("lead", text)) == answer(2, new=1, unchanged=1)
    assert shop.rows(indexes) == before
    assert shop.rows("PRAGMA integrity_check") == [("ok",)]
