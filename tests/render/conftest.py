"""A year of business to draw."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo file, up to 31 March 2026."""
    from ltc_cli.domain import demo

    path: Path = tmp_path_factory.mktemp("demo") / "demo.db"
    demo.fill(path, today="2026-03-31")
    return str(path)
