"""A reader that goes away before everything is printed: what was committed is not reported as failed."""

import os
import subprocess
import sys

import pytest


def into_a_closed_pipe(*words: str) -> tuple[int, str]:
    """Run `ltc` with a stdout whose reader is gone already; the exit code and what stderr says."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ltc_cli", *words], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writer)
    return done.returncode, done.stderr


@pytest.mark.parametrize("words", [["account", "add", "Lumen"], ["account", "list", "--json"], ["--help"]])
def test_a_reader_that_is_gone_is_no_failure(words, ltc):
    """The exit code is 0, and nothing is said of it."""
    ltc.json("account", "add", "Kestrel")
    assert into_a_closed_pipe(*words, *([] if words == ["--help"] else ["--db", str(ltc.path)])) == (0, "")
    if "add" in words:
        assert len(ltc.json("account", "list")) == 2
