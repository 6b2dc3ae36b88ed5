"""The little language of `--where` and `--fail-if`: words into a tree of comparisons joined by and, or, not.

    status = new and amount > 5k          name ~ 华为          owner in (mia, 'Ben Ohm')
    not (created < -30d or owner empty)   any(rate) < 20%      reached[won] < 5

The tree knows nothing of fields or of SQL: who compiles it decides what a name means.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from ltc_cli.errors import BadUsage

MAX_LENGTH = 4_000
MAX_DEPTH = 10
"""More than people nest, and few enough that SQLite can parse what a filter becomes (its stack holds 100)."""
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "~", "!~")
_EXCERPT = 40
_QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<quoted>{_QUOTED})
  | \[\s*(?P<row>{_QUOTED}|[^\]'"]*?)\s*\]
  | (?P<mark><=|>=|!=|<>|!~|==|=|<|>|~|\(|\)|,)
  | (?P<word>[^\s'"<>=!~(),\[\]]+)
  | (?P<odd>\S)
    )""",
    re.VERBOSE | re.DOTALL,
)
_AMOUNT = re.compile(r"[+-]?[0-9]\S* [A-Za-z]{3}|[A-Z]{3} [+-]?[0-9]\S*")
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_SPELLINGS = {"==": "=", "<>": "!="}
_KEYWORDS = ("and", "or", "not", "in", "is", "empty")


class Comparison(NamedTuple):
    """A name compared with values."""

    name: str
    operator: str
    """One of OPERATORS, or "in", "not in", "empty", "not empty", or "yes" for a bare name."""
    values: tuple[str, ...] = ()
    row: str | None = None
    """What stands in brackets: the "won" of `reached[won]`."""
    anywhere: bool = False
    """True for `any(name)`."""
    at: int = 0
    """Where the name stands in the text."""


class Not(NamedTuple):
    """The opposite."""

    inner: "Node"


class Join(NamedTuple):
    """All of them ("and"), or at least one ("or")."""

    operator: str
    parts: tuple["Node", ...]


Node = Comparison | Not | Join


class _Token(NamedTuple):
    kind: str
    """quoted, row, mark or word."""
    text: str
    at: int


def parse(text: str, example: str) -> Node:
    """The tree of an expression.

    Raises `BadUsage` that points at what cannot be read; its hint shows the example.
    """
    if len(text) > MAX_LENGTH:
        raise BadUsage(
            f"the expression is {len(text)} characters long; {MAX_LENGTH} are the most.",
            f"For example: {example}",
        )
    odd = _UNREADABLE.search(text)
    if odd is not None:
        raise trouble(text, odd.start(), "this is not a letter of any script.", example)
    return _Parser(text, example).whole()


def trouble(text: str, at: int, what: str, example: str) -> BadUsage:
    """An error that shows the place in the expression with a caret below it."""
    start = max(0, at - _EXCERPT)
    before, after = (re.sub(r"\s", " ", part) for part in (text[start:at], text[at : at + _EXCERPT]))
    return BadUsage(f"{what}\n  {before}{after}\n  {' ' * _width(before)}^", f"For example: {example}")


class _Parser:
    """Recursive descent, one method a level: or, and, not, comparison."""

    def __init__(self, text: str, example: str) -> None:
        self.text = text
        self.example = example
        self.tokens = _tokens(text, example)
        self.position = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.either()
        if self.peek() is not None:
            raise self.stop("this is one word too many; are quotes or `and` missing?")
        return node

    def either(self) -> Node:
        return self.joined("or", self.both)

    def both(self) -> Node:
        return self.joined("and", self.negation)

    def joined(self, operator: str, part: Callable[[], Node]) -> Node:
        parts = [part()]
        while self.keyword(operator):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Join(operator, tuple(parts))

    def negation(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.stop(f"this is nested more than {MAX_DEPTH} deep.")
        if self.keyword("not"):
            node: Node = Not(self.negation())
        elif self.mark("("):
            node = self.either()
            self.expect(")")
        else:
            node = self.comparison()
        self.depth -= 1
        return node

    def comparison(self) -> Comparison:
        subject = self.subject()
        if self.keyword("is"):
            negated = self.keyword("not")
            if not self.keyword("empty"):
                raise self.stop("after `is` comes `empty` or `not empty`.")
            return subject._replace(operator="not empty" if negated else "empty")
        if self.keyword("empty"):
            return subject._replace(operator="empty")
        if self.keyword("in"):
            return subject._replace(operator="in", values=self.choices())
        if self.keyword("not"):
            if self.keyword("empty"):
                return subject._replace(operator="not empty")
            if self.keyword("in"):
                return subject._replace(operator="not in", values=self.choices())
            raise self.stop("after a name and `not` comes `in (…)` or `empty`.")
        token = self.peek()
        if token is not None and token.kind == "mark" and token.text in OPERATORS:
            self.position += 1
            return subject._replace(operator=token.text, values=(self.value(),))
        return subject

    def subject(self) -> Comparison:
        """What is compared: `name`, `name[row]` or `any(name)`."""
        name = self.name()
        if name.text.lower() == "any" and self.mark("("):
            inner = self.name()
            self.expect(")")
            return Comparison(inner.text, "yes", anywhere=True, at=inner.at)
        token = self.peek()
        if token is not None and token.kind == "row":
            self.position += 1
            return Comparison(name.text, "yes", row=token.text, at=name.at)
        return Comparison(name.text, "yes", at=name.at)

    def name(self) -> _Token:
        token = self.peek()
        if token is None or token.kind != "word" or token.text.lower() in _KEYWORDS:
            raise self.stop("the name of a field is missing here.")
        self.position += 1
        return token

    def choices(self) -> tuple[str, ...]:
        self.expect("(")
        values = [self.value()]
        while self.mark(","):
            values.append(self.value())
        self.expect(")")
        return tuple(values)

    def value(self) -> str:
        """A quoted text or a word; an amount and its currency are two: `1250 EUR`."""
        token = self.peek()
        if token is None or token.kind not in ("word", "quoted"):
            raise self.stop("a value is missing here.")
        self.position += 1
        following = self.peek()
        if token.kind == "word" and following is not None and following.kind == "word":
            pair = f"{token.text} {following.text}"
            if _AMOUNT.fullmatch(pair) and following.text.lower() not in _KEYWORDS:
                self.position += 1
                return pair
        return token.text

    def peek(self) -> _Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def keyword(self, word: str) -> bool:
        token = self.peek()
        found = token is not None and token.kind == "word" and token.text.lower() == word
        self.position += found
        return found

    def mark(self, mark: str) -> bool:
        token = self.peek()
        found = token is not None and token.kind == "mark" and token.text == mark
        self.position += found
        return found

    def expect(self, mark: str) -> None:
        if not self.mark(mark):
            raise self.stop(f"a `{mark}` is missing here.")

    def stop(self, what: str) -> BadUsage:
        token = self.peek()
        return trouble(self.text, len(self.text) if token is None else token.at, what, self.example)


def _tokens(text: str, example: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        at, found = match.start(kind), match[kind]
        if kind == "odd":
            what = "this quote is not closed." if found in "'\"" else f"`{found}` means nothing here."
            raise trouble(text, at, what, example)
        if found[:1] in ("'", '"'):
            found = re.sub(r"\\(['\"\\])", r"\1", found[1:-1])
        tokens.append(_Token(kind, _SPELLINGS.get(found, found) if kind == "mark" else found, at))
    return tokens


def _width(text: str) -> int:
    """Columns on a terminal: East Asian letters take two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
