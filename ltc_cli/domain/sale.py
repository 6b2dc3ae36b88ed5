"""The common sale in few words: a quote accepted, its deal won and its order made, as one operation."""

from collections.abc import Sequence

from ltc_cli.book import Book
from ltc_cli.domain import deal, ordering, quote


def accept(book: Book, numbers: Sequence[int], *, win: bool = False, to_order: bool = False) -> list[int]:
    """Accept quotes; with `win` their deals are won, with `to_order` orders are made of them: the ids of the orders."""
    orders = []
    with book.operation("quote accept") as step:
        for number in numbers:
            quote.accept(book, [number])
            of_deal = book.conn.execute("SELECT deal_id FROM quote WHERE id = ?", (number,)).fetchone()[0]
            if win and of_deal is not None:
                deal.win(book, [of_deal])
            if to_order:
                orders.append(ordering.create(book, of=number))
            step.about("quote", number)
    return orders
