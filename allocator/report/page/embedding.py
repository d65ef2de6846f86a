"""What stands inside the page: styles, script and data, and the policy that admits nothing else."""

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

from markupsafe import Markup

STYLES = ("base.css", "layout.css", "parts.css", "tables.css", "print.css")
SCRIPTS = ("data.js", "order.js", "rows.js", "heads.js", "grid.js", "links.js", "contents.js")
"""In the order in which they are put together."""

# A data block ends where the HTML parser, which knows nothing of JSON, sees "</script" or "<!--";
# the two separators end a line in older readers of JavaScript.
_DANGEROUS = "<>&\u2028\u2029"


def resource(name: str) -> str:
    """The text of a file that comes with this package, its lines ended by ``\\n``."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def style() -> Markup:
    """All style sheets as one."""
    return _trusted("".join(resource(f"style/{name}") for name in STYLES))


def script() -> Markup:
    """All scripts as one, which leaves no name behind in the page."""
    parts = "".join(resource(f"script/{name}") for name in SCRIPTS)
    return _trusted(f'(() => {{\n"use strict";\n{parts}}})();\n')


def content_policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """A Content-Security-Policy that runs and applies these texts and fetches nothing.

    Source: W3C, Content Security Policy Level 3, sections 6 and 2.3 (hash sources).
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_sources(styles)}",
            f"script-src {_sources(scripts)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def data_block(value: Any) -> Markup:
    """``value`` as JSON that can stand in a ``script`` element whatever texts are in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in _DANGEROUS:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return _trusted(text)


def _sources(texts: Sequence[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _trusted(text: str) -> Markup:
    return Markup(text)  # noqa: S704  made here: no name or text of a report is in it unescaped
