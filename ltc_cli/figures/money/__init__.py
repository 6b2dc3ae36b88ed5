"""Figures of money: sold, billed, owed, received."""
