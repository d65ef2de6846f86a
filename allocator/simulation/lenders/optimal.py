"""The mixed-integer model as a lender."""

from allocator.simulation.lenders.lender import Round, Verdict
from allocator.simulation.lenders.no_bank import nothing_lent


def optimal(annual_round: Round) -> Verdict:
    """What the model recommends: the same that ``solve`` does for the same numbers.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C ended the search.
    SolverFailure
        The solver gave no answer that one could rely on.
    """
    # Pyomo and HiGHS take longer to import than other lenders take for many rounds.
    from allocator.allocation.solve import NoPlan, Options, Timings, decide
    from allocator.allocation.solver.highs import Ending

    timings = Timings()
    try:
        decided = decide(annual_round.numbers, Options(gap=annual_round.gap, threads=1), timings)
    except NoPlan as error:  # without a time limit only Ctrl-C comes before the first plan
        raise KeyboardInterrupt from error
    if decided is None:
        return Verdict(nothing_lent(annual_round.numbers), contradicted=True)
    if decided.answer.ending is Ending.INTERRUPTED:
        raise KeyboardInterrupt
    gap = max((goal.gap for goal in decided.answer.goals), default=0.0)
    in_solver = (t for stage, t in timings.seconds.items() if stage.startswith("solve_"))
    return Verdict(decided.made, gap, sum(in_solver))
