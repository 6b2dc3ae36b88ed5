"""What the words of other programs for statuses and stages mean in a process."""

from collections.abc import Mapping

from ltc_cli.intake.headings import STAGES, STATUSES
from ltc_cli.process import Process


def usual(noun: str, process: Process) -> Mapping[str, Mapping[str, str]]:
    """Field → another program's word, folded → the id it means here; the process's own words mean what they say."""
    if noun == "lead":
        kinds = {status.kind: status.id for status in reversed(process.lead.all)}
        known = process.lead.find_status
        found = {word: kinds[kind] for kind, text in STATUSES.items() if kind in kinds for word in _spellings(text)}
        return {"status": {word: ours for word, ours in found.items() if known(word) is None}}
    if noun == "deal":
        lines = process.pipelines
        found = {word: kind for kind, text in STAGES.items() for word in _spellings(text)}
        ours = {kind: lines[0].stage_of_kind(kind).id for kind in STAGES} if len(lines) == 1 else {}
        return {
            "stage": {
                word: ours[kind] for word, kind in found.items() if kind in ours and lines[0].find_stage(word) is None
            }
        }
    return {}


def _spellings(text: str) -> list[str]:
    """The words of a list as they are written: with blanks, and as "in_progress", "in-progress", "inprogress"."""
    found = []
    for word in (" ".join(word.split()).casefold() for word in text.split(";")):
        first, _, rest = word.partition(" ")
        found += [word, *(word.replace(" ", mark) for mark in "_-"), word.replace(" ", ""), f"{first} - {rest}"]
    return found
