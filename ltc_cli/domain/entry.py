"""What people type becomes what the file keeps: one reading for add, edit and import.

Every field that can be entered is an `Entry`: its name, how it is read, and the columns it fills. A blank value
clears the field. Custom fields are read by their type and kept together as JSON.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ltc_cli import quantity
from ltc_cli.book import Book, Value
from ltc_cli.domain.noun import said
from ltc_cli.domain.text import email, name_key, phone_key, tags, text, yes_or_no
from ltc_cli.errors import BadUsage, Refused, nearest

if TYPE_CHECKING:
    from ltc_cli.process import CustomField

_ASSIGNMENT = re.compile(r"[^\W\d]\w*=")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)


class Entry(NamedTuple):
    """A field that can be entered."""

    name: str
    kind: str
    """text, count, currency, email, phone, money, signed (money that may be below zero), quantity, date, tags, yesno,
    channel, campaign, member, account or contact."""
    column: str
    folded: bool = False
    """Whether the column has a `…_key` beside it for finding names."""


def columns(book: Book, noun: str, entries: Sequence[Entry], values: Mapping[str, str]) -> dict[str, Value]:
    """The columns that the values fill.

    Custom fields come back under `fields`, as a JSON patch: see `merge_fields`. Raises `BadUsage` for a value that
    cannot be read or a field that does not exist, naming the nearest.
    """
    known = {entry.name: entry for entry in entries}
    custom = {field.id: field for field in book.process.fields_of(noun)}
    result: dict[str, Value] = {}
    patch: dict[str, object] = {}
    for name, value in values.items():
        if name in known:
            result |= _read(book, known[name], value)
            continue
        field = custom.get(name) or next((field for field in custom.values() if field.answers_to(name)), None)
        if field is None:
            raise unknown_field(noun, name, [*known, *custom])
        patch[field.id] = custom_value(book, field, value)
        if field.required and patch[field.id] is None:
            raise Refused(f"{_a(noun)} cannot be without {field.id}.", f"Give it a value: {field.id}=…")
    if patch:
        result["fields"] = json.dumps(patch, ensure_ascii=False)
    return result


def unknown_field(noun: str, name: str, known: Iterable[str]) -> BadUsage:
    """The error for a field the noun does not have."""
    names = list(known)
    close = nearest(name, names)
    hint = f"Did you mean {close}?" if close else f"Fields: {', '.join(names)}"
    if name in ("status", "stage", "kind"):
        hint = f"It moves by steps: ltc {said(noun)} --help"
    return BadUsage(f"{_a(noun)} has no field {name!r}.", hint)


def _a(noun: str) -> str:
    word = said(noun)
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def whole(book: Book, noun: str, columns: Mapping[str, Value]) -> dict[str, Value]:
    """The columns of a new record; raises `Refused` when a custom field that the process requires is missing."""
    fields = merge_fields(None, str(columns.get("fields") or "{}"))
    known = json.loads(fields or "{}")
    missing = [field.id for field in book.process.fields_of(noun) if field.required and field.id not in known]
    if missing:
        raise Refused(
            f"{_a(noun)} needs {' and '.join(missing)}, as the process says.",
            f"Add {' '.join(f'--field {name}=…' for name in missing)}",
        )
    return {**columns, "fields": fields}


def given_reason(value: str) -> str:
    """A reason in the user's own words; raises `BadUsage` for an empty one."""
    cleaned = text(value, "the reason")
    if cleaned is None:
        raise BadUsage("the reason is empty.", "Say why: --reason …")
    return cleaned


def merge_fields(old: str | None, patch: str) -> str | None:
    """Custom fields after a patch; a null takes a field away."""
    merged = json.loads(old) if old else {}
    merged |= json.loads(patch)
    kept = {key: value for key, value in sorted(merged.items()) if value is not None}
    return json.dumps(kept, ensure_ascii=False) if kept else None


def custom_value(book: Book, field: "CustomField", value: str) -> object:
    """A custom field's value as JSON keeps it: text, an exact decimal as text, money in minor units, a date."""
    cleaned = text(value, field.id)
    if cleaned is None:
        return None
    if field.type == "number":
        if not _NUMBER.fullmatch(cleaned):
            raise BadUsage(f"{field.id} takes a number, not {value!r}.", f"For example: {field.id}=12.5")
        return cleaned.removeprefix("+")
    if field.type == "money":
        money = book.money(cleaned)
        return {"amount": money.minor, "currency": money.currency}
    if field.type == "date":
        return day(book, cleaned)
    if field.type == "yesno":
        return yes_or_no(cleaned, field.id)
    if field.type == "choice":
        choice = field.find_choice(cleaned)
        if choice is None:
            known = list(field.choices)
            close = nearest(cleaned, known)
            raise BadUsage(
                f"{field.id} cannot be {value!r}.",
                f"Did you mean {close}?" if close else f"Choices: {', '.join(known)}",
            )
        return choice
    return cleaned


