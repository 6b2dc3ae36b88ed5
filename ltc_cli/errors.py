"""What can go wrong, each kind with its exit code. The front door alone turns these into words."""

from collections.abc import Sequence


class LtcError(Exception):
    """Something the user can mend: one sentence that names the value and the rule, and what to try."""

    exit_code = 1
    name = "error"

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadUsage(LtcError):
    """A word of the command line cannot be read: a date, an amount, an expression, a period."""

    exit_code = 2
    name = "usage"


class NotFound(LtcError):
    """Nothing has this name, or the input file is missing."""

    exit_code = 3
    name = "not_found"


class Ambiguous(LtcError):
    """Several records answer to this name."""

    exit_code = 3
    name = "ambiguous"


class Refused(LtcError):
    """A rule of the business or a conflict forbids the step."""

    exit_code = 4
    name = "refused"


class BadProcess(LtcError):
    """The process file or a setting is not valid."""

    exit_code = 5
    name = "process"


class BadRows(LtcError):
    """Rows of an input table cannot be taken in."""

    exit_code = 6
    name = "rows"

    def __init__(self, message: str, hint: str | None = None, rows: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.rows = tuple(rows)
        """Every one of them as file:line:column: reason; the message may name the first only."""


class BadFile(LtcError):
    """The database file cannot be used: missing folder, unreadable, damaged, foreign, newer, disk full."""

    exit_code = 7
    name = "file"


class GateFailed(LtcError):
    """A `--fail-if` holds, or a check found a broken rule."""

    exit_code = 8
    name = "gate"


class Busy(LtcError):
    """Another program is writing; nothing was changed."""

    exit_code = 9
    name = "busy"


def nearest(word: str, known: list[str]) -> str | None:
    """The known word most like `word`, for "did you mean"; None when nothing is close."""
    import difflib

    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None
