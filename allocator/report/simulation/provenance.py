"""Where the numbers of a simulation or a study come from, for the end of a report."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from allocator.report.names import recorded_policy, recorded_scenario, titled
from allocator.report.simulation.lenders import lender_told
from allocator.report.values import day, shown
from allocator.text import _

Provenance = tuple[tuple[str, str], ...]


def of_simulation(record: Mapping[str, Any], reported: date) -> Provenance:
    """What determines the numbers of a simulation, and the digest of it."""
    counts = record["replications"]
    numbers = _("{first} to {last}").format(
        first=counts["first"], last=counts["first"] + counts["finished"] - 1
    )
    return (
        *of_scenario(record),
        (_("lender"), lender_told(record["lender"])),
        (_("years played"), shown(record["years"], "count")),
        (_("years left out of the whole run"), shown(record["warm_up"], "count")),
        (_("replications"), shown(counts["finished"], "count")),
        (_("their numbers"), numbers),
        (_("seed"), str(record["seed"])),
        (_("confidence of intervals"), f"{100 * float(record['confidence']):g}%"),
        (_("largest gap accepted in a round"), f"{record['gap']:.3%}"),
        (_("rounds audited"), shown(bool(record["audited"]), "flag")),
        (_("digest of the run"), record["run"]),
        *of_software(record, reported),
    )


def of_scenario(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Scenario and policy model."""
    policy = record["policy"]
    yield _("scenario"), titled(recorded_scenario(record), record["scenario"])
    yield _("base year"), str(record["base_year"])
    yield _("hash of the input (SHA-256)"), record["fingerprint"]
    yield _("policy model"), titled(recorded_policy(record), policy["name"])
    if effective := policy.get("effective"):
        yield _("in force from"), _as_day(str(effective))
    if source := policy.get("source"):
        yield _("source of the policy model"), source


def of_software(record: Mapping[str, Any], reported: date) -> Iterator[tuple[str, str]]:
    """Software, libraries, and the day of the report."""
    yield _("software"), record["software"]
    libraries = (f"{name} {version}" for name, version in record["versions"].items())
    yield _("libraries"), ", ".join(libraries)
    yield _("day of the report"), day(reported)


def _as_day(written: str) -> str:
    try:
        return day(date.fromisoformat(written))
    except ValueError:
        return written
