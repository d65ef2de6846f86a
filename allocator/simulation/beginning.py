"""The state in which a run begins: the scenario as it stands, and who will leave when."""

from allocator.simulation.chances import drawn_duration
from allocator.simulation.leaving_times import leaving_times
from allocator.simulation.state import Cell, Loan, Opening, People, Pool, Standing, State
from allocator.simulation.streams import Process, Streams
from allocator.simulation.world import World
from allocator.stock.leavers import flexible_retirement
from allocator.stock.retirement import RetirementLaw


def beginning(world: World, streams: Streams) -> State:
    """The scenario on 1 January of its base year.

    The people on posts that the book lends come on top of those in post; nobody knows who they
    are, so none of them leaves. Approved recruitment (``reserved``) is under way.
    """
    state = State(
        now=12.0 * world.first_year,
        cells=_cells(world),
        pools={
            name: Pool(name, row["quota_type"], row["capital"], row["capital"])
            for name, row in world.pools.items()
        },
        loans=_loans(world),
        people=_people(world, streams),
    )
    for name, standing in world.scoring.standings.items():
        state.units[name] = Standing(name, *standing)
    for loan in state.loans.values():
        cell = state.cells[loan.cell]
        cell.lent += loan.posts
        cell.people += loan.posts
        state.pools[loan.pool].free -= loan.posts
    _open_reserved(world, streams, state)
    return state


def _cells(world: World) -> dict[tuple[str, str], Cell]:
    cells = {}
    for key, row in zip(world.cells, world.posts, strict=True):
        since = row["vacant_since"] if row["vacancy"] else None
        cells[key] = Cell(
            f"{key[0]}/{key[1]}", *key, titles=row["approved"], deposited=0, people=row["filled"],
            lent=0, held=0, coming=0, idle_since=since,
        )  # fmt: skip
    return cells


def _loans(world: World) -> dict[str, Loan]:
    return {
        row["loan_id"]: Loan(
            row["loan_id"], row["unit_id"], row["quota_type"], row["pool_id"], row["posts"], 0,
            row["purpose"], row["start_year"], row["due_year"], row["repayment"],
            row["renewable"], row["renewals"], True,
        )
        for row in world.rows("loans")
    }  # fmt: skip


def _people(world: World, streams: Streams) -> People:
    roster = world.roster
    leaves = leaving_times(
        roster.birth,
        roster.codes,
        roster.can_extend,
        since=12.0 * world.first_year,
        law=RetirementLaw(world.policy.retirement.law),
        flexible=flexible_retirement(world.policy),
        bands=world.bands,
        uniforms=streams.uniforms(Process.LEAVING, roster.keys),
    )
    return People(roster.names, roster.birth, roster.codes, roster.can_extend, roster.cell, leaves)


def _open_reserved(world: World, streams: Streams, state: State) -> None:
    """Approved recruitment is filled after a lag, as what is advertised today."""
    lag = world.settings.recruitment.lag
    for cell, row in zip(state.cells.values(), world.posts, strict=True):
        for number in range(row["reserved"]):
            opening = Opening(
                f"{cell.name}#{number}", cell.unit, cell.quota_type, number, None, True, state.now,
                None,
            )  # fmt: skip
            key = world.cell_keys[cell.key]
            months = drawn_duration(streams, lag, Process.LAG, key, opening.occurrence)
            opening.due = state.now + months
            state.openings[opening.name] = opening
        cell.openings = cell.coming = row["reserved"]
