"""`ltc process`: stages, fields, channels and rules, changed without code."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import process as processes
from ltc_cli.front import Read, Write

app = typer.Typer()
EXAMPLES = (
    "ltc process show --demo > process.yaml",
    "ltc process check process.yaml",
    "ltc process diff process.yaml --demo",
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A process in YAML.")]


@app.command(cls=Read)
def show(ctx: typer.Context) -> None:
    """Print the process in force as YAML."""
    desk = Desk.of(ctx)
    desk.print(processes.text(desk.book))


@app.command(cls=Read)
def check(file: File) -> None:
    """Say what is wrong with a process file; nothing when it is sound."""
    processes.read(file)


@app.command(cls=Read)
def diff(ctx: typer.Context, file: File) -> None:
    """Show what applying a process file would change, and which records it would strand."""
    desk = Desk.of(ctx)
    desk.show(processes.difference(desk.book, processes.read(file)))


@app.command(cls=Write)
def apply(ctx: typer.Context, file: File) -> None:
    """Put a process file in force, after showing what it changes."""
    desk = Desk.of(ctx)
    new = processes.read(file)
    changes = processes.difference(desk.book, new)
    desk.show(changes)
    if changes.rows:
        if not desk.book.dry_run:
            desk.confirm("Apply these changes?")
        processes.apply(desk.book, new)
    desk.settled()
