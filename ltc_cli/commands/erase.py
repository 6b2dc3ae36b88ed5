"""`ltc erase`: a person's data, removed on request."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import erase as erasing
from ltc_cli.domain import ref
from ltc_cli.front import Write

app = typer.Typer()
EXAMPLES = (
    "ltc erase L1 --reason 'asked for it' --dry-run --demo",
    "ltc erase C2 --reason 'asked for it' --yes --demo",
    "ltc erase A3 --reason 'closed the business' --yes --json --demo",
)


@app.command(cls=Write)
def erase(
    ctx: typer.Context,
    refs: Annotated[list[str], typer.Argument(metavar="REF…", help="A lead, a contact or an account.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stays in the history.")],
) -> None:
    """Remove a person's data for good, history included; counts and money stay as they are."""
    desk = Desk.of(ctx)
    book = desk.book
    named = list(dict.fromkeys(ref.find(book, each, *erasing.NOUNS_ERASED) for each in refs))
    found = erasing.plan(book, named)
    if not book.dry_run and not found.empty:
        if desk.interactive and not desk.flag("yes"):
            desk.show(erasing.goes(book, found))
        desk.confirm(f"Erase {', '.join(refs)} for good?")
    answer = erasing.erase(book, named, reason)
    desk.show(answer)
    desk.settled()
    if book.changed:
        desk.say("note: backups, exports, printed documents and other machines keep what they hold; look there too.")
