"""Figures of customers: who is one, who stays, what they are worth, and what they say."""
