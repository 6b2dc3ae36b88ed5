"""The shape of an answer: columns with kinds, and rows of plain values. What `render` turns into text.

A value becomes text by the *kind* of its column, never by its name, so that the table, the CSV and the JSON
agree cell for cell. Rows hold plain Python values (int, str, float, bool, None), straight from SQL, so that
a long list streams without making an object per cell.

| kind    | the value                                    | JSON                    | on a terminal          |
|---------|----------------------------------------------|-------------------------|------------------------|
| text    | str                                          | string                  | as it is, made safe    |
| ref     | str such as "L12"                            | string                  | bold                   |
| count   | int                                          | number                  | right, grouped         |
| number  | decimal as str ("14.5") or int               | decimal string or number| right                  |
| quantity| int, millionths of a unit                    | decimal string          | right                  |
| money   | int, minor units of the row's currency       | decimal string          | right, grouped         |
| date    | "YYYY-MM-DD"                                 | the same                | "5 Jan", other years too |
| instant | int, UTC milliseconds                        | ISO-8601 with Z         | "5 Jan", or "14:05" today |
| ratio   | float 0-1, None when undefined               | number                  | "18.3%"                |
| days    | float, elapsed days                          | number                  | "3.5 d"                |
| minutes | float, elapsed minutes                       | number                  | "45 min", "18.2 h"       |
| points  | float -100-100, of a score                   | number                  | "+30"                  |
| figure  | what the row's `unit` says: ratio, money, …  | as that kind            | as that kind           |
| trend   | list of figures, the newest last             | array of that kind      | "▁▅█ 3–9", least and most|
| yesno   | 0/1                                          | true/false              | yes / blank            |
| tags    | list of str, or JSON text of one             | array                   | comma separated        |
| json    | dict or list, or JSON text of one            | as it is                | k=v, k=v               |
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Column(NamedTuple):
    """One column of an answer."""

    name: str
    """The machine name: the JSON key and CSV heading. It never changes with the language."""
    kind: str = "text"
    label: str = ""
    """The heading people see, before translation; the name with blanks for underscores when empty."""
    shown: bool = True
    """False: left out of tables for people unless asked for with --columns; always in JSON and CSV."""
    currency: str = "currency"
    """For money: the column that holds the row's ISO-4217 code."""
    custom: bool = False
    """A field of the process: in JSON it stands under `fields`."""
    words: Mapping[str, str] = {}
    """What people call its values, where that is not the value itself: the label of a stage by its id."""


class Listing(NamedTuple):
    """Records of one kind, in order. Machine formats print every row; nothing is cut short."""

    kind: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    notes: tuple[str, ...] = ()
    """Lines under a table for people."""


class Section(NamedTuple):
    """A titled part of a record's page: a small listing."""

    title: str
    listing: Listing


class Record(NamedTuple):
    """One record as it now is, with the parts of its page."""

    kind: str
    columns: tuple[Column, ...]
    row: Sequence[Any]
    sections: tuple[Section, ...] = ()
    """Printed below the fields for people; in JSON under the section's title, as an array."""
    title: str = ""


class Rate(NamedTuple):
    """Columns that together are one rate: people see "15.0% (7.1–29.1)", or "1 of 4" when there are few.

    A score is told with its interval too; it has no `k`.
    """

    value: str
    low: str
    high: str
    k: str
    n: str


class Series(NamedTuple):
    """One row of values of a chart; None where nothing is known."""

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    """Of a rate: where its interval begins."""
    high: tuple[float | None, ...] = ()
    at: tuple[float, ...] = ()
    """Of steps: the days at which the values begin to hold."""
    ticks: tuple[float, ...] = ()
    """Of steps: the days at which something was last seen open."""
    told: tuple[str, ...] = ()
    """Of bars: what is said instead of a value, such as "1 of 2"; empty where the value is."""
    young: tuple[int, ...] = ()
    """Of bars: the places of values that can still move, which are dotted."""


class Chart(NamedTuple):
    """A picture of a report: what is drawn, not how."""

    kind: str
    """bars (a bar a label), trend (a column a period), steps (shares over days) or heat (a row a series)."""
    title: str
    labels: tuple[str, ...]
    """Of the bars, the periods, or the columns of the map; of steps none."""
    series: tuple[Series, ...]
    unit: str
    """The kind of the values: count, money (whole units), ratio, days or number."""
    currency: str = ""
    note: str = ""
    """What it is of: how many, on which basis, as of when."""
    unfinished: int | None = None
    """The period that is not over, by its place."""


