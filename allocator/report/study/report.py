"""The report of a study."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from allocator.report.document import Report, Section
from allocator.report.names import recorded_scenario
from allocator.report.simulation.provenance import Provenance, of_scenario, of_software
from allocator.report.study.best import best
from allocator.report.study.compared import compared
from allocator.report.study.curve import curve
from allocator.report.study.differences import differences
from allocator.report.study.effects import effects
from allocator.report.study.means import means
from allocator.report.study.over_years import over_years
from allocator.report.study.pareto import pareto
from allocator.report.study.regret import regret
from allocator.report.study.runs import failures, runs
from allocator.report.study.sensitivity import sensitivity
from allocator.report.study.studied import Studied
from allocator.report.study.told import figures, lead, method, warnings
from allocator.report.values import shown
from allocator.simulation.studies.results.comparison import Comparison
from allocator.text import _, language

PARTS = (
    *(compared, differences, means, best, regret, pareto, curve, effects, sensitivity),
    *(over_years, failures, runs),
)


def study_report(comparison: Comparison, reported: date) -> Report:
    """What a study came to, in the language in use; only the sections that it has.

    Parameters
    ----------
    reported : date
        The day that the report names as its own.
    """
    studied = Studied(comparison)
    record = comparison.record
    return Report(
        kind="study",
        language=language(),
        title=studied.names.study,
        subtitle=_("Comparison of policies: {scenario}").format(scenario=recorded_scenario(record)),
        figures=tuple(figures(studied)),
        lead=tuple(lead(studied)),
        warnings=tuple(warnings(studied)),
        sections=(*(each for part in PARTS for each in part(studied)), *_method(studied)),
        provenance=_provenance(record, reported),
        software=record["software"],
        fingerprint=record["fingerprint"],
    )


def _method(studied: Studied) -> Iterator[Section]:
    if text := method(studied):
        yield Section("method", _("How sure it is"), text=text, sheet=False)


def _provenance(record: Any, reported: date) -> Provenance:
    declared = record["declared"]
    return (
        *of_scenario(record),
        (_("study"), declared["name"]),
        (_("years played"), shown(declared["years"], "count")),
        (_("replications"), shown(record["stopping"]["replications"], "count")),
        (_("seed"), str(declared["seed"])),
        (_("confidence of intervals"), f"{100 * float(declared['confidence']):g}%"),
        (_("digest of the study"), record["study"]),
        (_("digest of the code"), record["code"]),
        *of_software(record, reported),
    )
