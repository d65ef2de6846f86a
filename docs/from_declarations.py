"""Tables made from the declarations of keys, columns and policy models."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from allocator.allocation.explain.tables import WORTH
from allocator.allocation.plan_tables import PLAN_TABLES
from allocator.allocation.repair.tables import CONTRADICTION_TABLES
from allocator.scenario import builtin
from allocator.scenario.columns import Column, Table
from allocator.scenario.comparing import differences
from allocator.scenario.policy import Policy, Responses
from allocator.scenario.reading import read_policy
from allocator.scenario.settings import Settings
from allocator.scenario.simulation import Duration, Simulation
from allocator.scenario.tables import TABLES
from allocator.simulation.measures import MEASURES
from allocator.simulation.studies.declared import Study
from allocator.text import use_language


def markdown_table(headers: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """A table; bars within a cell are made plain."""
    cells = [headers, ("---",) * len(headers), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in cells
    )


def code(text: object) -> str:
    """``text`` as code, nothing as nothing."""
    return f"`{text}`" if text not in (None, "") else ""


def policy_keys() -> str:
    """Every key of a policy model."""
    headers = ("key", "meaning", "default", "含义")
    return markdown_table(headers, _key_rows(Policy, ""))


def settings_keys() -> str:
    """Every key of ``scenario.toml``, those of the simulation aside."""
    headers = ("key", "meaning", "default", "含义")
    rows = _key_rows(Settings, "")
    return markdown_table(headers, (row for row in rows if not row[0].startswith("`simulation.")))


def simulation_keys() -> str:
    """Every key of the section ``[simulation]``."""
    headers = ("key", "meaning", "default", "含义")
    return markdown_table(headers, _key_rows(Simulation, "simulation.", Simulation()))


def study_keys() -> str:
    """Every key of a study file; those of uncertainties and their design are the levers'."""
    headers = ("key", "meaning", "default", "含义")
    again = ("`uncertainties[].", "`design.uncertainties.")
    rows = _key_rows(Study, "")
    return markdown_table(headers, (row for row in rows if not row[0].startswith(again)))


def _key_rows(
    section: type[BaseModel], prefix: str, defaults: BaseModel | None = None
) -> Iterator[tuple[str, ...]]:
    """Key, meaning, default and 含义; ``defaults`` is what the section is where left out."""
    for name, info in section.model_fields.items():
        default = info.default if defaults is None else getattr(defaults, name)
        key = f"{prefix}{info.alias or name}"
        inner, places = _inner(info.annotation)
        if inner is Responses:
            inner, key = Responses.model_fields["green"].annotation, f"{key}.COLOUR"
        elif inner is None or _is_leaf(inner):
            yield (code(key + places), *_meaning(info, default))
            continue
        whole = default if isinstance(default, inner) else None
        rows = _key_rows(inner, f"{key}{places}.", whole)
        yield from _lasting(info, rows) if inner is Duration else rows