class Report(NamedTuple):
    """A figure's answer with its envelope (metrics.md, "Machine output" of the command catalogue)."""

    name: str
    version: int
    basis: str
    since: str | None
    until: str | None
    as_of: str
    tz: str
    currency: str
    status: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    totals: Mapping[str, Any]
    """By column name; kinds are those of the columns, `total_kinds` for the others."""
    total_kinds: Mapping[str, str]
    excluded: Mapping[str, Any]
    warnings: tuple[str, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    """Lines under the table for people: what the figure means, what it leaves out, where to go on."""
    rates: tuple[Rate, ...] = ()
    bar: str = ""
    """The count column that people see with a bar beside it."""
    silent: tuple[str, ...] = ()
    """Totals that people are not told under the table, since it tells them already."""
    footed: bool = True
    """Whether totals stand under the columns of their names; not where the rows are a part of what they tell."""
    spread: "Report | None" = None
    """The same for people, where they read it otherwise than machines do: a dimension across, totals at the edges."""
    charts: tuple[Chart, ...] = ()
    """Pictures of it, where they were asked for."""


class Dashboard(NamedTuple):
    """A page of reports, for a browser."""

    title: str
    facts: tuple[str, ...]
    """What it is of: the period, the day, the zone, the currency."""
    cards: Report
    """The key figures."""
    parts: tuple[Report, ...]


class Card(NamedTuple):
    """A deal on the board."""

    ref: str
    title: str
    account: str
    amount: int | None
    currency: str
    note: str
    flags: str
    """Of ▲ stalled, ? no next step, < close date passed."""


class Lane(NamedTuple):
    """A stage of the board."""

    title: str
    probability: int
    deals: int
    amount: int
    cards: tuple[Card, ...]


class Board(NamedTuple):
    """Open deals by stage."""

    title: str
    summary: str
    currency: str
    lanes: tuple[Lane, ...]
    listing: Listing
    """The same for machines: a row a stage."""
    notes: tuple[str, ...] = ()


class Item(NamedTuple):
    """One thing to do."""

    ref: str
    who: str
    what: str
    amount: str


class Group(NamedTuple):
    """Things to do of one kind, with the command that does them."""

    name: str
    figure: str
    command: str
    items: tuple[Item, ...]


class Agenda(NamedTuple):
    """The day."""

    title: str
    place: str
    groups: tuple[Group, ...]
    footer: str
    listing: Listing
    """The same for machines: a row a thing to do."""


class Fact(NamedTuple):
    """Something a document says with its name: "Due" and "30 April 2026"."""

    label: str
    value: str


class Party(NamedTuple):
    """Who a document is from, or for."""

    name: str
    address: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    """What else they are known by: tax number, email."""


class Grid(NamedTuple):
    """A table of texts."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """A cell's first line is what it says; further lines say more about it."""
    right: frozenset[int] = frozenset()
    """The columns that line up at their right edge."""
    wide: int = 0
    """The column that takes what room there is."""


class Sum(NamedTuple):
    """A line of a document's reckoning."""

    label: str
    amount: str
    strong: bool = False
    """What the lines above it come to."""


class Document(NamedTuple):
    """A paper of the business, such as an invoice: every word in the language of its reader, every figure as text.

    Formats for people lay it out; machines are given the record it stands for.
    """

    record: Record
    language: str
    """An ISO-639 code."""
    heading: str
    """What it is: "Invoice"."""
    number: str
    stamp: str
    """What its reader must not miss: "Draft"; empty when there is nothing."""
    sender: Party
    recipient: Party
    facts: tuple[Fact, ...]
    message: str
    """What it says before its lines; may have line breaks."""
    lines: Grid
    sums: tuple[Sum, ...]
    """What the lines come to, down to the total."""
    settled: Grid | None = None
    """What was paid or credited."""
    balance: tuple[Sum, ...] = ()
    """What is open after that."""
    payment: tuple[Fact, ...] = ()
    """How to pay what is open: how much, until when, to which account."""
    notes: tuple[str, ...] = ()
    """What it says after its figures, a paragraph each."""
    footer: tuple[Fact, ...] = ()
    """Registers and the like of the sender; free text has no label."""

    @property
    def title(self) -> str:
        """Its name with its number."""
        return f"{self.heading} {self.number}".rstrip()


Answer = Listing | Record | Report | Board | Agenda | Document
