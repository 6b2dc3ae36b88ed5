"""Lead to cash from a terminal, in one SQLite file."""

__version__ = "0.1.0"
