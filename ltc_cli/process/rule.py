"""Rules that read a tree into plain data: each is told what should stand there, and notes what does not.

A rule never raises: it notes the mistake with its line and key, and leaves the value out, so that all the
mistakes of a file are told at once.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ltc_cli.errors import BadProcess, LtcError, nearest
from ltc_cli.process.tree import Items, Keys, Node, Text

Path = tuple[str, ...]
Rule = Callable[[Node, Path, "Faults"], Any]
"""Reads a node into plain data; None when it is blank or wrong."""
Check = Callable[[Any, Path, "Faults"], None]
"""Looks at what a rule has read."""

ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
MOST = 100
"""Mistakes told at once; whoever has more has another kind of file."""
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_DAYS = re.compile(r"\+?([0-9]{1,5})(?: ?d| days?)?", re.ASCII)
_PERCENT = re.compile(r"([0-9]{1,3}) ?%?", re.ASCII)
_WHOLE = re.compile(r"([0-9]{1,6})", re.ASCII)


class Fault(NamedTuple):
    """One mistake."""

    line: int
    path: Path
    what: str
    hint: str | None


class Faults:
    """The mistakes found so far, and the line of every key, so that later checks can name it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[Fault] = []
        self.lines: dict[Path, int] = {}

    def add(self, path: Path, what: str, hint: str | None = None, line: int | None = None) -> None:
        """Note a mistake at a key, or at the nearest key above it that was written."""
        if len(self.found) == MOST:
            return
        above = next((path[:end] for end in range(len(path), -1, -1) if path[:end] in self.lines), ())
        self.found.append(Fault(line or self.lines.get(above, 1), path, what, hint))

    def sound(self, *path: str) -> bool:
        """Whether nothing is wrong at or below a key."""
        return not any(fault.path[: len(path)] == path for fault in self.found)

    def raise_any(self) -> None:
        """Raise `BadProcess` with every mistake, one a line in the order of the file, when there is one."""
        found = sorted(self.found, key=lambda fault: fault.line)
        if len(found) == 1:
            raise BadProcess(self._told(found[0]), found[0].hint)
        if found:
            told = (" ".join(filter(None, (self._told(fault), fault.hint))) for fault in found)
            raise BadProcess("\n".join(told), f"Mend these {len(found)} places, then: ltc process check {self.source}")

    def _told(self, fault: Fault) -> str:
        return f"{self.source}:{fault.line}: {spoken(fault.path) or 'the file'}: {fault.what}."


def spoken(path: Path) -> str:
    """A path as people write it: pipelines.sales.stages, follow_ups[2]."""
    return "".join(part if part.startswith("[") else f".{_shown(part)}" for part in path).removeprefix(".")


def guess(word: str, known: list[str], what: str) -> str:
    """The hint for a word that is not known."""
    close = nearest(word, known)
    return f"Did you mean {close}?" if close else f"{what}: {', '.join(known) or 'none'}"


def _shown(word: str) -> str:
    return word if word.isprintable() and 0 < len(word) <= 60 else repr(word[:60])


# Texts ---------------------------------------------------------------------------------------------------


def text(longest: int = 200) -> Rule:
    """One line of text, blanks around it taken off."""

    def read(node: Node, path: Path, faults: Faults) -> str | None:
        if not isinstance(node, Text):
            faults.add(path, "this should be a text, not a list or mapping")
            return None
        value = node.text.strip()
        if not value:
            faults.add(path, "this is empty", "Write a text, or leave the key out.")
        elif len(value) > longest:
            faults.add(path, f"this has {len(value)} characters; {longest} are the most")
        elif _NOT_TEXT.search(value):
            faults.add(path, f"{value[:60]!r} holds a line break, a control character or an invisible one")
        else:
            return value
        return None

    return read


def lines(node: Node, path: Path, faults: Faults) -> str | None:
    """Lines of text, as a list or as a text with line breaks; joined by line breaks."""
    if isinstance(node, Text):
        rows = [row for row in node.text.splitlines() if row.strip()]
        node = Items(node.line, tuple(Text(node.line, row) for row in rows))
    return "\n".join(texts(node, path, faults)) or None


def texts(node: Node, path: Path, faults: Faults) -> list[str]:
    """A list of texts, each once; a single text is a list of one."""
    if isinstance(node, Text):
        node = Items(node.line, (node,))
    found = items(text())(node, path, faults) or []
    seen: set[str] = set()
    for number, word in enumerate(found, 1):
        folded = " ".join(word.casefold().split())
        if folded in seen:
            faults.add((*path, f"[{number}]"), f"{word!r} stands here twice")
        seen.add(folded)
    return list(dict.fromkeys(found))


def one_of(*known: str) -> Rule:
    """One of some words."""

    def accept(value: str) -> str | None:
        return value if value in known else None

    return matching(accept, lambda value: guess(value, list(known), "Choices"), "is none of the words this can be")


def whole(low: int, high: int) -> Rule:
    """A whole number."""
    return _number(_WHOLE, low, high, "a whole number")


def days(low: int, high: int = 3650) -> Rule:
    """A number of days: 14, 14d, +14d, 14 days."""
    return _number(_DAYS, low, high, "a number of days")


def percent(node: Node, path: Path, faults: Faults) -> int | None:
    """Whole percent: 35 or 35%."""
    value: int | None = _number(_PERCENT, 0, 100, "a whole percentage")(node, path, faults)
    return value


