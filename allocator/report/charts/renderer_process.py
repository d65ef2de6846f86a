"""The process that draws: a chart as a line of JSON in, its drawings as a line of JSON out."""

import base64
import json
import signal
import sys

from allocator.report.charts.fonts import MissingFont
from allocator.report.charts.rendering import png, svg
from allocator.report.document import Chart
from allocator.text import use_language

WARM = Chart("warm", "", "", {"data": {"values": [{}]}, "mark": {"type": "text", "text": "A"}})
"""Drawn before anything is asked for: what is slow the first time, as looking for fonts, is then
done."""


def main() -> None:
    """Draw until there is nothing more to read."""
    # Ctrl-C is for the process that asks, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_language(sys.argv[1])
    for form in DRAWN:
        DRAWN[form](WARM)
    for line in sys.stdin:
        asked = json.loads(line)
        drawn = DRAWN[asked.pop("form")](Chart(**asked))
        sys.stdout.write(json.dumps(drawn) + "\n")
        sys.stdout.flush()


def _svg(chart: Chart) -> dict[str, str]:
    return {"svg": svg(chart)}


def _png(chart: Chart) -> dict[str, str]:
    try:
        return {"png": base64.b64encode(png(chart)).decode(), "missing": ""}
    except MissingFont as error:
        return {"png": "", "missing": error.characters}


DRAWN = {"svg": _svg, "png": _png}
"""What is told of a chart, by the form in which it is asked for."""

if __name__ == "__main__":
    main()
