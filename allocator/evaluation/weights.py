"""Weights of the last-level indicators, by group: as given, or by the analytic hierarchy process.

A group is a class of units, or an organisation type (``evaluation.group_by``).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from allocator.evaluation.ahp.inconsistent import judgements_by_inconsistency
from allocator.evaluation.ahp.matrix import NotPairwise, PairwiseMatrix, pairwise_matrix
from allocator.evaluation.ahp.mending import smallest_mend
from allocator.evaluation.ahp.refusals import NotWeighable
from allocator.evaluation.ahp.weighing import Weighing, weigh
from allocator.scenario.judgement import judgement_text, parse_judgement
from allocator.scenario.policy import Evaluation, Indicator, Pairwise, Policy
from allocator.scenario.problems import InvalidData, Problem
from allocator.text import _

POINTS = Decimal(100)
"""Weights by AHP add up to this."""

MOST_NAMED = 2
"""So many of the judgements that contradict most are named."""

DECIMALS = 6
"""Weights by AHP are rounded to so many decimals, so that every machine has the same."""


def leaf_weights(policy: Policy, group: str) -> dict[str, Decimal]:
    """Weights of one group in points, in the order of the policy model.

    A weight of 0 counts for nothing; an indicator that is absent is not one of the group's.

    Raises
    ------
    InvalidData
        Pairwise matrices that are not reciprocal, not connected, or less consistent than the
        policy accepts; indicators that have neither a matrix nor weights.
    """
    evaluation = policy.evaluation
    if evaluation.method == "weights":
        given = ((leaf.id, leaf.weight_for(group)) for leaf in evaluation.leaves())
        return {leaf: weight for leaf, weight in given if weight is not None}
    return _in_points(_leaf_shares(policy, group))


def _leaf_shares(policy: Policy, group: str) -> dict[str, float]:
    """Shares of the last-level indicators, multiplied down the tree, in the order of the file."""
    order = {leaf.id: place for place, leaf in enumerate(policy.evaluation.leaves())}
    shares: dict[str, float] = {}
    waiting = [("", 1.0)]
    while waiting:
        parent, share = waiting.pop()
        for indicator, part in _local_shares(policy, group, parent).items():
            if indicator in order:
                shares[indicator] = share * part
            elif part:  # what weighs nothing needs no weights below it
                waiting.append((indicator, share * part))
    return dict(sorted(shares.items(), key=lambda entry: order[entry[0]]))


def _local_shares(policy: Policy, group: str, parent: str) -> dict[str, float]:
    """Shares of the indicators directly below ``parent``, adding up to 1."""
    children = policy.evaluation.children(parent)
    entries = matrices_of(policy.evaluation, group, parent)
    if entries:
        return _by_matrices(policy, children, entries)
    if len(children) == 1:
        return {children[0].id: 1.0}
    given = {child.id: child.weight_for(group) for child in children}
    weights = {child: Fraction(weight) for child, weight in given.items() if weight is not None}
    total = sum(weights.values(), Fraction(0))
    if not total:
        raise _refused(
            policy,
            found=_("neither a matrix nor a weight for the indicators below “{parent}”").format(
                parent=parent or "*"
            ),
            expected=_("a pairwise matrix, or weights, for group {group}").format(group=group),
            mend=_("Add [[evaluation.pairwise]] with this parent, or weights to the indicators."),
        )
    return {child: float(weight / total) for child, weight in weights.items()}


def matrices_of(evaluation: Evaluation, group: str, parent: str) -> list[Pairwise]:
    """The matrices that compare the indicators below ``parent`` for a group.

    One that names the group goes before those for all.
    """
    entries = [entry for entry in evaluation.pairwise if entry.parent == parent]
    named = [entry for entry in entries if group in entry.groups]
    return named or [entry for entry in entries if not entry.groups]


def refuse_bad_matrices(policy: Policy) -> None:
    """Refuse every matrix that cannot be relied on, whether or not anybody is scored by it.

    Raises
    ------
    InvalidData
        As :func:`leaf_weights`, for all of them at once.
    """
    evaluation = policy.evaluation
    problems: list[Problem] = []
    compared = {
        (entry.parent, group) for entry in evaluation.pairwise for group in entry.groups or ("",)
    }
    for parent, group in sorted(compared):
        children = evaluation.children(parent)
        try:
            _by_matrices(policy, children, matrices_of(evaluation, group, parent))
        except InvalidData as error:
            problems += error.problems
    if problems:
        raise InvalidData(problems)


def _by_matrices(
    policy: Policy, children: tuple[Indicator, ...], entries: list[Pairwise]
) -> dict[str, float]:
    evaluation = policy.evaluation
    names = tuple(child.id for child in children)
    matrices = [_matrix(policy, names, entry) for entry in entries]
    try:
        found = weigh(
            matrices,
            random_index=evaluation.random_index,
            judge_weights=[float(entry.judge_weight) for entry in entries],
            group=evaluation.group_judgements,
        )
    except NotWeighable as error:
        raise InvalidData(
            [_problem(policy, entries[error.judge or 0], error.found, error.expected, error.mend)]
        ) from None
    _refuse_inconsistent(policy, entries, matrices, found)
    return dict(zip(found.names, found.weights, strict=True))


def _matrix(policy: Policy, names: tuple[str, ...], entry: Pairwise) -> PairwiseMatrix:
    cells = [[parse_judgement(cell) for cell in row] for row in entry.matrix]
    try:
        return pairwise_matrix(names, cells)
    except NotPairwise as error:
        raise InvalidData(
            _problem(
                policy,
                entry,
                _("{found} for {row} against {column}").format(
                    found=fault.found, row=fault.row, column=fault.column
                ),
                fault.expected,
                fault.mend,
            )
            for fault in error.faults
        ) from None


def _refuse_inconsistent(
    policy: Policy,
    entries: Sequence[Pairwise],
    matrices: Sequence[PairwiseMatrix],
    found: Weighing,
) -> None:
    most = float(policy.evaluation.max_consistency_ratio)
    problems = [
        _inconsistent(policy, place_of(policy, entry), matrix, ratio)
        for entry, matrix, ratio in zip(entries, matrices, found.judge_ratios, strict=True)
        if ratio > most
    ]
    group = found.priorities
    if not problems and found.matrix is not None and group is not None:
        ratio = group.consistency_ratio
        if ratio > most:
            places = ", ".join(place_of(policy, entry) for entry in entries)
            problems.append(_inconsistent(policy, places, found.matrix, ratio))
    if problems:
        raise InvalidData(problems)


def _inconsistent(policy: Policy, place: str, matrix: PairwiseMatrix, ratio: float) -> Problem:
    evaluation = policy.evaluation
    most = float(evaluation.max_consistency_ratio)
    changes = smallest_mend(matrix, evaluation.random_index, most)
    worst = _("; ").join(
        _("{row} against {column}: {judgement}, by the weights {consistent:.3g}").format(
            row=entry.row,
            column=entry.column,
            judgement=judgement_text(entry.found),
            consistent=entry.consistent,
        )
        for entry in judgements_by_inconsistency(matrix)[:MOST_NAMED]
    )
    mend = _("; ").join(
        _("{row} against {column}: {after} instead of {before}").format(
            row=change.row,
            column=change.column,
            before=judgement_text(change.before),
            after=judgement_text(change.after),
        )
        for change in changes or ()
    )
    return Problem(
        policy_file(policy),
        0,
        place,
        _("a consistency ratio of {ratio:.4f}; what contradicts most: {worst}").format(
            ratio=ratio, worst=worst
        ),
        _("at most {most:g}, with the random index of “{table}”").format(
            most=most, table=evaluation.random_index
        ),
        _("The smallest change that is enough: {changes}.").format(changes=mend)
        if mend
        else _("Judge anew; “allocator ahp” names the judgements that contradict most."),
    )


def _problem(policy: Policy, entry: Pairwise, found: str, expected: str, mend: str) -> Problem:
    return Problem(policy_file(policy), 0, place_of(policy, entry), found, expected, mend)


def place_of(policy: Policy, entry: Pairwise) -> str:
    """Key of one matrix, counted from 1, with its judge."""
    place = next(n for n, own in enumerate(policy.evaluation.pairwise, start=1) if own is entry)
    return f"evaluation.pairwise[{place}]" + (f" ({entry.judge})" if entry.judge else "")


def policy_file(policy: Policy) -> str:
    """What a policy's file is called where nobody knows better."""
    return f"{policy.name}.toml"


def _refused(policy: Policy, *, found: str, expected: str, mend: str) -> InvalidData:
    return InvalidData(
        [Problem(policy_file(policy), 0, "evaluation.pairwise", found, expected, mend)]
    )


def _in_points(shares: Mapping[str, float]) -> dict[str, Decimal]:
    """Shares as points that add up to 100 exactly: what rounding down leaves goes where most was
    cut off, ties to the first.
    """
    steps = int(POINTS * 10**DECIMALS)
    exact = {leaf: share * steps for leaf, share in shares.items()}
    whole = {leaf: int(value) for leaf, value in exact.items()}
    # Rounded, so that the last bits of a float do not decide between equal remainders.
    cut = sorted(exact, key=lambda leaf: -round(exact[leaf] - whole[leaf], 3))
    for leaf in cut[: steps - sum(whole.values())]:
        whole[leaf] += 1
    return {leaf: Decimal(value).scaleb(-DECIMALS) for leaf, value in whole.items()}
