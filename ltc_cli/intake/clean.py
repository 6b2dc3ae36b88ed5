"""Cells to values, a column of a batch at a time: what `domain.entry` reads one by one, and as strictly.

A value of the wrong type makes its row bad; a doubtful e-mail or phone is kept and told. What repeats is read once.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import amount, entry, named
from ltc_cli.domain.text import name_key, phone_key, tags, yes_or_no
from ltc_cli.errors import BadRows, LtcError
from ltc_cli.intake import dates, headings, meanings, reach
from ltc_cli.intake.mapping import Plan
from ltc_cli.intake.read import MAX_CELL, Batch, Fault, Table
from ltc_cli.intake.target import Target
from ltc_cli.money import parse, parse_amount
from ltc_cli.process import CustomField
from ltc_cli.quantity import parse as parse_quantity

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+")
_EMAILS = re.compile(rf"(?:(?:{_EMAIL.pattern})?\n)*(?:{_EMAIL.pattern})?")
_REMEMBERED = 50_000
_AMOUNTS = ("money", "price", "signed")
Column = list[Value]


class Reading(NamedTuple):
    """How the user said that values are written."""

    date_order: str | None = None
    decimal: str | None = None


class Rows(NamedTuple):
    """The good rows of a batch."""

    lines: Sequence[int]
    columns: dict[str, Column]
    """Columns of the table, and the noun's dates (in milliseconds) and words by name."""

    def pick(self, places: Sequence[int]) -> "Rows":
        """Some of them."""
        return Rows(
            [self.lines[i] for i in places],
            {name: [column[i] for i in places] for name, column in self.columns.items()},
        )

    def row(self, place: int) -> dict[str, Value]:
        """One of them, without what is blank."""
        return {name: column[place] for name, column in self.columns.items() if column[place] is not None}