def day(book: Book, value: str, *, forward: bool = True) -> str:
    """A calendar date as the file keeps it."""
    from ltc_cli.clock import parse_date

    return parse_date(value, book.clock.today, forward=forward).isoformat()


def whole_number(value: str, name: str) -> int:
    """A number of days or the like; raises `BadUsage`."""
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        raise BadUsage(f"{name} is a whole number, not {value!r}.")
    return int(value)


def currency(value: str) -> str:
    """An ISO 4217 code, whatever its case; raises `BadUsage`."""
    from ltc_cli.money import exponent

    exponent(value.upper())
    return value.upper()


def one_of(value: str, known: Sequence[str], name: str) -> str:
    """One of a few words, whatever its case; raises `BadUsage` naming the nearest."""
    word = value.strip().casefold()
    if word not in known:
        close = nearest(word, list(known))
        raise BadUsage(
            f"{name} is {', '.join(known[:-1])} or {known[-1]}, not {value!r}.",
            f"Did you mean {close}?" if close else None,
        )
    return word


def pairs(words: Sequence[str]) -> dict[str, str]:
    """FIELD=VALUE words as a mapping; raises `BadUsage` for a word without `=`."""
    result = {}
    for word in words:
        name, mark, value = word.partition("=")
        if not mark or not name.strip():
            raise BadUsage(f"{word!r} is not FIELD=VALUE.", "For example: amount=9k or country=DE; FIELD= clears it.")
        if name.strip() in result:
            raise BadUsage(f"{name.strip()} is given twice.", "Give each field one value.")
        result[name.strip()] = value
    return result


def given(fields: Sequence[str] | None, tags_given: Sequence[str] | None, **values: str | None) -> dict[str, str]:
    """The values named on a command line, by field: options, then `--tag`, then `--field k=v`."""
    named = {name: value for name, value in values.items() if value is not None}
    if tags_given:
        named["tags"] = ",".join(tags_given)
    extra = pairs(fields or ())
    twice = next((name for name in extra if name in named), None)
    if twice is not None:
        raise BadUsage(f"{twice} is given twice: as an option and with --field.", "Give each field one value.")
    return named | extra


