"""YAML as a tree of texts that know their lines. Nothing is loaded: no value is guessed, no object made.

YAML would turn `no` into false, `0123` into 83, `1:30` into 90 and a day into a date; here a text stays the
text that was written, and who reads it says what it should be. Aliases, anchors and tags are refused, and so
is nesting deeper than any process goes.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ltc_cli.errors import BadProcess

if TYPE_CHECKING:
    from yaml.events import Event

MAX_BYTES = 256 * 1024
_DEEPEST = 12


class Text(NamedTuple):
    """A scalar as written."""

    line: int
    text: str
    bare: bool = False
    """Not in quotes."""

    @property
    def blank(self) -> bool:
        """Nothing was written, or the words YAML has for nothing."""
        return self.bare and self.text in ("", "~", "null")


class Items(NamedTuple):
    """A list."""

    line: int
    items: "tuple[Node, ...]"


class Keys(NamedTuple):
    """A mapping, as the pairs that were written: a key may stand twice."""

    line: int
    pairs: "tuple[tuple[Text, Node], ...]"


Node = Text | Items | Keys


def parse(text: str, source: str) -> Node:
    """The tree of one YAML document; `source` names it in errors. Raises `BadProcess` at what is refused."""
    import yaml

    check_size(text.encode("utf-8", "replace"), source)
    try:
        # In pure Python on purpose: its messages are the same on every machine.
        return _Tree(yaml.parse(text, Loader=yaml.SafeLoader), source).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = " ".join(filter(None, (error.context, error.problem)))
        raise BadProcess(f"{source}:{line}: this is not YAML: {what}.", _HINT) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BadProcess(f"{source}:{line}: this holds a character that YAML does not allow.", "Remove it.") from None
    except (ValueError, OverflowError):
        raise BadProcess(f"{source}: this is not YAML: an escape in it stands for no character.", _HINT) from None


def check_size(raw: bytes, source: str) -> None:
    """Raise `BadProcess` for more than a process file may have."""
    if len(raw) > MAX_BYTES:
        raise BadProcess(f"{source} is larger than {MAX_BYTES // 1024} KB, the most a process file may have.")


_HINT = "Indent with blanks, put texts with ': ' or '#' in quotes; a whole process: ltc process show"


class _Tree:
    """Builds the tree from the stream of events."""

    def __init__(self, events: "Iterator[Event]", source: str) -> None:
        self.events = events
        self.source = source

    def document(self) -> Node:
        """The only document of the stream; an empty one is a blank text."""
        root: Node | None = None
        for event in self.events:
            name = type(event).__name__
            if name == "DocumentStartEvent" and root is not None:
                raise self.refused(event, "a second document begins here", "Keep one process to a file.")
            if name not in ("StreamStartEvent", "StreamEndEvent", "DocumentStartEvent", "DocumentEndEvent"):
                root = self.node(event, 1)
        return root if root is not None else Text(1, "", True)

    def node(self, event: "Event", depth: int) -> Node:
        """The node that begins with an event."""
        import yaml

        line = _line(event)
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self.refused(
                event, "an alias or anchor stands here", "Write the value out, or quote a text with & or *."
            )
        if tag is not None:
            raise self.refused(event, f"the tag {tag!r} stands here", "Leave it out, or quote a text with ! in front.")
        if depth > _DEEPEST:
            raise self.refused(event, f"this is nested more than {_DEEPEST} deep", "A process is not nested so deeply.")
        if isinstance(event, yaml.ScalarEvent):
            return Text(line, event.value, event.style is None)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(line, tuple(self.until(yaml.SequenceEndEvent, depth)))
        parts = list(self.until(yaml.MappingEndEvent, depth))
        return Keys(line, tuple((self.key(key), value) for key, value in zip(parts[::2], parts[1::2], strict=True)))

    def until(self, end: "type[Event]", depth: int) -> Iterator[Node]:
        """The nodes up to the end of a list or mapping."""
        for event in self.events:
            if isinstance(event, end):
                return
            yield self.node(event, depth + 1)

    def key(self, node: Node) -> Text:
        """A key, which has to be a text."""
        if not isinstance(node, Text):
            raise BadProcess(f"{self.source}:{node.line}: a key has to be a word, not a list or mapping.", _HINT)
        return node

    def refused(self, event: "Event", what: str, hint: str) -> BadProcess:
        """The error for what a process file may not hold."""
        return BadProcess(f"{self.source}:{_line(event)}: {what}, which a process file may not have.", hint)


def _line(event: "Event") -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
