"""Files for others: made whole or not at all, readable by their owner alone, and never in place of another."""

import os
from collections.abc import Iterable
from pathlib import Path

from ltc_cli.errors import BadFile, Refused


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a new file from pieces of text; raises `Refused` when it is there already, `BadFile` when it cannot be.

    It is written beside its place under another name and linked to it when all of it is on the disk.
    """
    import tempfile

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise BadFile(f"{path} cannot be written: {error.strerror}.", "Name another folder: -o FILE") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        raise Refused(f"{path} is there already and was not touched.", "Name another file: -o FILE") from None
    except OSError as error:
        raise BadFile(f"{path} cannot be written: {error.strerror}.", "Name another folder: -o FILE") from error
    finally:
        Path(name).unlink()
