"""A run is a record: which line became which record, what was left out, and the digest that it can be held to."""

import json

import pytest

from ltc_cli.intake.plan import Trail

LEADS = "name,email,created\nAda,ada@x.de,2026-01-01\nBen,ben@x.de,2026-01-02\nCara,cara@x.de,2026-01-03\n"
PARTS = "SELECT entity, first_id, last_id, line, action FROM import_part ORDER BY id"


def parts(*added):
    trail = Trail()
    for numbers, lines in added:
        trail.add(numbers, lines)
    return list(trail.parts())


def test_consecutive_records_of_consecutive_lines_are_one_part_over_batches():
    assert parts((range(1, 4), range(2, 5)), (range(4, 6), range(5, 7))) == [(1, 5, 2)]


def test_a_gap_in_the_lines_or_in_the_ids_begins_another_part():
    assert parts((range(1, 4), [2, 3, 7])) == [(1, 2, 2), (3, 3, 7)]
    assert parts(([1, 3], range(2, 4))) == [(1, 1, 2), (3, 3, 3)]
    assert parts(([5, 5, 6], [2, 3, 4])) == [(5, 5, 2), (5, 6, 3)]


def test_ids_whose_ends_fit_but_whose_middle_does_not_are_told_apart():
    assert parts(([1, 3, 2, 4], range(2, 6))) == [(1, 1, 2), (3, 3, 3), (2, 2, 4), (4, 4, 5)]


def test_every_record_knows_its_line_and_an_unchanged_one_nothing_new(shop):
    shop.take("lead", LEADS)
    assert shop.rows(PARTS) == [("lead", 1, 3, 2, "new")]
    shop.take("lead", "name,email,country\nAda,ada@x.de,DE\nBen,ben@x.de,\nCara,cara@x.de,FR\nDan,dan@x.de,IT\n")
    assert shop.rows(PARTS)[1:] == [
        ("lead", 4, 4, 5, "new"),
        ("lead", 1, 1, 2, "updated"),
        ("lead", 3, 3, 4, "updated"),
    ]


def test_a_row_over_several_lines_and_a_blank_line_keep_the_lines_right(shop):
    shop.take("lead", 'name,email\nAda,ada@x.de\n"Ben\nB.",ben@x.de\n\nCara,cara@x.de\n')
    assert shop.rows(PARTS) == [("lead", 1, 2, 2, "new"), ("lead", 3, 3, 6, "new")]


def test_an_order_is_where_its_first_line_stands(shop):
    shop.take("product", "sku,name\nA,Chair\n")
    shop.take(
        "order",
        "order,customer,item,quantity,price,status\no1,Lumen,A,1,10,draft\no1,Lumen,A,2,10,draft\n"
        "o2,Lumen,A,1,10,draft\n",
    )
    assert shop.rows(f"{PARTS} LIMIT 3 OFFSET 1") == [("sales_order", 1, 1, 2, "new"), ("sales_order", 2, 2, 4, "new")]


def test_the_page_says_where_a_record_came_from_and_what_was_laid_over_it(shop):
    shop.take("lead", LEADS)
    shop.take("lead", "name,email,country\nBen,ben@x.de,DE\n")
    story = json.loads(shop.ltc("show", "L2", "--json")[1])["story"]
    assert [(each["event"], each["detail"]) for each in story] == [
        ("created", "rows.csv line 3, import R1"),
        ("import", "rows.csv line 2, import R2"),
    ]


def test_a_record_that_no_import_brought_says_nothing_of_one(shop):
    shop.ltc("lead", "add", "Zoe")
    assert json.loads(shop.ltc("show", "L1", "--json")[1])["story"][0]["detail"] is None


BAD = "name,email,created\nAda,ada@x.de,2026-01-01\nBen,ben@x.de,soon\nCara\nDan,dan@x.de,2026-01-02,more\n"


def test_rejects_are_kept_and_come_back_as_the_table_they_were(shop):
    code, _, _ = shop.ltc("lead", "import", shop.table(BAD), "--partial")
    assert code == 6
    assert shop.ltc("import", "rejects", "--format", "csv")[1].splitlines() == [
        "name,email,created,rejected_because",
        "Ben,ben@x.de,soon,'soon' is not a date",
        'Cara,"the row has 1 cell, the headings 3"',
        'Dan,dan@x.de,2026-01-02,more,"the row has 4 cells, the headings 3"',
    ]
    listed = json.loads(shop.ltc("import", "rejects", "R1", "--json")[1])
    assert [(row["line"], row["name"], row["created"]) for row in listed] == [
        (3, "Ben", "soon"), (4, "Cara", None), (5, "Dan", "2026-01-02"),
    ]  # fmt: skip
    assert listed[2]["rejected_because"].endswith("beyond them: more")


def test_mended_rejects_are_taken_in_and_unmended_ones_stay_out(shop):
    shop.ltc("lead", "import", shop.table(BAD), "--partial")
    out = shop.folder / "bad.csv"
    assert shop.ltc("import", "rejects", "R1", "-o", out)[0] == 0
    assert shop.ltc("import", "rejects", "R1", "-o", out)[0] != 0  # a file that is there is never written over
    out.write_text(out.read_text().replace("soon", "2026-01-05"))
    code, printed, _ = shop.ltc("lead", "import", out, "--partial", "--json")
    assert code == 6
    found = json.loads(printed)
    assert (found["new"], found["rejected"]) == (1, 2)
    assert shop.rows("SELECT name FROM lead ORDER BY id") == [("Ada",), ("Ben",)]


