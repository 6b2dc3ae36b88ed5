"""`merge` and `dedupe`, which leads, accounts and contacts share: several records of one become one."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import ref
from ltc_cli.front import Mend, Write
from ltc_cli.options import Limit, Ref, Refs

Take = Annotated[
    list[str] | None, typer.Option(metavar="FIELD=REF", help="Whose value stays, where it is not the last written.")
]
Exact = Annotated[bool, typer.Option("--merge", help="Merge those that share an exact key, and only those.")]
Above = Annotated[str | None, typer.Option(metavar="SCORE", help="Only the likelier: 0.8 or 80%.")]


def merges(app: typer.Typer, noun: str) -> None:
    """Add `merge` and `dedupe`."""

    @app.command(cls=Write, help=f"Make one {noun} of several: what refers to the others moves to the first.")
    def merge(ctx: typer.Context, keep: Ref, others: Refs, take: Take = None) -> None:
        from ltc_cli.domain import merge as merging

        desk = Desk.of(ctx)
        book = desk.book
        number = ref.find(book, keep, noun)[1]
        numbers = ref.find_all(book, desk.words(others), noun)
        done = merging.merge(book, noun, number, numbers, merging.taken(book, noun, take or ()))
        desk.show(merging.told(book, done))
        desk.settled()

    @app.command(cls=Mend, help=f"List the {noun}s that may be the same, likeliest first, and why.")
    def dedupe(ctx: typer.Context, above: Above = None, limit: Limit = None, merge: Exact = False) -> None:
        from ltc_cli.domain import duplicate

        desk = Desk.of(ctx)
        found = duplicate.find(desk.book, noun)
        if merge:
            desk.show(duplicate.merged(desk.book, duplicate.merge_exact(desk.book, found)))
            desk.settled()
        else:
            desk.show(duplicate.listing(found, above=above, limit=limit))
