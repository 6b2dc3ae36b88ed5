"""The common sale in few words: a quote accepted, its deal won and its order made, as one operation."""

from collections.abc import Sequence

from ltc_cli.book import Book
from ltc_cli.domain import deal, ordering, quote
from ltc_cli.money import plain


def accept(book: Book, numbers: Sequence[int], *, win: bool = False, to_order: bool = False) -> list[int]:
    """Accept quotes; with `to_order` orders are made of them: the ids of the orders.

    With `win` their open deals are won, for what was quoted.
    """
    orders = []
    with book.operation("quote accept") as step:
        for number in numbers:
            quote.accept(book, [number])
            of_deal, net, currency = book.conn.execute(
                "SELECT deal_id, net_minor, currency FROM quote WHERE id = ?", (number,)
            ).fetchone()
            if win and of_deal is not None:
                if deal.load(book, of_deal).kind == "open":
                    deal.edit(book, [of_deal], {"amount": f"{plain(net, currency)} {currency}"})
                deal.win(book, [of_deal])
            if to_order:
                orders.append(ordering.create(book, of=number))
            step.about("quote", number)
    return orders
