"""Making the file and looking after it: init, demo, check, backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.errors import BadUsage
from ltc_cli.front import Mend, Plain

app = typer.Typer()


@app.command(cls=Plain)
def init(
    ctx: typer.Context,
    process: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="consulting, products, saas, trade-zh, or a YAML file.")
    ] = "consulting",
    currency: Annotated[str | None, typer.Option(metavar="CODE", help="Of the business: EUR, USD, CNY.")] = None,
    timezone: Annotated[str | None, typer.Option(metavar="ZONE", help="Of the business: Europe/Berlin.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CC", help="Of the business.")] = None,
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Do nothing when the file is there.")] = False,
) -> None:
    """Make a file of your own."""
    desk = Desk.of(ctx)
    desk.start(process=process, currency=currency, timezone=timezone, country=country, if_missing=if_missing)


@app.command(cls=Plain)
def demo(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Instead of ltc-demo.db.")
    ] = None,
    process: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="consulting, products, saas, trade-zh, or a YAML file.")
    ] = "consulting",
) -> None:
    """Make a file filled with a believable year of business."""
    Desk.of(ctx).make_demo(output, process)


@app.command(cls=Mend)
def check(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAMES]", help="Only these checks; with --data, what these rules find."),
    ] = None,
    anchor: Annotated[
        str | None, typer.Option(metavar="OP:DIGEST", help="As a backup printed it: proves that no end was cut off.")
    ] = None,
    data: Annotated[
        bool, typer.Option("--data", help="Review the data itself: rules E01-E20, and every field.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is sure: with --data.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="End with 8 when data breaks a rule: with --data.")] = False,
) -> None:
    """Prove that the file is sound: silent when it is.

    With --data, say how good the data is: what no figure should be built on as it is, with the command that mends it
    (ltc check --data E05), and how complete and valid each field is (ltc check --data fields).
    """
    desk = Desk.of(ctx)
    if data and anchor is None:
        _review(desk, names or [], fix=fix, strict=strict)
        return
    if data or fix or strict:
        raise BadUsage(
            "--fix and --strict go with --data, and --anchor does not.",
            "ltc check --data --strict, or ltc check --anchor OP:DIGEST",
        )
    from ltc_cli import check as checks

    found = checks.run(desk.book.conn, names or (), anchor=anchor)
    if found:
        desk.show(checks.listing(found))
        raise checks.verdict(found, desk.book.path)


def _review(desk: Desk, names: list[str], *, fix: bool, strict: bool) -> None:
    from ltc_cli.domain.quality import review

    if fix:
        desk.show(review.fix(desk.book, names))
        desk.settled()
    else:
        desk.show(review.behind(desk.book, names) if names else review.summary(desk.book))
    if strict:
        review.expect_sound(desk.book, names)


@app.command(cls=Plain)
def backup(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A new file.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="A folder: book-DATE-TIME.db is made in it.")
    ] = None,
    keep: Annotated[int | None, typer.Option(min=1, help="Leave so many copies of this book in the folder.")] = None,
) -> None:
    """Make a verified copy; nothing is ever overwritten."""
    from ltc_cli import backup as copies

    desk = Desk.of(ctx)
    book = desk.book
    desk.show(copies.answer(copies.make(book.conn, book.clock, file=file, folder=output, keep=keep)))


@app.command(cls=Plain)
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy made with ltc backup.")],
) -> None:
    """Bring a copy back; the file as it is stays beside it."""
    from ltc_cli import backup as copies
    from ltc_cli.clock import system_clock

    desk = Desk.of(ctx)
    desk.show(copies.answer(copies.restore(file, desk.path()[0], system_clock("UTC", desk.option("today")))))
