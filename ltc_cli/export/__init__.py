"""Everything out: a noun's records as tables that its own import reads, or the whole file, and the whole back in."""

from ltc_cli.export.restore import restore
from ltc_cli.export.run import ask, pieces, write

__all__ = ["ask", "pieces", "restore", "write"]
