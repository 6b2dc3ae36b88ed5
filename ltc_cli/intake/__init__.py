"""Tables in, and out again."""
