"""Consistency index and consistency ratio (Saaty 1980)."""

_NOISE = 1e-12


def settled(lambda_max: float, items: int) -> float:
    """λmax, exactly n where it differs from n by what rounding makes.

    It is never below n in a reciprocal matrix, and n only where all judgements agree.
    """
    return float(items) if lambda_max - items <= _NOISE * items else lambda_max


def consistency_index(lambda_max: float, items: int) -> float:
    """CI = (λmax − n) / (n − 1); 0 for one item."""
    return (lambda_max - items) / (items - 1) if items > 1 else 0.0


def consistency_ratio(index: float, random_index: float) -> float:
    """CR = CI / RI; 0 where RI is 0, that is where judgements cannot contradict each other."""
    return index / random_index if random_index > 0 else 0.0
