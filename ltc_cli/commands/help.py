"""`ltc help` and `ltc completion`: what scripts and shells need to know."""

from typing import Annotated

import typer

from ltc_cli import topics
from ltc_cli.desk import Desk
from ltc_cli.front import Plain

app = typer.Typer()


def _topics(incomplete: str) -> list[str]:
    return [name for name in topics.TOPICS if name.startswith(incomplete)]


@app.command(name="help", cls=Plain)
def help_(
    ctx: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(metavar="[TOPIC]", help="What about; without it, the topics.", autocompletion=_topics),
    ] = None,
) -> None:
    """Explain exit-codes, environment, formats, metrics, options or all commands."""
    Desk.of(ctx).show(topics.listing(topic))


@app.command(cls=Plain)
def completion(
    ctx: typer.Context, shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", help="Which shell.")]
) -> None:
    """Print the script that lets a shell complete commands, refs and stages."""
    Desk.of(ctx).print(topics.completion_script(shell))
