"""The county that is simulated: a generated one, grown to a number of people, all of them known."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from allocator.scenario.synthetic import generate
from allocator.scenario.tables import ANY
from allocator.scenario.writing import write_scenario
from allocator.stock.vacancies import CELL

Whole = npt.NDArray[np.int64]
Tables = dict[str, pd.DataFrame]


def simulated_county(parent: Path, units: int, people: int, seed: int) -> Path:
    """A county with so many people in post, each on the roster, none counted; its folder.

    A generated county has fewer people, and half of its cells have no roster. Here every cell
    grows in proportion, its posts by as many as its people, so that vacancies and room under
    ceilings and standards are what they were.

    Raises
    ------
    ValueError
        The generated county has more people already.
    """
    made = generate(units, seed)
    posts = made.tables["posts"]
    more = _growth(posts["filled"].to_numpy(dtype=np.int64), people)
    posts = posts.assign(approved=posts["approved"] + more, filled=posts["filled"] + more)
    tables = made.tables | {
        "posts": posts,
        "staff": _roster(posts, made.tables["staff"]),
        "leavers": made.tables["leavers"].head(0),
        "ceilings": _ceilings(made.tables, more),
        "standards": _standards(made.tables, more),
    }
    folder = parent / f"simulated-{units}-{people}"
    write_scenario(folder, made.settings_toml, tables, made.policy_toml, "en")
    return folder


def _growth(filled: Whole, people: int) -> Whole:
    """People to add to each cell, in proportion to those who are there, in whole."""
    missing = people - int(filled.sum())
    if missing < 0:
        raise ValueError(f"expected {people} people, generated {filled.sum()}")
    upto = np.concatenate([[0], np.cumsum(filled)]) * missing // filled.sum()
    return np.diff(upto)


def _roster(posts: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
    """As many people in each cell as are in post, in turn like those of its quota type."""
    people = posts.loc[posts.index.repeat(posts["filled"]), CELL].reset_index(drop=True)
    drawn = [
        like.iloc[np.arange(len(group)) % len(like)].set_axis(group.index)
        for quota_type, group in people.groupby("quota_type")
        for like in [staff[staff["quota_type"] == quota_type]]
    ]
    roster = pd.concat(drawn).sort_index()
    names = [f"P{number:06d}" for number in range(len(people))]
    return roster.assign(
        person_id=names, unit_id=people["unit_id"], quota_type=people["quota_type"], works_at=""
    )


def _ceilings(tables: Tables, more: Whole) -> pd.DataFrame:
    """The ceilings, raised by what has grown under each."""
    cells = tables["posts"][CELL].merge(tables["units"], on="unit_id")
    ceilings = tables["ceilings"]
    grown = np.array(
        [more[_in_scope(cells, row)].sum() for _place, row in ceilings.iterrows()], dtype=np.int64
    )
    return ceilings.assign(titles=ceilings["titles"] + grown, people=ceilings["people"] + grown)


def _in_scope(cells: pd.DataFrame, row: "pd.Series") -> npt.NDArray[np.bool_]:
    inside = cells["quota_type"] == row["quota_type"]
    for name in ("region", "department"):
        if row[name] != ANY:
            inside &= cells[name] == row[name]
    return inside.to_numpy()


def _standards(tables: Tables, more: Whole) -> pd.DataFrame:
    """The staffing standards, a unit's first driver raised by what the unit has grown."""
    grown = pd.Series(more).groupby(tables["posts"]["unit_id"].to_numpy()).sum()
    standards = tables["standards"]
    posts = standards["unit_id"].map(grown).where(~standards.duplicated("unit_id"), 0)
    return standards.assign(quantity=standards["quantity"] + posts * standards["per_post"])
