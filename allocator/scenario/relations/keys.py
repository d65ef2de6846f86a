"""Keys and references: every row has a name of its own, every reference names a row."""

import unicodedata
from collections.abc import Iterable, Mapping
from itertools import groupby

import pandas as pd

from allocator.scenario.column_words import column_title, table_title
from allocator.scenario.relations.data import Data, literal
from allocator.scenario.tables import TABLES
from allocator.scenario.typed import LINE, MOST_SHOWN
from allocator.text import _
from allocator.text.listing import listed


def unique_keys(data: Data) -> None:
    """No two rows of a table share a key."""
    for name, table in TABLES.items():
        frame = data.frames[name]
        if not frame.duplicated(list(table.key)).any():
            continue
        filled = frame[list(table.key)].notna().all(axis=1)
        for column in table.key:
            if frame[column].dtype != "Int64":
                filled &= frame[column] != ""
        again = frame.duplicated(list(table.key)) & filled
        shown = listed(f"{{{column}}}" for column in table.key)
        titles = listed(column_title(table.column(column)) for column in table.key)
        data.note(
            name,
            again,
            ", ".join(table.key),
            found=_("{key} a second time; the first is in row {first}").replace("{key}", shown),
            expected=_("each {columns} once").format(columns=titles),
            mend=_("Remove the row or correct its key."),
            beside={"first": frame.groupby(list(table.key))[LINE].transform("first")},
        )


REFERENCES = (
    ("posts", "unit_id", "units", "unit_id"),
    ("staff", "unit_id", "units", "unit_id"),
    ("staff", "works_at", "units", "unit_id"),
    ("leavers", "unit_id", "units", "unit_id"),
    ("requests", "unit_id", "units", "unit_id"),
    ("benefits", "request_id", "requests", "request_id"),
    ("loans", "unit_id", "units", "unit_id"),
    ("loans", "pool_id", "pools", "pool_id"),
    ("transfers", "from_pool", "pools", "pool_id"),
    ("transfers", "to_pool", "pools", "pool_id"),
    ("scores", "unit_id", "units", "unit_id"),
    ("questionnaires", "unit_id", "units", "unit_id"),
    ("measures", "unit_id", "units", "unit_id"),
    ("grades", "unit_id", "units", "unit_id"),
    ("standards", "unit_id", "units", "unit_id"),
    ("assessments", "unit_id", "units", "unit_id"),
)


def references(data: Data) -> None:
    """Every reference names a row that exists.

    References that may be to rows whose own name is a problem follow from that one.
    """
    by_target = sorted(REFERENCES, key=lambda reference: reference[2:])
    for (target, key), group in groupby(by_target, key=lambda reference: reference[2:]):
        known, unknown = data.frames[target][key], {}
        for table, column, *_target in group:
            values = data.frames[table][column]
            unknown[table, column] = values[~values.isin(known) & (values != "")]
        if data.mislaid(target) and any(len(values) for values in unknown.values()):
            data.note_mislaid(target)
        if data.unread(target, key):
            continue
        if len({name for values in unknown.values() for name in values}) > data.lost(target, key):
            for (table, column), values in unknown.items():
                _note_unknown(data, table, column, values, target, key)


def _note_unknown(
    data: Data, table: str, column: str, values: "pd.Series[str]", target: str, key: str
) -> None:
    title = table_title(TABLES[target])
    meant = _meant(values, data.frames[target], key)
    mend = _("Correct the code, or add it to {target}.").format(target=title)
    mends = {name: _("Did you mean “{name}”?").format(name=name) for name in meant.values()}
    frame = data.frames[table]
    of_rows = pd.Series([meant.get(value, "") for value in values], index=values.index, dtype="str")
    for name, told in (mends | {"": mend}).items():
        rows = of_rows[of_rows == name].index
        data.note(
            table,
            pd.Series(frame.index.isin(rows), index=frame.index),
            column,
            found="“{" + column + "}”",
            expected=_("a {key} of the table {target}").format(
                key=column_title(TABLES[target].column(key)), target=title
            ),
            mend=told.replace("{", "{{").replace("}", "}}"),
        )


