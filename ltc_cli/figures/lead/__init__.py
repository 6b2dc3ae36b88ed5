"""Figures of leads: how many, from where, how fast they are answered, and how far they get."""
