"""The model of one unit's requests alone: rows and columns that a change of one request touches."""

from dataclasses import replace

from allocator.allocation.explain.in_hand import goals_of
from allocator.allocation.model.build import build
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.standard_form import ColumnName, StandardForm, compile_model
from allocator.allocation.strengthen import Strengthening

EVERY_TERM = Strengthening(terms=False)
"""Terms of the unit's other requests must stay, although a shorter one may be as good."""

OF_REQUESTS = frozenset({"lent", "own", "returned", "step", "chosen", "met"})
"""Variables of one request; the first part of their index is its id."""


def unit_form(
    numbers: Prepared, unit: str, strengthening: Strengthening = EVERY_TERM
) -> StandardForm:
    """The model with the requests of ``unit`` only, as arrays.

    What no pool of these requests has a part in is left out: balances of other pools mean
    nothing here.
    """
    requests = {j: request for j, request in numbers.requests.items() if request.unit == unit}
    pools = {g for request in requests.values() for g in request.pools}
    loans = {
        key: loan for key, loan in numbers.loans.items() if loan.unit == unit or loan.pool in pools
    }
    own = replace(numbers, requests=requests, loans=loans, goals=goals_of(numbers))
    if numbers.department_share is None:  # which looks at the posts of all pools
        own = _with_pools(own, unit, pools | {loan.pool for loan in loans.values()})
    return compile_model(build(own, strengthening))


def _with_pools(numbers: Prepared, unit: str, pools: set[str]) -> Prepared:
    """The numbers with what supplies ``pools``, and what the unit supplies."""
    transfers = {pair: most for pair, most in numbers.transfers.items() if pools & set(pair)}
    deposits = {
        cell: deposit
        for cell, deposit in numbers.deposits.items()
        if deposit.pool in pools or cell[0] == unit
    }
    touched = pools | {g for pair in transfers for g in pair}
    touched |= {deposit.pool for deposit in deposits.values()}
    return replace(
        numbers,
        pools={g: pool for g, pool in numbers.pools.items() if g in touched},
        transfers=transfers,
        deposits=deposits,
    )


def is_of(column: ColumnName, requests: frozenset[str], unit: str) -> bool:
    """Whether a column belongs to one of the ``requests``, all of ``unit``."""
    if column.variable in OF_REQUESTS:
        return column.index[0] in requests
    return column.variable == "borrows" and column.index[0] == unit
