"""Costs: known by external id; each is read as `ltc cost add` reads it."""

from collections.abc import Mapping, Sequence

from ltc_cli.book import Book, Value
from ltc_cli.domain import cost
from ltc_cli.domain.entry import one_of
from ltc_cli.errors import BadRows, LtcError
from ltc_cli.intake.apply import Held
from ltc_cli.intake.clean import Notes, Rows
from ltc_cli.intake.people import account_called
from ltc_cli.intake.read import Fault


class Costs:
    """How rows become costs."""

    extra: tuple[str, ...] = ("since", "until", "created_ms")

    def __init__(self, book: Book, notes: Notes) -> None:
        self._book = book
        self._notes = notes
        self._accounts: dict[str, int] = {}
        self._at = ""
        """The field that is being read."""

    def plain(self, _rows: Rows, /) -> bool:
        """A row that says what is there leaves nothing to do."""
        return True

    def prepare(self, rows: Rows) -> tuple[Rows, list[Fault]]:
        """Check functions and drivers, and find whom a cost served."""
        made: list[dict[str, Value]] = []
        faults: list[Fault] = []
        good: list[int] = []
        for place, line in enumerate(rows.lines):
            row = rows.row(place)
            try:
                made.append(self._read(row))
                good.append(place)
            except LtcError as error:
                faults.append(Fault(line, self._at, error.message.rstrip(".")))
        rows = rows.pick(good)
        columns = {name: column for name, column in rows.columns.items() if name not in ("account", "currency")}
        currency = rows.columns.get("currency")
        read = dict.fromkeys(name for each in made for name in each)
        columns |= {name: [each[name] for each in made] for name in read}
        return Rows(rows.lines, columns | ({"currency": currency} if currency else {})), faults

    def choose(self, known: Sequence[Held], _row: Mapping[str, Value], _key: str) -> Held | None:
        """The one with the key."""
        return known[0]

    def fresh(self, rows: Rows) -> dict[str, list[Value]]:
        """New costs, with the days and the name that their rows leave out."""
        made = [cost.whole(self._book, rows.row(place)) for place in range(len(rows.lines))]
        names = dict.fromkeys([*rows.columns, "name", "since", "until"])
        columns: dict[str, list[Value]] = {name: [each.get(name) for each in made] for name in names}
        return {**columns, "created_ms": [cost.start_of_day_of(self._book, str(each["since"])) for each in made]}

    def born(self, _numbers: range, _rows: Rows) -> None:
        """Nothing belongs to a cost."""

    def again(self, held: Held, row: Mapping[str, Value], _line: int, _key: str) -> dict[str, Value]:
        """What is said anew; raises `Refused` when the days are no longer in order."""
        first, last = (str(row.get(name, held.now[name])) for name in ("since", "until"))
        cost.in_order(first, last)
        return {**row, "created_ms": cost.start_of_day_of(self._book, first)}

    def save(self, held: Held, changes: Mapping[str, Value]) -> None:
        """Write the net change."""
        self._book.update("cost", held.id, changes)

    def _read(self, row: Mapping[str, Value]) -> dict[str, Value]:
        """What of a row is not read by its kind alone."""
        self._at = "function"
        if "function" not in row:
            raise BadRows("a cost needs its function; for all rows: --default function=marketing")
        function = one_of(str(row["function"]), cost.FUNCTIONS, "the function")
        self._at = "amount"
        if not row.get("amount_minor"):
            raise BadRows("a cost needs an amount" if "amount_minor" not in row else "a cost of nothing is none")
        self._at = "driver"
        driver = one_of(str(row["driver"]), cost.DRIVERS, "the driver") if "driver" in row else None
        self._at = "until"
        first, last = row.get("since"), row.get("until")
        if first is not None and last is not None and str(first) > str(last):
            raise BadRows(f"the last day {last} is before the first day {first}")
        account: int | None = None
        if "account" in row:
            account = account_called(self._book, str(row["account"]), self._accounts, self._notes)
        return {"function": function, "driver": driver, "account_id": account}
