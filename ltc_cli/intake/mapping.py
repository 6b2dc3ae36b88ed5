"""Headings to fields: by the user's word, by a field's own name or label, or by what other programs call it."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ltc_cli import guard
from ltc_cli.errors import BadRows, BadUsage, nearest
from ltc_cli.intake.headings import ALSO, DETAILS, OF_NOUN, PARTS, bare, forms, words
from ltc_cli.intake.read import WHY
from ltc_cli.intake.target import Target
from ltc_cli.process import CustomField

USUAL_BLANKS = frozenset(
    "NULL null (null) N/A n/a #N/A - -- – — -None- --None-- Select -Select- --Select-- \\N".split()
)
"""What programs write where nothing is; another list replaces this one: --blank NULL."""


class Plan(NamedTuple):
    """Which columns are read as what."""

    columns: Mapping[str, int]
    """Field → the place of its column."""
    defaults: Mapping[str, str]
    """Field → what a blank or missing cell stands for."""
    custom: Mapping[str, CustomField]
    """The fields of the process among them."""
    left_out: tuple[str, ...]
    """Headings that nothing is made of."""
    meanings: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Field → what their words mean in ours, folded: `--map "On Hold=status:hold"`."""
    blanks: frozenset[str] = frozenset()
    """Texts that stand for nothing: `--blank NULL`."""
    parts: Mapping[str, int] = MappingProxyType({})
    """Of a full name: first, middle, last → the place of its column."""
    details: int | None = None
    """The place of a column that has e-mails and phones."""

    def taken(self, headings: Sequence[str]) -> dict[str, str]:
        """Heading → field, as it is told and kept."""
        found = {headings[place]: field for field, place in self.columns.items()}
        found |= {headings[place]: "name" for place in self.parts.values()}
        return found if self.details is None else found | {headings[self.details]: "email and phone"}


class Wishes(NamedTuple):
    """What the user said about the columns."""

    maps: Sequence[str] = ()
    defaults: Sequence[str] = ()
    keep_unknown: bool = False
    blanks: Sequence[str] | None = None
    """None: the usual ones."""


def plan(target: Target, custom: Sequence[CustomField], headings: Sequence[str], wishes: Wishes) -> Plan:
    """Read the headings. Raises `BadUsage` for a wish about a heading or field there is not, or a field named twice."""
    fields = {field.id: field for field in custom}
    known = [*target.names, *fields]
    columns: dict[str, int] = {}
    used: set[int] = set()
    folded = [fold(heading) for heading in headings]
    meanings: dict[str, dict[str, str]] = {}
    for heading, field in _pairs(wishes.maps, "--map", "Their heading=field"):
        field, colon, ours = field.partition(":")
        if colon:
            meanings.setdefault(_field(field, known, fields, target), {})[heading.casefold()] = ours.strip()
            continue
        if fold(heading) not in folded:
            raise BadUsage(f"there is no heading {heading!r}.", _close(heading, headings, "Headings"))
        name = _field(field, known, fields, target)
        if name in columns:
            raise BadUsage(f"two headings are mapped to {name}.", "Map one of them, or name a custom field.")
        columns[name] = folded.index(fold(heading))
        used.add(columns[name])
    recognised = _recognised(target, fields)
    own = {bare(name) for name in known}
    for place, heading in sorted(enumerate(headings), key=lambda each: bare(each[1]) not in own):
        name = next((recognised[form] for form in forms(heading) if form in recognised), "")
        if name and name not in columns and place not in used:
            columns[name] = place
            used.add(place)
    parts, details = _beside(target, headings, used)
    defaults = {
        _field(field, known, fields, target): value
        for field, value in _pairs(wishes.defaults, "--default", "field=value")
    }
    left = tuple(
        heading
        for place, heading in enumerate(headings)
        if place not in {*used, *parts.values(), details} and heading and heading not in (WHY, guard.HEADING)
    )
    if not (columns or parts or details is not None):
        raise _nothing_known(target, left)
    used_fields = {name: fields[name] for name in (*columns, *defaults) if name in fields}
    blanks = USUAL_BLANKS if wishes.blanks is None else frozenset(wishes.blanks)
    return Plan(columns, defaults, used_fields, left, meanings, blanks, parts, details)


