"""Everything out: a noun's records as tables that its own import reads, or the whole file, and the whole back in."""

from ltc_cli.export.restore import restore
from ltc_cli.export.run import ask, pieces, write
from ltc_cli.export.source import open_source

__all__ = ["ask", "open_source", "pieces", "restore", "write"]
