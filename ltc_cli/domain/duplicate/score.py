"""Whether two records are one: evidence for and against in bits, after Fellegi and Sunter.

Each field that both have says log₂(m/u): how much likelier its agreement (or difference) is between records of one
customer than between those of two. What many share (a switchboard, a common name) says less. The bits add up, and the
score is the chance that they stand for at even odds. Fellegi, Sunter (1969), "A theory for record linkage", JASA 64.
"""

from collections import Counter
from collections.abc import Sequence
from math import log2
from typing import NamedTuple

from ltc_cli.domain.duplicate.known import Known
from ltc_cli.domain.duplicate.likeness import Likeness

UPPER = 0.95
"""From here on two records are likely one."""
LOWER = 0.6
"""Below this they are two; in between somebody should look."""
_ALIKE = 0.85
"""Names below this speak against."""
_UNLIKE = 0.6
"""Those of any two customers are about this much alike."""
_NAME, _COMPANY, _AGAINST = 4.0, 4.0, 6.0
_PHONE, _PHONE_DIFFERS = 5.0, -1.0
_DOMAIN, _DOMAIN_DIFFERS = 4.0, -2.0
_COUNTRY, _COUNTRY_DIFFERS = 0.5, -1.0
_FEW = 3
"""As many as share a phone or a domain without its weighing less."""
DAY_MS = 86_400_000


class Score(NamedTuple):
    """What two records have to do with one another."""

    chance: float
    decision: str
    """same: an exact key; likely; review: somebody should look; different."""
    reasons: tuple[str, ...]


class Judge:
    """Compares records of one noun, knowing how common their values are."""

    def __init__(self, noun: str, records: Sequence[Known], like: Likeness, reopen_after: int) -> None:
        self._noun = noun
        self._like = like
        self._reopen_ms = reopen_after * DAY_MS
        self._phones = Counter(each.phone for each in records if each.phone)
        self._domains = Counter(each.domain for each in records if each.domain)
        self._names = Counter(each.name for each in records if each.name)

    def score(self, a: Known, b: Known) -> Score:
        """The chance that two records are one, and why."""
        key = "email" if a.email and a.email == b.email else "tax id" if a.tax_id and a.tax_id == b.tax_id else ""
        name = self._like(a.name, b.name) if a.name and b.name else None
        company = self._like(a.company, b.company) if a.company and b.company else None
        if key:
            against = self._doubts(a, b, name, company)
            return Score(1.0, "review" if against else "same", (f"same {key}", *against))
        bits = _named(name, _NAME) + _named(company, _COMPANY)
        if name == 1.0:
            bits -= log2(max(1, self._names[a.name] / _FEW))
        if bits <= 0 and not (a.phone and a.phone == b.phone):
            return _DIFFERENT
        bits += self._shared(a, b)
        chance = 1.0 / (1.0 + 2.0**-bits)
        if chance < LOWER:
            return _DIFFERENT
        back = self._came_back(a, b)
        decision = "review" if chance < UPPER or back else "likely"
        return Score(chance, decision, (*_why(a, b, name, company), *back))

    def _doubts(self, a: Known, b: Known, name: float | None, company: float | None) -> tuple[str, ...]:
        """Why two that share a key may still be two: a box that several people read, one who came back."""
        doubts = []
        if name is not None and name < _ALIKE:
            doubts.append("another name")
        if company is not None and company < _ALIKE:
            doubts.append("another company")
        return (*doubts, *self._came_back(a, b))

    def _came_back(self, a: Known, b: Known) -> tuple[str, ...]:
        """Whoever writes again long after a lead was closed is a lead of their own."""
        first, second = (a, b) if a.created_ms <= b.created_ms else (b, a)
        again = first.closed and second.created_ms - first.created_ms > self._reopen_ms
        return ("came back after it was closed",) if again else ()

    def _shared(self, a: Known, b: Known) -> float:
        bits = 0.0
        if a.phone and b.phone:
            bits += _PHONE - _common(self._phones[a.phone]) if a.phone == b.phone else _PHONE_DIFFERS
        if a.domain and b.domain:
            bits += _DOMAIN - _common(self._domains[a.domain]) if a.domain == b.domain else _DOMAIN_DIFFERS
        if a.country and b.country:
            bits += _COUNTRY if a.country == b.country else _COUNTRY_DIFFERS
        if a.tax_id and b.tax_id:
            bits -= _AGAINST
        return bits


_DIFFERENT = Score(0.0, "different", ())


def _common(count: int) -> float:
    """The bits that a value loses by being shared by many."""
    return min(_DOMAIN, log2(count / _FEW)) if count > _FEW else 0.0


def _named(likeness: float | None, weight: float) -> float:
    """From full weight for the same name down to nothing at `_ALIKE`, and below it against."""
    if likeness is None:
        return 0.0
    if likeness >= _ALIKE:
        return weight * (likeness - _ALIKE) / (1.0 - _ALIKE)
    return -_AGAINST * min(1.0, (_ALIKE - likeness) / (_ALIKE - _UNLIKE))


def _why(a: Known, b: Known, name: float | None, company: float | None) -> list[str]:
    reasons = []
    for word, likeness in (("name", name), ("company", company)):
        if likeness is not None:
            reasons.append(f"same {word}" if likeness == 1.0 else f"{word} {likeness:.2f} alike")
    for word in ("phone", "domain", "country"):
        mine, theirs = getattr(a, word), getattr(b, word)
        if mine and theirs:
            reasons.append(f"same {word}" if mine == theirs else f"another {word}")
    return reasons
