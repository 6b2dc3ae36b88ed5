"""Bars of eighth blocks: readable without colour."""

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(value: float, most: float, cells: int) -> str:
    """A bar as long as value is to most; anything above zero shows at least an eighth."""
    if most <= 0 or value <= 0:
        return ""
    eighths = max(1, round(value / most * cells * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
