"""What all parts of a plan's report look at, worked out once and as it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from allocator import SOFTWARE
from allocator.allocation.audit import Audit, audit
from allocator.allocation.audit.plan_files import PlanFiles
from allocator.allocation.plan.content import content, digest
from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.plan.read_back import decisions_of
from allocator.allocation.plan.reasons import PROVEN, Reasons
from allocator.allocation.plan.tables import plan_tables
from allocator.allocation.plan_tables import PLAN_TABLES
from allocator.allocation.prepare import Stock, prepare, take_stock
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.standing_warnings import StandingWarning, standing_warnings
from allocator.evaluation.evaluation import Evaluated
from allocator.report.plan.reading import Explained
from allocator.scenario.code_names import quota_type_name
from allocator.scenario.scenario import Scenario
from allocator.scenario.table_rows import rows_of
from allocator.stock.leavers import Leavers, count_leavers
from allocator.text import _, language

Row = Mapping[str, Any]

MOST_AUDITED = 500
"""Most requests with which a plan that is as it was solved is audited for its report: beyond, the
audit would take longer than all the rest."""


@dataclass(frozen=True)
class Basis:
    """A plan and the scenario it was made of.

    Attributes
    ----------
    explained : Explained
        What ``explain`` left in the plan's folder.
    """

    scenario: Scenario
    plan: PlanFiles
    explained: Explained
    _rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def evaluated(self) -> Evaluated:
        """The evaluation of the units."""
        return Evaluated(self.scenario)

    @cached_property
    def standing_warnings(self) -> tuple[StandingWarning, ...]:
        """What is out of order whatever is lent, the gravest first."""
        return standing_warnings(self.evaluated, self._stock)

    @cached_property
    def _stock(self) -> Stock:
        return take_stock(self.scenario, self.evaluated)

    @cached_property
    def numbers(self) -> Prepared:
        """The prepared numbers of the scenario."""
        return prepare(self.scenario, self._stock)

    @cached_property
    def leavers(self) -> Leavers:
        """Leavers of every unit and quota type that has posts."""
        return count_leavers(self.scenario)

    @cached_property
    def made(self) -> Decisions:
        """What the plan's files decide."""
        return decisions_of(self.numbers, self.plan.frames)

    @cached_property
    def changed(self) -> bool:
        """Whether the files say anything else than what was solved."""
        if self.plan.report.get("tables") == digest(self.plan.frames):
            return False
        if not self._decided_as_solved:
            return True
        return any(
            content(self.plan.frames[name]) != content(self._anew[name]) for name in PLAN_TABLES
        )

    @property
    def _decided_as_solved(self) -> bool:
        return bool(self.plan.report.get("decisions") == self.made.digest())

    @cached_property
    def audited(self) -> Audit | None:
        """What the audit says; ``None`` where it would only take long."""
        if not self.changed and len(self.plan.frames["decisions"]) > MOST_AUDITED:
            return None
        return audit(self.scenario, self.plan.frames, self.plan.report)

    @cached_property
    def _anew(self) -> Mapping[str, pd.DataFrame]:
        """The tables that follow from the decisions, without reasons."""
        names = {unit: str(row["name"]) for unit, row in self.units.items()}
        return plan_tables(self.numbers, self.made, names, reasoned=False)

    @cached_property
    def units(self) -> Mapping[str, Row]:
        """Rows of the table units by id."""
        return {row["unit_id"]: row for row in rows_of(self.scenario.tables["units"])}

    def unit_name(self, unit: str) -> str:
        """The name of a unit; its id where the scenario does not know it."""
        return str(self.units[unit]["name"]) if unit in self.units else unit

    def department(self, unit: str) -> str:
        """The department of a unit; empty where the scenario does not know it."""
        return str(self.units[unit]["department"]) if unit in self.units else ""

    @cached_property
    def pools(self) -> Mapping[str, Row]:
        """Rows of the table pools by id."""
        return {row["pool_id"]: row for row in rows_of(self.scenario.tables["pools"])}

    def pool_name(self, pool: str) -> str:
        """A pool with its quota type; its id where the scenario does not know it."""
        if pool not in self.pools:
            return pool
        quota_type = quota_type_name(self.pools[pool]["quota_type"])
        return _("{pool} ({quota_type})").format(pool=pool, quota_type=quota_type)

    @cached_property
    def requests(self) -> Mapping[str, Row]:
        """Rows of the table requests by id."""
        return {row["request_id"]: row for row in rows_of(self.scenario.tables["requests"])}

    @cached_property
    def loans(self) -> Mapping[str, Row]:
        """Rows of the table loans by id."""
        return {row["loan_id"]: row for row in rows_of(self.scenario.tables["loans"])}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Rows of a table of the plan, in the order of its file; the same list every time."""
        if table not in self._rows:
            self._rows[table] = rows_of(self.plan.frames[table])
        return self._rows[table]

    @cached_property
    def decisions(self) -> list[dict[str, Any]]:
        """Rows of ``decisions.csv``, as far as it can be in the language in use.

        Where ``explain`` has found another rule since, it left the reason in both languages. In a
        plan that breaks rules, of which no reasons can be given, they stay as they are in the file.
        """
        found = rows_of(self.plan.frames["decisions"])
        for row in found:
            told = self.explained.told.get(row["request_id"])
            row |= told._asdict() if told else {}
        if self._reasons is not None:
            for row in found:
                if row["request_id"] in self.numbers.requests:
                    own = self._reasons.of(row["request_id"])
                    row["detail"] = own.detail if own.rule == row["reason"] else row["detail"]
        return found

    @cached_property
    def _reasons(self) -> Reasons | None:
        """What forms reasons anew; ``None`` where the file's are as good, or none can be given."""
        report = self.plan.report
        if (report.get("software"), report.get("language")) == (SOFTWARE, language()):
            return None
        as_solved = not self.changed or self._decided_as_solved
        if not as_solved and not (self.audited and self.audited.clean):
            return None
        return Reasons(self.numbers, self.made, proven=self.proven)

    @property
    def proven(self) -> bool:
        """Whether it is known that no plan is better, or not by more than was tolerated."""
        return not self.changed and self.plan.report.get("status") in PROVEN

    @cached_property
    def granted(self) -> Mapping[str, int]:
        """Posts granted by request."""
        return {row["request_id"]: row["granted"] for row in self.rows("decisions")}