class Notes:
    """What the user should know, told once with the number of rows and the first lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}
        self._counts: Counter[str] = Counter()
        self._plain: list[str] = []
        self._examples: dict[str, list[str]] = {}

    def row(self, text: str, line: int) -> None:
        """Something about a row."""
        self._counts[text] += 1
        kept = self._lines.setdefault(text, [])
        if len(kept) < 5:
            kept.append(line)

    def say(self, text: str) -> None:
        """Something about the whole."""
        if text not in self._plain:
            self._plain.append(text)

    def such(self, text: str, word: str) -> None:
        """Something about many, told once with the first of them."""
        found = self._examples.setdefault(text, [])
        if word not in found[:1]:
            found.append(word)

    def texts(self) -> list[str]:
        """All of it, a sentence each."""
        told = list(self._plain)
        for text, words in self._examples.items():
            more = f" and {len(words) - 1} more" if len(words) > 1 else ""
            told.append(f"{text}, such as {words[0]!r}{more}")
        for text, count in self._counts.items():
            lines = self._lines[text]
            where = f"line{'s' if count > 1 else ''} {', '.join(map(str, lines))}{' …' if count > len(lines) else ''}"
            told.append(f"{count} row{'s' if count > 1 else ''}: {text}, {where}")
        return told


class Cleaner:
    """Reads batch after batch of one table for one noun."""

    def __init__(
        self, book: Book, target: Target, plan: Plan, table: Table, reading: Reading, notes: Notes | None = None
    ) -> None:
        self._book = book
        self._target = target
        self._plan = plan
        self._table = table
        self._reading = reading
        self._entries = {each.name: each for each in target.entries}
        self._amounts_say = any(each.kind in _AMOUNTS for each in target.entries)
        """Whether the currency belongs to the amounts."""
        self._seen: dict[str, dict[str, Value]] = {}
        self._orders: dict[str, str | None] = {}
        self.notes = notes or Notes()
        self.made: dict[str, list[str]] = {"channel": [], "campaign": [], "member": []}
        """Names that were new."""
        self._reached = {"email", "phone"} <= set(target.names)
        self._usual = meanings.usual(target.noun, book.process)
        """Field → what others call our words for it."""
        self._blanked: Counter[str] = Counter()
        self._zoneless: Counter[str] = Counter()
        self._faults: list[tuple[int, Fault]] = []
        self._lines: Sequence[int] = ()

    def clean(self, batch: Batch) -> tuple[Rows, list[Fault]]:
        """The good rows of a batch, and the faults of the others."""
        self._faults, self._lines = [], batch.lines
        rows = self._whole_rows(batch)
        cells = list(zip(*rows, strict=True))
        columns: dict[str, Column] = {}
        paired = self._amounts_say and "currency" in self._target.words
        currencies = self._cells("currency", cells, len(rows)) if paired else None
        made = self._made(cells, len(rows))
        for name in dict.fromkeys((*self._plan.columns, *self._plan.defaults, *made)):
            if name != "currency" or not paired:
                columns |= self._column(name, made.get(name) or self._cells(name, cells, len(rows)), currencies)
        self._require(columns)
        good = Rows(batch.lines, columns)
        if self._faults:
            bad = {place for place, _ in self._faults}
            good = good.pick([place for place in range(len(rows)) if place not in bad])
        return good, [fault for _, fault in self._faults]

    def _whole_rows(self, batch: Batch) -> list[list[str]]:
        width = len(self._table.headings)
        if all(len(row) == width for row in batch.rows):
            return batch.rows
        rows = []
        for place, row in enumerate(batch.rows):
            if len(row) != width:
                self._fault(
                    place, str(min(len(row), width) + 1), f"the row has {_cells(len(row))}, the headings {width}"
                )
                row = [""] * width
            rows.append(row)
        return rows

    def _cells(self, name: str, cells: Sequence[Sequence[str]], count: int) -> list[str]:
        """A field's cells, stripped, checked, blanks filled from the defaults."""
        place, default = self._plan.columns.get(name), self._plan.defaults.get(name, "")
        if place is None:
            return [default] * count
        found = cells[place] if cells else ()
        stripped = self._stripped(found)
        meanings = self._plan.meanings.get(name)
        if meanings:
            stripped = [meanings.get(cell.casefold(), cell) for cell in stripped]
        usual = self._usual.get(name)
        if usual and not usual.keys().isdisjoint(map(str.casefold, stripped)):
            stripped = [self._said(name, cell, place) for place, cell in enumerate(stripped)]
        if default:
            stripped = [cell or default for cell in stripped]
        return self._checked(name, stripped)

    def _stripped(self, found: Sequence[str]) -> list[str]:
        """Cells without the blanks around them, and without the words that stand for nothing."""
        stripped = list(map(str.strip, found))
        if self._plan.blanks.isdisjoint(stripped):
            return stripped
        return [self._blank(cell) if cell in self._plan.blanks else cell for cell in stripped]

    def _checked(self, name: str, stripped: list[str]) -> list[str]:
        """The same cells; those with a control character and those that are too long are faults of their rows."""
        if _CONTROL.search("".join(stripped)):
            self._each(name, stripped, _no_control)
        if max(map(len, stripped), default=0) > MAX_CELL:
            self._each(name, stripped, _not_long)
        return stripped

    def _made(self, cells: Sequence[Sequence[str]], count: int) -> dict[str, list[str]]:
        """Fields that are more than a column: a name out of its parts, an e-mail and a phone out of one cell."""
        plan, made = self._plan, dict[str, list[str]]()
        if plan.parts and cells:
            parts = [self._checked(part, self._stripped(cells[place])) for part, place in plan.parts.items()]
            whole = self._cells("name", cells, count)
            made["name"] = [name or headings.joined(each) for name, *each in zip(whole, *parts, strict=True)]
        if plan.details is not None or (self._reached and self._are_mixed(cells)):
            emails, phones = (self._cells(name, cells, count) for name in ("email", "phone"))
            details = [""] * count
            if plan.details is not None and cells:
                details = self._checked("details", self._stripped(cells[plan.details]))
            made["email"], made["phone"] = reach.apart(emails, phones, details)
        return made

    def _are_mixed(self, cells: Sequence[Sequence[str]]) -> bool:
        """Whether more than an address is in some cell for e-mails, or an address in one for phones."""
        emails, phones = (
            cells[self._plan.columns[name]] if name in self._plan.columns and cells else ()
            for name in ("email", "phone")
        )
        return not _EMAILS.fullmatch("\n".join(map(str.strip, emails))) or "@" in "".join(phones)

    def _column(self, name: str, cells: list[str], currencies: list[str] | None) -> dict[str, Column]:
        custom = self._plan.custom.get(name)
        if custom is not None:
            return {f"fields.{name}": self._each(name, cells, lambda cell: _json(self._book, custom, cell))}
        if name in self._target.dates:
            if any(":" in cell for cell in cells):
                self._zoneless[name] += dates.zoneless(cells)
            return {name: self._each(name, cells, self._moment)}
        found = self._entries.get(name)
        if found is None:
            return {name: [cell or None for cell in cells]}
        if found.kind == "email":
            return self._emails(found.column, cells)
        if found.kind == "phone":
            return self._phones(found.column, cells)
        if found.kind in _AMOUNTS:
            return self._amounts(found, cells, currencies)
        return self._plain(found, cells)

    def _plain(self, found: entry.Entry, cells: list[str]) -> dict[str, Column]:
        readers: dict[str, Callable[[str], Value]] = {
            "date": self._day,
            "count": lambda cell: entry.whole_number(cell, found.name),
            "currency": entry.currency,
            "quantity": lambda cell: parse_quantity(self._plain_number(cell)),
            "rate": lambda cell: amount.rate_ppm(self._plain_number(cell)),
            "tags": lambda cell: tags([cell]),
            "yesno": lambda cell: int(yes_or_no(cell, found.name)) or None,
            "channel": lambda cell: self._name("channel", cell),
            "campaign": lambda cell: self._name("campaign", cell),
            "member": lambda cell: self._name("member", cell),
        }
        if found.kind in readers:
            return {found.column: self._each(found.name, cells, readers[found.kind])}
        texts: Column = [cell or None for cell in cells]
        keys: Column = [name_key(cell) or None for cell in cells] if found.folded else []
        return {found.column: texts, f"{found.column}_key": keys} if found.folded else {found.column: texts}

    def _emails(self, column: str, cells: list[str]) -> dict[str, Column]:
        written: Column = [cell or None for cell in cells]
        joined = "\n".join(cells)
        if joined.count("\n") == len(cells) - 1 and _EMAILS.fullmatch(joined):  # all well: one look at all of them
            return {column: written, f"{column}_key": [key or None for key in joined.casefold().split("\n")]}
        keys: Column = []
        for place, cell in enumerate(cells):
            if cell and not _EMAIL.fullmatch(cell):
                self.notes.row("the e-mail is doubtful (E12) and finds nobody", self._lines[place])
                cell = ""
            keys.append(cell.casefold() or None)
        return {column: written, f"{column}_key": keys}

    def _phones(self, column: str, cells: list[str]) -> dict[str, Column]:
        keys: Column = [phone_key(cell) if cell else None for cell in cells]
        for place, cell in enumerate(cells):
            if cell and keys[place] is None:
                self.notes.row("the phone is doubtful (E12)", self._lines[place])
        return {column: [cell or None for cell in cells], f"{column}_key": keys}

    def _plain_number(self, cell: str) -> str:
        return cell.replace(".", "").replace(",", ".") if self._reading.decimal == "," else cell

    def _amounts(self, found: entry.Entry, cells: list[str], currencies: list[str] | None) -> dict[str, Column]:
        """Minor units and their currencies: of a record's own amount in `currency`, of another one beside it."""
        minors: Column = []
        codes: Column = []
        for place, cell in enumerate(cells):
            minor, code = None, None
            if cell:
                try:
                    minor, code = self._amount(cell, currencies[place] if currencies else "")
                    if minor < 0 and found.kind != "signed":
                        raise BadRows(f"{cell!r} is below zero.")
                except LtcError as error:
                    self._fault(place, self._heading(found.name), _sentence(error))
            minors.append(minor)
            codes.append(code)
        return {found.column: minors, f"{found.name}_currency" if found.kind == "price" else "currency": codes}

    def _amount(self, cell: str, named_currency: str) -> tuple[int, str]:
        currency = named_currency.upper() or self._book.process.currency
        if self._reading.decimal and currency:
            minor, code = parse_amount(cell, currency, self._reading.decimal), currency
        elif currency:
            minor, code = parse(cell, currency)
        else:
            minor, code = self._book.money(cell)
        if named_currency and code != currency:
            raise BadRows(f"{cell!r} is not in {currency}.")
        return minor, code

    def _each(self, name: str, cells: Sequence[str], read: Callable[[str], Value]) -> Column:
        """Read cells one by one, each text once; a text that cannot be read is a fault of its row."""
        seen = self._seen.setdefault(name, {"": None})
        if all(map(seen.__contains__, cells)):
            return [seen[cell] for cell in cells]
        values: Column = []
        for place, cell in enumerate(cells):
            if cell in seen:
                values.append(seen[cell])
                continue
            try:
                value = read(cell)
            except dates.BothWays:
                self._fault(place, self._heading(name), self._both_ways(name, cell))
                value = None
            except LtcError as error:
                self._fault(place, self._heading(name), _sentence(error))
                value = None
            else:
                if len(seen) < _REMEMBERED:
                    seen[cell] = value
            values.append(value)
        return values

    def _moment(self, cell: str) -> int:
        return dates.read(cell, self._book.clock, self._reading.date_order)

    def _day(self, cell: str) -> str:
        return dates.read_day(cell, self._book.clock, self._reading.date_order)

    def _both_ways(self, name: str, cell: str) -> str:
        """Why an ambiguous date is bad; raises `BadRows` when its whole column is ambiguous."""
        if name not in self._orders:
            place = self._plan.columns[name]
            self._orders[name] = dates.column_order(self._table.column(place))
        order = self._orders[name]
        if order == "":
            raise BadRows(
                f"{self._table.name}: the dates under {self._heading(name)} can be read day first or month first, "
                f"such as {cell}.",
                "Say which: --date-order dmy or --date-order mdy.",
            )
        if order is None:
            return f"{cell!r} can be read day first or month first, and the column has both"
        return (
            f"{cell!r} can be read day first or month first; the others are {dates.spoken(order)}: --date-order {order}"
        )

    def _name(self, kind: str, cell: str) -> int:
        known = named.find(self._book, kind, cell)
        if known is None:
            known = named.add(self._book, kind, {"name": cell})
            self.made[kind].append(cell)
        return known

    def _blank(self, cell: str) -> str:
        self._blanked[cell] += 1
        return ""

    def _said(self, name: str, cell: str, place: int) -> str:
        """Our word for what another program calls a status or a stage."""
        ours = self._usual[name].get(cell.casefold(), cell)
        if ours != cell:
            self.notes.row(f"{name} {cell!r} is read as {ours}", self._lines[place])
        return ours

    @property
    def blanked(self) -> str:
        """Which words were taken for nothing, and how often; "" for none."""
        told = ", ".join(f"{word!r} {count:,} ×" for word, count in self._blanked.most_common())
        return f"taken as blank: {told}; other words for it: --blank TEXT" if told else ""

    @property
    def zoneless(self) -> int | None:
        """How many moments named an hour and no time zone; None without any moment of such a column."""
        return sum(self._zoneless.values()) if self._zoneless else None

    @property
    def placed(self) -> str:
        """Where the moments without a time zone were taken to be; "" for none."""
        count, zone = self.zoneless or 0, self._book.clock.tz
        return f"{count:,} moments that name no time zone are read as {zone}" if count else ""

    def _require(self, columns: dict[str, Column]) -> None:
        """Fields of the process that a record cannot be without are told when a column of theirs is blank."""
        for field in self._plan.custom.values():
            if field.required:
                for place, value in enumerate(columns[f"fields.{field.id}"]):
                    if value is None:
                        self.notes.row(f"{field.id} is required and blank", self._lines[place])

    def _heading(self, name: str) -> str:
        place = self._plan.columns.get(name)
        return name if place is None else self._table.headings[place]

    def _fault(self, place: int, column: str, reason: str) -> None:
        self._faults.append((place, Fault(self._lines[place], column, reason)))


def _json(book: Book, field: CustomField, cell: str) -> str:
    return json.dumps(entry.custom_value(book, field, cell), ensure_ascii=False)


def _no_control(cell: str) -> str:
    if _CONTROL.search(cell):
        raise BadRows("a control character stands in it")
    return cell


def _not_long(cell: str) -> str:
    if len(cell) > MAX_CELL:
        raise BadRows(f"it is {len(cell)} characters long; {MAX_CELL} are the most")
    return cell


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _sentence(error: LtcError) -> str:
    return error.message.rstrip(".")
