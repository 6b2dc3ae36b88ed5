"""The filter language, asked of a real table: what matches, what is refused, and what never reaches SQL."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from ltc_cli import money
from ltc_cli.clock import Clock
from ltc_cli.domain.field import Field, custom_fields, find
from ltc_cli.domain.filter import compile_sql
from ltc_cli.errors import BadUsage, LtcError
from ltc_cli.expression import MAX_DEPTH
from ltc_cli.process.model import CustomField
from ltc_cli.store import casefold


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


CLOCK = Clock(ms("2026-03-31 10:00"), "Europe/Berlin")

FIELDS = {
    field.name: field
    for field in (
        Field("ref", "ref", "'L' || lead.id"),
        Field("id", "count", "lead.id"),
        Field("name", "text", "lead.name"),
        Field("status", "choice", "lead.status", choices={"neu": "new", "gewonnen": "won"}),
        Field("owner", "text", "lead.owner", label="Sales person", aliases=("负责人",)),
        Field("amount", "money", "lead.amount", currency_sql="lead.currency"),
        Field("share", "ratio", "lead.share"),
        Field("due", "date", "lead.due"),
        Field("created", "instant", "lead.created"),
        Field("test", "yesno", "lead.test"),
        Field("tags", "tags", "lead.tags"),
        *custom_fields("lead", CustomField("seats", "number")),
        *custom_fields("lead", CustomField("budget", "money", {"de": "Etat"})),
        *custom_fields("lead", CustomField("vat_id", "text")),
    )
}

# Berlin is an hour ahead of UTC until 29 March 2026, then two
ROWS = [
    (1, "Müller GmbH", "new", "mia", 500_000, "EUR", 0.25, "2026-03-01", ms("2026-02-28 23:00"), 0,
     '["VIP", "größer"]',
     '{"seats": "12.5", "budget": {"amount": 990000, "currency": "EUR"}, "vat_id": "DE1"}'),
    (2, "深圳华为技术", "won", "Ben Ohm", 5_000, "JPY", 0.2, "2026-03-31", ms("2026-03-31 22:00"), 1,
     '["vip list"]', '{"seats": "9", "budget": {"amount": 9900, "currency": "JPY"}}'),
    (3, "x' OR 1=1 --", "new", None, 5_000_000, "KWD", None, None, ms("2026-03-31 21:59"), None, None, None),
    (4, None, "lost", "", None, None, 1.0, "2026-04-01", ms("2026-03-01 22:59"), 0, "[]", '{"seats": "100"}'),
]  # fmt: skip


@pytest.fixture(scope="module")
def conn() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.create_function("casefold", 1, casefold, deterministic=True)
    connection.execute(
        "CREATE TABLE lead (id INTEGER PRIMARY KEY, name TEXT, status TEXT, owner TEXT, amount INTEGER, "
        "currency TEXT, share REAL, due TEXT, created INTEGER, test INTEGER, tags TEXT, fields TEXT)"
    )
    connection.executemany(f"INSERT INTO lead VALUES ({', '.join('?' * 12)})", ROWS)
    yield connection
    connection.close()


def found(conn: sqlite3.Connection, text: str, currency: str | None = "EUR") -> list[int]:
    """The ids of the rows that match."""
    sql, values = compile_sql(text, FIELDS, CLOCK, currency)
    return [row[0] for row in conn.execute(f"SELECT id FROM lead WHERE {sql} ORDER BY id", values)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # text: any case in any script; empty is a value
        ("name = 'MÜLLER gmbh'", [1]),
        ("name ~ müll", [1]),
        ("name ~ 华为", [2]),
        ("name !~ 华为", [1, 3, 4]),
        ('name = "x\' OR 1=1 --"', [3]),
        ("name = '%'", []),
        ("name ~ '_'", []),
        ("name < n", [1]),
        ("name >= n", [2, 3]),
        ("owner = MIA", [1]),
        ("owner != mia", [2, 3, 4]),
        ("owner = 'ben ohm'", [2]),
        ("owner empty", [3, 4]),
        ("owner is empty", [3, 4]),
        ("owner = ''", [3, 4]),
        ("owner not empty", [1, 2]),
        ("owner is not empty", [1, 2]),
        ("owner != ''", [1, 2]),
        ("owner in (mia, 'Ben Ohm')", [1, 2]),
        ("owner not in (mia)", [2, 3, 4]),
        ("owner in ('', mia)", [1, 3, 4]),
        # choices answer to their labels, fields to theirs
        ("status = Neu", [1, 3]),
        ("status in (gewonnen, lost)", [2, 4]),
        ("负责人 = mia", [1]),
        ("sales_person = mia", [1]),
        ("STATUS = won", [2]),
        ("ref = l2", [2]),
        # numbers
        ("id >= 3", [3, 4]),
        ("id = 2", [2]),
        ("seats > 9", [1, 4]),
        ("seats = 12.5", [1]),
        ("seats != 9", [1, 3, 4]),
        ("share < 25%", [2]),
        ("share = 0.25", [1]),
        ("share empty", [3]),
        # money: 5,000 EUR, 5,000 JPY and 5,000 KWD are all five thousand
        ("amount = 5k", [1, 2, 3]),
        ("amount >= 5000.01", []),
        ("amount > 4999.99", [1, 2, 3]),
        ("amount < 5000.5", [1, 2, 3]),
        ("amount = 5000.5", []),
        ("amount <= 4999.9", []),
        ("amount = '5k EUR'", [1]),
        ("amount = 5000 EUR", [1]),
        ("amount = EUR 5000", [1]),
        ("amount != 5000 EUR", [2, 3, 4]),
        ("amount >= ¥1", []),
        ("amount empty", [4]),
        ("not (amount < 5k)", [1, 2, 3, 4]),
        ("amount != -1", [1, 2, 3, 4]),
        ("budget = 9.9k", [1, 2]),
        ("Etat = 9900 JPY", [2]),
        ("budget_currency = eur", [1]),
        # dates
        ("due = 2026-03-01", [1]),
        ("due <= today", [1, 2]),
        ("due > today", [4]),
        ("due >= som and due <= eom", [1, 2]),
        ("due != today", [1, 3, 4]),
        ("due empty", [3]),
        ("due ~ 2026-03", [1, 2]),
        # instants: whole business days, on both sides of the change of clocks
        ("created = 2026-03-01", [1, 4]),
        ("created > 2026-03-01", [2, 3]),
        ("created >= 2026-03-01", [1, 2, 3, 4]),
        ("created < 2026-03-01", []),
        ("created <= 2026-03-01", [1, 4]),
        ("created = today", [3]),
        ("created > today", [2]),
        ("created != today", [1, 2, 4]),
        ("created = tomorrow", [2]),
        ("created >= -30d", [1, 2, 3, 4]),
        ("created >= -29d", [2, 3]),
        ("created < '2026-03-31 23:59'", [1, 4]),
        ("created <= 2026-03-31T21:59Z", [1, 3, 4]),
        # yes or no
        ("test", [2]),
        ("not test", [1, 3, 4]),
        ("test = yes", [2]),
        ("test = false", [1, 3, 4]),
        ("test != no", [2]),
        ("test empty", [3]),
        # tags
        ("tags = vip", [1]),
        ("tags ~ VIP", [1, 2]),
        ("tags = GRÖSSER", [1]),
        ("tags != vip", [2, 3, 4]),
        ("tags in (vip, 'vip list')", [1, 2]),
        ("tags empty", [3, 4]),
        # joined: and binds tighter than or, not tighter than both
        ("status = new and owner empty", [3]),
        ("status = won or status = new and owner = mia", [1, 2]),
        ("(status = won or status = new) and owner = mia", [1]),
        ("not status = new and not status = won", [4]),
        ("NOT (owner = mia OR owner IS EMPTY) AND id > 0", [2]),
        ("amount > 5 AND status = new", [1, 3]),
        ("vat_id = de1", [1]),
    ],
)  # fmt: skip
def test_it_finds_what_people_mean(conn: sqlite3.Connection, text: str, ids: list[int]) -> None:
    assert found(conn, text) == ids


def test_a_shared_sign_means_the_currency_of_the_file(conn: sqlite3.Connection) -> None:
    assert found(conn, "amount = ¥5000", "JPY") == [2]


def test_a_filter_works_in_a_file_without_a_currency(conn: sqlite3.Connection) -> None:
    assert found(conn, "amount = 5000", None) == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stats = new", "there is no field 'stats'; did you mean status?\n  stats = new\n  ^"),
        ("id > 1 and xyzzy = 2", "there is no field 'xyzzy'; there are ref, id, name"),
        ("status =", "a value is missing here.\n  status =\n          ^"),
        ("status new", "this is one word too many; are quotes or `and` missing?\n  status new\n         ^"),
        ("华为 = '", "this quote is not closed.\n  华为 = '\n         ^"),
        ("", "the name of a field is missing here."),
        ("= 5", "the name of a field is missing here."),
        ("(id = 1", "a `)` is missing here."),
        ("id in 1", "a `(` is missing here."),
        ("id in ()", "a value is missing here."),
        ("id is 5", "after `is` comes"),
        ("id not 5", "after a name and `not` comes"),
        ("id ! 5", "`!` means nothing here."),
        ("name", "name is not a yes or no"),
        ("id > many", "id is a number, 'many' is not."),
        ("share > nan", "share is a number"),
        ("id > 1_000", "id is a number"),
        ("amount > lots", "'lots' is not an amount."),
        ("amount > 1.500", "'1.500' can be read in two ways: write 1500 or 1.5000."),
        ("amount > 5 EUX", "there is no currency 'EUX'."),
        ("amount ~ 5", "amount is not text"),
        ("created ~ 2026", "created is not text"),
        ("created > soon", "'soon' is not a date."),
        ("due > 2026-02-30", "not a day of the calendar"),
        ("test > yes", "test is yes or no"),
        ("test = maybe", "test is yes or no, not 'maybe'."),
        ("tags > a", "tags are words without an order"),
        ("status[new] = 1", "belong to --fail-if"),
        ("any(status) = new", "belong to --fail-if"),
        ("name = '\udcff'", "this is not a letter of any script."),
    ],
)
def test_what_cannot_be_read_is_refused_and_pointed_at(text: str, said: str) -> None:
    with pytest.raises(BadUsage) as caught:
        compile_sql(text, FIELDS, CLOCK, "EUR")
    assert said in caught.value.message
    assert "^" in caught.value.message
    assert "status = new" in (caught.value.hint or "")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 2_000 + "test" + ")" * 2_000,
        "(" * 60 + "test" + ")" * 60,
        "not " * 900 + "test",
        "name = " + "x" * 5_000,
    ],
    ids=["very deep", "deep", "not not", "long"],
)
def test_too_much_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadUsage, match=r"are the most|nested more than 10 deep"):
        compile_sql(text, FIELDS, CLOCK, "EUR")


def test_as_many_comparisons_as_fit_are_carried_out(conn: sqlite3.Connection) -> None:
    """SQLite bounds the depth of an expression at 1,000; ours stays flat."""
    assert found(conn, "test" + " or test" * 490) == [2]
    assert found(conn, "id in (" + ",".join(["1"] * 1_990) + ")") == [1]
    assert found(conn, "amount in (" + ",".join(["5k"] * 1_300) + ")") == [1, 2, 3]


@pytest.mark.parametrize("leaf", ["tags ~ vip", "budget in (1, 2, 9.9k EUR)", "created = today"])
def test_the_deepest_nesting_is_within_what_sqlite_parses(conn: sqlite3.Connection, leaf: str) -> None:
    """Each level as wide as it can be, inside the parentheses that a list puts around its filter."""
    text = leaf
    for _ in range(MAX_DEPTH - 1):
        text = f"id = 1 or id = 2 and ({text})"
    sql, values = compile_sql(text, FIELDS, CLOCK, "EUR")
    conn.execute(f"SELECT id FROM lead WHERE (id) AND ({sql})", values)


def test_the_decimals_of_currencies_are_those_of_money() -> None:
    """The filter scales a bare amount in SQL; the same currencies must have the same decimals there."""
    sql, values = compile_sql("amount = 1", FIELDS, CLOCK, "EUR")
    scale = sql.removeprefix("lead.amount = ")
    connection = sqlite3.connect(":memory:")
    for code, digits in money.EXPONENTS.items():
        row = connection.execute(f"WITH lead(currency) AS (SELECT '{code}') SELECT {scale} FROM lead", values)
        assert row.fetchone()[0] == 10**digits, code


def test_a_field_is_found_by_name_label_or_alias() -> None:
    assert find(FIELDS, "sales person") == FIELDS["owner"]
    assert find(FIELDS, "VAT-ID") == FIELDS["vat_id"]
    assert find(FIELDS, "etat") == FIELDS["budget"]
    assert find(FIELDS, "") is None


def test_an_id_that_could_be_sql_is_no_field() -> None:
    with pytest.raises(ValueError, match="is not the id"):
        custom_fields("lead", CustomField("a') --", "text"))


WORDS = [
    "id", "name", "test", "amount", "created", "tags", "nope", "and", "or", "not", "in", "is", "empty", "any",
    "=", "!=", "<", ">=", "~", "!", "(", ")", ",", "[", "]", "[x]", "'", "'a b'", '"', "\\", "5k", "5", "EUR", "华",
]  # fmt: skip


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    """Nothing but a usage error ever comes of it, and SQLite takes what was compiled."""
    try:
        sql, values = compile_sql(text, FIELDS, CLOCK, "EUR")
    except LtcError as error:
        assert isinstance(error, BadUsage)
        return
    assert sql.count("?") == len(values)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30), st.sampled_from("=<>~"))
def test_what_is_typed_is_a_parameter_and_never_sql(value: str, operator: str) -> None:
    quoted = value.replace("\\", "\\\\").replace("'", "\\'")
    sql, values = compile_sql(f"name {operator} '{quoted}'", FIELDS, CLOCK, "EUR")
    assert values == [value.casefold()]
    assert sql == compile_sql(f"name {operator} harmless", FIELDS, CLOCK, "EUR")[0]


# Random trees, asked of SQLite and of plain Python.
Condition = tuple[str, frozenset[int]]
ALL = frozenset({1, 2, 3, 4})
LEAVES: list[Condition] = [
    ("owner = mia", frozenset({1})),
    ("owner != mia", frozenset({2, 3, 4})),
    ("owner empty", frozenset({3, 4})),
    ("amount > 5k", frozenset()),
    ("amount > 4999 EUR", frozenset({1})),
    ("seats < 13", frozenset({1, 2})),
    ("due <= 2026-03-31", frozenset({1, 2})),
    ("tags ~ vip", frozenset({1, 2})),
    ("test", frozenset({2})),
    ("name not in ('a', 'b')", ALL),
]


def both(parts: tuple[Condition, Condition]) -> Condition:
    return f"({parts[0][0]}) and ({parts[1][0]})", parts[0][1] & parts[1][1]


def either(parts: tuple[Condition, Condition]) -> Condition:
    return f"({parts[0][0]}) or ({parts[1][0]})", parts[0][1] | parts[1][1]


def opposite(part: Condition) -> Condition:
    return f"not ({part[0]})", ALL - part[1]


TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda tree: st.tuples(tree, tree).map(both) | st.tuples(tree, tree).map(either) | tree.map(opposite),
    max_leaves=12,
)


@given(TREES)
def test_and_or_not_mean_what_they_mean_of_sets(conn: sqlite3.Connection, condition: Condition) -> None:
    """Two-valued throughout: a record either matches a filter or its opposite."""
    text, ids = condition
    try:
        assert found(conn, text) == sorted(ids)
    except BadUsage as error:
        assert "nested more than" in error.message
        reject()
