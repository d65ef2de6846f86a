"""HiGHS: arrays in, one goal solved at a time, progress and stopping by callbacks."""

import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from allocator.allocation.solver.standard_form import (
    Floats,
    Objective,
    StandardForm,
    column_names,
    row_names,
)
from allocator.text import _


class Ending(Enum):
    """Why a run ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    TIME_LIMIT = "time_limit"
    INTERRUPTED = "interrupted"


class SolverFailure(Exception):
    """The solver ended in a way that gives no answer one could rely on."""


@dataclass(frozen=True)
class Progress:
    """Where a run stands."""

    seconds: float
    best: float
    bound: float
    gap: float


@dataclass(frozen=True)
class Run:
    """How one goal's run ended.

    Attributes
    ----------
    ending : Ending
    x : array or None
        The best answer in hand.
    bound : float
        Proven bound on the goal, its constant included.
    seconds : float
    nodes : int
    """

    ending: Ending
    x: Floats | None
    bound: float
    seconds: float
    nodes: int


HEURISTICS = ("feasibility_jump", "rins", "rens", "root_reduced_cost")
"""What HiGHS tries at the root; on small models it costs more than it brings."""


class Highs:
    """One HiGHS instance that holds the rows and columns of a model."""

    def __init__(
        self,
        form: StandardForm,
        *,
        threads: int = 0,
        seed: int = 0,
        presolve: bool = True,
        heuristics: bool = True,
    ) -> None:
        self._form = form
        highspy.Highs.resetGlobalScheduler(True)
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        # Without output HiGHS reports no progress either; with it, nothing goes to the console.
        self._set("log_to_console", False)
        self._set("output_flag", True)
        self._set("threads", threads)
        self._set("random_seed", seed)
        self._set("presolve", "choose" if presolve else "off")
        if not heuristics:
            self._set("mip_heuristic_effort", 0.0)
            for heuristic in HEURISTICS:
                self._set(f"mip_heuristic_run_{heuristic}", False)
        self._pass(form)

    def _set(self, option: str, value: Any) -> None:
        if self._highs.setOptionValue(option, value) != highspy.HighsStatus.kOk:
            raise SolverFailure(
                _("the solver refused the option {option} = {value}").format(
                    option=option, value=value
                )
            )

    def _pass(self, form: StandardForm) -> None:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(form.lower), len(form.row_lower)
        lp.col_cost_ = np.zeros(len(form.lower))
        lp.col_lower_, lp.col_upper_ = form.lower, form.upper
        lp.row_lower_, lp.row_upper_ = form.row_lower, form.row_upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = form.start, form.index
        lp.a_matrix_.value_ = form.value
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(whole)] for whole in form.whole]
        if self._highs.passModel(lp) == highspy.HighsStatus.kError:
            raise SolverFailure(_("the solver refused the model"))

    def aim(self, objective: Objective) -> None:
        """Make ``objective`` what the next run optimises."""
        columns = np.arange(len(objective.cost), dtype=np.int32)
        self._highs.changeColsCost(len(columns), columns, objective.cost)
        self._highs.changeObjectiveOffset(objective.constant)
        sense = highspy.ObjSense.kMaximize if objective.maximise else highspy.ObjSense.kMinimize
        self._highs.changeObjectiveSense(sense)

    def hold(self, objective: Objective, value: float, slack: float) -> None:
        """From now on, let nothing give up more than ``slack`` of ``value``."""
        columns = np.flatnonzero(objective.cost).astype(np.int32)
        if not len(columns):
            return
        level = value - objective.constant
        infinity = highspy.kHighsInf
        lower, upper = (
            (level - slack, infinity) if objective.maximise else (-infinity, level + slack)
        )
        self._highs.addRow(lower, upper, len(columns), columns, objective.cost[columns])

    def fix(self, columns: npt.NDArray[np.bool_], x: Floats) -> None:
        """Leave the ``columns`` at their values in ``x`` from now on."""
        places = np.flatnonzero(columns).astype(np.int32)
        self._highs.changeColsBounds(len(places), places, x[places], x[places])

    def run(
        self,
        *,
        seconds: float,
        relative_gap: float,
        absolute_gap: float,
        progress: Callable[[Progress], None] | None = None,
    ) -> Run:
        """Optimise; Ctrl-C ends the run within moments, with the best answer in hand."""
        self._set("time_limit", min(seconds, highspy.kHighsInf))
        self._set("mip_rel_gap", relative_gap)
        self._set("mip_abs_gap", absolute_gap)
        began = self._highs.getRunTime()
        with _interruptible(self._highs, progress):
            self._highs.run()
        return self._result(self._highs.getRunTime() - began)

    def _result(self, seconds: float) -> Run:
        status = self._highs.getModelStatus()
        ending = _ENDINGS.get(status)
        if ending is None:
            raise SolverFailure(
                _("the solver ended with “{status}”").format(
                    status=self._highs.modelStatusToString(status)
                )
            )
        info = self._highs.getInfo()
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        has_answer = ending is not Ending.INFEASIBLE and feasible
        x = np.array(self._highs.getSolution().col_value) if has_answer else None
        mip = bool(self._form.whole.any())
        bound = info.mip_dual_bound if mip else info.objective_function_value
        return Run(ending, x, float(bound), seconds, int(info.mip_node_count) if mip else 0)

    def write(self, path: Path) -> None:
        """Write rows, columns and the present goal as MPS or LP, by the file's suffix.

        Raises
        ------
        SolverFailure
            HiGHS could not write them whole.
        OSError
            The file cannot be written.
        """
        for column, name in enumerate(column_names(self._form)):
            self._highs.passColName(column, name)
        for row, name in enumerate(row_names(self._form)):
            self._highs.passRowName(row, name)
        # HiGHS does not notice a full disk: what it writes is looked at first.
        with tempfile.TemporaryDirectory() as folder:
            aside = Path(folder) / f"model{path.suffix.lower()}"
            status = self._highs.writeModel(str(aside))
            content = aside.read_bytes() if aside.is_file() else b""
        if status == highspy.HighsStatus.kError or not _whole(content):
            raise SolverFailure(_("{path}: the model could not be written").format(path=path))
        path.write_bytes(content)


def _whole(content: bytes) -> bool:
    """Whether the text of a model goes to its end, as MPS or LP."""
    return content.rstrip().lower().endswith((b"endata", b"end"))


_ENDINGS = {
    highspy.HighsModelStatus.kOptimal: Ending.OPTIMAL,
    highspy.HighsModelStatus.kModelEmpty: Ending.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Ending.INFEASIBLE,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: Ending.INFEASIBLE,
    highspy.HighsModelStatus.kTimeLimit: Ending.TIME_LIMIT,
    highspy.HighsModelStatus.kInterrupt: Ending.INTERRUPTED,
}


@contextmanager
def _interruptible(highs: Any, progress: Callable[[Progress], None] | None) -> Iterator[None]:
    """Watch for Ctrl-C and report progress while HiGHS runs.

    HiGHS calls back from the thread that runs it, where Python's own handler would only be
    served after the run.
    """
    stop = threading.Event()
    restore = None
    if threading.current_thread() is threading.main_thread():
        restore = signal.signal(signal.SIGINT, lambda *_: stop.set())

    def check(event: Any) -> None:
        if stop.is_set():
            event.interrupt()

    def tell(event: Any) -> None:
        out = event.data_out
        if progress is not None:
            progress(
                Progress(out.running_time, out.mip_primal_bound, out.mip_dual_bound, out.mip_gap)
            )

    watched = (highs.cbMipInterrupt, highs.cbSimplexInterrupt)
    for callback in watched:
        callback.subscribe(check)
    highs.cbMipLogging.subscribe(tell)
    try:
        yield
    finally:
        for callback in watched:
            callback.unsubscribe(check)
        highs.cbMipLogging.unsubscribe(tell)
        if restore is not None:
            signal.signal(signal.SIGINT, restore)
