"""One file per noun: parse, one call, show."""
