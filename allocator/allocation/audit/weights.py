"""Weights of the last-level indicators, with the plainest means for pairwise matrices.

Priorities come from repeated multiplication, and unknown judgements from repeating the condition
under which the largest eigenvalue is smallest. Whether the judgements are consistent enough is
asked when the scenario is read, not here.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import exp, log

from allocator.scenario.judgement import parse_judgement
from allocator.scenario.policy import Evaluation, Pairwise

Logs = list[list[float | None]]
Filled = list[list[float]]

STEPS = 10**8
"""Weights by matrices are whole numbers of steps that add up to this, for 100 points."""


def weights_of(evaluation: Evaluation, group: str) -> dict[str, Fraction]:
    """Weight in points of every last-level indicator of a group."""
    if evaluation.method == "weights":
        weights = {leaf.id: leaf.weight_for(group) for leaf in evaluation.leaves()}
        return {leaf: Fraction(weight) for leaf, weight in weights.items() if weight is not None}
    return _points(_shares(evaluation, group))


def _shares(evaluation: Evaluation, group: str) -> dict[str, float]:
    """Shares of the last-level indicators, in the order of the policy model."""
    parents = {entry.parent for entry in evaluation.indicators}
    of_indicator = {"": 1.0}
    for parent in _from_the_top(evaluation):
        if of_indicator.get(parent):
            for name, part in _parts(evaluation, group, parent).items():
                of_indicator[name] = of_indicator[parent] * part
    leaves = [entry.id for entry in evaluation.indicators if entry.id not in parents]
    return {leaf: of_indicator[leaf] for leaf in leaves if leaf in of_indicator}


def _from_the_top(evaluation: Evaluation) -> list[str]:
    """Every indicator with others below it, those above before those below."""
    known, order = {""}, [""]
    for parent in order:
        below = [entry.id for entry in evaluation.indicators if entry.parent == parent]
        order += [name for name in below if name not in known]
        known |= set(below)
    return [name for name in order if any(e.parent == name for e in evaluation.indicators)]


def _parts(evaluation: Evaluation, group: str, parent: str) -> dict[str, float]:
    """Shares of the indicators directly below one."""
    children = [entry for entry in evaluation.indicators if entry.parent == parent]
    entries = [entry for entry in evaluation.pairwise if entry.parent == parent]
    own = [entry for entry in entries if group in entry.groups]
    used = own or [entry for entry in entries if not entry.groups]
    if used:
        parts = _group_priorities(evaluation, used)
        return {child.id: part for child, part in zip(children, parts, strict=True)}
    if len(children) == 1:
        return {children[0].id: 1.0}
    given = {child.id: child.weight_for(group) for child in children}
    weights = {name: float(weight) for name, weight in given.items() if weight is not None}
    return {name: weight / sum(weights.values()) for name, weight in weights.items()}


def _points(shares: dict[str, float]) -> dict[str, Fraction]:
    """Whole steps that add up; what rounding down leaves goes to the largest remainders."""
    steps = {leaf: int(share * STEPS) for leaf, share in shares.items()}
    left = STEPS - sum(steps.values())
    by_remainder = sorted(steps, key=lambda leaf: -round(shares[leaf] * STEPS - steps[leaf], 3))
    topped_up = set(by_remainder[:left])
    return {leaf: Fraction(steps[leaf] + (leaf in topped_up), 10**6) for leaf in steps}


def _group_priorities(evaluation: Evaluation, entries: Sequence[Pairwise]) -> list[float]:
    """Priorities of one judge, or of several by judgements or by priorities."""
    matrices = [_logs(entry) for entry in entries]
    weights = [float(entry.judge_weight) for entry in entries]
    if evaluation.group_judgements == "judgements":
        return _priorities(_filled(_merged(matrices, weights)))[0]
    each = [_priorities(_filled(matrix))[0] for matrix in matrices]
    means = [
        exp(sum(w * log(own[i]) for w, own in zip(weights, each, strict=True)) / sum(weights))
        for i in range(len(each[0]))
    ]
    return [mean / sum(means) for mean in means]


def _logs(entry: Pairwise) -> Logs:
    """Logarithms of the judgements; a pair given on one side only is known on both."""
    cells = [[parse_judgement(cell) for cell in row] for row in entry.matrix]
    size = range(len(cells))
    logs: Logs = [[0.0 if i == j else None for j in size] for i in size]
    for i in size:
        for j in size:
            one, other = cells[i][j], cells[j][i]
            if i != j and one is not None and (other is None or one >= other):
                logs[i][j], logs[j][i] = log(one), -log(one)
    return logs


def _merged(matrices: Sequence[Logs], weights: Sequence[float]) -> Logs:
    """Weighted geometric mean of the judgements of those who gave one."""
    size = range(len(matrices[0]))
    merged: Logs = [[None for _ in size] for _ in size]
    for i in size:
        for j in size:
            given = [
                (weight, value)
                for weight, matrix in zip(weights, matrices, strict=True)
                if (value := matrix[i][j]) is not None
            ]
            if given:
                merged[i][j] = sum(w * value for w, value in given) / sum(w for w, _ in given)
    return merged


def _filled(logs: Logs) -> Filled:
    """The matrix with every unknown judgement where the largest eigenvalue is smallest.

    There a small change of a judgement of i against j gains as much on one side of the diagonal
    as it loses on the other: ``a_ij y_i x_j = a_ji y_j x_i`` with the right and left
    eigenvectors x and y. That is solved for a_ij, again and again.
    """
    unknown = [(i, j) for i, row in enumerate(logs) for j in range(i) if row[j] is None]
    filled = [[0.0 if value is None else value for value in row] for row in logs]
    for _round in range(1000 if unknown else 0):
        right, _value = _priorities(filled)
        left, _value = _priorities([list(column) for column in zip(*filled, strict=True)])
        moved = 0.0
        for i, j in unknown:
            settled = log(left[j] * right[i] / (left[i] * right[j])) / 2
            moved = max(moved, abs(settled - filled[i][j]))
            filled[i][j], filled[j][i] = settled, -settled
        if moved < 1e-12:
            break
    return filled


def _priorities(logs: Filled) -> tuple[list[float], float]:
    """Principal eigenvector, adding up to 1, and its eigenvalue, by repeated multiplication."""
    values = [[exp(value) for value in row] for row in logs]
    vector = [1.0 / len(values)] * len(values)
    for _step in range(10_000):
        product = [sum(a * v for a, v in zip(row, vector, strict=True)) for row in values]
        total = sum(product)
        following = [value / total for value in product]
        settled = max(abs(a - b) for a, b in zip(following, vector, strict=True)) < 1e-15
        vector = following
        if settled:
            break
    return vector, total
