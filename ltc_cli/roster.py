"""Every command by name, with the line `ltc --help` shows; no command module is loaded to say it."""

from typing import NamedTuple


class Entry(NamedTuple):
    """A noun, or a verb that stands alone."""

    name: str
    help: str
    module: str
    alone: bool = False
    hidden: bool = False
    """Left to `ltc help all`."""
    beside: str = ""
    """The command that stands on the same line of `ltc --help`."""


class Section(NamedTuple):
    """A stretch of the chain."""

    title: str
    entries: tuple[Entry, ...]


def _noun(name: str, line: str, *, hidden: bool = False, beside: str = "") -> Entry:
    return Entry(name, line, f"ltc_cli.commands.{name}", hidden=hidden, beside=beside)


def _verb(name: str, line: str, module: str | None = None, *, hidden: bool = False, beside: str = "") -> Entry:
    return Entry(name, line, f"ltc_cli.commands.{module or name}", alone=True, hidden=hidden, beside=beside)


SECTIONS = (
    Section(
        "Sell",
        (
            _noun("lead", "who may buy: add, qualify, convert, import"),
            _noun("deal", "what they may buy: advance, win, lose, board"),
            _noun("quote", "what is offered: send, accept; and what was signed", beside="contract"),
            _noun("contract", "what was signed: sign, renew, terminate"),
            _noun("account", "companies, and the people at them", beside="contact"),
            _noun("contact", "people at them: add, link"),
            _noun("task", "what is to be done by when; what was said", beside="note"),
            _verb("note", "keep a call, a mail, a meeting or a thought on a record"),
            _noun("product", "what is sold, with its prices", hidden=True),
            _noun("campaign", "what brings leads in", hidden=True),
            _noun("mapping", "what the headings of other programs mean, kept for imports", hidden=True),
            _noun("channel", "where leads come from, and other spellings", hidden=True),
            _noun("member", "who sells", hidden=True),
        ),
    ),
    Section(
        "Deliver and bill",
        (
            _noun("order", "what was bought: confirm, ship, deliver, return"),
            _noun("invoice", "what is billed: issue, run, credit; what was paid", beside="payment"),
            _noun("payment", "what was paid: record, allocate, refund"),
            _noun("instalment", "when an order is paid, part by part", hidden=True),
            _noun("fx", "rates of exchange", hidden=True),
        ),
    ),
    Section(
        "Know",
        (
            _verb("today", "what needs doing, most urgent first; find by a text", beside="search"),
            _verb("report", "figures: funnel, aging, revenue, …; where from", beside="explain"),
            _noun("forecast", "what was foretold, kept to be scored", hidden=True),
            _noun("review", "what the month or quarter was, kept as it was told", hidden=True),
            _noun("cost", "what was paid for: ads, pay, tools; spread over days and channels", hidden=True),
            _noun("budget", "what may be spent", hidden=True),
            _noun("target", "what figures should be", hidden=True),
            _noun("survey", "what people answer: nps, csat, awareness", hidden=True),
            _verb("explain", "where a figure comes from"),
            _verb("search", "every record and note that holds a text"),
            _verb("show", "any record; from the first touch to the last payment", beside="trace"),
            _verb("trace", "from the first touch to the last payment, both ways"),
            _verb("edit", "change fields of any records", hidden=True),
        ),
    ),
    Section(
        "Look after",
        (
            _verb("init", "make a file of your own, or one filled with a year", "file", beside="demo"),
            _verb("demo", "a file filled with a year of business", "file"),
            _verb("log", "the history; take an operation back", "history", beside="undo"),
            _verb("undo", "take an operation back", "history"),
            _verb("check", "prove that the file is sound; a verified copy", "file", beside="backup"),
            Entry("import", "what was taken in, and what could not be", "ltc_cli.commands.import_", hidden=True),
            _verb("export", "the money as a journal for hledger", hidden=True),
            _verb("backup", "a verified copy of the file", "file"),
            _verb("restore", "bring a copy back", "file", hidden=True),
            _verb("erase", "remove a person's data on request, history included", hidden=True),
            _noun("process", "stages and rules; exit-codes, formats, metrics, all", beside="help"),
            _verb("completion", "let the shell complete commands, refs and stages", "help", hidden=True),
            _verb("help", "exit-codes, environment, formats, metrics, options, all"),
        ),
    ),
)

ENTRIES = {entry.name: entry for section in SECTIONS for entry in section.entries}