def _number(shape: re.Pattern[str], low: int, high: int, what: str) -> Rule:
    def accept(value: str) -> int | None:
        match = shape.fullmatch(value)
        return int(match[1]) if match and low <= int(match[1]) <= high else None

    return matching(accept, None, f"is not {what} from {low} to {high}")


def yes_or_no(node: Node, path: Path, faults: Faults) -> bool | None:
    """yes or no, in the words YAML has for them."""
    words = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
    value: bool | None = matching(lambda word: words.get(word.lower()), None, "is neither yes nor no")(
        node, path, faults
    )
    return value


def shaped(pattern: str, what: str, hint: str | None = None) -> Rule:
    """A text of some shape."""
    shape = re.compile(pattern, re.ASCII)
    return matching(lambda value: value if shape.fullmatch(value) else None, None, f"is not {what}", hint)


def matching(
    accept: Callable[[str], Any], hinting: Callable[[str], str] | None, what: str, hint: str | None = None
) -> Rule:
    """A text that a function turns into a value, or into None when it is wrong."""

    def read(node: Node, path: Path, faults: Faults) -> Any:
        value = text()(node, path, faults)
        if value is None:
            return None
        found = accept(value)
        if found is None:
            faults.add(path, f"{value!r} {what}", hinting(value) if hinting else hint)
        return found

    return read


def allowed(check: Callable[[str], object]) -> Rule:
    """A text that a function lets pass; the `LtcError` it raises for another is the mistake."""

    def read(node: Node, path: Path, faults: Faults) -> str | None:
        value: str | None = text()(node, path, faults)
        try:
            if value is not None:
                check(value)
        except LtcError as error:
            faults.add(path, error.message.rstrip("."), error.hint)
            return None
        return value

    return read


def labels(language: str) -> Rule:
    """What people call it: a text in the language of the file, or one per language: {en: New, zh: 新线索}."""
    code = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)

    def read(node: Node, path: Path, faults: Faults) -> dict[str, str] | None:
        if isinstance(node, Text):
            value = text()(node, path, faults)
            return {language: value} if value else None
        found = table(text(), code, "a language code such as en or zh")(node, path, faults)
        return dict(found) if found else None

    return read


# Lists and mappings --------------------------------------------------------------------------------------


def items(rule: Rule) -> Rule:
    """A list."""

    def read(node: Node, path: Path, faults: Faults) -> list[Any] | None:
        if not isinstance(node, Items):
            faults.add(path, "this should be a list", "Write [a, b], or each on a line of its own after a dash.")
            return None
        found = []
        for number, item in enumerate(node.items, 1):
            at = (*path, f"[{number}]")
            faults.lines[at] = item.line
            found.append(rule(item, at, faults))
        return [value for value in found if value is not None]

    return read


def keys(rules: Mapping[str, Rule], needs: tuple[str, ...] = (), short: str = "", check: Check | None = None) -> Rule:
    """A mapping of known keys; a bare text stands for the key named `short`, nothing at all for no keys."""

    def read(node: Node, path: Path, faults: Faults) -> dict[str, Any] | None:
        if isinstance(node, Text) and node.blank:
            node = Keys(node.line, ())
        elif isinstance(node, Text) and short:
            node = Keys(node.line, ((Text(node.line, short), node),))
        if not isinstance(node, Keys):
            faults.add(path, "this should be a mapping of keys to values", f"Keys: {', '.join(rules)}")
            return None
        found = {}
        written = _entries(node, path, faults)
        for name, value in written.items():
            if name not in rules:
                faults.add((*path, name), "there is no such key", guess(name, list(rules), "Keys here"))
            elif not (isinstance(value, Text) and value.blank):
                found[name] = rules[name](value, (*path, name), faults)
        for name in needs:
            if name not in found:
                faults.add((*path, name), "this key is needed")
        found = {name: value for name, value in found.items() if value is not None}
        if check:
            check(found, path, faults)
        return found

    return read


def table(rule: Rule, shape: re.Pattern[str] = ID, what: str = "") -> Rule:
    """A mapping of ids to values, as pairs in the order written."""

    def read(node: Node, path: Path, faults: Faults) -> list[tuple[str, Any]] | None:
        if not isinstance(node, Keys):
            faults.add(
                path,
                "this should be a mapping of ids to values",
                "Write each on a line of its own, as id: value",
            )
            return None
        found = []
        for name, value in _entries(node, path, faults).items():
            at = (*path, name)
            if not shape.fullmatch(name) or len(name) > 60:
                wanted = what or "an id: small letters a-z, digits and _"
                faults.add(at, f"{name[:60]!r} is not {wanted}", None if what else "Put other words in label.")
            else:
                found.append((name, rule(value, at, faults)))
        return [(name, value) for name, value in found if value is not None]

    return read


def _entries(node: Keys, path: Path, faults: Faults) -> dict[str, Node]:
    """The pairs of a mapping by key; a key that stands twice is a mistake."""
    found: dict[str, Node] = {}
    for key, value in node.pairs:
        at = (*path, key.text)
        if key.text in found:
            faults.add(at, "this key stands here twice", f"The first is on line {faults.lines[at]}.", key.line)
            continue
        faults.lines[at] = key.line
        found[key.text] = value
    return found
