"""Free codes that nothing knows: a slip in one gives a weight of 1, or a rule that never binds."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from allocator.scenario.code_names import code_in_use, code_with_name, named_codes, names_of
from allocator.scenario.policy import Policy
from allocator.scenario.relations.data import Data, literal
from allocator.scenario.tables import ANY
from allocator.scenario.typed import MOST_SHOWN
from allocator.text import _


def purposes_known(data: Data) -> None:
    """A purpose is one that the policy names, or a pool, or the simulation, or a usual one.

    Where the policy names none, every purpose is as good as any other.
    """
    if data.policy is None or data.settings is None:
        return
    if any(map(data.mislaid, ("requests", "loans", "pools"))):
        return
    of_policy = set(purposes_of(data.policy))
    demand = data.settings.simulation.demand
    pools = set(data.frames["pools"]["purpose"])
    usual = of_policy | set(named_codes("purpose"))
    known = usual | pools | {*demand.rates, demand.emergency.purpose}
    if of_policy:
        for table in ("requests", "loans"):
            _warn(data, table, "purpose", known, of_policy | pools, _weightless())
        asked = set(data.frames["requests"]["purpose"]) | set(data.frames["loans"]["purpose"])
        _warn(data, "pools", "purpose", usual | asked, of_policy | asked, _unused())


def sectors_known(data: Data) -> None:
    """A sector is one that the policy names, or a usual one."""
    if data.policy is None:
        return
    of_policy = set(sectors_of(data.policy))
    if of_policy:
        known = of_policy | set(named_codes("sector"))
        _warn(data, "units", "sector", known, of_policy, _weightless())


def types_known(data: Data) -> None:
    """Where there are pools, a quota type of posts is that of a pool, or a usual one."""
    if data.policy is None or data.frames["pools"].empty:
        return
    if any(map(data.mislaid, ("posts", "ceilings"))):
        return
    usual = {*named_codes("quota_type"), *data.policy.deposit.exempt_types}
    posts, pools = (set(data.frames[table]["quota_type"]) for table in ("posts", "pools"))
    ceilings = set(data.frames["ceilings"]["quota_type"])
    _warn(data, "posts", "quota_type", usual | ceilings | pools, pools, _unused())
    _warn(data, "pools", "quota_type", usual | ceilings | posts, posts, _unused())


def purposes_of(policy: Policy) -> Iterator[str]:
    """Every purpose that a rule of the policy names."""
    yield from policy.priority.purposes
    yield from policy.lending.limit_exempt_purposes
    yield from policy.efficiency.exempt_purposes
    if policy.shares.min_purpose_share is not None:
        yield from policy.shares.min_purpose_share.purposes


def sectors_of(policy: Policy) -> Iterator[str]:
    """Every sector that a rule of the policy names."""
    yield from policy.priority.sectors
    yield from policy.deposit.exempt_sectors


def _weightless() -> str:
    return _(
        "Correct it, or name it in the policy: as it is, it has the weight 1 and no rule is for it."
    )


def _unused() -> str:
    return _("Correct it: as it is, nothing else has this code.")


def _warn(
    data: Data, table: str, column: str, known: set[str], offered: set[str], mend: str
) -> None:
    """Warn of every code once, where it stands first; ``offered`` are those that matter here."""
    values, nothing = data.frames[table][column], {ANY, ""}
    unknown = ~values.isin(known | nothing) & ~values.duplicated()
    if not unknown.any():
        return
    names = literal(code_with_name(column, code) for code in offered - nothing)
    for code in values[unknown].head(MOST_SHOWN):
        likely = _likely(column, str(code), known - nothing)
        data.note(
            table,
            unknown & (values == code),
            column,
            found="“{" + column + "}”",
            expected=_("a code that the policy model or another table knows: {names}").format(
                names=names
            ),
            mend=_("Did you mean “{name}”?").format(name=literal([likely])) if likely else mend,
            warning=True,
        )


def _likely(column: str, code: str, known: Iterable[str]) -> str:
    """The known code that comes closest, by itself or by a name of it, as it can be typed in.

    Empty where none is near.
    """
    names = {name: one for one in known for name in names_of(column, one)}
    close = get_close_matches(code.lower(), names, 1)
    return code_in_use(column, names[close[0]]) if close else ""
