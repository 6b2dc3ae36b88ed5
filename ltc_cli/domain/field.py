"""Fields: one catalogue a noun, used by lists, filters, sorting, pages, reports and every format alike."""

import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol

_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_KINDS = {
    "text": "text",
    "choice": "text",
    "number": "number",
    "money": "money",
    "date": "date",
    "yesno": "yesno",
}


class Field(NamedTuple):
    """One field as it is read."""

    name: str
    """As in JSON: "amount", "owner"."""
    kind: str
    """A kind of `shape.Column`."""
    sql: str
    """Its value over the noun's source."""
    shown: bool = True
    """In the table for people without being asked for."""
    currency_sql: str = ""
    """Of money: the row's currency."""
    label: str = ""
    choices: Mapping[str, str] = {}
    """Other words for its values, folded, and the value they mean."""
    custom: bool = False
    """Added by the process."""
    aliases: tuple[str, ...] = ()
    """Other words for the field, such as its labels."""
    words: Mapping[str, str] = {}
    """What people call its values, by value."""

    @property
    def currency(self) -> str:
        """The column that holds a money field's currency."""
        return f"{self.name}_currency" if self.custom else "currency"


class Custom(Protocol):
    """What is needed of a custom field of the process."""

    @property
    def id(self) -> str:
        """Its stable key."""

    @property
    def type(self) -> str:
        """text, number, money, date, choice or yesno."""

    @property
    def labels(self) -> Mapping[str, str]:
        """What people call it, by language."""


def find(fields: Mapping[str, Field], word: str) -> Field | None:
    """The field that people mean by a word: its name, its label or an alias, whatever the case."""
    if word in fields:
        return fields[word]
    folded = _folded(word)
    for field in fields.values():
        names = (field.name, field.label, *field.aliases)
        if folded and folded in map(_folded, names):
            return field
    return None


def _folded(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")


def custom_fields(noun: str, field: Custom) -> list[Field]:
    """How a custom field is read from the noun's JSON: one field, and for money its currency beside it.

    Raises `ValueError` for an id that must not be written into SQL; a checked process has none.
    """
    if not _ID.fullmatch(field.id):
        raise ValueError(f"{field.id!r} is not the id of a field")
    names = tuple(field.labels.values())
    path = f"{noun}.fields, '$.{field.id}"
    if field.type == "money":
        currency = f"json_extract({path}.currency')"
        return [
            Field(field.id, "money", f"json_extract({path}.amount')", False, currency, custom=True, aliases=names),
            Field(f"{field.id}_currency", "text", currency, False, custom=True),
        ]
    return [Field(field.id, _KINDS[field.type], f"json_extract({path}')", False, custom=True, aliases=names)]
