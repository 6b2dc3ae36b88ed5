"""What a command is handed: the file (opened when it is first asked for), the clock, the words, and `show`.

An option typed wins over its `LTC_*` variable. stdout is data and nothing else; words go to stderr.
"""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ltc_cli import config, words
from ltc_cli.errors import BadRows, BadUsage, LtcError, NotFound, Refused

if TYPE_CHECKING:
    from ltc_cli.book import Book, Step
    from ltc_cli.domain.query import Source
    from ltc_cli.render import Style
    from ltc_cli.shape import Answer, Dashboard

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "markdown", "html")


class Desk:
    """One run of `ltc`: the options in force and the book they lead to."""

    def __init__(self, arguments: Sequence[str], out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.arguments = tuple(arguments)
        self.out = out or sys.stdout or StringIO()
        self.err = err or sys.stderr or StringIO()
        self.writes = False
        self._typed: Mapping[str, Any] = {}
        self._book: Book | None = None
        self._temporary = ExitStack()
        """What is closed or removed at the end, last things first."""

    @classmethod
    def of(cls, ctx: Any) -> "Desk":
        """The desk of a command's context."""
        desk = ctx.obj
        assert isinstance(desk, cls)
        return desk

    # Options -----------------------------------------------------------------------------------------------------

    def begin(self, typed: Mapping[str, Any], *, writes: bool) -> None:
        """Take the common options of the command that is about to run."""
        self._typed = typed
        self.writes = writes
        language = self.option("lang") or "en"
        if language.lower()[:2] not in words.LANGUAGES:
            raise BadUsage(f"there are no words in {language!r}.", f"Languages: {', '.join(words.LANGUAGES)}")
        words.use(language)

    def option(self, name: str) -> str | None:
        """A common option: as typed, else its `LTC_…` variable, else None."""
        value = self._typed.get(name)
        if value is None:
            value = os.environ.get(f"LTC_{name.upper()}") or None
        return value if isinstance(value, str) else None

    def flag(self, name: str) -> bool:
        """A common flag."""
        return bool(self._typed.get(name)) or os.environ.get(f"LTC_{name.upper()}", "") not in ("", "0", "no", "false")

    @property
    def format(self) -> str:
        """The output format in force."""
        name = self.option("format") or ("json" if self.flag("json") else "table")
        if name not in FORMATS:
            raise BadUsage(f"there is no format {name!r}.", f"Formats: {', '.join(FORMATS)}")
        return name

    @property
    def interactive(self) -> bool:
        """Whether someone is there to be asked."""
        return sys.stdin is not None and sys.stdin.isatty() and self.err.isatty()

    # The file ----------------------------------------------------------------------------------------------------

    def path(self) -> tuple[Path, bool]:
        """The file in force, and whether it was named."""
        return config.database(self._typed.get("db"))

    @property
    def book(self) -> "Book":
        """The book, opened when first asked for."""
        if self._book is None:
            self._book = self._open()
        return self._book

    @property
    def unfinished(self) -> bool:
        """Whether an operation was begun and not recorded."""
        return self._book is not None and self.writes and self._book.written is None

    def _open(self) -> "Book":
        from ltc_cli.book import Book

        path, named = self.path()
        today = self.option("today")
        if self.flag("demo"):
            path, today = self._demo(today)
            named = True
        missing = not path.exists() or (path.is_file() and path.stat().st_size == 0)  # or another command is making it
        if self.writes and missing and (named or self.interactive):
            book = self._create(self._nowhere(path) if self._typed.get("dry_run") else path, named, today)
        elif not named and not path.exists():
            raise NotFound("there is no file yet.", "Begin with: ltc init, or look around first: ltc demo")
        else:
            book = Book.open(path, write=self.writes, today=today)
        self._temporary.callback(book.close)
        return self._prepare(book)

    def _nowhere(self, path: Path) -> Path:
        """Where a file stands in for the one that a dry run must not make."""
        from tempfile import TemporaryDirectory

        return Path(self._temporary.enter_context(TemporaryDirectory(prefix="ltc-dry-"))) / path.name

    def _create(self, path: Path, named: bool, today: str | None) -> "Book":
        from ltc_cli.domain import start

        if not named:
            path.parent.mkdir(parents=True, exist_ok=True)
        made = start.create(path, currency=os.environ.get("LTC_CURRENCY"), today=today, actor=self.actor)
        if self.err.isatty() and not self._typed.get("dry_run"):
            self.say(words.say("made {path} with the process 'consulting'; for another: ltc init --help", path=path))
        return made

    def start(
        self, *, process: str, currency: str | None, timezone: str | None, country: str | None, if_missing: bool
    ) -> None:
        """Make the file, and say where it is and what might come next."""
        from ltc_cli.domain import start

        path, named = self.path()
        if if_missing and path.exists() and path.stat().st_size:
            self.say(words.say("{path} is there already; nothing changed.", path=path))
            return
        if not named:
            path.parent.mkdir(parents=True, exist_ok=True)
        currency = currency or os.environ.get("LTC_CURRENCY")
        book = start.create(
            path, process=process, currency=currency, timezone=timezone, country=country,
            language=self.option("lang"), today=self.option("today"), actor=self.actor, fresh=True,
        )  # fmt: skip
        self._temporary.callback(book.close)
        self._book = book
        self.show(start.summary(book))
        self.say(words.say("next: ltc lead add 'Ada Lovelace' --email ada@example.com --channel referral"))

    def make_demo(self, file: Path | None, process: str) -> None:
        """Make a demo file to keep, whose year ends today, and say how to look around in it."""
        from ltc_cli.book import Book
        from ltc_cli.domain import demo, start

        typed = self._typed.get("db")
        path = file or Path(typed or "ltc-demo.db")
        demo.fill(path, today=self.option("today") or "today", process=process)
        book = Book.open(path, write=False, today=self.option("today"))
        self._temporary.callback(book.close)
        self._book = book
        self.show(start.summary(book))
        self.say(words.say("A year of an invented business, up to today. Look around:"))
        for command in ("ltc today", "ltc deal board", "ltc report funnel --by channel"):
            self.say(f"  {command} --db {path}")

    def _demo(self, today: str | None) -> tuple[Path, str]:
        """A throw-away demo file, and the day on which it stands."""
        from tempfile import TemporaryDirectory

        from ltc_cli.domain import demo

        path = Path(self._temporary.enter_context(TemporaryDirectory(prefix="ltc-demo-"))) / "demo.db"
        demo.fill(path, today=today)
        return path, today or demo.TODAY

    def _prepare(self, book: "Book") -> "Book":
        """Hand the options of the command on to the book."""
        book.actor = self.actor
        book.arguments = self.arguments
        book.ask_currency = self._ask_currency if self.interactive else None
        if self.option("lang") is None:
            words.use(book.process.language or "en")
        if self.writes:
            book.on = self._typed.get("on")
            book.note = self._note()
            book.dry_run = bool(self._typed.get("dry_run"))
            if self._typed.get("next"):
                book.before_commit = self._plan_next
        known_at, as_of = self.option("known_at"), self.option("as_of")
        if known_at and not self.writes:
            book = self._rewound(book, known_at)
        if as_of and not self.writes:
            from ltc_cli.clock import end_of

            book.as_of = end_of(as_of, book.clock)
        book.throwaway = self.flag("demo")
        return book

    def _note(self) -> str | None:
        from ltc_cli.domain.text import text

        return text(str(self._typed["note"]), "the note") if self._typed.get("note") else None

    def _rewound(self, book: "Book", known_at: str) -> "Book":
        from ltc_cli.book import Book
        from ltc_cli.clock import end_of
        from ltc_cli.journal.rewind import rewound

        conn = self._temporary.enter_context(rewound(book.path, end_of(known_at, book.clock).ms))
        return Book(conn, book.path, today=self.option("today"))

    def _plan_next(self, step: "Step") -> None:
        from ltc_cli.domain import task

        task.plan_next(self.book, step, str(self._typed["next"]))

    def _ask_currency(self) -> str:
        import typer

        return str(typer.prompt(words.say("Currency of this business (EUR, USD, CNY, …)"), err=True)).strip().upper()

    @property
    def actor(self) -> str:
        """Who is doing this: --actor, LTC_ACTOR, or the user of the machine."""
        named = self.option("actor")
        if named:
            return named
        return os.environ.get("LOGNAME") or os.environ.get("USER") or os.environ.get("USERNAME") or "me"

    def close(self) -> None:
        """Close the file and remove what was temporary."""
        self._temporary.close()

    # Answers -----------------------------------------------------------------------------------------------------

    def show(self, answer: "Answer") -> None:
        """Print an answer in the format in force."""
        from ltc_cli import render

        render.show(answer, self._style(), self.out, self.err)

    def wrote(self, source: "Source", ids: Sequence[int], *, next_step: str = "", many: bool = False) -> None:
        """Print records as they are after a write, with the operation's number, and what one might do next."""
        from ltc_cli.domain import query

        book = self.book
        if not book.changed:
            self.say(words.say("nothing changed."))
        elif book.dry_run:
            self.say(words.say("dry run: nothing was written."))
        for answer in query.written(book, source, ids, many=many):
            self.show(answer)
        self.say_warnings(book.warnings)
        if next_step and self.err.isatty() and self.out.isatty() and not self.flag("quiet"):
            self.say(f"next: {next_step}")

    def write(self, answer: "Answer", file: Path) -> None:
        """Write an answer into a new file, in the format asked for or that its name ends in."""
        from ltc_cli import newfile, render

        made = StringIO()
        render.show(answer, self._style()._replace(format=self._format_of(file), terminal=False), made, self.err)
        newfile.write(file, [made.getvalue()])

    def draws(self, file: Path | None = None) -> bool:
        """Whether an answer becomes a page, which has pictures without being asked."""
        return self._format_of(file) == "html"

    def _format_of(self, file: Path | None) -> str:
        """The format of a file: as asked for, or as its name ends."""
        named = self.option("format") or ("json" if self.flag("json") else None)
        ending = {".html": "html", ".md": "markdown"}.get(file.suffix) if file is not None else None
        return self.format if named else ending or "table"

    def publish(self, page: "Dashboard", file: Path | None) -> None:
        """Write a page of reports into a new file, or to stdout."""
        from ltc_cli import newfile
        from ltc_cli.render import page as renderer
        from ltc_cli.render import prepare_streams

        if file is None:
            prepare_streams(self.out, self.err)
            renderer.write(page, self._style(), self.out)
            return
        made = StringIO()
        renderer.write(page, self._style(), made)
        newfile.write(file, [made.getvalue()])
        self.say(words.say("wrote {path}", path=file))

    def hand_over(self, pieces: Iterable[str]) -> None:
        """Write to stdout, piece by piece, a text that another program reads; on a terminal it is made safe."""
        from ltc_cli.render import prepare_streams
        from ltc_cli.render.safe import safe

        prepare_streams(self.out, self.err)
        self.out.writelines((safe(piece, multiline=True) for piece in pieces) if self.out.isatty() else pieces)

    def print(self, text: str) -> None:
        """Print a text that is the answer itself."""
        self.out.write(text if text.endswith("\n") else text + "\n")

    def settled(self) -> None:
        """Say whether an operation without records to show changed anything."""
        if not self.book.changed:
            self.say(words.say("nothing changed."))
        elif self.book.dry_run:
            self.say(words.say("dry run: nothing was written."))
        elif self.book.written is not None:
            self.say(words.say("done: operation {number}.", number=self.book.written))
        self.say_warnings(self.book.warnings)

    def has_book(self) -> bool:
        """Whether there is a file to ask; a named one that is missing is an error of its own."""
        path, named = self.path()
        return named or path.exists() or self.flag("demo")

    def welcome(self) -> None:
        """Three ways to begin, for someone who has no file yet."""
        if not self.out.isatty():
            raise NotFound("there is no file yet.", "Begin with: ltc init, or look around first: ltc demo")
        self.print(
            words.say(
                "Welcome to ltc: one file, from the first word with a customer to the money.\n\n"
                "  ltc demo                      look around in a year of somebody's business\n"
                "  ltc init --currency EUR       make a file of your own\n"
                "  ltc lead import leads.csv     bring the leads you have\n\n"
                "Every command explains itself: ltc --help, ltc lead --help, ltc lead add --help"
            )
        )

    def words(self, typed: Sequence[str]) -> list[str]:
        """Words of the command line, where `-` stands for the lines of stdin."""
        if "-" not in typed:
            return list(typed)
        given = [line.strip() for line in sys.stdin.read().splitlines()]
        return [word for each in typed for word in (filter(None, given) if each == "-" else [each])]

    def remark(self) -> None:
        """Say what a question brought to light beside its answer."""
        if self._book is not None:
            self.say_warnings(self._book.warnings)

    def say_warnings(self, warnings: Sequence[str]) -> None:
        """Print each warning as a line of its own."""
        for warning in warnings:
            self.say(words.say("note: {text}", text=warning))

    def say(self, text: str) -> None:
        """Print words on stderr, made safe for a terminal."""
        from ltc_cli.render.safe import safe

        if not self.flag("quiet") or text.startswith("ltc:"):
            self.err.write(safe(text, multiline=True) + "\n")

    def confirm(self, question: str) -> None:
        """Ask before something that cannot be seen in advance; raises `Refused` when nobody says yes."""
        if self.flag("yes"):
            return
        if not self.interactive:
            raise Refused(f"{question} Nobody can be asked here.", "Add --yes when it is meant.")
        import typer

        if not typer.confirm(question, err=True):
            raise Refused("nothing was changed.")

    def _style(self) -> "Style":
        from ltc_cli import render
        from ltc_cli.clock import system_clock

        clock = self._book.clock if self._book is not None else system_clock("UTC", None)
        columns = self.option("columns")
        return render.Style(
            format=self.format,
            terminal=self.out.isatty(),
            width=render.terminal_width(self.out),
            color=render.color_wanted(self.out),
            tz=clock.tz,
            today=clock.today,
            columns=tuple(name.strip() for name in columns.split(",")) if columns else None,
            quiet=self.flag("quiet"),
        )

    # Errors ------------------------------------------------------------------------------------------------------

    def complain(self, error: LtcError) -> None:
        """Say what went wrong in one sentence, and what to try; with --json also as an object."""
        hint = error.hint
        if self._wants_json():
            import json

            body: dict[str, object] = {"code": error.name, "message": error.message, "hint": hint}
            if isinstance(error, BadRows) and error.rows:
                body["rows"] = error.rows
            self.err.write(json.dumps({"error": body}, ensure_ascii=False) + "\n")
            return
        self.say(f"ltc: {error.message}" + (f"\ntry: {hint}" if hint else ""))

    def complain_usage(self, error: Any) -> None:
        """Say what the command line got wrong, in the same form."""
        if type(error).__name__ == "NoArgsIsHelpError":
            self.err.write(error.format_message() + "\n")
            return
        message = error.format_message().rstrip(".")
        message += "" if message.endswith("?") else "."
        context = getattr(error, "ctx", None)
        help_of = context.command_path if context is not None else "ltc"
        self.complain(BadUsage(message[:1].lower() + message[1:], f"{help_of} --help"))

    def translate(self, error: Exception) -> LtcError | None:
        """What an error of the machine means for the user; None when it is a bug."""
        import sqlite3

        if isinstance(error, sqlite3.Error) and not isinstance(
            error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError
        ):
            from ltc_cli.store import explain

            path = self._book.path if self._book is not None else self.path()[0]
            return explain(error, path) if getattr(error, "sqlite_errorcode", 1) & 0xFF != 1 else None
        if isinstance(error, OSError) and error.strerror:
            from ltc_cli.errors import BadFile

            return BadFile(f"{error.filename or 'the answer'} cannot be read or written: {error.strerror.lower()}.")
        return None

    def _wants_json(self) -> bool:
        return self.option("format") in ("json", "jsonl") or "--json" in self.arguments

    def flush(self) -> None:
        """Push the answer out, so that a full disk or a closed pipe is noticed while it can be told."""
        self.out.flush()

    @property
    def recorded(self) -> int | None:
        """The operation this run has recorded: from then on, nothing that goes wrong takes it back."""
        return self._book.written if self._book is not None else None

    def mute(self) -> None:
        """Forget what can no longer be printed: the reader of the pipe has gone."""
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
