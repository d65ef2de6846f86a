"""The process that draws: a chart as a line of JSON in, its drawings as a line of JSON out."""

import base64
import json
import signal
import sys
from typing import Any

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
    _drawn(WARM)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_drawn(Chart(**json.loads(line)))) + "\n")
        sys.stdout.flush()


def _drawn(chart: Chart) -> dict[str, Any]:
    found = {"id": chart.id, "svg": svg(chart), "png": "", "missing": ""}
    try:
        return found | {"png": base64.b64encode(png(chart)).decode()}
    except MissingFont as error:
        return found | {"missing": error.characters}


if __name__ == "__main__":
    main()