def split(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The refs and the FIELD=VALUE words of an edit; a word is a value when it begins like a field name and `=`."""
    values = [word for word in words if _ASSIGNMENT.match(word)]
    if not values:
        raise BadUsage("nothing to change: no FIELD=VALUE was given.", "For example: ltc edit D7 amount=9k")
    return [word for word in words if word not in values], pairs(values)


def replay(
    book: Book,
    noun: str,
    columns: Mapping[str, Value],
    on_match: str | None,
    write: Callable[[Book, int, Mapping[str, Value]], None] | None = None,
) -> int | None:
    """The record that has this external id already, None when there is none.

    The same data again is a replay and changes nothing; other data is written (by `write`, when the noun keeps a
    history of it) with `--on-match update`, and else raises `Refused`.
    """
    if on_match not in (None, "update"):
        raise BadUsage(f"--on-match takes update, not {on_match!r}.")
    key = columns.get("external_id")
    names = ", ".join(columns)
    row = book.conn.execute(f"SELECT id, {names} FROM {noun} WHERE external_id = ?", (key,)).fetchone() if key else None
    if row is None:
        return _merged(book, noun, key) if key else None
    number = int(row[0])
    differing = [
        name
        for (name, value), old in zip(columns.items(), row[1:], strict=True)
        if not name.endswith("_key") and (merge_fields(old, str(value)) if name == "fields" else value) != old
    ]
    if differing and on_match is None:
        raise Refused(
            f"{said(noun)} {key!r} is here already with other data: {', '.join(_spoken(name) for name in differing)}.",
            "Write the new data with --on-match update.",
        )
    if differing and write is not None:
        write(book, number, columns)
    elif differing:
        save(book, noun, number, columns)
    return number


def _merged(book: Book, noun: str, key: Value) -> int | None:
    """The record that the one with this external id lives on in: what was known of it is settled."""
    from ltc_cli.domain import alias

    found = alias.heirs(book, noun, "external_id", [key])
    return found[0][1] if found else None


def _spoken(column: str) -> str:
    return column.removesuffix("_id").removesuffix("_minor") if column != "external_id" else column


def _read(book: Book, entry: Entry, value: str) -> dict[str, Value]:
    cleaned = text(value, entry.name)
    column = entry.column
    if entry.kind in ("money", "signed"):
        if cleaned is None:
            return {column: None, "currency": None}
        money = book.money(cleaned)
        if money.minor < 0 and entry.kind == "money":
            raise Refused(f"{entry.name} cannot be below zero: {value}.")
        return {column: money.minor, "currency": money.currency}
    if cleaned is None:
        keyed = entry.folded or entry.kind in ("email", "phone")
        return {column: None, f"{column}_key": None} if keyed else {column: None}
    if entry.kind == "email":
        written, key = email(cleaned)
        return {column: written, f"{column}_key": key}
    if entry.kind == "phone":
        return {column: cleaned, f"{column}_key": phone_key(cleaned)}
    if entry.kind == "date":
        return {column: day(book, cleaned)}
    if entry.kind == "count":
        return {column: whole_number(cleaned, entry.name)}
    if entry.kind == "quantity":
        return {column: quantity.parse(cleaned, entry.name)}
    if entry.kind == "currency":
        return {column: currency(cleaned)}
    if entry.kind == "tags":
        return {column: tags([cleaned])}
    if entry.kind == "yesno":
        return {column: int(yes_or_no(cleaned, entry.name)) or None}
    if entry.kind in ("channel", "campaign", "member"):
        from ltc_cli.domain import named

        return {column: named.ensure(book, entry.kind, cleaned)}
    if entry.kind in ("account", "contact", "lead"):
        from ltc_cli.domain import ref

        return {column: ref.find(book, cleaned, entry.kind)[1]}
    return {column: cleaned, f"{column}_key": name_key(cleaned)} if entry.folded else {column: cleaned}


_HANDED_OVER = ("lead", "account", "deal")
"""Nouns whose owners have a history."""


def save(book: Book, noun: str, number: int, values: Mapping[str, Value]) -> None:
    """Change columns of a record; custom fields are merged into those it has, a new owner is a change of hands.

    Raises `Refused` when another record has the external id.
    """
    values = dict(values)
    _check_key(book, noun, number, values.get("external_id"))
    if "owner_id" in values and noun in _HANDED_OVER:
        from ltc_cli.domain import pool

        owner = values.pop("owner_id")
        if owner is None:
            pool.require(book)
        pool.hand_over(book, noun, number, owner, "assign")
    if "fields" in values:
        old = book.conn.execute(f"SELECT fields FROM {noun} WHERE id = ?", (number,)).fetchone()[0]
        values["fields"] = merge_fields(old, str(values["fields"]))
    book.update(noun, number, values)


def _check_key(book: Book, noun: str, number: int, key: Value) -> None:
    other = book.conn.execute(f"SELECT id FROM {noun} WHERE external_id = ? AND id <> ?", (key, number)).fetchone()
    if other is not None:
        from ltc_cli.domain import ref

        raise Refused(
            f"the external id {key!r} is that of {ref.describe(book, noun, other[0])}.", "Each record has its own."
        )


def edit(book: Book, noun: str, entries: Sequence[Entry], numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of records that go by a name; an edit is not a step and carries no effective time."""
    with book.operation(f"{noun} edit") as step:
        changes = columns(book, noun, entries, values)
        if "name" in changes and not changes["name"]:
            raise BadUsage(f"{_a(noun)} needs a name.")
        for number in numbers:
            save(book, noun, number, changes)
            step.about(noun, number)


def put(book: Book, noun: str, entries: Sequence[Entry], values: Mapping[str, str], on_match: str | None) -> int:
    """Make a member or campaign, or change the one of that name or, with `--on-match update`, of that external id."""
    from ltc_cli.domain import named

    with book.operation(f"{noun} add") as step:
        found = columns(book, noun, entries, values)
        if not found.get("name"):
            raise BadUsage(f"{_a(noun)} needs a name.", f"ltc {noun} add NAME")
        number = named.find(book, noun, str(found["name"]))
        if number is not None:
            save(book, noun, number, found)
        else:
            number = replay(book, noun, found, on_match)
        if number is None:
            number = named.add(book, noun, whole(book, noun, found))
        step.about(noun, number)
        return number
