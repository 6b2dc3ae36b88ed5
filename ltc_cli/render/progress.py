"""How far something long has got: one line on a terminal, written over, and gone when it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from ltc_cli.words import say

PATIENCE = 1.0
"""Seconds in which nothing is said."""
_EVERY = 0.2
_CLEAR = "\r\x1b[K"


@contextmanager
def line(err: TextIO, *, shown: bool = True) -> Iterator[Callable[[int, int], None] | None]:
    """Give what to tell how many rows are done, and how many there will be in all (0: nobody knows).

    None where it is not to be shown, since nobody looks.
    """
    if not shown:
        yield None
        return
    begun = monotonic()
    told = begun + PATIENCE - _EVERY

    def tell(done: int, whole: int) -> None:
        nonlocal told
        now = monotonic()
        if now - told >= _EVERY:
            told = now
            err.write(_CLEAR + sentence(done, whole, now - begun))
            err.flush()

    try:
        yield tell
    finally:
        if told >= begun + PATIENCE:
            err.write(_CLEAR)
            err.flush()


def sentence(done: int, whole: int, seconds: float) -> str:
    """The rows done, how many a second, and what is left as far as it is known."""
    rate = done / seconds if seconds else 0.0
    text = say("{done} rows, {rate} a second", done=f"{done:,}", rate=f"{rate:,.0f}")
    if not whole or not rate:
        return text
    left = max(0.0, (whole - done) / rate)
    clock = f"{left // 60:.0f}:{left % 60:02.0f}"
    return text + say(", {share} %, {clock} to go", share=f"{min(99, 100 * done // whole)}", clock=clock)
