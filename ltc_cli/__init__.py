"""Lead to cash from a terminal, in one SQLite file."""

import gc

__version__ = "0.1.0"

gc.set_threshold(200_000, 20, 20)  # next to nothing here goes in circles: looking for it took a third of a long report