def _lasting(info: Any, rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The keys of a duration, which do not say themselves what it is that lasts."""
    for key, meaning, default, zh in rows:
        what = info.description, info.json_schema_extra["zh"]
        yield key, f"{what[0]} — {meaning}", default, f"{what[1]}——{zh}"


def _is_leaf(section: type[BaseModel]) -> bool:
    """Titles are one value in two languages."""
    return set(section.model_fields) == {"zh", "en"}


def _inner(annotation: Any) -> tuple[Any, str]:
    """The section a key holds, if any, and what its name has to show: ``[]`` for a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, ""
    parts = [_plain_type(part) for part in getattr(annotation, "__args__", ())]
    sections = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
    listed = getattr(annotation, "__origin__", None) is tuple
    return (sections[0], "[]" if listed else "") if sections else (None, "")


def _plain_type(annotation: Any) -> Any:
    """A type without what is said of it beside."""
    return annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation


def _meaning(info: Any, default: Any) -> tuple[str, str, str]:
    shown = "**required**" if default is PydanticUndefined else code(_toml(default))
    return info.description, shown, (info.json_schema_extra or {})["zh"]


def _toml(value: Any) -> str:
    """A default as a policy file would write it."""
    if value is None:
        return ""
    if isinstance(value, BaseModel):
        return _toml(value.model_dump())
    if isinstance(value, dict):
        entries = ", ".join(f"{name} = {_toml(entry)}" for name, entry in value.items())
        return f"{{ {entries} }}" if entries else "{}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def builtin_models() -> str:
    """The policy models that come with the software."""
    policies = [(path, read_policy(path)) for path in builtin.models().values()]
    rows = (
        (
            f"[`{policy.name}`]({path.name})",
            policy.title.en,
            policy.title.zh,
            str(policy.effective or ""),
            policy.source,
        )
        for path, policy in policies
    )
    return markdown_table(("name", "title", "标题", "effective", "source"), rows)


def models_compared() -> str:
    """The keys in which the built-in policy models differ."""
    policies = [read_policy(path) for path in builtin.models().values()]
    rows = ((code(key), *row) for key, row in differences(policies).items())
    return markdown_table(("key", *(policy.name for policy in policies)), rows)


def scenario_tables() -> str:
    """Every column of every table of a scenario."""
    return "\n\n".join(map(_table, TABLES.values()))


def plan_files() -> str:
    """Every column of every table of a plan."""
    return "\n\n".join(map(_table, (*PLAN_TABLES.values(), WORTH)))


def contradiction_files() -> str:
    """Every column of the tables of a contradiction."""
    return "\n\n".join(map(_table, CONTRADICTION_TABLES.values()))


def _table(table: Table) -> str:
    duty = "required" if table.required else "optional"
    given = table.name in TABLES and TABLES[table.name] is table
    title = f"### `{table.name}.csv` — {table.title}, {table.title_zh}" + f" ({duty})" * given
    headers = ("column", "Chinese header", "meaning", "含义", "kind", *("default",) * given)
    rows = (_column(column)[: len(headers)] for column in table.columns)
    return f"{title}\n\n{markdown_table(headers, rows)}"


def _column(column: Column) -> tuple[str, ...]:
    star = "\\*" if column.required else ""
    return (
        code(column.name) + star + " (key)" * column.key,
        column.header_zh,
        _plain(column.meaning),
        _plain(column.meaning_zh),
        _kind(column),
        "" if column.required else code(_default(column.default)),
    )


def _plain(text: str) -> str:
    return text.replace("*", "\\*")


def _default(default: Any) -> Any:
    return str(default).lower() if isinstance(default, bool) else default


def _kind(column: Column) -> str:
    if column.kind == "choice":
        forms = column.choices.items()
        return ", ".join(code(en) if en == zh else f"{code(en)} {zh}" for en, zh in forms)
    if column.kind in ("integer", "decimal"):
        least = "" if column.least is None else f" ≥ {column.least}"
        most = "" if column.most is None else f", ≤ {column.most}"
        return column.kind + least + most
    return {"month": "month `YYYY-MM`", "boolean": "`true` / `false`"}.get(column.kind, column.kind)


def measures() -> str:
    """Every measure of the simulation."""
    headers = ("measure", "meaning", "unit", "by", "better", "含义")
    titles = {}
    for tongue in ("zh", "en"):
        use_language(tongue)
        titles[tongue] = [measure.title() for measure in MEASURES]
    rows = zip(MEASURES, titles["en"], titles["zh"], strict=True)
    return markdown_table(
        headers,
        (
            (
                code(measure.id),
                english,
                measure.unit,
                code(measure.by),
                "" if measure.better == "neither" else measure.better,
                chinese,
            )
            for measure, english, chinese in rows
        ),
    )


DECLARED: dict[str, Callable[[], str]] = {
    "builtin-models": builtin_models,
    "contradiction-files": contradiction_files,
    "measures": measures,
    "models-compared": models_compared,
    "plan-files": plan_files,
    "policy-keys": policy_keys,
    "scenario-tables": scenario_tables,
    "settings-keys": settings_keys,
    "simulation-keys": simulation_keys,
    "study-keys": study_keys,
}
