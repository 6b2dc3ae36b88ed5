"""Finding what the process calls pipelines, stages and reasons, by id or label."""

from ltc_cli.book import Book
from ltc_cli.domain import entry
from ltc_cli.errors import NotFound, nearest
from ltc_cli.process import Pipeline, Stage


def pipeline_of(book: Book, name: str | None) -> Pipeline:
    """The pipeline of this name, the first when none is given; raises `NotFound` naming those there are."""
    lines = book.process.pipelines
    if name is None:
        return lines[0]
    found = book.process.find_pipeline(name)
    if found is None:
        raise NotFound(f"the process has no pipeline {name!r}.", f"Pipelines: {', '.join(line.id for line in lines)}")
    return found


def stage_of(line: Pipeline, name: str) -> Stage:
    """The stage of this name in a pipeline; raises `NotFound` with the nearest."""
    found = line.find_stage(name)
    if found is None:
        known = [stage.id for stage in line.stages]
        close = nearest(name, known)
        raise NotFound(
            f"the pipeline {line.id} has no stage {name!r}.",
            f"Did you mean {close}?" if close else f"Stages: {', '.join(known)}",
        )
    return found


def lost_reason(book: Book, text: str) -> str:
    """The id of a reason to lose a deal; when the process lists none, any word will do."""
    found = book.process.find_lost_reason(text)
    if found is None and book.process.lost_reasons:
        known = [reason.id for reason in book.process.lost_reasons]
        close = nearest(text, known)
        raise NotFound(
            f"the process has no reason {text!r} to lose a deal.",
            f"Did you mean {close}?" if close else f"Reasons: {', '.join(known)}",
        )
    return found.id if found else entry.given_reason(text)


def called_now(line: Pipeline, name: str) -> str:
    """The stage of an id that an event was written with, which may have been renamed since."""
    return next((each.id for each in line.stages if name in (each.id, each.was)), name)