def test_the_same_bad_table_is_kept_once(shop):
    shop.ltc("lead", "import", shop.table("name,created\nAda,soon\n"), "--partial")
    before = shop.dump()
    shop.ltc("lead", "import", shop.table("name,created\nAda,soon\n"), "--partial")
    assert shop.dump() == before
    assert shop.rows("SELECT run_id, line, col, reason, body FROM import_reject") == [
        (1, 2, "created", "'soon' is not a date", '["Ada", "soon"]')
    ]


def test_a_row_of_an_order_with_a_bad_row_is_left_out_and_says_which(shop):
    shop.take("product", "sku,name\nA,Chair\n")
    table = "order,customer,item,quantity,price\no1,Lumen,A,1,10\no1,Lumen,A,many,10\n"
    shop.ltc("order", "import", shop.table(table), "--partial")
    rows = shop.rows("SELECT line, col, reason FROM import_reject ORDER BY line")
    assert [row[:2] for row in rows] == [(2, ""), (3, "quantity")]
    assert rows[0][2] == "its order has a bad row: line 3"


def test_an_undo_takes_the_parts_and_rejects_back(shop):
    before = shop.dump("member")
    shop.ltc("lead", "import", shop.table(BAD), "--partial")
    assert shop.rows("SELECT count(*) FROM import_reject") == [(3,)]
    assert shop.ltc("undo")[0] == 0
    assert shop.dump("member") == before
    assert shop.ltc("check")[0] == 0


def test_a_run_shows_its_file_its_counts_and_its_way_back(shop):
    shop.ltc("lead", "import", shop.table(BAD), "--partial")
    shop.ltc("lead", "add", "Zoe")
    code, out, err = shop.ltc("import", "show", "--json")
    assert code == 0
    found = json.loads(out)
    assert (found["ref"], found["read"], found["new"], found["rejected"], found["operation"]) == ("R1", 4, 1, 3, 2)
    assert found["mapping"] == {"name": "name", "email": "email", "created": "created"}
    assert len(found["sha256"]) == 64
    assert [row["line"] for row in found["rejects"]] == [3, 4, 5]
    assert "ltc undo 2" in err


def test_a_run_that_there_is_not_is_named(shop):
    assert shop.ltc("import", "show")[0] == 3
    assert shop.ltc("import", "rejects", "R7")[0] == 3


# The digest -----------------------------------------------------------------------------------------------------------


def plan(shop, text, *options):
    return shop.take("lead", text, "--dry-run", *options)


def test_a_dry_run_tells_the_run_that_follows_it(shop):
    shop.take("lead", LEADS)
    text = LEADS.replace("2026-01-02", "2026-01-09") + "Dan,dan@x.de,\n"
    told = plan(shop, text)
    done = shop.take("lead", text, "--expect", told["digest"])
    assert {**told, "operation": 3} == done
    assert told["lines"] == {"new": "5", "updated": "3", "unchanged": "2, 4"}


@pytest.mark.parametrize(
    "text",
    [
        LEADS.replace("Cara", "Carla"),
        LEADS.replace("2026-01-03", "2026-01-04"),
        LEADS.replace("Ada,", "Ada L.,"),
        LEADS.replace("\n", "\r\n"),
    ],
)
def test_another_value_in_the_file_is_another_plan(shop, text):
    told = plan(shop, LEADS)
    assert plan(shop, text)["digest"] != told["digest"]
    assert "the plan is" in shop.refuse("lead", text, "--expect", told["digest"], code=4)


@pytest.mark.parametrize(
    "change",
    [
        ("lead", "edit", "L1", "country=IT"),
        ("lead", "edit", "L1", "email=other@x.de"),
        ("channel", "add", "fair"),
    ],
)
def test_another_value_in_the_book_that_the_plan_meets_is_another_plan(shop, change):
    """The row would change the same field of the same lead, or find a channel where it would have made one."""
    shop.take("lead", LEADS)
    text = "name,email,country,channel\nAda,ada@x.de,DE,fair\n"
    told = plan(shop, text)
    assert shop.ltc(*change)[0] == 0
    assert plan(shop, text)["digest"] != told["digest"]
    shop.refuse("lead", text, "--expect", told["digest"], code=4)


def test_what_the_plan_does_not_meet_leaves_it_the_same(shop):
    shop.take("lead", LEADS)
    text = "name,email,country\nAda,ada@x.de,DE\nEve,eve@x.de,FR\n"
    told = plan(shop, text)
    shop.ltc("lead", "add", "Zoe")
    shop.ltc("lead", "edit", "L1", "company=Lumen")
    assert plan(shop, text)["digest"] == told["digest"]
    assert shop.take("lead", text, "--expect", told["digest"])["new"] == 1


def test_options_that_change_what_is_written_change_the_plan(shop):
    one = plan(shop, LEADS)["digest"]
    assert plan(shop, LEADS, "--default", "country=DE")["digest"] != one
    assert plan(shop, LEADS, "--map", "name=company")["digest"] != one
