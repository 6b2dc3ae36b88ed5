"""Tables as JSON: an array of objects, JSON lines, or one object whose `data` or `rows` is such an array.

Objects are read one by one, twice: for their keys in the order in which they first come, which are the headings, and
for their values. Numbers stay as they are written; a value within a value is kept as its JSON.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from io import TextIOBase
from typing import Literal, NoReturn

from ltc_cli.errors import BadRows
from ltc_cli.intake.grid import MAX_COLUMNS, Batch, Grid, cut, tidy
from ltc_cli.intake.source import Source, leave, undecodable

_SUFFIXES = (".json", ".jsonl", ".ndjson")
_START = re.compile(r'\s*(?:\[\s*[{\]]|\{\s*["}])')
_ROWS = ("data", "rows", "records", "items", "results", "value")
"""Keys under which the answers of web services keep their rows."""
_SPACE = re.compile(r"[ \t\n\r]*")
_OPENING = re.compile(r"\[[ \t\n\r]*")
_STRETCH = 1 << 16
_LARGEST = 1 << 24
"""An object that is longer, in characters, is no row."""
Kind = Literal["lines", "array", "wrapped"]


def looks_like(source: Source, start: str) -> bool:
    """Whether an input is JSON by its first characters, or by its name when there is something in it."""
    return bool(_START.match(start)) or (source.suffix in _SUFFIXES and bool(start.strip()))


def read(source: Source, encoding: str) -> Grid:
    """The table of some objects; raises `BadRows` with line and column where it is not JSON, or no object."""
    kind = _kind(source, encoding)
    keys: dict[str, int] = {}
    for line, each in _objects(source, encoding, kind):
        if not each.keys() <= keys.keys():
            keys |= {key: line for key in each if key not in keys}
            if len(keys) > MAX_COLUMNS:
                break
    return Grid(
        f"{'json lines' if kind == 'lines' else 'json'} {encoding.removesuffix('-sig')}",
        [tidy(key) for key in keys],
        list(keys.values()),
        partial(_batches, source, encoding, kind, tuple(keys)),
    )


class _Unfit(Exception):
    """JSON that Python would read, and that no table should hold."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; raises `_Unfit` where a key stands twice in it, of which one would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Unfit(f"the key {cut(next(key for key in keys if keys.count(key) > 1))!r} stands twice in an object")
    return found


def _no_number(name: str) -> NoReturn:
    raise _Unfit(f"{name} is no number of JSON")


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_no_number, object_pairs_hook=_once)
"""Numbers stay as they are written."""


