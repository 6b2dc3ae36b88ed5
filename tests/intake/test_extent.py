"""Workbooks of a kilobyte that would fill the memory or never end, and those that lie about their size."""

import struct
import time
import zipfile
from io import BytesIO

import pytest

from ltc_cli.errors import BadRows
from ltc_cli.intake import extent

pytest.importorskip("python_calamine")

_OOXML = "http://schemas.openxmlformats.org"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAME = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
ADA = '<row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c></row>'
CELL = '<table:table-cell{} office:value-type="string"><text:p>{}</text:p></table:table-cell>'
BLANK = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'


def packed(parts):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def relations(kind, target):
    return (
        f'<Relationships xmlns="{_OOXML}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_OOXML}/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
    )


def xlsx(rows):
    main = f"{_OOXML}/spreadsheetml/2006/main"
    return packed(
        {
            "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OOXML}/officeDocument/2006/relationships">'
            '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def ods(rows):
    first = f"<table:table-row>{CELL.format('', 'name')}</table:table-row>"
    spaces = " ".join(f'xmlns:{each}="{_OASIS}:{each}:1.0"' for each in ("office", "table", "text"))
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_OASIS}:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{first}{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def row(cell, times=1):
    return f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rows.xlsx", xlsx(NAME + ADA)),
        ("rows.ods", ods(row(CELL.format("", "Ada")))),
        # what a spreadsheet writes below every table
        ("rows.ods", ods(row(CELL.format("", "Ada")) + BLANK.format(1_048_574))),
    ],
)
def test_an_honest_workbook_is_read(shop, name, data):
    code, _, err = shop.ltc("lead", "import", shop.table(data, name))
    assert code == 0, err
    assert shop.rows("SELECT name FROM lead") == [("Ada",)]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        # 1,048,576 x 16,384 cells
        ("far.xlsx", xlsx(NAME + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), ":1048576:16384: "),
        ("apart.xlsx", xlsx(NAME + "<c r = 'XFD2'><v>1</v></c><c r='a1048576'><v>1</v></c>"), ":1048576:16384: "),
        ("tall.ods", ods(row(CELL.format("", "Ada"), 400_000_000)), ":400000001:1: "),
        ("low.ods", ods(BLANK.format(400_000_000) + row(CELL.format("", "Ada"))), ":400000002:1: "),
        ("wide.ods", ods(row(CELL.format(' table:number-columns-repeated="400000000"', "Ada"))), ":2:400000000: "),
    ],
)
def test_a_workbook_that_would_fill_the_memory_is_refused_at_once(shop, name, data, said):
    began = time.monotonic()
    code, _, err = shop.ltc("lead", "import", shop.table(data, name))
    assert (code, name + said in err, "33,554,432 cells are the most" in err) == (6, True, True), err
    assert time.monotonic() - began < 5


def test_a_reference_that_two_pieces_part_is_found():
    """The farthest cell counts wherever the pieces in which a sheet is read happen to end."""
    for before in range((1 << 20) - 12, (1 << 20) + 2):
        data = BytesIO(packed({"sheet.xml": b" " * before + b'<c r="XFD1048576"/>'}))
        with pytest.raises(BadRows, match="row 1,048,576 and column 16,384"):
            extent.check("far.xlsx", data)


def test_as_many_cells_as_are_held_pass_and_one_column_more_does_not():
    """2^20 rows by 32 columns (AF) are 2^25 cells; AG is column 33."""
    extent.check("full.xlsx", BytesIO(packed({"sheet.xml": b'<c r="AF1048576"/>'})))
    with pytest.raises(BadRows, match="column 33"):
        extent.check("over.xlsx", BytesIO(packed({"sheet.xml": b'<c r="AG1048576"/>'})))


def test_a_workbook_that_lies_about_its_size_is_refused(shop):
    rows = NAME + ADA + " " * 5_000_000
    data = xlsx(rows)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    forged = data.replace(struct.pack("<I", size), struct.pack("<I", 1000))
    assert forged != data
    code, _, err = shop.ltc("lead", "import", shop.table(forged, "forged.xlsx"))
    assert (code, "forged.xlsx:1:1: this is no workbook that can be read" in err) == (6, True), err


@pytest.mark.parametrize("sheet", ["<worksheet", "<worksheet><sheetData><row><c", "not xml", ""])
def test_a_damaged_sheet_is_refused_and_no_bug(shop, sheet):
    with zipfile.ZipFile(BytesIO(xlsx(NAME))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    data = packed(parts | {"xl/worksheets/sheet1.xml": sheet})
    code, _, err = shop.ltc("lead", "import", shop.table(data, "rows.xlsx"))
    assert (code, "rows.xlsx:1:1: " in err) == (6, True), err


def test_a_binary_workbook_is_refused_since_its_extent_cannot_be_told(shop):
    data = packed({"xl/workbook.bin": b""})
    code, _, err = shop.ltc("lead", "import", shop.table(data, "rows.xlsb"))
    assert (code, "Save it as XLSX or CSV" in err) == (6, True), err
