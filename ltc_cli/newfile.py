"""Files for others: made whole or not at all, readable by their owner alone, and never in place of another."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ltc_cli.errors import BadFile, Refused


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a new file from pieces of text; raises `Refused` when it is there already, `BadFile` when it cannot be."""
    with whole(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A new file: the block fills the one it is handed, which is linked to its place when all of it is on the disk.

    Raises `Refused` when there is one already, `BadFile` when it cannot be written.
    """
    import tempfile

    if path.exists() or path.is_symlink():
        raise _there(path)
    with _told(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        os.close(handle)
    beside = Path(name)
    try:
        with _told(path):
            yield beside
            _settle(beside)
            os.link(beside, path)
    finally:
        beside.unlink()


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """A new folder: the block fills the one it is handed, which takes its place when all of it is on the disk.

    An empty folder that is there is taken. Raises `Refused` when anything else is, `BadFile` when it cannot be written.
    """
    import shutil
    import tempfile

    if path.is_symlink() or (path.exists() and not (path.is_dir() and not any(path.iterdir()))):
        raise _there(path)
    with _told(path):
        beside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:100]}."))
    try:
        with _told(path):
            yield beside
            for each in beside.iterdir():
                _settle(each)
            beside.rename(path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _settle(path: Path) -> None:
    """See to it that a file is on the disk, for its owner alone."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        path.chmod(0o600)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _there(path: Path) -> Refused:
    return Refused(f"{path} is there already and was not touched.", "Name another: -o NAME")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """An error of the system in words."""
    import errno

    try:
        yield
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR) and path.exists():
            raise _there(path) from None
        raise BadFile(f"{path} cannot be written: {error.strerror}.", "Name another folder: -o NAME") from error
