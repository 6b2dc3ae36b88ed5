"""What every test runs under."""

from hypothesis import settings

settings.register_profile("modest", max_examples=50, deadline=None)  # two shared cores
settings.load_profile("modest")
