"""Where the file is, when nobody names one."""

import os
from pathlib import Path


def database(typed: str | None) -> tuple[Path, bool]:
    """The file in force, and whether somebody named it: --db, LTC_DB, ltc.db here, else the user's data folder."""
    named = typed if typed is not None else os.environ.get("LTC_DB")
    if named is not None:
        return Path(named).expanduser() if named else Path(), True
    here = Path("ltc.db")
    if here.exists():
        return here, True
    import platformdirs

    return Path(platformdirs.user_data_dir("ltc", appauthor=False)) / "ltc.db", False
