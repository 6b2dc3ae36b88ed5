"""Tables as they come: delimiters, titles, encodings, JSON, workbooks, gzip; and what is no table."""

import gzip
import json
import random
import time
import zipfile
from io import BytesIO

import pytest

NAMES = "SELECT name, email FROM lead ORDER BY id"
ADA = [("Ada", "ada@x.de"), ("Ben", "ben@x.de")]
PLAIN = "name,email\nAda,ada@x.de\nBen,ben@x.de\n"


def named(shop, data, name, *options):
    """Import a table of any bytes; all that is said."""
    code, out, err = shop.ltc("lead", "import", shop.table(data, name), *options)
    assert code == 0, err
    return out + err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PLAIN, "taken: name, email"),
        (PLAIN.replace(",", ";"), "taken from csv ; utf-8: name, email"),
        (PLAIN.replace(",", "\t"), "taken from csv tab utf-8: name, email"),
        (PLAIN.replace(",", "|"), "taken from csv | utf-8: name, email"),
        ("sep=;\n" + PLAIN.replace(",", ";"), "taken from csv ; utf-8: name, email"),
        (PLAIN.replace("\n", "\r\n"), "taken: name, email"),
        (PLAIN.replace("\n", "\r"), "taken: name, email"),
        ("\n\n" + PLAIN, "taken: name, email"),
        (" name , email \nAda,ada@x.de\n\n,\nBen,ben@x.de", "taken: name, email"),
        ('"name","email"\n"Ada",ada@x.de\nBen,"ben@x.de"\n', "taken: name, email"),
        ("Leads of March\nmade by hand\n" + PLAIN, "line 1 is left out as a title: 'Leads of March'"),
        ("\ufeff" + PLAIN, "taken: name, email"),
    ],
)
def test_however_it_is_written(shop, text, said):
    """Two leads, and what was found out is said."""
    assert said in named(shop, text, "rows.csv")
    assert shop.rows(NAMES) == ADA


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding(shop, encoding):
    named(shop, PLAIN.encode(encoding), "rows.csv")
    assert shop.rows(NAMES) == ADA


def test_the_delimiter_that_is_said_goes_before_the_one_that_is_seen(shop):
    """Each row has a comma too: who knows better says so."""
    named(shop, "name;email\nLovelace, Ada;ada@x.de\nBell, Ben;ben@x.de\n", "rows.csv", "--delimiter", ";")
    assert shop.rows(NAMES) == [("Lovelace, Ada", "ada@x.de"), ("Bell, Ben", "ben@x.de")]
    assert "a delimiter is one character or tab" in shop.refuse("lead", PLAIN, "--delimiter", "ab", code=2)


def test_a_foreign_encoding_is_offered_with_how_it_would_read(shop):
    """José of cp1252 is José in cp1252 and something else in others; nothing is guessed."""
    said = shop.refuse("lead", "name,email\nAda,a@x.de\nJosé,j@x.de\n".encode("cp1252"))
    assert "rows.csv:3:1: the byte 0xE9 is not UTF-8." in said
    assert "cp1252 reads 'José'" in said
    named(shop, "name,email\nJosé,j@x.de\n".encode("cp1252"), "rows.csv", "--encoding", "cp1252")
    assert shop.rows("SELECT name FROM lead") == [("José",)]


