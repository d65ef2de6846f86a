"""The files of a report: all of them appear together, or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from allocator.folders import appearing_together, refuse_taken
from allocator.listening import nobody
from allocator.report.charts.fonts import MissingFont
from allocator.report.charts.renderer import Renderer
from allocator.report.document import Chart, Report
from allocator.report.workshop import Workshop, open_workshop
from allocator.text import _, in_language

PAGE = "report.html"
WORKBOOK = "report.xlsx"
SUMMARY = "summary.docx"
CHARTS = "charts"

Told = Callable[[str], None]
"""Is told what is done next, before it is."""


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes
    ----------
    files : tuple of Path
        The page, the workbook, the summary, then the charts.
    missing_font : MissingFont or None
        Why there are no charts as PNG, and none in the summary, where there are none.
    """

    files: tuple[Path, ...]
    missing_font: MissingFont | None


def report_folder(folder: Path, language: str) -> Path:
    """Where the report of what is in ``folder`` is written unless another is named."""
    return folder / f"report-{language}"


def shares(kind: str, charts: int = 9) -> tuple[float, ...]:
    """What share of the time each stage takes that :func:`write_report` tells.

    A plan, whose charts are drawn while the rest is told, waits for few of them; its shares are
    as :data:`allocator.report.plan.report.PARTS` count.

    Parameters
    ----------
    charts
        How many the report has; a plan has up to nine.
    """
    chart, page, summary, workbook = (0.3, 8, 4, 10) if kind == "plan" else (1, 1, 1, 1)
    return (*(chart,) * charts, page, summary, workbook)


def refuse_taken_folder(folder: Path) -> None:
    """Refuse a folder to which a report may not be written.

    It may where there is nothing, or a former report.

    Raises
    ------
    FolderTaken
        It holds something else.
    """
    refuse_taken(
        folder,
        replaceable=_holds_report,
        a_file=_("{folder} is a file; choose a folder for the report"),
        taken=_("{folder} holds other files and no report; choose a new or empty folder"),
    )


def _holds_report(folder: Path) -> bool:
    return (folder / PAGE).is_file()


def write_report(
    report: Report, folder: Path, told: Told = nobody, workshop: Workshop | None = None
) -> Written:
    """Write the page, the workbook, the summary, and each chart as SVG and PNG.

    A former report is replaced, with those of its charts that there are no longer; other files in
    its folder stay.

    Parameters
    ----------
    workshop : Workshop, optional
        What draws and fills the workbook, where it has begun before.

    Raises
    ------
    FolderTaken
        The folder holds something that is not a report.
    OSError
        The files cannot be written; nothing has changed.
    HelperEnded
        What draws or fills the workbook has ended; nothing has changed.
    """
    if workshop is None:
        with in_language(report.language), open_workshop() as own:
            return write_report(report, folder, told, own)
    refuse_taken_folder(folder)
    with appearing_together(folder, last=PAGE, outdated=_former_charts(folder)) as work:
        pictures = _lay_out(report, work, told, workshop)
        charts = sorted(path.name for path in (work / CHARTS).glob("*"))
    files = (PAGE, WORKBOOK, SUMMARY, *(f"{CHARTS}/{name}" for name in charts))
    return Written(tuple(folder / name for name in files), pictures.missing_font)


def _lay_out(report: Report, work: Path, told: Told, workshop: Workshop) -> "Pictures":
    """The workbook, which has no charts and takes longest, is waited for last."""
    from allocator.report.page.writing import write_page
    from allocator.report.word.writing import write_summary

    for section in report.sections:
        workshop.begin(section)
    workbook = workshop.binder.bind(report)
    (work / CHARTS).mkdir()
    drawings = _drawings(report.charts, work / CHARTS, told, workshop.renderer)
    told(_("Writing the page"))
    write_page(report, work / PAGE, drawings)
    told(_("Writing the summary"))
    pictures = _pictures(report.charts, work / CHARTS, workshop.renderer)
    write_summary(report, work / SUMMARY, pictures.png)
    told(_("Writing the workbook"))
    (work / WORKBOOK).write_bytes(workbook.result())
    return pictures


def _drawings(
    charts: Sequence[Chart], folder: Path, told: Told, renderer: Renderer
) -> dict[str, str]:
    """SVGs by id of the chart."""
    drawings: dict[str, str] = {}
    for chart in charts:
        told(_("Drawing: {title}").format(title=chart.title))
        drawings[chart.id] = renderer.svg(chart)
        path = folder / f"{chart.id}.svg"
        path.write_text(drawings[chart.id], encoding="utf-8", newline="\n")
    return drawings


@dataclass(frozen=True)
class Pictures:
    """PNGs by id of the chart; none of those that a font is missing for."""

    png: dict[str, bytes]
    missing_font: MissingFont | None


def _pictures(charts: Sequence[Chart], folder: Path, renderer: Renderer) -> Pictures:
    pictures: dict[str, bytes] = {}
    missing = ""
    for chart in charts:
        picture = renderer.picture(chart)
        missing += picture.missing
        if picture.png is not None:
            pictures[chart.id] = picture.png
            (folder / f"{chart.id}.png").write_bytes(picture.png)
    characters = "".join(sorted(set(missing)))
    return Pictures(pictures, MissingFont(characters) if characters else None)


def _former_charts(folder: Path) -> tuple[str, ...]:
    """Charts of a former report; pictures that others have put beside them stay."""
    if not _holds_report(folder):
        return ()
    drawn = [path.stem for path in (folder / CHARTS).glob("*.svg")]
    return tuple(f"{CHARTS}/{stem}.{suffix}" for stem in drawn for suffix in ("svg", "png"))
