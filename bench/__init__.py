"""The budgets, measured: `python -m bench`."""
