"""What other programs call things: headings, names in parts, contact cells, statuses, blanks, dates, saved mappings."""

import pytest

from ltc_cli.intake.headings import forms, joined
from ltc_cli.intake.reach import parted

LEAD = "SELECT name, company, email, phone, status FROM lead"


@pytest.mark.parametrize(
    ("headings", "row", "there"),
    [
        (  # Salesforce, the interface
            "Lead ID,First Name,Last Name,Company / Account,Company,Email,Phone,Lead Source,Lead Status,Lead Owner",
            "00Q1,Ada,Byron,,Acme,ada@x.de,030 123456,Web,Working - Contacted,Mia",
            ("Ada Byron", "Acme", "ada@x.de", "030 123456", "contacted"),
        ),
        (  # Salesforce, the interface for programs
            "Id,FirstName,LastName,Company,Email,MobilePhone,LeadSource,Status",
            "00Q1,Ada,Byron,Acme,ada@x.de,030 123456,Web,Open - Not Contacted",
            ("Ada Byron", "Acme", "ada@x.de", "030 123456", "new"),
        ),
        (  # HubSpot
            "Record ID,First Name,Last Name,Email,Phone Number,Company Name,Lead Status,Create Date,Contact owner",
            "1,Ada,Byron,ada@x.de,030 123456,Acme,IN_PROGRESS,2026-01-15 10:00,Mia",
            ("Ada Byron", "Acme", "ada@x.de", "030 123456", "contacted"),
        ),
        (  # Pipedrive
            "Person - Name*,Person - Phone,Person - Email (Work),Organization - Name*,Lead - Owner",
            "Ada Byron,030 123456,ada@x.de,Acme,Mia",
            ("Ada Byron", "Acme", "ada@x.de", "030 123456", "new"),
        ),
        (  # Zoho
            "Record Id,Lead Owner,First Name,Last Name,Company,Email,Mobile,Lead Source,Lead Status,Created Time",
            "z1,Mia,Ada,Byron,Acme,ada@x.de,030 123456,Web,Junk Lead,2026-01-15 10:00",
            ("Ada Byron", "Acme", "ada@x.de", "030 123456", "disqualified"),
        ),
        (  # SuiteCRM
            "ID,First Name,Last Name,Account Name,Email Address,Office Phone,Status,Assigned User Name,Date Created",
            "s1,Ada,Byron,Acme,ada@x.de,030 123456,In Process,Mia,2026-01-15",
            ("Ada Byron", "Acme", "ada@x.de", "030 123456", "contacted"),
        ),
        (  # ERPNext
            "ID,Full Name,Organization Name,Email ID,Mobile No,Status,Lead Owner,Created On",
            "CRM-1,Ada Byron,Acme,ada@x.de,030 123456,Replied,Mia,2026-01-15",
            ("Ada Byron", "Acme", "ada@x.de", "030 123456", "contacted"),
        ),
        (  # Odoo
            "External ID,Contact Name,Company Name,Email,Phone,Salesperson,Source,Created on",
            "o.1,Ada Byron,Acme,ada@x.de,030 123456,Mia,Web,2026-01-15",
            ("Ada Byron", "Acme", "ada@x.de", "030 123456", "new"),
        ),
        (  # Chinese
            "姓,名,公司名称,邮箱,手机号,线索状态,来源,创建时间",
            "王,小明,Acme,ada@x.de,030 123456,跟进中,web,2026-01-15",
            ("王小明", "Acme", "ada@x.de", "030 123456", "contacted"),
        ),
    ],
)  # fmt: skip
def test_the_exports_of_other_programs_are_understood(shop, headings, row, there):
    shop.take("lead", f"{headings}\n{row}\n")
    assert shop.rows(LEAD) == [there]


def test_deals_of_other_programs_too(shop):
    """Pipedrive's prefixes, and Salesforce's last stages."""
    shop.take(
        "deal",
        "Deal - ID,Deal - Title,Deal - Value,Deal - Stage,Deal - Owner,Organization - Name\n"
        "7,Roof,1200,Closed Won,Mia,Acme\n8,Wall,300,Closed Lost,Mia,Acme\n",
    )
    assert shop.rows("SELECT title, amount_minor, stage, external_id FROM deal") == [
        ("Roof", 120000, "won", "7"), ("Wall", 30000, "lost", "8"),
    ]  # fmt: skip


def test_a_table_with_nothing_that_is_known_is_refused_with_what_to_do(shop):
    said = shop.refuse("lead", "Nom,Téléphone\nJean,06 12 34\n")
    assert "nothing that a lead has is called 'Nom', 'Téléphone'." in said
    assert "--map 'Nom'=name" in said


@pytest.mark.parametrize(
    ("cell", "pair"),
    [
        ("ada@x.de", ("ada@x.de", "")),
        ("030 123456", ("", "030 123456")),
        ("ada@x.de, +49 (30) 123-456", ("ada@x.de", "+49 (30) 123-456")),
        ("Tel: 030 123456 / mail: ada@x.de", ("ada@x.de", "030 123456")),
        ("Ada Byron <ada@x.de>", ("ada@x.de", "")),
        ("ada@x.de; ben@x.de", None),
        ("ask Ada", None),
        ("ada@x.de since 2020", None),
    ],
)
def test_a_cell_is_taken_apart_only_where_it_is_clear(cell, pair):
    assert parted(cell) == pair


