"""`ltc mapping`: what the headings of other programs mean, kept under a name."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import mapping, query
from ltc_cli.front import Read, Write
from ltc_cli.options import Limit, Sort, Where

app = typer.Typer()
EXAMPLES = (
    "ltc mapping list --demo",
    "ltc mapping list --where 'noun = lead' --demo",
    "ltc mapping list --json --demo",
)


@app.command(name="list", cls=Read)
def list_(ctx: typer.Context, where: Where = None, sort: Sort = None, limit: Limit = None) -> None:
    """List mappings; an import keeps one with --save-mapping NAME and takes it with --mapping NAME."""
    desk = Desk.of(ctx)
    desk.show(query.listing(desk.book, mapping.SOURCE, where=where, sort=sort, limit=limit))


@app.command(cls=Write)
def remove(ctx: typer.Context, name: Annotated[str, typer.Argument(help="What it is called.")]) -> None:
    """Forget a mapping."""
    desk = Desk.of(ctx)
    mapping.remove(desk.book, name)
    desk.settled()
