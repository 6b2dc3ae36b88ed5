"""The verbs that nouns share: shown, edited, given to owners. A noun's file adds them with one line each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer

from ltc_cli.book import Book
from ltc_cli.desk import Desk
from ltc_cli.domain import entry, query, ref
from ltc_cli.domain.noun import ref as ref_of
from ltc_cli.domain.noun import said
from ltc_cli.domain.query import Source
from ltc_cli.front import Read, Write
from ltc_cli.options import (
    Account,
    Item,
    Limit,
    LineDiscount,
    Price,
    Ref,
    Refs,
    Service,
    Since,
    Sort,
    TaxRate,
    Unit,
    Until,
    Where,
    complete_owners,
)

NewOwner = Annotated[str, typer.Option(metavar="OWNER", help="Who.", autocompletion=complete_owners)]


def lists(
    app: typer.Typer, source: Source, conditions: Callable[[Book, str | None], list[query.Condition]], states: str
) -> None:
    """Add `list`, for nouns whose records are of an account and have a status."""

    @app.command(name="list", cls=Read, help=f"List {said(source.noun)}s, newest first.")
    def list_(
        ctx: typer.Context,
        status: Annotated[str | None, typer.Option(help=states)] = None,
        account: Account = None,
        since: Since = None,
        until: Until = None,
        where: Where = None,
        sort: Sort = None,
        limit: Limit = None,
    ) -> None:
        desk = Desk.of(ctx)
        found = conditions(desk.book, status)
        if account is not None:
            number = ref.find(desk.book, account, "account")[1]
            found.append(query.Condition(f"{source.noun}.account_id = ?", (number,)))
        found += query.asked(desk.book, source, since=since, until=until)
        desk.show(query.listing(desk.book, source, where=where, conditions=found, sort=sort, limit=limit))


def lines(app: typer.Typer, source: Source, put: Callable[..., None], *, follow: str, opens: bool = False) -> None:
    """Add `line`: a line of a draft; with `opens`, one may have no quantity of its own."""
    many = "How many; open: as work is done." if opens else "How many; 1 by default."

    @app.command(cls=Write, help="Add a line to a draft, change the one of that item, or --remove it.")
    def line(
        ctx: typer.Context,
        record: Ref,
        item: Item,
        quantity: Annotated[str | None, typer.Option(metavar="N|open" if opens else "N", help=many)] = None,
        cap: Annotated[
            str | None, typer.Option(metavar="N", help="The most of an open line.", hidden=not opens)
        ] = None,
        price: Price = None,
        discount: LineDiscount = None,
        tax: TaxRate = None,
        unit: Unit = None,
        service: Service = None,
        remove: Annotated[bool, typer.Option("--remove", help="Take the line off.")] = False,
    ) -> None:
        from ltc_cli.domain.line import Wanted

        desk = Desk.of(ctx)
        number = ref.find(desk.book, record, source.noun)[1]
        wanted = Wanted(item, quantity, price, discount, tax, unit, cap, service)
        put(desk.book, number, wanted, remove=remove)
        desk.wrote(source, [number], next_step=follow.format(ref=ref_of(source.noun, number)))


def documents(app: typer.Typer, source: Source) -> None:
    """Add `show`, as a document: what the customer gets."""

    @app.command(cls=Read, help=f"Show one {said(source.noun)} as a document; --format markdown or html.")
    def show(ctx: typer.Context, record: Ref) -> None:
        from ltc_cli.domain import paper

        desk = Desk.of(ctx)
        desk.show(paper.of(desk.book, *ref.find(desk.book, record, source.noun)))


def steps(
    ctx: typer.Context, source: Source, refs: Sequence[str], take: Callable[[Book, list[int]], None], follow: str = ""
) -> None:
    """Find the records, take one step with all of them, and show them; `follow` is what one might do next."""
    desk = Desk.of(ctx)
    numbers = ref.find_all(desk.book, desk.words(refs), source.noun)
    take(desk.book, numbers)
    following = follow.format(ref=ref_of(source.noun, numbers[0])) if follow and len(numbers) == 1 else ""
    desk.wrote(source, numbers, next_step=following, many="-" in refs)


def shows(app: typer.Typer, source: Source) -> None:
    """Add `show`."""

    @app.command(cls=Read, help=f"Show one {said(source.noun)} with its whole story.")
    def show(ctx: typer.Context, record: Ref) -> None:
        from ltc_cli.domain import page  # it knows every noun, and most verbs know one

        desk = Desk.of(ctx)
        desk.show(page.of(desk.book, *ref.find(desk.book, record, source.noun)))


def edits(app: typer.Typer, source: Source, edit_all: Callable[[Book, Sequence[int], Mapping[str, str]], None]) -> None:
    """Add `edit`."""

    @app.command(cls=Write, help="Change fields: REF… FIELD=VALUE…; FIELD= clears one.")
    def edit(ctx: typer.Context, words: Refs, where: Where = None) -> None:
        desk = Desk.of(ctx)
        refs, values = entry.split(desk.words(words))
        piped_none = "-" in words and not refs
        numbers = [] if piped_none else query.chosen(desk.book, source, refs, where)
        edit_all(desk.book, numbers, values)
        desk.wrote(source, numbers, many=bool(where) or "-" in words)


def hands(app: typer.Typer, source: Source) -> None:
    """Add `assign`, `claim`, `release` and `recycle`."""
    from ltc_cli.domain import pool

    noun = source.noun

    @app.command(cls=Write, help=f"Give {noun}s to an owner.")
    def assign(ctx: typer.Context, refs: Refs, to: NewOwner) -> None:
        desk = Desk.of(ctx)
        numbers = ref.find_all(desk.book, desk.words(refs), noun)
        pool.assign(desk.book, noun, numbers, to)
        desk.wrote(source, numbers, many="-" in refs)

    @app.command(cls=Write, help=f"Take {noun}s out of the pool for yourself.")
    def claim(ctx: typer.Context, refs: Refs) -> None:
        step(ctx, source, refs, pool.claim)

    @app.command(cls=Write, help=f"Put {noun}s back into the pool.")
    def release(ctx: typer.Context, refs: Refs) -> None:
        step(ctx, source, refs, pool.release)

    @app.command(cls=Write, help=f"Put the {noun}s that nobody touched for long back into the pool.")
    def recycle(ctx: typer.Context) -> None:
        desk = Desk.of(ctx)
        desk.wrote(source, pool.recycle(desk.book, noun), many=True)


def step(
    ctx: typer.Context, source: Source, refs: Sequence[str], take: Callable[[Book, str, Sequence[int]], None]
) -> None:
    """Find the records, take one step with all of them, and show them."""
    desk = Desk.of(ctx)
    numbers = ref.find_all(desk.book, desk.words(refs), source.noun)
    take(desk.book, source.noun, numbers)
    desk.wrote(source, numbers, many="-" in refs)
