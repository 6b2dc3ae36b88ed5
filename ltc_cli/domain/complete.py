"""What the shell may complete: refs, names, and words of the process, as they are in the file right now.

Completion never complains and never makes a file: whatever goes wrong, there is just nothing to offer.
"""

import sqlite3
from pathlib import Path
from typing import Any

from ltc_cli.domain.noun import NOUNS

MOST = 50
"""Offers beyond which nobody reads on."""
Offers = list[tuple[str, str]]


def records(path: Path, begun: str, *nouns: str) -> Offers:
    """Refs of these nouns that begin so, newest first, with what the records are called."""
    offers: Offers = []
    for noun in (NOUNS[name] for name in nouns):
        if begun[:1].upper() in ("", noun.letter) and noun.letter:
            statement = (
                f"SELECT '{noun.letter}' || id, {noun.label} FROM {noun.name} WHERE id LIKE ? || '%' "
                f"ORDER BY id DESC LIMIT {MOST}"
            )
            offers += _rows(path, statement, begun[1:])
    return offers


def names(path: Path, begun: str, kind: str) -> Offers:
    """Names of members, channels or campaigns that begin so."""
    rows = _rows(path, f"SELECT name, '' FROM {kind} WHERE instr(name_key, ?) = 1 ORDER BY name_key", begun.casefold())
    return rows[:MOST]


def words(path: Path, begun: str, kind: str) -> Offers:
    """Ids of the process that begin so: status, stage, pipeline, lost_reason or disqualify_reason."""
    rows = _rows(path, "SELECT body, '' FROM process WHERE ? IS NOT NULL ORDER BY id DESC LIMIT 1", "")
    if not rows:
        return []
    from ltc_cli.process import from_json, label

    process = from_json(rows[0][0])
    named: dict[str, Any] = {
        "status": process.lead.statuses,
        "stage": [stage for line in process.pipelines for stage in line.stages],
        "pipeline": process.pipelines,
        "lost_reason": process.lost_reasons,
        "disqualify_reason": process.lead.disqualify_reasons,
    }
    return [(item.id, label(item, process.language)) for item in named[kind] if item.id.startswith(begun)]


def _rows(path: Path, statement: str, value: str) -> Offers:
    if not path.is_file():
        return []
    try:
        conn = sqlite3.connect(path, timeout=0.2)
        try:
            conn.execute("PRAGMA query_only=ON")
            return [(str(word), str(label)) for word, label in conn.execute(statement, (value,))]
        finally:
            conn.close()
    except sqlite3.Error:
        return []
