"""Every sentence of the code is in the catalogues, and the compiled catalogues are current."""

import ast
import io
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import allocator
from allocator.text import LANGUAGES

PACKAGE = Path(allocator.__file__).parent
CATALOGUES = PACKAGE / "text" / "catalogues"
MEND = "run `make messages`, translate what is empty, run it again"

Text = str | tuple[str, ...]


def catalogue(language: str) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / "allocator.po").open("rb") as file:
        return read_po(file, locale=language, domain="allocator")


def forms(text: Text) -> tuple[str, ...]:
    """The singular and the plural forms of a message, or its only form."""
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: Text) -> set[str]:
    return {
        name
        for form in forms(text)
        for _literal, name, _spec, _conversion in Formatter().parse(form)
        if name is not None
    }


def sentences(messages: Catalog) -> list[Message]:
    return [message for message in messages if message.id]


def compiled(messages: Catalog) -> Catalog:
    buffer = io.BytesIO()
    write_mo(buffer, messages)
    buffer.seek(0)
    return read_mo(buffer)


def contents(messages: Catalog) -> dict[Text, Text]:
    return {message.id: message.string for message in sentences(messages)}


@pytest.fixture(scope="module")
def in_code() -> dict[Text, str]:
    """Each message that the code marks, and the first place where it does."""
    found: dict[Text, str] = {}
    for name, line, message, _comments, _context in extract_from_dir(PACKAGE):
        found.setdefault(message, f"allocator/{name}:{line}")
    return found


def test_the_code_has_messages(in_code: dict[Text, str]) -> None:
    assert in_code


def test_no_message_is_built_before_it_is_translated() -> None:
    """An f-string or a sum of strings never matches a catalogue entry."""
    wrong = [
        f"{path.relative_to(PACKAGE.parent)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args)
    ]
    assert not wrong, "pass one literal to _() and fill it in with .format(name=...)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_messages_of_the_code_and_no_others(
    language: str, in_code: dict[Text, str]
) -> None:
    # The catalogue keys a message with plural forms by its singular, as gettext does.
    wanted = {forms(message)[0]: place for message, place in in_code.items()}
    present = {forms(message.id)[0] for message in sentences(catalogue(language))}
    missing = {message: place for message, place in wanted.items() if message not in present}
    assert not missing, MEND
    assert not present - wanted.keys(), MEND


def test_chinese_is_complete() -> None:
    messages = sentences(catalogue("zh"))
    empty = [message.id for message in messages if not all(forms(message.string))]
    unsure = [message.id for message in messages if message.fuzzy]
    assert not empty, MEND
    assert not unsure, "check the translation, then take the fuzzy mark away"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_the_sentence_fills_in(language: str) -> None:
    wrong = {
        message.id: message.string
        for message in sentences(catalogue(language))
        if any(forms(message.string)) and placeholders(message.id) != placeholders(message.string)
    }
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_current(language: str) -> None:
    with (CATALOGUES / language / "LC_MESSAGES" / "allocator.mo").open("rb") as file:
        stored = read_mo(file)
    assert contents(stored) == contents(compiled(catalogue(language))), MEND
