"""`import`, which nine nouns share: a table in, and what became of its rows."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.front import Write

File = Annotated[str, typer.Argument(metavar="FILE|-", help="The table; - is stdin.")]
Maps = Annotated[list[str] | None, typer.Option("--map", metavar="HEADING=FIELD", help="What is what.")]
Defaults = Annotated[list[str] | None, typer.Option("--default", metavar="K=V", help="What a blank stands for.")]
Blanks = Annotated[list[str] | None, typer.Option("--blank", metavar="TEXT", help="What stands for nothing: NULL.")]
KeepUnknown = Annotated[bool, typer.Option("--keep-unknown", help="Keep other columns as fields.")]
Mapping = Annotated[str | None, typer.Option(metavar="NAME", help="A mapping that was saved.")]
SaveMapping = Annotated[
    str | None, typer.Option("--save-mapping", metavar="NAME", help="Keep this --map … under a name.")
]
DateOrder = Annotated[str | None, typer.Option(metavar="dmy|mdy|ymd", help="How dates are written.")]
Decimal = Annotated[str | None, typer.Option(metavar=",|.", help="The decimal mark.")]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="utf-8, cp1252, gb18030, …")]
Delimiter = Annotated[str | None, typer.Option(metavar="CHAR|tab", help="What parts the cells.")]
Sheet = Annotated[str | None, typer.Option(metavar="NAME|N", help="Which sheet of a workbook.")]
NoHeader = Annotated[bool, typer.Option("--no-header", help="The table has no headings.")]
Names = Annotated[list[str] | None, typer.Option(metavar="A,B,C", help="With --no-header: the fields in their order.")]
Key = Annotated[str | None, typer.Option(metavar="FIELD", help="Which field says who it is.")]
OfKnown = Annotated[str, typer.Option("--on-match", metavar="update|skip|error", help="Of known ones.")]
Partial = Annotated[bool, typer.Option("--partial", help="Take in the good rows.")]
Rejects = Annotated[str | None, typer.Option(metavar="FILE", help="Keep the bad rows there.")]
Expect = Annotated[str | None, typer.Option(metavar="DIGEST", help="Only if the plan is this one.")]

Lines = Annotated[str | None, typer.Option(metavar="FILE", help="Of orders and invoices: the table of their lines.")]


def imports(app: typer.Typer, noun: str) -> None:
    """Add `import`."""
    many = {"sales_order": "orders", "fx_rate": "rates"}.get(noun, f"{noun}s")
    hint = "; rows of one number are one" if noun in ("sales_order", "invoice") else ""

    @app.command(name="import", cls=Write, help=f"Take {many} in from a table: CSV, JSON or a workbook{hint}.")
    def import_(
        ctx: typer.Context,
        file: File,
        map_: Maps = None,
        default: Defaults = None,
        blank: Blanks = None,
        keep_unknown: KeepUnknown = False,
        mapping: Mapping = None,
        save_mapping: SaveMapping = None,
        date_order: DateOrder = None,
        decimal: Decimal = None,
        encoding: Encoding = None,
        delimiter: Delimiter = None,
        sheet: Sheet = None,
        no_header: NoHeader = False,
        names: Names = None,
        key: Key = None,
        on_match: OfKnown = "update",
        partial: Partial = False,
        rejects: Rejects = None,
        expect: Expect = None,
        lines: Lines = None,
    ) -> None:
        from ltc_cli import intake
        from ltc_cli.render import progress

        desk = Desk.of(ctx)
        options = intake.Options(
            intake.Wishes(map_ or (), default or (), keep_unknown, blank), intake.Reading(date_order, decimal),
            intake.How(encoding, None, delimiter, sheet), key, on_match, partial, rejects, expect,
            intake.headings(names or (), bare=no_header), lines, mapping, save_mapping,
        )  # fmt: skip
        with progress.line(desk.err, shown=desk.err.isatty() and not desk.flag("quiet")) as tell:
            outcome = intake.run(desk.book, noun, file, options, tell)
        desk.say(outcome.told())
        desk.show(intake.record(outcome))
        desk.settled()
        if outcome.faults:
            raise intake.refusal(outcome, written=outcome.operation is not None)
