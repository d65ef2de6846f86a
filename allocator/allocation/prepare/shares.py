"""Shares of posts, exact, in whole posts."""

from decimal import Decimal


def share_down(share: Decimal, posts: int) -> int:
    """⌊share × posts⌋."""
    numerator, denominator = share.as_integer_ratio()
    return numerator * posts // denominator


def share_up(share: Decimal, posts: int) -> int:
    """⌈share × posts⌉."""
    numerator, denominator = share.as_integer_ratio()
    return -(-numerator * posts // denominator)
