"""The bytes of an input, wherever they come from, and which encoding they are in.

A file is read where it is. Stdin and a pipe are kept in memory, and beyond some MiB in a temporary file, since a table
is read from its start more than once; so is what was compressed by gzip.
"""

import codecs
import io
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, NamedTuple

from ltc_cli.errors import BadRows, BadUsage, NotFound
from ltc_cli.intake.grid import cut

MAX_SIZE = 1 << 30
"""The most bytes of an input, unpacked."""
_PIECE = 1 << 20
_IN_MEMORY = 8 << 20
_PLAUSIBLE = 200
"""A packed table is larger unpacked by this factor at most: what is beyond is made to fill the disk."""
_UNSUSPECTED = 64 << 20
GZIP = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = (
    (b"SQLite format 3\x00", "an SQLite database", "Export the table first: sqlite3 -csv -header FILE 'SELECT …'"),
    (b"\x89PNG", "a PNG picture", None),
    (b"\xff\xd8\xff", "a JPEG picture", None),
    (b"GIF8", "a GIF picture", None),
    (b"%PDF-", "a PDF document", None),
    (b"\x7fELF", "a program", None),
    (b"BZh", "compressed by bzip2", "bunzip2 -c FILE | ltc … import -"),
    (b"\xfd7zXZ\x00", "compressed by xz", "xz -dc FILE | ltc … import -"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd", "zstd -dc FILE | ltc … import -"),
    (b"7z\xbc\xaf\x27\x1c", "an archive", "Unpack it first."),
    (b"PAR1", "a Parquet file", "Write it as CSV first."),
)
_CANDIDATES = ("cp1252", "gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "iso8859_2")
_ABROAD = re.compile(r"[^\s,;|\"]{0,12}[^\x00-\x7f][^\s,;|\"]{0,12}")


class Source(NamedTuple):
    """An input that is open."""

    name: str
    original: IO[bytes]
    """As it came: what a digest is of."""
    data: IO[bytes]
    """Unpacked; can be read from its start again."""
    suffix: str
    """Of its name, in small letters: `.csv`, also of `leads.CSV.gz`."""

    def start(self, size: int = 512) -> bytes:
        """Its first bytes."""
        self.data.seek(0)
        return self.data.read(size)

    def text(self, encoding: str, newline: str | None = "") -> io.TextIOWrapper:
        """Its text from the start; to be detached, not closed."""
        self.data.seek(0)
        return io.TextIOWrapper(self.data, encoding=encoding, newline=newline)


def opened(file: str, closing: ExitStack) -> Source:
    """Open an input.

    Raises `NotFound` without the file, `BadRows` for what is too large, damaged, or no table by its first bytes.
    """
    path = Path("stdin" if file == "-" else file)
    name = "-" if file == "-" else path.name
    original = _original(file, path, name, closing)
    start = original.read(512)
    original.seek(0)
    data = original
    if start.startswith(GZIP):
        data = _unpacked(name, original, closing)
        start = data.read(512)
        data.seek(0)
    for mark, what, hint in _FOREIGN:
        if start.startswith(mark):
            raise BadRows(f"{name} is {what}, not a table.", hint or "Name a table: CSV, JSON, XLSX or ODS.")
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    return Source(name, original, data, suffixes[-1] if suffixes else "")


def encoding_of(source: Source, named: str | None) -> str:
    """Which encoding its text is in: what its first bytes say, else what the user says, else UTF-8.

    Raises `BadUsage` for an encoding there is not.
    """
    start = source.start(4)
    found = next((name for mark, name in _BOMS if start.startswith(mark)), None)
    if found is not None:
        return found
    if named is None:
        return "utf-8"
    try:
        known = codecs.lookup(named).name
        b"".decode(known)
    except (LookupError, ValueError):
        raise BadUsage(f"there is no encoding {named!r}.", "For example: utf-8, cp1252, gb18030.") from None
    return known


def leave(text: io.TextIOBase) -> None:
    """End the reading of a text, and leave its bytes open; they may have been closed meanwhile."""
    with suppress(ValueError):
        text.detach()


def undecodable(source: Source, encoding: str, delimiter: str) -> BadRows:
    """The error for text that is not in its encoding: where, and which encodings it could be in, with a sample."""
    line, place, byte, around = _foreign_byte(source, encoding, delimiter)
    spoken = "UTF-8" if encoding.startswith("utf-8") else encoding
    message = f"{source.name}:{line}:{place}: the byte 0x{byte:02X} is not {spoken}."
    likely = [f"{name} reads {sample!r}" for name, sample in _likely(around) if name != encoding]
    if not likely:
        return BadRows(message, "Save it as CSV in UTF-8, or name its --encoding.")
    return BadRows(message, f"Say which it is, --encoding NAME: {', '.join(likely)}.")


def _original(file: str, path: Path, name: str, closing: ExitStack) -> IO[bytes]:
    if file == "-":
        if sys.stdin is None:
            raise NotFound("stdin is closed.", "Name a table, or give one on stdin.")
        return _kept(name, _pieces(sys.stdin.buffer.read), closing)
    try:
        if path.is_dir():
            raise NotFound(f"{file} is a folder, not a table.", "Name a file in it.")
        if path.is_fifo():
            return _kept(name, _pieces(closing.enter_context(path.open("rb")).read), closing)
        if not path.is_file():
            raise NotFound(f"there is no file {file}.", "Name a table, or - for stdin.")
        if path.stat().st_size > MAX_SIZE:
            raise _too_large(name, path.stat().st_size)
        return closing.enter_context(path.open("rb"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise NotFound(f"{file} cannot be read: {reason}.", "Name a table, or - for stdin.") from None


def _pieces(read: Callable[[int], bytes]) -> Iterator[bytes]:
    return iter(lambda: read(_PIECE), b"")


def _kept(name: str, pieces: Iterator[bytes], closing: ExitStack, most: int = MAX_SIZE) -> IO[bytes]:
    """All of a stream, to be read more than once."""
    from tempfile import SpooledTemporaryFile

    kept = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - `closing` closes it
    closing.callback(kept.close)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise _too_large(name, size)
        kept.write(piece)
    kept.seek(0)
    return kept


def _unpacked(name: str, packed: IO[bytes], closing: ExitStack) -> IO[bytes]:
    import gzip
    import zlib

    size = packed.seek(0, io.SEEK_END)
    packed.seek(0)
    most = min(MAX_SIZE, max(_UNSUSPECTED, size * _PLAUSIBLE))
    try:
        with gzip.GzipFile(fileobj=packed) as unpacking:
            return _kept(name, _pieces(unpacking.read), closing, most)
    except (OSError, EOFError, zlib.error) as error:
        raise BadRows(f"{name} cannot be unpacked: {error}.", "Is it whole? gzip -t FILE says so.") from None


def _too_large(name: str, size: int) -> BadRows:
    return BadRows(
        f"{name} is larger than can be taken in: {size >> 20} MiB or more; {MAX_SIZE >> 20} MiB are the most.",
        "Part it, and take the parts in one by one.",
    )


def _foreign_byte(source: Source, encoding: str, delimiter: str) -> tuple[int, int, int, bytes]:
    """The line and cell of the first byte that is foreign, the byte, and the bytes from the start of its line on."""
    decoder = codecs.getincrementaldecoder(encoding)()
    source.data.seek(0)
    line, head = 1, ""
    while True:
        piece = source.data.read(_PIECE)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            text = head + before.decode(encoding, "ignore")
            breaks = _lines(text)
            row = text[text.rfind("\n") + 1 :] if "\n" in text else text
            place = 1 + re.sub(r'"[^"]*"', "", row).count(delimiter)
            around = before[before.rfind(b"\n") + 1 :] + error.object[error.start :]
            return line + breaks, place, error.object[error.start], around + source.data.read(_PIECE)
        if not piece:
            return line, 1, 0, b""
        # A carriage return may end a piece whose line feed begins the next.
        text = head + text
        whole = text.rfind("\n") + 1
        line += _lines(text[:whole])
        head = text[whole:]


def _lines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _likely(data: bytes) -> Iterator[tuple[str, str]]:
    """The encodings that could have written these bytes, each with the first text beyond ASCII as it would read."""
    for name in _CANDIDATES:
        try:
            text = codecs.getincrementaldecoder(name)().decode(data)
        except UnicodeDecodeError:
            continue
        found = _ABROAD.search(text)
        if found and found[0].isprintable():
            yield name, cut(found[0], 24)
