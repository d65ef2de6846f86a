"""Charts of made-up numbers, one of each kind: usual, with hostile names, and very large."""

from collections.abc import Callable

from allocator.report.charts.asked import Asked, asked_chart
from allocator.report.charts.balances import Balance, balances_chart
from allocator.report.charts.flow import Link, flow_chart
from allocator.report.charts.ladder import Rung, ladder_chart
from allocator.report.charts.schedule import Lent, schedule_chart
from allocator.report.charts.screen import Rate, screen_chart
from allocator.report.charts.theme import Spec
from allocator.report.charts.wave import Leaving, wave_chart

HOSTILE = (
    "<script>alert(1)</script>&\"'",
    "住房和城乡建设局综合行政执法大队及其下属的市政公用事业服务中心（副科级、公益一类、新设）",
    "=HYPERLINK(1)\x0b\x00",
    "a" * 300,
    "",
    "甲\n乙",
)


def asked(names: tuple[str, ...]) -> Spec:
    return asked_chart([Asked(name, 9 + at, 2, 3 + at) for at, name in enumerate(names)])


def balances(names: tuple[str, ...]) -> Spec:
    return balances_chart(
        [Balance(name, year, 5, 3, 2) for name in names for year in (2026, 2027, 2028)]
    )


def flow(names: tuple[str, ...]) -> Spec:
    gives = [Link(0, name, "池", 3) for name in names]
    gets = [Link(1, "池", name, 3) for name in names]
    return flow_chart([*gives, *gets], names[:3])


def ladder(_names: tuple[str, ...]) -> Spec:
    return ladder_chart([Rung(2026, 2, 2, 3.5), Rung(2027, 4, 6, 4.0), Rung(2028, 0, 6, 9.0)])


def schedule(names: tuple[str, ...]) -> Spec:
    loans = [Lent(name, name, name, 4, 2026, 2027, at % 2 == 0) for at, name in enumerate(names)]
    return schedule_chart(loans, range(2026, 2030))


def screen(names: tuple[str, ...]) -> Spec:
    rates = [Rate(name, posts, 2.2 / posts, posts < 3) for name in names for posts in (1, 2, 3)]
    return screen_chart(rates, 1.0)


def wave(names: tuple[str, ...]) -> Spec:
    return wave_chart([Leaving(year, name, 2.5) for name in names for year in (2026, 2028)])


KINDS: dict[str, Callable[[tuple[str, ...]], Spec]] = {
    "asked": asked,
    "balances": balances,
    "flow": flow,
    "ladder": ladder,
    "schedule": schedule,
    "screen": screen,
    "wave": wave,
}

NOTHING: dict[str, Callable[[], Spec]] = {
    "asked": lambda: asked_chart([]),
    "balances": lambda: balances_chart([]),
    "flow": lambda: flow_chart([Link(0, "a", "b", 0)], ["a", "b"]),
    "ladder": lambda: ladder_chart([]),
    "schedule": lambda: schedule_chart(
        [Lent("a", "b", "c", 1, 2020, 2021, True)], range(2026, 2028)
    ),
    "screen": lambda: screen_chart([], 1.0),
    "wave": lambda: wave_chart([]),
}


def many(kind: str) -> Spec:
    """The same with 2,000 rows and more."""
    names = tuple(f"单位{place}" for place in range(2000))
    return KINDS[kind](names)


def data(spec: Spec, field: str) -> list[dict]:
    """The rows of the data set that has such a field."""
    return [row for rows in spec["datasets"].values() if rows and field in rows[0] for row in rows]