OBJECTS = [{"name": "Ada", "email": "ada@x.de"}, {"email": "ben@x.de", "name": "Ben", "tags": ["a", "b"]}]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (json.dumps(OBJECTS), "rows.json"),
        (json.dumps(OBJECTS, indent=2), "rows.txt"),
        ("\n".join(map(json.dumps, OBJECTS)), "rows.jsonl"),
        ("\n".join(map(json.dumps, OBJECTS)), "rows.txt"),
        (json.dumps({"total": 2, "data": OBJECTS, "next": None}), "rows.json"),
    ],
)
def test_objects_are_rows(shop, text, name):
    """An array, lines, or the answer of a web service; keys are headings in the order they first come."""
    named(shop, text, name)
    assert shop.rows(NAMES) == ADA
    assert shop.rows("SELECT tags FROM lead WHERE tags IS NOT NULL") == [('["a", "b"]',)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"name": "Ada"},\n {"name": }]', "rows.json:2:11: expecting value"),
        ('[{"name": "Ada"}', "rows.json:1:17: , or ] is expected, not the end"),
        ('[{"name": "Ada", "name": "Ben"}]', "rows.json:1:2: the key 'name' stands twice in an object"),
        ('[{"name": "Ada", "amount": NaN}]', "NaN is no number of JSON"),
        ('[["Ada"]]', "rows.json:1:2: an object is expected here"),
        ('[{"name": "Ada"}] x', "rows.json:1:19: the table is at its end, and something follows"),
        ('[{"name": "a\\ud800b"}]', "rows.json:1:name: a control character stands in it"),
        ("[" * 100_000, "rows.json:1:2: an object is expected here"),
        ('[{"a": ' + "[" * 100_000, "values are nested too deeply"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(shop, text, said):
    code, _, err = shop.ltc("lead", "import", shop.table(text, "rows.json"))
    assert (code, said in err) == (6, True), err


def workbook(*sheets, hidden=()):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return made.getvalue()


def test_a_workbook_is_read_as_it_looks(shop):
    """Numbers without the zeros nobody sees, days as days, and rows with the numbers that they have in the sheet."""
    from datetime import date

    pytest.importorskip("python_calamine")
    rows = [["Leads"], [], ["name", "email", "amount", "created"], ["Ada", "ada@x.de", 1200.5, date(2026, 1, 5)]]
    data = workbook(("Sheet", [*rows, ["Ben", "ben@x.de", 7, date(2026, 1, 6)]]), ("Other", [["x"], [1]]))
    said = named(shop, data, "rows.xlsx")
    assert "row 1 is left out as a title: 'Leads'" in said
    assert "sheet 'Sheet' is read, and not: Other" in said
    found = shop.rows("SELECT name, amount_minor, date(created_ms / 1000, 'unixepoch') FROM lead")
    assert found == [("Ada", 120050, "2026-01-05"), ("Ben", 700, "2026-01-06")]
    assert shop.rows("SELECT line FROM import_part") == [(4,)]


def test_the_sheet_is_chosen_by_name_or_number(shop):
    pytest.importorskip("python_calamine")
    data = workbook(
        ("One", [["name"], ["Ada"]]), ("Two", [["name"], ["Ben"]]), ("Away", [["name"], ["Eve"]]), hidden=("Away",)
    )
    named(shop, data, "rows.xlsx", "--sheet", "two")
    named(shop, data, "rows.xlsx", "--sheet", "1")
    assert shop.rows("SELECT name FROM lead ORDER BY id") == [("Ben",), ("Ada",)]
    code, _, err = shop.ltc("lead", "import", shop.table(data, "rows.xlsx"), "--sheet", "Three")
    assert (code, "has no sheet 'Three'" in err, "One, Two, Away" in err) == (3, True, True)


def test_gzip_is_unpacked_and_a_damaged_or_swollen_one_refused(shop):
    named(shop, gzip.compress(PLAIN.encode()), "rows.csv.gz")
    assert shop.rows(NAMES) == ADA
    for data, said in (
        (gzip.compress(PLAIN.encode())[:-9], "cannot be unpacked"),
        (gzip.compress(bytes(80 << 20)), "is larger than can be taken in"),
    ):
        code, _, err = shop.ltc("lead", "import", shop.table(data, "bad.csv.gz"))
        assert (code, said in err) == (6, True), err


def test_a_workbook_that_unpacks_to_more_than_the_memory_is_refused(shop):
    pytest.importorskip("python_calamine")
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(600 << 20))
    code, _, err = shop.ltc("lead", "import", shop.table(made.getvalue(), "rows.xlsx"))
    assert (code, "600 MiB unpacked; 512 MiB are the most" in err) == (6, True), err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "is a PDF document, not a table."),
        (b"SQLite format 3\x00....", "is an SQLite database, not a table."),
        (b"PK\x03\x04 no archive", "is no workbook that can be read"),
        (b"name,email\n\x00\x01\x02,b\n", "a control character stands in it"),
        (b"\xff\xfen\x00a\x00m", "rows.csv:1:1"),
    ],
)
def test_what_is_no_table_is_refused(shop, data, said):
    code, _, err = shop.ltc("lead", "import", shop.table(data, "rows.csv"))
    assert (code, said in err) == (6, True), err


def test_any_damage_is_refused_or_read_and_never_a_crash(shop, length):
    """A thousand damaged files by hand, 200 in every run: none crashes or hangs."""
    chance = random.Random(11)
    whole = [
        PLAIN.encode(), PLAIN.replace(",", ";").encode("utf-16"), json.dumps(OBJECTS).encode(),
        b'name,email\n"A ""b""\nc",a@x.de\nBen,"b@x.de"\n', gzip.compress(PLAIN.encode() * 20),
        "name\tcreated\nZoë\t25/03/2026\n".encode("cp1252"), "\n".join(map(json.dumps, OBJECTS)).encode(),
    ]  # fmt: skip
    for turn in range(100 * (length if length > 1 else 2)):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data) + 1)
            what = chance.choice(
                (b'"', b"\x00", b"\r", b"\n", b",", b"\xff", b"{", b"[", b"'", bytes([chance.randrange(256)]))
            )
            data[at : at + chance.randint(0, 3)] = what * chance.choice((1, 1, 2, 300))
        path = shop.table(bytes(data), f"f{turn}{chance.choice(('.csv', '.json', '.jsonl', '.xlsx', '.txt'))}")
        began = time.monotonic()
        code, _, err = shop.ltc("lead", "import", path, "--dry-run")
        assert time.monotonic() - began < 5, bytes(data)
        assert code in (0, 6), (code, err, bytes(data))
        assert "Traceback" not in err
        path.unlink()
