"""Rates of exchange: one a pair and day; another one for the same day takes its place."""

from collections.abc import Mapping

from ltc_cli.book import Book, Value
from ltc_cli.domain import fx
from ltc_cli.errors import BadRows, LtcError
from ltc_cli.intake.apply import Policy
from ltc_cli.intake.clean import Rows
from ltc_cli.intake.plan import Tally
from ltc_cli.intake.read import Fault


class Rates:
    """Takes in batch after batch of rates."""

    def __init__(self, book: Book, policy: Policy, tally: Tally) -> None:
        self._book = book
        self._policy = policy
        self._tally = tally

    def take(self, rows: Rows) -> list[Fault]:
        """Write a batch; the faults that were found in it."""
        faults = []
        for place, line in enumerate(rows.lines):
            try:
                action, number = self._put(rows.row(place))
                self._tally.add(action, [line])
                if action in self._tally.trails:
                    self._tally.trails[action].add([number], [line])
            except LtcError as error:
                faults.append(Fault(line, "rate", error.message.rstrip(".")))
        return faults

    def finish(self) -> list[Fault]:
        """All is written."""
        return []

    def keep_fingerprints(self, _run: int) -> None:
        """A rate is known by its pair and day."""

    def _put(self, row: Mapping[str, Value]) -> tuple[str, int]:
        """What became of a row, and the rate it is now."""
        base, quote = self._pair(row)
        day, text = row.get("day"), row.get("rate")
        if day is None or text is None:
            raise BadRows("a rate needs a day and a value")
        if str(day) > self._book.clock.today.isoformat():
            raise BadRows(f"{day} is in the future")
        exact = fx.rate(str(text))
        known = self._book.conn.execute(
            "SELECT rate FROM fx_rate WHERE base = ? AND quote = ? AND day = ?", (base, quote, day)
        ).fetchone()
        if known is not None and (known[0] == exact or self._policy.on_match == "skip"):
            return "unchanged", 0
        if known is not None and self._policy.on_match == "error":
            raise BadRows(f"{base}/{quote} of {day} is here already")
        number = fx.put(self._book, base, quote, str(day), exact)
        return "new" if known is None else "updated", number

    def _pair(self, row: Mapping[str, Value]) -> tuple[str, str]:
        if "pair" in row:
            return fx.pair(str(row["pair"]))
        base = row.get("base") or self._book.process.currency
        if base is None or "quote" not in row:
            raise BadRows("a rate needs a pair, such as EUR/USD, or a base and a quote")
        return fx.pair(f"{base}/{row['quote']}")
