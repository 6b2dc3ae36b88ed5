"""Editing records without saying their noun: refs of one noun together."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from ltc_cli.book import Book
from ltc_cli.domain import query, ref
from ltc_cli.domain.noun import said
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage

Edit = Callable[[Book, Sequence[int], Mapping[str, str]], None]
EDITED = ("lead", "account", "contact", "deal", "quote", "contract", "sales_order", "invoice", "product")
"""The nouns whose records have fields to change."""


def edit(
    book: Book, refs: Sequence[str], values: Mapping[str, str], *, where: str | None, noun: str
) -> tuple[Source, list[int]]:
    """Change the records named, or those of a noun that match; which they were.

    Raises `BadUsage` when they are of different nouns, or of one that has nothing to edit.
    """
    spoken = {said(each): each for each in EDITED}
    if noun not in spoken:
        raise BadUsage(f"a {noun} cannot be edited.", f"Nouns: {', '.join(spoken)}")
    if where is None and refs:
        found = [ref.find(book, text, *EDITED) for text in refs]
        nouns = {said(name) for name, _ in found}
        if len(nouns) > 1:
            raise BadUsage(
                f"one edit takes records of one kind, not {' and '.join(sorted(nouns))}.", "Edit them apart."
            )
        noun = nouns.pop()
        source, change = _of(noun)
        numbers = list(dict.fromkeys(number for _, number in found))
    else:
        source, change = _of(noun)
        numbers = query.chosen(book, source, refs, where)
    change(book, numbers, values)
    return source, numbers


def _of(noun: str) -> tuple[Source, Edit]:
    """A noun's own list and verb; a noun is loaded when it is edited, as starting takes time for each."""
    module = import_module(f"ltc_cli.domain.{noun}")
    return module.SOURCE, module.edit