def _nothing_known(target: Target, headings: Sequence[str]) -> BadRows:
    named = f"{', '.join(map(repr, headings[:5]))}{' …' if headings[5:] else ''}"
    return BadRows(
        f"nothing that a {target.spoken} has is called {named}.",
        f"Say what is what, --map {headings[0] if headings else 'Heading'!r}={target.names[0]}; without headings: "
        "--no-header --names A,B,C",
    )


def _beside(target: Target, headings: Sequence[str], used: set[int]) -> tuple[dict[str, int], int | None]:
    """The columns of which a full name is made, and the one that has e-mails and phones."""
    free = {form: place for place, heading in reversed(list(enumerate(headings))) if place not in used
            for form in reversed(forms(heading))}  # fmt: skip
    parts: dict[str, int] = {}
    details = None
    if "name" in target.names and "email" in target.names and target.noun != "account":
        for part, text in PARTS.items():
            found = next((free[word] for word in words(text) if word in free), None)
            if found is not None:
                parts[part] = found
        details = next((free[word] for word in words(DETAILS) if word in free), None)
    return parts if parts.keys() - {"middle"} else {}, details


def part(wishes: Wishes, target: Target, headings: Sequence[str], others: Sequence[str]) -> Wishes:
    """The wishes that concern one of two tables: its own headings, and those that neither has, to be told once."""
    own, there = set(map(fold, headings)), set(map(fold, others))

    def concerns(word: str) -> bool:
        left, _, right = word.rpartition("=")
        if ":" in right:
            return fold(right.partition(":")[0]) in target.names
        return fold(left.strip().strip("\"'")) in own or fold(left.strip().strip("\"'")) not in there

    defaults = [word for word in wishes.defaults if fold(word.partition("=")[0]) in target.names]
    return wishes._replace(maps=[word for word in wishes.maps if concerns(word)], defaults=defaults)


def new_fields(headings: Sequence[str], taken: Sequence[str]) -> tuple[CustomField, ...]:
    """Custom text fields for headings that nothing else is made of."""
    made: list[CustomField] = []
    names = set(taken)
    for heading in headings:
        stem = re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
        stem = stem if stem[:1].isalpha() else f"field_{stem}".rstrip("_")
        name = next(each for each in (stem, *(f"{stem}_{n}" for n in range(2, 999))) if each not in names)
        names.add(name)
        made.append(CustomField(name, "text", {"en": heading}))
    return tuple(made)


def fold(heading: str) -> str:
    """A heading made comparable."""
    return re.sub(r"[\W_]+", "_", heading.strip().casefold()).strip("_")


def _recognised(target: Target, custom: Mapping[str, CustomField]) -> dict[str, str]:
    """Bare word → field: a field's own name before those of the process, and those before what others call it."""
    found = {bare(name): name for name in target.names}
    for field in custom.values():
        for label in (field.id, *field.labels.values()):
            found.setdefault(bare(label), field.id)
    if "external_id" in target.names and target.noun in ("lead", "account", "contact", "deal"):
        found.setdefault("id", "external_id")
    for name in target.names:
        for word in target.also.get(name, "").split():
            found.setdefault(bare(word), name)
    for also in (OF_NOUN.get(target.noun, {}), ALSO):
        for name in target.names:
            for word in words(also[name]) if name in also else ():
                found.setdefault(word, name)
    return found


def _field(word: str, known: Sequence[str], custom: Mapping[str, CustomField], target: Target) -> str:
    name = fold(word)
    if name in known:
        return name
    for field in custom.values():
        if field.answers_to(word):
            return field.id
    raise BadUsage(f"{target.spoken} import knows no field {word!r}.", _close(word, list(known), "Fields"))


def _close(word: str, known: Sequence[str], title: str) -> str:
    near = nearest(word, list(known))
    return f"Did you mean {near}?" if near else f"{title}: {', '.join(known)}"


def _pairs(words: Sequence[str], option: str, example: str) -> list[tuple[str, str]]:
    pairs = []
    for word in words:
        left, mark, right = word.rpartition("=") if option == "--map" else word.partition("=")
        left, right = left.strip().strip("\"'"), right.strip().strip("\"'")
        if not mark or not left or not right:
            raise BadUsage(f"{option} {word!r} is not {example}.", f"For example: {option} '{example}'")
        pairs.append((left, right))
    return pairs
