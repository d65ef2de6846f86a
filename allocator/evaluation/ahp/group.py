"""Several judges' matrices brought together, by judgement or by priority."""

from collections.abc import Sequence
from fractions import Fraction
from math import exp, fsum, isfinite, log

from allocator.evaluation.ahp.matrix import PairwiseMatrix
from allocator.evaluation.ahp.refusals import NotWeighable
from allocator.text import _


class NamesDiffer(NotWeighable):
    """A judge compares other items than the first one."""


class WrongJudgeWeights(NotWeighable):
    """Not one positive weight for each judge."""


def same_order(matrices: Sequence[PairwiseMatrix]) -> list[PairwiseMatrix]:
    """The matrices with their items in the order of the first.

    Raises
    ------
    NamesDiffer
        One of them compares other items; ``judge`` says which.
    """
    names = matrices[0].names
    for judge, matrix in enumerate(matrices):
        if set(matrix.names) != set(names):
            raise NamesDiffer(
                _("the items {names}").format(names=_(", ").join(matrix.names)),
                _("those of the first matrix: {names}").format(names=_(", ").join(names)),
                _("Let all judges compare the same items, named alike."),
                judge,
            )
    return [matrix.restricted(names) for matrix in matrices]


def judge_shares(judge_weights: Sequence[float] | None, judges: int) -> list[float]:
    """Each judge's weight as a share of all, equal where none are given."""
    given = [1.0] * judges if judge_weights is None else [float(w) for w in judge_weights]
    if len(given) != judges or not all(isfinite(weight) and weight > 0 for weight in given):
        raise WrongJudgeWeights(
            _("the judges' weights {weights}").format(weights=_(", ").join(map(str, given))),
            _("{count} numbers above 0, one for each judge").format(count=judges),
            _("Give every judge a weight."),
        )
    whole = fsum(given)
    return [weight / whole for weight in given]


def by_judgement(matrices: Sequence[PairwiseMatrix], shares: Sequence[float]) -> PairwiseMatrix:
    """Weighted geometric mean of each judgement (Aczél and Saaty, J. Math. Psych. 27, 1983).

    It alone keeps reciprocals and treats judges alike. A judgement that only some gave is the
    mean of theirs.
    """
    if len(matrices) == 1:
        return matrices[0]
    names = matrices[0].names
    merged = PairwiseMatrix(
        names, tuple(tuple(Fraction(1) if i == j else None for j in names) for i in names)
    )
    for i, j in merged.pairs():
        given = [
            (share, value)
            for share, matrix in zip(shares, matrices, strict=True)
            if (value := matrix.values[i][j]) is not None
        ]
        if given:
            merged = merged.with_judgement(i, j, _geometric_mean(given))
    return merged


def _geometric_mean(given: Sequence[tuple[float, Fraction]]) -> Fraction:
    if len({value for _share, value in given}) == 1:
        return given[0][1]  # exact where all agree
    whole = fsum(share for share, _value in given)
    return Fraction(exp(fsum(share * log(value) for share, value in given) / whole))


def by_priority(
    priorities: Sequence[Sequence[float]], shares: Sequence[float]
) -> tuple[float, ...]:
    """Weighted geometric mean of the judges' weights, adding up to 1.

    Forman and Peniwati, European Journal of Operational Research 108, 1998, pp. 165–169.
    """
    means = [
        exp(fsum(share * log(weight) for share, weight in zip(shares, weights, strict=True)))
        for weights in zip(*priorities, strict=True)
    ]
    whole = fsum(means)
    return tuple(mean / whole for mean in means)
