"""What a column takes, said in the language in use: for guides, notes and input checks."""

from allocator.scenario.code_names import code_in_use
from allocator.scenario.columns import Column, Table
from allocator.text import _, language

_BOOLEANS = {"true": "是", "false": "否"}


def column_header(column: Column) -> str:
    """The header of a column in the language in use."""
    return column.header_zh if language() == "zh" else column.name


def column_title(column: Column) -> str:
    """A column as sentences name it: in Chinese by its Chinese header, with the code."""
    return f"{column.header_zh}（{column.name}）" if language() == "zh" else column.name


def table_title(table: Table) -> str:
    """A table as sentences name it: in Chinese by its Chinese title, with the code."""
    return f"{table.title_zh}（{table.name}）" if language() == "zh" else table.name


def accepted_values(column: Column) -> tuple[str, ...]:
    """Values of a choice or a boolean in the language in use; none for other kinds."""
    forms = _BOOLEANS if column.kind == "boolean" else column.choices
    return tuple(forms.values() if language() == "zh" else forms)


def shown_value(column: Column, text: str) -> str:
    """A value as its column declares it (``county``, ``true``), in the language in use.

    Of a code that has a name, such as a purpose, it is the name in Chinese.
    """
    if column.kind == "code":
        return code_in_use(column.name, text)
    forms = _BOOLEANS if column.kind == "boolean" else column.choices
    return forms.get(text, text) if language() == "zh" else text


def default_text(column: Column) -> str:
    """What an empty cell means, as a cell would say it; empty where it says nothing."""
    if column.default is None:
        return ""
    return str(column.default).lower() if column.kind == "boolean" else str(column.default)


def kind_words(column: Column, choices: str) -> str:
    """Kind and bounds; ``choices`` is how the values of a choice are to be listed."""
    if column.kind == "choice":
        return _("one of {choices}").format(choices=choices)
    if column.kind == "integer":
        return _whole(column)
    if column.kind == "decimal" and column.least is not None:
        return _("number, at least {least}").format(least=column.least)
    return {
        "id": _("code without spaces around it"),
        "text": _("text on one line"),
        "code": _("code of your own choice"),
        "decimal": _("number"),
        "year": _("year, four digits"),
        "month": _("month, YYYY-MM"),
        "boolean": _("true or false"),
    }[column.kind]


def _whole(column: Column) -> str:
    if column.least is not None and column.most is not None:
        return _("whole number from {least} to {most}").format(least=column.least, most=column.most)
    return _("whole number, at least {least}").format(least=column.least)
