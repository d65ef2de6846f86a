"""Text for people, in two languages (gettext).

Every sentence that a user reads is a literal passed to :func:`_` with named
parameters filled in by ``str.format``; the catalogue of the chosen language
translates the literal before the parameters go in.
"""

import gettext as _gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LANGUAGES = ("zh", "en")
_CATALOGUES = Path(__file__).parent / "catalogues"
_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"
_known: dict[str, str] = {}
"""Messages that were asked for, in the language in use: a large table asks for few, very often."""


def use_language(language: str) -> None:
    """Let :func:`_` answer in ``language`` (``zh`` or ``en``) from now on."""
    global _current, _language
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r}: expected one of {', '.join(LANGUAGES)}")
    _language = language
    _current = _gettext.translation("allocator", _CATALOGUES, [language], fallback=language == "en")
    _known.clear()


def language() -> str:
    """The language in use, ``zh`` or ``en``."""
    return _language


@contextmanager
def in_language(wanted: str) -> Iterator[None]:
    """The same while the block runs; then the language is as before."""
    before = language()
    use_language(wanted)
    try:
        yield
    finally:
        use_language(before)


def language_of_locale() -> str:
    """``zh`` where the process's locale is Chinese, else ``en``."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def _(message: str) -> str:
    """``message`` in the language in use."""
    known = _known.get(message)
    if known is None:
        known = _known[message] = _current.gettext(message)
    return known
