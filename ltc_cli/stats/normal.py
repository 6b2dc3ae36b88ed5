"""The normal distribution, as far as intervals need it."""

from functools import lru_cache


@lru_cache(maxsize=8)
def deviate(confidence: float) -> float:
    """How many standard errors a two-sided interval reaches to each side: 1.96 for 0.95.

    Raises `ValueError` for a confidence that is not between 0 and 1.
    """
    if confidence == 0.95:
        return 1.959963984540054  # spares everyday reports the import
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence} is not between 0 and 1")
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + confidence / 2)
