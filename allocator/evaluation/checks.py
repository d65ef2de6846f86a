"""What only the evaluation can check of a scenario, told with everything else that is wrong."""

from allocator.evaluation.weights import leaf_weights, refuse_bad_matrices
from allocator.scenario.policy import Policy
from allocator.scenario.problems import InvalidData
from allocator.scenario.relations.data import Data
from allocator.scenario.relations.marks import marked_groups


def weights_derivable(data: Data) -> None:
    """Pairwise matrices can be relied on, and give weights to every group that is scored."""
    policy = data.policy
    if policy is None or policy.evaluation.method != "ahp":
        return
    try:
        refuse_bad_matrices(policy)
        _refuse_missing_weights(policy, data)
    except InvalidData as error:
        for problem in error.problems:
            data.problems.add(
                data.policy_file,
                0,
                problem.column,
                found=problem.found,
                expected=problem.expected,
                mend=problem.mend,
            )


def _refuse_missing_weights(policy: Policy, data: Data) -> None:
    for group in sorted(marked_groups(data)):
        leaf_weights(policy, group)
