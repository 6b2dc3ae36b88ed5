"""`ltc edit`: change fields of any records."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import change, entry
from ltc_cli.front import Write
from ltc_cli.options import Refs, Where

app = typer.Typer()


@app.command(cls=Write)
def edit(
    ctx: typer.Context,
    words: Refs,
    where: Where = None,
    noun: Annotated[str, typer.Option(help="With --where: lead, deal, order, product, …")] = "lead",
) -> None:
    """Change fields: REF… FIELD=VALUE…; FIELD= clears one."""
    desk = Desk.of(ctx)
    refs, values = entry.split(desk.words(words))
    if "-" in words and not refs and not where:
        desk.settled()
        return
    source, numbers = change.edit(desk.book, refs, values, where=where, noun=noun)
    desk.wrote(source, numbers, many=bool(where) or "-" in words)
