"""Steps of quotes, contracts, orders, shipments and invoices: the event is the truth, the status its last word."""

from ltc_cli.book import Book
from ltc_cli.domain.noun import ref


def last_ms(book: Book, entity: str, number: int) -> int:
    """When the record last took a step, or came to be if it never did."""
    row = book.conn.execute(
        f"SELECT max(coalesce((SELECT max(effective_ms) FROM status_event WHERE entity = ? AND entity_id = r.id), 0), "
        f"r.created_ms) FROM {entity} r WHERE r.id = ?",
        (entity, number),
    ).fetchone()
    return int(row[0])


def when(book: Book, entity: str, number: int, *, after_ms: int = 0, what: str | None = None) -> int:
    """The effective time of the record's next step, never before its last one or `after_ms`; see `Book.when`."""
    last = last_ms(book, entity, number)
    if after_ms > last:
        return book.when(after_ms, what or f"the last step of {ref(entity, number)}")
    return book.when(last, f"the last step of {ref(entity, number)}")


def step(book: Book, entity: str, number: int, before: str, after: str, at_ms: int, reason: str | None = None) -> None:
    """Write the event of a step."""
    book.insert(
        "status_event",
        {
            "entity": entity,
            "entity_id": number,
            "from_status": before,
            "to_status": after,
            "effective_ms": at_ms,
            "reason": reason,
        },
    )


def as_of(entity: str, now: str) -> str:
    """SQL for a record's status as of `:as_of`: after its last step till then, before its first one, or now."""
    events = f"FROM status_event e WHERE e.entity = '{entity}' AND e.entity_id = {entity}.id"
    last = f"(SELECT e.to_status {events} AND e.effective_ms <= :as_of ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1)"
    first = f"(SELECT e.from_status {events} ORDER BY e.effective_ms, e.id LIMIT 1)"
    return f"coalesce({last}, {first}, {now})"
