"""Keys and references: every row has a name of its own, every reference names a row."""

import pandas as pd

from allocator.scenario.relations.data import Data, literal
from allocator.scenario.tables import TABLES
from allocator.text import _


def unique_keys(data: Data) -> None:
    """No two rows of a table share a key."""
    for name, table in TABLES.items():
        frame = data.frames[name]
        filled = frame[list(table.key)].notna().all(axis=1)
        for column in table.key:
            if frame[column].dtype != "Int64":
                filled &= frame[column] != ""
        again = frame.duplicated(list(table.key)) & filled
        shown = ", ".join(f"{{{column}}}" for column in table.key)
        data.note(
            name,
            again,
            ", ".join(table.key),
            found=_("{key} a second time").replace("{key}", shown),
            expected=_("each {columns} once").format(columns=", ".join(table.key)),
            mend=_("Remove the row or correct its key."),
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
    """Every reference names a row that exists."""
    for table, column, target, key in REFERENCES:
        if data.unread(target, key):
            continue
        values = data.frames[table][column]
        unknown = ~values.isin(data.frames[target][key]) & (values != "")
        data.note(
            table,
            unknown,
            column,
            found="“{" + column + "}”",
            expected=_("a {key} of the table {target}").format(key=key, target=target),
            mend=_("Correct the code, or add it to {target}.").format(target=target),
        )


def posts_exist(data: Data) -> None:
    """People and leavers stand on posts that their unit has; requests ask for a known type."""
    if data.unread("posts", "unit_id"):
        return
    held = pd.MultiIndex.from_frame(data.frames["posts"][["unit_id", "quota_type"]])
    for table in ("staff", "leavers"):
        frame = data.frames[table]
        stands = pd.MultiIndex.from_frame(frame[["unit_id", "quota_type"]])
        filled = (frame["unit_id"] != "") & (frame["quota_type"] != "")
        known = frame["unit_id"].isin(data.frames["units"]["unit_id"])
        data.note(
            table,
            pd.Series(~stands.isin(held), index=frame.index) & filled & known,
            "quota_type",
            found=_("{unit_id} with posts of type {quota_type}"),
            expected=_("a row of the table posts for this unit and type"),
            mend=_("Correct unit or type, or add the row to posts."),
        )
    types = set(data.frames["posts"]["quota_type"]) | set(data.frames["pools"]["quota_type"])
    for table in ("requests", "loans", "ceilings"):
        wanted = data.frames[table]["quota_type"]
        data.note(
            table,
            ~wanted.isin(types) & (wanted != ""),
            "quota_type",
            found="“{quota_type}”",
            expected=_("a quota type of posts or pools: {types}").format(
                types=literal(types - {""})
            ),
            mend=_("Correct the type."),
        )


def units_have_posts(data: Data) -> None:
    """A unit without a row in posts is looked at twice."""
    units = data.frames["units"]["unit_id"]
    without = ~units.isin(data.frames["posts"]["unit_id"]) & (units != "")
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
