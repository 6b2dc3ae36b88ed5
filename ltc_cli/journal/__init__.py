"""The history: every operation, what it changed, and how to take it back, prove it and rewind it."""

from ltc_cli.journal.record import Operation, as_kind, begin, finish, guards, record, triggers

__all__ = ["Operation", "as_kind", "begin", "finish", "guards", "record", "triggers"]