def _meant(values: "pd.Series[str]", target: pd.DataFrame, key: str) -> Mapping[str, str]:
    """Unknown references that name a row by its id in other letters, or by the name of a unit.

    Such as ``Ｕ001`` or ``u001`` for ``U001``. Nothing where so many do that it is no slip.
    """
    ids = list(target[key])
    named: dict[str, set[str]] = {}
    for written in (ids, target.get("name", ())):
        for text, one in zip(written, ids, strict=False):
            named.setdefault(_plain(text), set()).add(one)
    found = {value: named.get(_plain(value), set()) - {""} for value in values.unique()}
    meant = {value: next(iter(ids)) for value, ids in found.items() if len(ids) == 1}
    return meant if len(meant) <= MOST_SHOWN else {}


def _plain(text: str) -> str:
    """A text without the width and the case of its letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def posts_exist(data: Data) -> None:
    """People and leavers stand on posts that their unit has; requests ask for a known type."""
    if data.unread("posts", "unit_id"):
        return
    stray = {table: _without_posts(data, table) for table in ("staff", "leavers")}
    cells = {cell for table, mask in stray.items() for cell in _cells(data.frames[table][mask])}
    if len(cells) > data.lost("posts", *_CELL):
        _note_without_posts(data, stray)
    types = set(data.frames["posts"]["quota_type"]) | set(data.frames["pools"]["quota_type"])
    asked = ("requests", "loans", "ceilings")
    wanted = {name for table in asked for name in data.frames[table]["quota_type"]} - {""}
    lost = data.lost("posts", "quota_type") + data.lost("pools", "quota_type")
    if len(wanted - types) > lost:
        _note_unknown_types(data, asked, types - {""})
    elif wanted - types and data.mislaid("pools"):
        data.note_mislaid("pools")


_CELL = ["unit_id", "quota_type"]


def _cells(frame: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[_CELL])


def _without_posts(data: Data, table: str) -> "pd.Series[bool]":
    """Rows of a unit and quota type that the table posts does not have."""
    frame = data.frames[table]
    stands = _cells(frame).isin(_cells(data.frames["posts"]))
    filled = (frame["unit_id"] != "") & (frame["quota_type"] != "")
    known = frame["unit_id"].isin(data.frames["units"]["unit_id"])
    return pd.Series(~stands, index=frame.index) & filled & known


def _note_without_posts(data: Data, stray: Mapping[str, "pd.Series[bool]"]) -> None:
    for table, mask in stray.items():
        data.note(
            table,
            mask,
            "quota_type",
            found=_("{unit_id} with posts of type {quota_type}"),
            expected=_("a row of the table posts for this unit and type"),
            mend=_("Correct unit or type, or add the row to posts."),
        )


def _note_unknown_types(data: Data, asked: Iterable[str], types: set[str]) -> None:
    for table in asked:
        wanted = data.frames[table]["quota_type"]
        data.note(
            table,
            ~wanted.isin(types) & (wanted != ""),
            "quota_type",
            found="“{quota_type}”",
            expected=_("a quota type of posts or pools: {types}").format(types=literal(types)),
            mend=_("Correct the type."),
        )


def units_have_posts(data: Data) -> None:
    """A unit without a row in posts is looked at twice; where no row could be read, none is."""
    if data.unread("posts", "unit_id"):
        return
    units = data.frames["units"]["unit_id"]
    without = ~units.isin(data.frames["posts"]["unit_id"]) & (units != "")
    if without.sum() <= data.lost("posts", "unit_id"):
        return
    data.note(
        "units",
        without,
        "unit_id",
        found=_("{unit_id} without posts"),
        expected=_("a row of the table posts for each unit"),
        mend=_("Add its posts, or leave it if it has none."),
        warning=True,
    )


def classes_known(data: Data) -> None:
    """A unit's class is one that the policy knows."""
    if data.policy is None:
        return
    known = data.policy.classes()
    classes = data.frames["units"]["class"]
    data.note(
        "units",
        ~classes.isin(known) & (classes != ""),
        "class",
        found="“{class}”",
        expected=_("one of {classes}").format(classes=literal(known)),
        mend=_("Correct the class, or name it in the policy's evaluation."),
    )


def requests_and_loans_apart(data: Data) -> None:
    """No loan has the id of a request: repayments name both by one id."""
    loans = data.frames["loans"]["loan_id"]
    data.note(
        "loans",
        loans.isin(data.frames["requests"]["request_id"]) & (loans != ""),
        "loan_id",
        found=_("“{loan_id}”, which a request has too"),
        expected=_("an id that no request has, since repayments name both"),
        mend=_("Rename one of the two."),
    )