def test_a_column_for_both_and_an_address_with_a_name(shop):
    shop.take("lead", "name,Contact info\nAda,ada@x.de / 030 123456\nBen,030 99 88 77\n")
    shop.take("lead", "name,email,phone\nCem,Cem Kaya <cem@x.de>,\nDoe,,doe@x.de\n")
    assert shop.rows("SELECT name, email, phone FROM lead ORDER BY id") == [
        ("Ada", "ada@x.de", "030 123456"), ("Ben", None, "030 99 88 77"), ("Cem", "cem@x.de", None),
        ("Doe", "doe@x.de", None),
    ]  # fmt: skip


def test_unknown_statuses_are_told_at_once_with_their_counts(shop):
    rows = "".join(f"P{n},{'On Hold' if n % 3 else 'Parked'}\n" for n in range(9))
    said = shop.refuse("lead", f"name,status\n{rows}")
    assert "there is no status 'On Hold'" in said
    assert "(6 rows)" in said
    assert "there is no status 'Parked'" in said
    assert "(3 rows)" in said
    assert "--map 'Parked=status:…'" in said
    maps = ("--map", "On Hold=status:contacted", "--map", "Parked=status:qualified")
    assert shop.take("lead", f"name,status\n{rows}", *maps)["new"] == 9


def test_words_for_nothing_are_told_and_can_be_others(shop):
    """Ours are NULL, N/A, - and their like; a list that is given goes in their place."""
    told = shop.take("lead", "name,company,country\nAda,NULL,-\nBen,N/A,DE\n")
    assert told["warnings"] == ["taken as blank: 'NULL' 1 ×, 'N/A' 1 ×, '-' 1 ×; other words for it: --blank TEXT"]
    shop.take("lead", "name,company\nCem,NULL\nDoe,leer\n", "--blank", "leer")
    assert shop.rows("SELECT company FROM lead ORDER BY id") == [(None,), (None,), ("NULL",), (None,)]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("45631", "2024-12-05"), ("45631.5", "2024-12-05 12:00"), ("5 Dec 2024", "2024-12-05"),
        ("Dec 5, 2024", "2024-12-05"), ("December 5th, 2024 2:30 PM", "2024-12-05 14:30"), ("2024/12/05", "2024-12-05"),
        ("31.12.2024", "2024-12-31"), ("12/31/2024 12:05 am", "2024-12-31 00:05"),
        ("2024-12-05T10:00:00Z", "2024-12-05 10:00"),
    ],
)  # fmt: skip
def test_dates_as_they_are_written(shop, cell, day):
    shop.take("lead", f'name,created\nAda,"{cell}"\n')
    ((found,),) = shop.rows("SELECT strftime('%Y-%m-%d %H:%M', created_ms / 1000, 'unixepoch') FROM lead")
    assert found.removesuffix(" 00:00") == day if " " not in day else found == day


def test_moments_without_a_time_zone_are_counted(shop):
    told = shop.take("lead", "name,created\nAda,2026-01-05 10:00\nBen,2026-01-05T10:00:00Z\nCem,2026-01-05\n")
    assert told["warnings"] == ["1 moments that name no time zone are read as UTC"]
    assert shop.rows("SELECT zoneless FROM import_run") == [(1,)]


def test_a_mapping_is_kept_listed_changed_and_forgotten(shop):
    text = "Nom,Statut,Le\nAda,Nouveau,03/04/2025\n"
    maps = ("--map", "Nom=name", "--map", "Statut=status", "--map", "Nouveau=status:new", "--map", "Le=created")
    shop.take("lead", text, *maps, "--date-order", "dmy", "--save-mapping", "Crm fr")
    assert shop.take("lead", text.replace("Ada", "Ben"), "--mapping", "crm FR")["new"] == 1
    changed = ("--mapping", "Crm fr", "--map", "Nouveau=status:qualified", "--save-mapping", "Crm fr")
    shop.take("lead", text.replace("Ada", "Cem"), *changed)
    shop.take("lead", text.replace("Ada", "Doe"), "--mapping", "Crm fr")
    assert shop.rows("SELECT name, status, date(created_ms / 1000, 'unixepoch') FROM lead ORDER BY id") == [
        ("Ada", "new", "2025-04-03"), ("Ben", "new", "2025-04-03"), ("Cem", "qualified", "2025-04-03"),
        ("Doe", "qualified", "2025-04-03"),
    ]  # fmt: skip
    code, out, _ = shop.ltc("mapping", "list")
    assert (code, "Crm fr" in out, "Nouveau=status:qualified" in out) == (0, True, True)
    assert "there is no mapping 'other' for this import." in shop.refuse("lead", text, "--mapping", "other", code=3)
    assert shop.ltc("mapping", "remove", "crm fr")[0] == 0
    assert shop.ltc("mapping", "remove", "crm fr")[0] == 3


def test_dates_that_could_be_either_are_bad_where_the_column_is_of_one_order(shop):
    """Month first, as 25 says; 3 and 4 do not say it alone, and 2 and 2 do not either, though they come to the same."""
    said = shop.refuse("lead", "name,created\nAda,3/25/2025\nBen,3/4/2025\nCem,2/2/2025\n")
    assert "2 rows of 3 cannot be taken in" in said
    assert "the others are month first: --date-order mdy" in said


def test_forms_and_joined():
    assert forms("Deal - Value*") == ["dealvalue", "value"]
    assert forms("Person - Email (Work)") == ["personemailwork", "email"]
    assert (joined(["Ada", "", "Byron"]), joined(["小明", "王"])) == ("Ada Byron", "王小明")
