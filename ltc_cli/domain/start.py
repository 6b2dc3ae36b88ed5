"""Making a file: the process it begins with."""

from pathlib import Path

from ltc_cli.book import Book
from ltc_cli.errors import Refused
from ltc_cli.process import Process, template_text, to_json
from ltc_cli.shape import Column, Record

DEFAULT = "consulting"


def process_of(name: str) -> Process:
    """The process of a template's name or of a YAML file; raises `BadProcess` or `NotFound`."""
    from ltc_cli.process.read import from_yaml, read_file

    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return read_file(path)
    return from_yaml(template_text(name), name)


def create(
    path: Path,
    *,
    process: str = DEFAULT,
    currency: str | None = None,
    timezone: str | None = None,
    country: str | None = None,
    language: str | None = None,
    today: str | None = None,
    actor: str = "",
    fresh: bool = False,
) -> Book:
    """Make the file with its process; with `fresh`, refuse to touch one that exists. The book is open for writing."""
    from ltc_cli.clock import check_timezone, machine_timezone
    from ltc_cli.money import exponent

    if fresh and path.exists() and path.stat().st_size:
        raise Refused(
            f"{path} is there already and was not touched.", f"Use it, or name another: ltc init --db {path.stem}-2.db"
        )
    chosen = process_of(process)
    if timezone:
        check_timezone(timezone)
    if currency:
        exponent(currency)
    chosen = chosen._replace(
        currency=currency or chosen.currency,
        timezone=timezone or chosen.timezone or machine_timezone(),
        country=country or chosen.country,
        language=language or chosen.language,
    )
    return Book.create(path, to_json(chosen), _channels, today=today, actor=actor)


def summary(book: Book) -> Record:
    """What was made: the file and the settings it begins with."""
    process = book.process
    columns = tuple(map(Column, ("file", "process", "currency", "timezone", "language", "pipelines")))
    pipelines = ", ".join(line.id for line in process.pipelines)
    row = (str(book.path), process.name, process.currency, process.timezone, process.language or "en", pipelines)
    return Record("file", columns, row, title=f"Made {book.path}")


def _channels(book: Book) -> None:
    """Put the channels the process names into the list of channels."""
    from ltc_cli.domain import channel

    channel.follow_process(book)