class _Tape:
    """A text of which only the stretch that is being read is held."""

    def __init__(self, name: str, stream: TextIOBase) -> None:
        self._name, self._stream = name, stream
        self._held, self._at, self._ended = "", 0, False
        self._line, self._counted, self._before = 1, 0, 0

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            space = _SPACE.match(self._held, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def line(self) -> int:
        """The line of what comes next."""
        self._line += self._held.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def skip(self, wanted: str) -> str:
        """Pass one of some characters, which is given back."""
        found = self.peek()
        if not found or found not in wanted:
            self.refuse(f"{' or '.join(wanted)} is expected, not {found or 'the end'}")
        self._at += 1
        return found

    def take(self) -> object:
        """The next value."""
        if not self.peek():
            self.refuse("a value is expected, not the end")
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                ahead = error.pos - self._at
                if self._too_long() or not self._more():
                    self.refuse(error.msg[:1].lower() + error.msg[1:], self._at + ahead)
            except _Unfit as error:
                self.refuse(str(error))
            except RecursionError:
                self.refuse("values are nested too deeply")
            else:
                # A number may go on in the next stretch.
                if end < len(self._held) or self._too_long() or not self._more():
                    self._at = end
                    return value
                continue

    def object(self) -> dict[str, object]:
        """The next value, which must be an object."""
        if self.peek() != "{":
            self.refuse("an object is expected here: a row with its headings")
        value = self.take()
        assert isinstance(value, dict)
        return value

    def opens_rows(self) -> bool:
        """Whether next comes an array of objects, or an empty one."""
        while self.peek() == "[":
            opened = _OPENING.match(self._held, self._at)
            if opened and opened.end() < len(self._held):
                return self._held[opened.end()] in "{]"
            if not self._more():
                break
        return False

    def refuse(self, reason: str, at: int | None = None) -> NoReturn:
        """Raise `BadRows` with the line and column of a place, by default of what comes next."""
        at = self._at if at is None else at
        line = self.line() + self._held.count("\n", self._at, at)
        start = self._held.rfind("\n", 0, at)
        column = at - start if start >= 0 else self._before + at + 1
        raise BadRows(f"{self._name}:{line}:{column}: {reason}; nothing was written.", "Mend the line and try again.")

    def _too_long(self) -> bool:
        return len(self._held) - self._at > _LARGEST

    def _more(self) -> bool:
        """Read another stretch, as long as what is held, so that what is long is not read over and over."""
        if self._ended:
            return False
        self.line()
        start = self._held.rfind("\n", 0, self._at)
        self._before = self._at - start - 1 if start >= 0 else self._before + self._at
        kept = self._held[self._at :]
        read = self._stream.read(max(_STRETCH, len(kept)))
        self._held, self._at, self._counted = kept + read, 0, 0
        self._ended = not read
        return not self._ended


def _kind(source: Source, encoding: str) -> Kind:
    """How the objects stand in the text."""
    stream = source.text(encoding, newline=None)
    tape = _Tape(source.name, stream)
    try:
        if source.suffix in (".jsonl", ".ndjson"):
            return "lines"
        if tape.peek() == "[":
            return "array"
        return "wrapped" if tape.peek() == "{" and _to_rows(tape) else "lines"
    except BadRows:
        return "lines"
    except UnicodeError:
        raise undecodable(source, encoding, "") from None
    finally:
        leave(stream)


def _objects(source: Source, encoding: str, kind: Kind) -> Iterator[tuple[int, dict[str, object]]]:
    """Every object with the line it begins on."""
    stream = source.text(encoding, newline=None)
    tape = _Tape(source.name, stream)
    try:
        if kind == "lines":
            while tape.peek():
                yield tape.line(), tape.object()
            return
        if kind == "wrapped":
            _to_rows(tape)
        tape.skip("[")
        more = tape.peek() != "]"
        if not more:
            tape.skip("]")
        while more:
            tape.peek()
            yield tape.line(), tape.object()
            more = tape.skip(",]") == ","
        if kind == "wrapped":
            while tape.skip(",}") == ",":
                _key(tape)
                tape.take()
        if tape.peek():
            tape.refuse("the table is at its end, and something follows")
    except UnicodeError:
        raise undecodable(source, encoding, "") from None
    finally:
        leave(stream)


def _to_rows(tape: _Tape) -> bool:
    """Go to the rows within an object; False when it has none."""
    tape.skip("{")
    while tape.peek() == '"':
        if _key(tape) in _ROWS and tape.opens_rows():
            return True
        tape.take()
        if tape.skip(",}") == "}":
            return False
    return False


def _key(tape: _Tape) -> str:
    """The next key of an object, with its colon."""
    if tape.peek() != '"':
        tape.refuse("a key is expected, in double quotes")
    key = tape.take()
    tape.skip(":")
    return str(key)


def _batches(source: Source, encoding: str, kind: Kind, keys: Sequence[str], size: int) -> Iterator[Batch]:
    """The values of all objects under the keys, a row an object; those with nothing in them are left out."""
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, each in _objects(source, encoding, kind):
        row = [_cell(each.get(key)) for key in keys]
        if any(row):
            lines.append(line)
            rows.append(row)
        if len(rows) == size:
            yield Batch(lines, rows)
            lines, rows = [], []
    if rows:
        yield Batch(lines, rows)


def _cell(value: object) -> str:
    """A value as the text of a cell: a list of words parted by commas, anything deeper as its JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(each, str) and "," not in each for each in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)
