"""The story runner is itself seen to fail: a green suite of stories that were never read is worth nothing."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
RIGHT = "<!-- today: 2026-03-31 -->\n```console\n$ ltc lead show L1\n{answer}\n[exit {code}]\n```\n"
TRUE = "ltc: there is no file yet.\ntry: Begin with: ltc init, or look around first: ltc demo"


def tell(folder: Path, *options: str) -> str:
    """Replay the stories of a folder with the project's own runner; what pytest prints."""
    (folder / "conftest.py").write_bytes((ROOT / "conftest.py").read_bytes())
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=None, check=False)
    return done.stdout


def test_a_true_story_passes_and_a_wrong_answer_or_exit_code_fails(tmp_path):
    """Three stories, one of them true: one passes, two fail and show what the app says."""
    stories = tmp_path / "examples"
    stories.mkdir()
    (stories / "true.md").write_text(RIGHT.format(answer=TRUE, code=3))
    (stories / "lie.md").write_text(RIGHT.format(answer="L1  Ada", code=3))
    (stories / "code.md").write_text(RIGHT.format(answer=TRUE, code=4))
    printed = tell(tmp_path)
    assert "2 failed, 1 passed" in printed
    assert "-L1  Ada" in printed
    assert "+ltc: there is no file yet." in printed
    assert "-[exit 4]" in printed


def test_accept_writes_down_what_the_app_says(tmp_path):
    """After --accept a wrong story is the true one."""
    stories = tmp_path / "examples"
    stories.mkdir()
    (stories / "lie.md").write_text(RIGHT.format(answer="L1  Ada", code=0))
    tell(tmp_path, "--accept")
    assert (stories / "lie.md").read_text() == RIGHT.format(answer=TRUE, code=3)


def test_a_story_has_files_pipes_and_redirections(tmp_path):
    """A block with a name is a file; | and > join commands as in a shell."""
    stories = tmp_path / "examples"
    stories.mkdir()
    (stories / "pipe.md").write_text(
        "<!-- today: 2026-03-31 -->\n```csv who.csv\nname\nAda\n```\n"
        "```console\n"
        "$ ltc init --db ltc.db --currency EUR --timezone UTC > made.txt\n"
        "$ ltc lead add 'Ada | Grace' --on 2026-03-01 --quiet | ltc lead edit - \\\n"
        "    country=DE --quiet\n"
        "$ ltc lead list --columns name,country -f csv\n"
        "```\n"
    )
    tell(tmp_path, "--accept")
    told = (stories / "pipe.md").read_text()
    assert re.search(r"country=DE --quiet\nL1\n\$ ", told)
    assert told.endswith("-f csv\nname,country\nAda | Grace,DE\n```\n")


def test_every_document_of_the_project_is_collected():
    """The README and each story in examples/ are tests, with at least one command each."""
    for path in [ROOT / "README.md", *sorted((ROOT / "examples").glob("*.md"))]:
        assert "```console\n$ ltc " in path.read_text(encoding="utf-8"), path.name
