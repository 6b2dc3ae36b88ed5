"""What is known of the streams: how wide, whether in colour, and that writing to them never fails for a character."""

import os
from io import TextIOWrapper
from typing import TextIO

USUAL = 80
"""Cells of a terminal that does not say."""
PIPED = 120
"""Cells for what has no natural width, such as the board, where there is no terminal."""


_DRAWN = {
    "─": "-", "│": "|", "…": "...", "–": "-", "·": "-", "→": "->", "▲": "^", "×": "x", "█": "#", "═": "=", "║": "|",
    "└": "+", "├": "|", "┤": "|", "●": "o", "░": ":", "▒": "%", "▓": "%",
} | dict.fromkeys("▏▎▍▌▋▊▉▄▅▆▇", "#") | dict.fromkeys("▁▂▃", "_")  # fmt: skip
"""What we draw with, in ASCII."""


def prepare_streams(*streams: TextIO) -> None:
    """Make streams show what their encoding lacks as best they can, rather than fail: an ASCII locale is no error.

    Lines and bars become their nearest sign, any other character its escape.
    """
    for stream in streams:
        if isinstance(stream, TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="backslashreplace" if _has_all(stream.encoding) else _nearest())


def _has_all(encoding: str) -> bool:
    return encoding.lower().replace("-", "") in ("utf8", "utf16", "utf32", "gb18030")


def _nearest() -> str:
    """The name of an error handler that knows what we draw with."""
    import codecs

    def replace(error: UnicodeError) -> tuple[str | bytes, int]:
        assert isinstance(error, UnicodeEncodeError)
        lacking = error.object[error.start : error.end]
        signs = (_DRAWN.get(char) or char.encode("ascii", "backslashreplace").decode() for char in lacking)
        return "".join(signs), error.end

    codecs.register_error("ltc", replace)
    return "ltc"


def terminal_width(stream: TextIO) -> int:
    """Cells of a line: COLUMNS when it is set, else the terminal's, else one that suits most."""
    named = os.environ.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and int(named) > 0:
        return int(named)
    try:
        return os.get_terminal_size(stream.fileno()).columns or USUAL
    except (OSError, ValueError):
        return PIPED


def color_wanted(stream: TextIO) -> bool:
    """Whether to use colour: NO_COLOR forbids, FORCE_COLOR asks for it, else any terminal but a dumb one."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
