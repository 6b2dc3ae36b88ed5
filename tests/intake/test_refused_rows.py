"""What cannot be taken in is named by file, line and column, all at once, and leaves the file as it was."""

import pytest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,created\nAda,2026-02-30\n", "rows.csv:2:created: '2026-02-30' is not a day of the calendar"),
        ("name,created\nAda,2026-04-01\n", "rows.csv:2:created: '2026-04-01' is in the future"),
        ("name,amount\nAda,many\n", "rows.csv:2:amount: 'many' is not an amount"),
        ("name,amount\nAda,-5\n", "rows.csv:2:amount: '-5' is below zero"),
        ('name,amount\nAda,"1,234"\n', "rows.csv:2:amount: '1,234' can be read in two ways"),
        ("name,status\nAda,qualifyed\n", "rows.csv:2:status: there is no status 'qualifyed'; did you mean qualified?"),
        ("name,email\nAda\n", "rows.csv:2:2: the row has 1 cell, the headings 2"),
        ("name,email\nAda,a@x.de,3\n", "rows.csv:2:3: the row has 3 cells, the headings 2"),
        ("name,country\n,DE\n", "rows.csv:2:name: a lead needs a name, a company, an e-mail, a phone or an"),
        ("name\nA\x00da\n", "rows.csv:2:name: a control character stands in it"),
        ('name\n"a\nb"\n\n"c\x07"\n', "rows.csv:5:name: a control character stands in it"),
        ("name,Name\nAda,Bob\n", "rows.csv:1:2: the heading 'Name' stands twice."),
        ('name\n"Ada\n', "rows.csv:2:1: a quote is opened and never closed"),
        ("", "rows.csv:1:1: the table is empty."),
        (f"name\n{'x' * 65537}\n", "rows.csv:2:name: it is 65537 characters long; 65536 are the most"),
        (b"name\nJos\xe9\n", "rows.csv:2:1: the byte 0xE9 is not UTF-8."),
        ("name,created\nAda,03/04/2026\n", "can be read day first or month first, such as 03/04/2026."),
        ("name,created\nAda,25/03/2026\nBen,03/02/2026\n", "rows.csv:3:created: '03/02/2026' can be read day first"),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused_with_its_place(shop, text, said):
    assert said in shop.refuse("lead", text)


def test_every_bad_row_is_listed_the_first_twenty_in_words(shop):
    said = shop.refuse("lead", "name,created\n" + "Ada,soon\n" * 25).splitlines()
    assert "ltc: 25 rows of 25 cannot be taken in; nothing was written." in said
    assert sum("is not a date" in line for line in said) == 20
    assert "… and 5 more" in said


@pytest.mark.parametrize(
    ("options", "said", "code"),
    [
        (("--map", "nme=name"), "there is no heading 'nme'.", 2),
        (("--map", "name=nam"), "lead import knows no field 'nam'.", 2),
        (("--map", "name=name", "--map", "other=name"), "two headings are mapped to name.", 2),
        (("--map", "name"), "--map 'name' is not Their heading=field.", 2),
        (("--date-order", "dym"), "dates come in the order dmy, mdy or ymd, not 'dym'.", 2),
        (("--decimal", ";"), "the decimal mark is , or ., not ';'.", 2),
        (("--encoding", "utf-9"), "there is no encoding 'utf-9'.", 2),
        (("--key", "amount"), "'amount' cannot say which lead a row is.", 2),
        (("--on-match", "merge"), "--on-match takes update, skip or error, not 'merge'.", 2),
    ],
)
def test_a_wish_that_does_not_fit_is_refused(shop, options, said, code):
    assert said in shop.refuse("lead", "name,other\nAda,x\n", *options, code=code)


def test_a_missing_file_is_not_found(shop):
    code, _, err = shop.ltc("lead", "import", shop.folder / "gone.csv")
    assert (code, "there is no file" in err) == (3, True)


def test_a_deal_of_a_lead_that_is_not_there_is_bad(shop):
    assert "rows.csv:2:lead: no lead has the external id or e-mail 'z9'" in shop.refuse("deal", "lead\nz9\n")


def test_a_rejects_file_is_never_written_over_another(shop):
    other = shop.table("precious\n", "other.csv")
    shop.refuse("lead", "name,created\nAda,soon\n", "--rejects", other, code=4)
    assert other.read_text() == "precious\n"


def test_dates_are_read_in_the_order_that_is_said(shop):
    shop.take("lead", "name,created\nAda,03/02/2026\n", "--date-order", "dmy")
    assert shop.rows("SELECT date(created_ms / 1000, 'unixepoch') FROM lead") == [("2026-02-03",)]


def test_decimal_commas_are_read_when_said(shop):
    shop.take("lead", "name;amount\nAda;1.234,50\n", "--decimal", ",")
    assert shop.rows("SELECT amount_minor FROM lead") == [(123450,)]


def test_another_encoding_is_read_when_it_is_named(shop):
    shop.take("lead", b"name\nJos\xe9\n", "--encoding", "cp1252")
    assert shop.rows("SELECT name FROM lead") == [("José",)]


def test_a_known_record_is_skipped_or_refused_when_asked_for(shop):
    shop.take("lead", "external_id,name\na1,Ada\n")
    assert shop.take("lead", "external_id,name\na1,Bob\n", "--on-match", "skip")["unchanged"] == 1
    said = shop.refuse("lead", "external_id,name\na1,Bob\n", "--on-match", "error")
    assert "rows.csv:2:external_id: lead 'a1' is here already" in said
