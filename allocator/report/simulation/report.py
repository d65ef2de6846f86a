"""The report of a simulation."""

from datetime import date

from allocator.report.document import Report
from allocator.report.names import recorded_scenario
from allocator.report.simulation.fans import over_years
from allocator.report.simulation.ladder import ladder
from allocator.report.simulation.provenance import of_simulation
from allocator.report.simulation.quantiles import by_year, of_whole_runs
from allocator.report.simulation.tables import (
    measures_section,
    runs_section,
    settings_section,
    years_section,
)
from allocator.report.simulation.told import figures, lead, played, warnings
from allocator.simulation.results import Simulation
from allocator.text import _, language


def simulation_report(simulation: Simulation, reported: date) -> Report:
    """What a simulation came to, in the language in use.

    Parameters
    ----------
    reported : date
        The day that the report names as its own.
    """
    record = simulation.record
    confidence = f"{100 * float(record['confidence']):g}%"
    whole, yearly = of_whole_runs(simulation), by_year(simulation)
    return Report(
        kind="simulation",
        language=language(),
        title=_("Simulation of {scenario}").format(scenario=recorded_scenario(record)),
        subtitle=played(record, confidence),
        figures=figures(whole, confidence),
        lead=tuple(lead(record, whole, confidence)),
        warnings=warnings(record),
        sections=(
            *over_years(yearly),
            *ladder(whole),
            measures_section(whole, confidence),
            years_section(yearly, confidence),
            runs_section(simulation),
            settings_section(record),
        ),
        provenance=of_simulation(record, reported),
        software=record["software"],
        fingerprint=record["fingerprint"],
    )
