"""How an order went, as its rows tell it: the dates and the status become steps and shipments."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ltc_cli.book import Value
from ltc_cli.errors import nearest
from ltc_cli.intake.clean import Notes
from ltc_cli.intake.document import Item, Said, Wrong

_STATUSES = {
    "draft": "draft quotation new created pending entwurf 草稿",
    "confirmed": "confirmed open approved processing in_process in_progress to_deliver sale resolved invoiced 已确认",
    "shipped": "shipped sent dispatched 已发货",
    "delivered": "delivered 已送达 已签收",
    "hold": "hold on_hold disputed suspended 暂停",
    "closed": "closed complete completed done finished 已完成 已关闭",
    "cancelled": "cancelled canceled void voided 已取消",
}
_MEANINGS = {word: status for status, words in _STATUSES.items() for word in words.split()}
_ENDS = ("hold", "closed", "cancelled")
_RANK = ("confirmed", *_ENDS)
"""Steps of one instant, in their order."""


class Step(NamedTuple):
    """A step of an order."""

    to: str
    at_ms: int


class Parcel(NamedTuple):
    """A shipment: when it left and when it arrived."""

    shipped_ms: int
    delivered_ms: int | None


class Story(NamedTuple):
    """How an order went, as its row tells it."""

    created_ms: int
    steps: list[Step]
    parcels: list[Parcel | None]
    """Of each line; None: it has not left."""

    @property
    def confirmed_ms(self) -> int | None:
        """When it was confirmed."""
        return next((step.at_ms for step in self.steps if step.to == "confirmed"), None)

    @property
    def last(self) -> str:
        """Where it stands."""
        return self.steps[-1].to if self.steps else "draft"


def read_story(said: Said, now_ms: int, created_ms: int | None = None) -> Story:
    """The steps that the dates and the status tell; of a known order, since it was made. Raises `Wrong`."""
    head, status = said.head, _status(said)
    moments: dict[str, int] = {name: _number(head[name]) for name in _RANK if name in head}
    parcels = [_parcel(item, head) for item in said.items]
    told = [*moments.values(), *(ms for each in parcels if each is not None for ms in each if ms is not None)]
    told += [_number(head[name]) for name in ("created", "shipped", "delivered") if name in head]
    if created_ms is None:
        created_ms = _number(head["created"]) if "created" in head else min(told, default=now_ms)
    latest = max(told, default=created_ms)
    if status == "shipped":
        parcels = [each or Parcel(latest, None) for each in parcels]
    elif status == "delivered":
        parcels = [
            Parcel(each.shipped_ms if each else latest, each.delivered_ms if each and each.delivered_ms else latest)
            for each in parcels
        ]
    if status is not None and status in _ENDS:
        moments.setdefault(status, latest)
    left = any(parcels) or "shipped" in head or "delivered" in head or "closed" in moments
    if left or status not in (None, "draft", "cancelled"):
        moments.setdefault("confirmed", created_ms)
    first = moments.get("confirmed", created_ms)
    steps = [Step(name, max(at, first)) for name, at in moments.items()]
    return Story(created_ms, sorted(steps, key=lambda step: (step.at_ms, _RANK.index(step.to))), parcels)


def warn_of(said: Said, story: Story, notes: Notes) -> None:
    """What is odd about the dates is history all the same, and told."""
    sent = [each for each in story.parcels if each is not None]
    if sent and min(each.shipped_ms for each in sent) < (story.confirmed_ms or story.created_ms):
        notes.row("shipped before it was ordered (E02)", said.line)
    if any(_is_backwards(cells) for cells in (said.head, *(item.cells for item in said.items))):
        notes.row("delivered before it was shipped (E02); taken as shipped on that day", said.line)
    if story.confirmed_ms is not None and story.confirmed_ms < story.created_ms:
        notes.row("confirmed before it was created (E02)", said.line)
    for name in ("cancelled", "closed"):
        if name in said.head and _number(said.head[name]) < (story.confirmed_ms or story.created_ms):
            notes.row(f"{name} before it was ordered (E02)", said.line)
    if story.last == "cancelled" and sent:
        notes.row("shipped, and cancelled all the same", said.line)


def step_events(number: int, before: str, steps: Sequence[Step], reason: Value) -> list[dict[str, Value]]:
    """The rows of `status_event` that lead an order from a status through the steps."""
    rows: list[dict[str, Value]] = []
    for step in steps:
        rows.append(
            {
                "entity": "sales_order",
                "entity_id": number,
                "from_status": before,
                "to_status": step.to,
                "effective_ms": step.at_ms,
                "reason": reason if step.to in ("hold", "cancelled") else None,
            }
        )
        before = step.to
    return rows


def _is_backwards(cells: Mapping[str, Value]) -> bool:
    shipped, delivered = cells.get("shipped"), cells.get("delivered")
    return isinstance(shipped, int) and isinstance(delivered, int) and delivered < shipped


def _parcel(item: Item, head: Mapping[str, Value]) -> Parcel | None:
    shipped = item.cells.get("shipped", head.get("shipped"))
    delivered = item.cells.get("delivered", head.get("delivered"))
    if delivered is None:
        return None if shipped is None else Parcel(_number(shipped), None)
    arrived = _number(delivered)
    return Parcel(arrived if shipped is None else min(arrived, _number(shipped)), arrived)


def _status(said: Said) -> str | None:
    word = said.head.get("status")
    if word is None:
        return None
    found = _MEANINGS.get("_".join(str(word).casefold().replace("_", " ").replace("-", " ").split()))
    if found is None:
        close = nearest(str(word).casefold(), list(_STATUSES))
        hint = f"did you mean {close}?" if close else f"say what it means: --map '{word}=status:confirmed'"
        raise Wrong(said.fault("status", f"there is no status {word!r}; {hint}"))
    return found


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value
