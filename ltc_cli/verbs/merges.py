"""`merge` and `dedupe`, which leads, accounts and contacts share: several records of one become one."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import ref
from ltc_cli.front import Write
from ltc_cli.options import Ref, Refs

Take = Annotated[
    list[str] | None, typer.Option(metavar="FIELD=REF", help="Whose value stays, where it is not the last written.")
]


def merges(app: typer.Typer, noun: str) -> None:
    """Add `merge`."""

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
