"""Everything out: a noun's records as tables that its own import reads, or the whole file, and the whole back in."""
