"""The history: every operation, what it changed, and how to take it back, prove it and rewind it."""

from ltc_cli.journal.record import Operation, begin, finish, guards, record, triggers

__all__ = ["Operation", "begin", "finish", "guards", "record", "triggers"]
