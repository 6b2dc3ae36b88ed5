"""What customers and others answer when they are asked: recommendation (nps), satisfaction (csat), awareness.

An answer is on a scale that is kept with it; answers on two scales are never averaged together.
"""

from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry, ref
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.domain.text import text, yes_or_no
from ltc_cli.errors import BadUsage, Refused

KINDS = ("nps", "csat", "awareness")
ENTRIES = (
    Entry("kind", "text", "kind"),
    Entry("score", "text", "score"),
    Entry("wave", "text", "wave"),
    Entry("occasion", "text", "occasion"),
    Entry("comment", "text", "comment"),
    Entry("external_id", "text", "external_id"),
)
_SCALES = {"nps": (0, 10), "awareness": (0, 1)}
_LIKERT = (1, 5)
"""Of satisfaction, unless another one is named."""
_WIDEST = 10

SOURCE = Source(
    noun="survey",
    fields=(
        Field("ref", "ref", "'Y' || survey.id"),
        Field("id", "count", "survey.id", shown=False),
        Field("kind", "text", "survey.kind"),
        Field("score", "count", "survey.score"),
        Field("scale", "text", "survey.low || '-' || survey.high"),
        Field("wave", "text", "survey.wave"),
        Field("occasion", "text", "survey.occasion"),
        Field("account", "ref", "'A' || survey.account_id", shown=False),
        Field("account_name", "text", "account.name", label="account"),
        Field("contact", "ref", "'C' || survey.contact_id", shown=False),
        Field("contact_name", "text", "contact.name", label="contact", shown=False),
        Field("comment", "text", "survey.comment"),
        Field("created", "instant", "survey.created_ms"),
        Field("external_id", "text", "survey.external_id", shown=False),
    ),
    joins="LEFT JOIN account ON account.id = survey.account_id LEFT JOIN contact ON contact.id = survey.contact_id",
    order="survey.created_ms DESC, survey.id DESC",
    title="'Y' || survey.id || '  ' || survey.kind || ' ' || survey.score",
    born="survey.created_ms",
)
WAVES = Source(
    noun="survey_wave",
    fields=(
        Field("wave", "text", "survey_wave.wave"),
        Field("id", "count", "survey_wave.id", shown=False),
        Field("kind", "text", "survey_wave.kind"),
        Field("invited", "count", "survey_wave.invited"),
        Field("created", "instant", "survey_wave.created_ms", shown=False),
    ),
    order="survey_wave.created_ms DESC, survey_wave.id DESC",
    born="survey_wave.created_ms",
)


class Given(NamedTuple):
    """An answer, as it is typed."""

    kind: str
    score: str
    scale: str | None = None
    account: str | None = None
    contact: str | None = None
    wave: str | None = None
    occasion: str | None = None
    comment: str | None = None
    external_id: str | None = None


def kind_of(word: str) -> str:
    """Which survey it is; raises `BadUsage` naming the nearest."""
    return entry.one_of(word, KINDS, "the kind")


def scale_of(kind: str, word: str | None) -> tuple[int, int]:
    """The ends of the scale: 5 or "1-5", and of nps and awareness the one they have; raises `BadUsage`."""
    if word is None:
        return _SCALES.get(kind, _LIKERT)
    first, _, last = word.strip().replace("–", "-").rpartition("-")
    try:
        found = (int(first) if first else 1), int(last)
    except ValueError:
        raise BadUsage(f"{word!r} is not a scale.", "Such as 5 for 1-5, 7 or 10.") from None
    if kind in _SCALES:
        fixed = _SCALES[kind]
        if last != str(fixed[1]) or (first and found != fixed):
            raise BadUsage(f"{kind} is on the scale {fixed[0]}-{fixed[1]}, not {word!r}.", "Leave --scale out.")
        return fixed
    if not (found[0] == 1 and 3 <= found[1] <= _WIDEST):
        raise BadUsage(f"satisfaction is on a scale from 1 to 3 up to {_WIDEST}, not {word!r}.", "Such as --scale 5.")
    return found


def score_of(kind: str, word: str, scale: tuple[int, int]) -> int:
    """The score on the scale; awareness also takes yes and no. Raises `Refused` for one off the scale."""
    cleaned = word.strip()
    if kind == "awareness" and not cleaned.isdigit():
        return int(yes_or_no(cleaned, "awareness"))
    if not (cleaned.isascii() and cleaned.isdigit() and len(cleaned) < 4):
        raise BadUsage(f"a score is a whole number, not {word!r}.", f"Of {kind}: {scale[0]} to {scale[1]}.")
    score = int(cleaned)
    if not scale[0] <= score <= scale[1]:
        raise Refused(
            f"{score} is not on the scale of {kind}, {scale[0]} to {scale[1]}.",
            "Name the scale that it was asked on: --scale 10" if kind == "csat" else None,
        )
    return score


def record(book: Book, given: Given, *, on_match: str | None = None) -> int:
    """Keep an answer, of the day of `--on`; its id.

    Raises `BadUsage` or `Refused` for a score off its scale, `NotFound` for an account or contact there is not.
    """
    with book.operation("survey record") as step:
        kind = kind_of(given.kind)
        low, high = scale_of(kind, given.scale)
        columns: dict[str, Value] = {"kind": kind, "score": score_of(kind, given.score, (low, high))}
        columns |= {"low": low, "high": high}
        for name in ("wave", "occasion", "comment", "external_id"):
            word = getattr(given, name)
            columns[name] = text(word, name) if word is not None else None
        contact = ref.find(book, given.contact, "contact")[1] if given.contact else None
        account = ref.find(book, given.account, "account")[1] if given.account else None
        columns |= {"account_id": account if account is not None else account_of(book, contact), "contact_id": contact}
        number = entry.replay(book, "survey", columns, on_match)
        if number is None:
            number = book.insert("survey", {**columns, "created_ms": book.when()})
        step.about("survey", number)
        return number


def account_of(book: Book, contact: int | None) -> int | None:
    """The account of a contact of one account."""
    rows = book.conn.execute(
        "SELECT account_id FROM contact_account WHERE contact_id = ? ORDER BY id LIMIT 2", (contact,)
    ).fetchall()
    return int(rows[0][0]) if len(rows) == 1 else None


def invite(book: Book, kind: str, wave: str, invited: int) -> int:
    """Say how many were asked in a wave, or correct it: what response rates are of; its id."""
    with book.operation("survey wave"):
        kind, name = kind_of(kind), text(wave, "the wave")
        if name is None:
            raise BadUsage("the wave has no name.", "ltc survey wave 2026-Q1 --kind nps --invited 400")
        if invited < 0:
            raise BadUsage(f"--invited is how many were asked, not {invited}.")
        known = book.conn.execute("SELECT id FROM survey_wave WHERE kind = ? AND wave = ?", (kind, name)).fetchone()
        if known is not None:
            book.update("survey_wave", int(known[0]), {"invited": invited})
            return int(known[0])
        return book.insert("survey_wave", {"created_ms": book.when(), "kind": kind, "wave": name, "invited": invited})
