"""Figures of costs: what leads and customers cost, and what is left of what was sold."""
