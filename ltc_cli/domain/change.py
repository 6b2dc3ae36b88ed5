"""Editing records without saying their noun: refs of one noun together."""

from collections.abc import Callable, Mapping, Sequence

from ltc_cli.book import Book
from ltc_cli.domain import account, contact, deal, lead, query, ref
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage

Edit = Callable[[Book, Sequence[int], Mapping[str, str]], None]
EDITS: dict[str, tuple[Source, Edit]] = {
    "lead": (lead.SOURCE, lead.edit),
    "account": (account.SOURCE, account.edit),
    "contact": (contact.SOURCE, contact.edit),
    "deal": (deal.SOURCE, deal.edit),
}


def edit(
    book: Book, refs: Sequence[str], values: Mapping[str, str], *, where: str | None, noun: str
) -> tuple[Source, list[int]]:
    """Change the records named, or those of a noun that match; which they were.

    Raises `BadUsage` when they are of different nouns, or of one that has nothing to edit.
    """
    if noun not in EDITS:
        raise BadUsage(f"a {noun} cannot be edited.", f"Nouns: {', '.join(EDITS)}")
    if where is None and refs:
        found = [ref.find(book, text, *EDITS) for text in refs]
        nouns = {name for name, _ in found}
        if len(nouns) > 1:
            raise BadUsage(
                f"one edit takes records of one kind, not {' and '.join(sorted(nouns))}.", "Edit them apart."
            )
        noun = nouns.pop()
        source, change = EDITS[noun]
        numbers = list(dict.fromkeys(number for _, number in found))
    else:
        source, change = EDITS[noun]
        numbers = query.chosen(book, source, refs, where)
    change(book, numbers, values)
    return source, numbers
