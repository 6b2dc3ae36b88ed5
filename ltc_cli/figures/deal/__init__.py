"""Figures of deals: what is open and won, how long it takes, and what is to come."""
