"""Chance, counted out: no tables, no approximation that small numbers would break. Pure."""

from __future__ import annotations

from math import comb, erfc, sqrt

Z = 1.959964
"""Half the width of 95 % of a normal distribution."""


def coin_p(heads: int, tosses: int) -> float:
    """How often a fair coin falls as unevenly as this, or more so (both sides)."""
    less = min(heads, tosses - heads)
    tail = sum(comb(tosses, n) for n in range(less + 1))
    return min(1.0, tail / (1 << tosses) * 2)


def normal_p(z: float) -> float:
    """How often a normal chance lies as far out as this, or further (both sides)."""
    return erfc(abs(z) / sqrt(2))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, 0 to 1, by Wilson; all of it where there is nothing."""
    if not of:
        return 0.0, 1.0
    share, weight = hits / of, Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    half = Z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)
