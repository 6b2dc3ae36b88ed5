"""The options of an import as a saved mapping keeps them, and what they come to beneath those given now."""

from typing import Any, TypeVar

from ltc_cli.book import Book
from ltc_cli.domain import mapping
from ltc_cli.intake.options import Options
from ltc_cli.intake.target import Target

T = TypeVar("T")


def beneath(book: Book, into: Target, options: Options) -> Options:
    """The options with a saved mapping under them: what is given now goes before what was kept.

    Raises `NotFound` for a mapping there is not.
    """
    if options.mapping is None:
        return options
    kept = mapping.load(book, into.noun, options.mapping)
    wishes, reading, how = options.wishes, options.reading, options.how
    return options._replace(
        wishes=wishes._replace(
            maps=[*_others(kept.get("maps", ()), wishes.maps), *wishes.maps],
            defaults=[*_others(kept.get("defaults", ()), wishes.defaults), *wishes.defaults],
            keep_unknown=wishes.keep_unknown or kept.get("keep_unknown", False),
            blanks=_or(wishes.blanks, kept.get("blanks")),
        ),
        reading=reading._replace(
            date_order=_or(reading.date_order, kept.get("date_order")),
            decimal=_or(reading.decimal, kept.get("decimal")),
        ),
        how=how._replace(
            encoding=_or(how.encoding, kept.get("encoding")), delimiter=_or(how.delimiter, kept.get("delimiter"))
        ),
        key=_or(options.key, kept.get("key")),
    )


def keep(book: Book, into: Target, options: Options) -> None:
    """Keep the options under the name that was asked for, inside the import's operation."""
    if options.save_mapping is None:
        return
    wishes = options.wishes
    told: dict[str, Any] = {
        "maps": list(wishes.maps),
        "defaults": list(wishes.defaults),
        "keep_unknown": wishes.keep_unknown,
        "blanks": None if wishes.blanks is None else list(wishes.blanks),
        "date_order": options.reading.date_order,
        "decimal": options.reading.decimal,
        "encoding": options.how.encoding,
        "delimiter": options.how.delimiter,
        "key": options.key,
    }
    mapping.save(book, into.noun, options.save_mapping, {name: value for name, value in told.items() if value})


def _others(kept: list[str] | tuple[str, ...], given: Any) -> list[str]:
    """The pairs that were kept, but for those of which one side is given anew."""
    sides = {side.strip().casefold() for pair in given for side in pair.rpartition("=")[::2]}
    return [pair for pair in kept if not sides & {side.strip().casefold() for side in pair.rpartition("=")[::2]}]


def _or(given: T | None, kept: T | None) -> T | None:
    return given if given is not None else kept
