"""Relations between tables, and between tables and policy, that must hold.

Every check looks at whole columns and notes each row that fails; cells that could not be
read are passed over here, since they are noted already.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problems
from allocator.scenario.serving import outside_attributes
from allocator.scenario.settings import Settings
from allocator.scenario.tables import ANY, TABLES
from allocator.scenario.typed import LINE, MOST_SHOWN
from allocator.text import _

Mask = "pd.Series[bool]"


@dataclass(frozen=True)
class Data:
    """Everything a check looks at; settings and policy are ``None`` where unreadable."""

    frames: Mapping[str, pd.DataFrame]
    files: Mapping[str, str]
    settings: Settings | None
    policy: Policy | None
    problems: Problems

    def unread(self, table: str, key: str) -> bool:
        """Whether no row of ``table`` can be named because of a problem noted already."""
        nameless = bool((self.frames[table][key] == "").all())
        return nameless and any(p.file == self.files[table] for p in self.problems.problems)

    def note(
        self,
        table: str,
        mask: "pd.Series[bool]",
        column: str,
        *,
        found: str,
        expected: str,
        mend: str,
        warning: bool = False,
    ) -> None:
        """Note every row of ``table`` in ``mask``; texts may name columns in braces.

        Where the user's own words go into a text before, :func:`_literal` keeps their braces.
        """
        failing = mask.fillna(False).astype(bool)
        if not failing.any():
            return
        rows = self.frames[table][failing]
        tell = self.problems.warn if warning else self.problems.add
        for cells in rows.head(MOST_SHOWN).to_dict("records"):
            filled = {str(name): value for name, value in cells.items()}
            tell(
                self.files[table],
                int(cells[LINE]),
                column,
                found=found.format(**filled),
                expected=expected.format(**filled),
                mend=mend.format(**filled),
            )
        if len(rows) > MOST_SHOWN:
            tell(
                self.files[table],
                int(rows[LINE].iloc[MOST_SHOWN]),
                column,
                found=_("the same in {count} rows from here on").format(
                    count=len(rows) - MOST_SHOWN
                ),
                expected=expected.format(**{str(n): "…" for n in rows.columns}),
                mend=_("Mend the rows above first, then check again."),
            )


def _literal(words: Iterable[str]) -> str:
    """The user's words as a list in a text that :meth:`Data.note` fills in."""
    return ", ".join(sorted(words)).replace("{", "{{").replace("}", "}}")


def check_relations(
    frames: Mapping[str, pd.DataFrame],
    files: Mapping[str, str],
    settings: Settings | None,
    policy: Policy | None,
    problems: Problems,
) -> None:
    """Note every relation that does not hold."""
    data = Data(frames, files, settings, policy, problems)
    for check in CHECKS:
        check(data)


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
    ("grades", "unit_id", "units", "unit_id"),
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
                types=_literal(types - {""})
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
        expected=_("one of {classes}").format(classes=_literal(known)),
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


def request_bounds(data: Data) -> None:
    """Sizes and terms of requests are in order."""
    frame = data.frames["requests"]
    data.note(
        "requests",
        frame["min_posts"] > frame["posts"],
        "min_posts",
        found="{min_posts}",
        expected=_("at most the posts asked for, {posts}"),
        mend=_("Lower min_posts or raise posts."),
    )
    data.note(
        "requests",
        frame["min_term"] > frame["max_term"],
        "min_term",
        found="{min_term}",
        expected=_("at most max_term, {max_term}"),
        mend=_("Lower min_term or raise max_term."),
    )


def request_years(data: Data) -> None:
    """Requests start in a plan year, and the plan years are long enough for their terms."""
    if data.settings is None:
        return
    years, frame = data.settings.years, data.frames["requests"]
    start = frame["start_year"].fillna(years[0])
    outside = (start < years[0]) | (start > years[-1])
    data.note(
        "requests",
        outside,
        "start_year",
        found="{start_year}",
        expected=_("a plan year, {first} to {last}").format(first=years[0], last=years[-1]),
        mend=_("Correct the year, or change base_year or horizon in scenario.toml."),
    )
    if data.policy is None:
        return
    latest = int(start[~outside].max()) if (~outside).any() else years[0]
    needed = latest - years[0] + max(data.policy.lending.terms)
    needed = max(needed, data.policy.recall.renewal.years + 1)
    if len(years) < needed:
        data.problems.add(
            "scenario.toml",
            0,
            "horizon",
            found=str(len(years)),
            expected=_(
                "at least {needed}: the latest start ({latest}) and the longest term, "
                "or a renewal, must end within the plan years"
            ).format(needed=needed, latest=latest),
            mend=_("Set horizon = {needed}.").format(needed=needed),
        )


def request_terms(data: Data) -> None:
    """A request that no allowed term fits can only use its unit's own vacancies."""
    if data.policy is None:
        return
    frame = data.frames["requests"]
    fits = pd.Series(False, index=frame.index)
    for term in data.policy.lending.terms:
        fits |= ((frame["min_term"] <= term) & (term <= frame["max_term"])).fillna(True)
    data.note(
        "requests",
        ~fits,
        "max_term",
        found=_("terms from {min_term} to {max_term}"),
        expected=_("one of the policy's terms: {terms}").format(
            terms=", ".join(map(str, sorted(data.policy.lending.terms)))
        ),
        mend=_("Widen the terms; nothing can be lent to this request as it stands."),
        warning=True,
    )


def gains_positive(data: Data) -> None:
    """Each row of benefits brings something."""
    frame = data.frames["benefits"]
    rows = [
        previous is not None and current is not None and current - previous <= 0
        for previous, current in zip(frame["previous"], frame["current"], strict=True)
    ]
    data.note(
        "benefits",
        pd.Series(rows, index=frame.index, dtype=bool),
        "current",
        found=_("a change from {previous} to {current}"),
        expected=_("a gain: current above previous"),
        mend=_("Leave out items that gain nothing; they do not need posts."),
    )


def value_per_post_exists(data: Data) -> None:
    """A request judged by its efficiency needs a unit with approved posts."""
    if data.policy is None or data.unread("posts", "unit_id"):
        return
    frame = data.frames["requests"]
    approved = data.frames["posts"].groupby("unit_id")["approved"].sum()
    total = frame["unit_id"].map(approved).astype("Int64").fillna(0)
    judged = frame["request_id"].isin(data.frames["benefits"]["request_id"])
    known = frame["unit_id"].isin(data.frames["units"]["unit_id"])
    most = 200 * 10**data.policy.efficiency.value_decimals
    data.note(
        "requests",
        judged & ((total == 0) | (total > most)) & known,
        "unit_id",
        found=_("{unit_id}, whose approved posts give no value per post"),
        expected=_("between 1 and {most} approved posts").format(most=most),
        mend=_("Correct posts, or raise efficiency.value_decimals in the policy."),
    )


def births_past(data: Data) -> None:
    """People in post were born, and are of an age to be in post."""
    if data.settings is None:
        return
    birth = data.frames["staff"]["birth"]
    base = data.settings.base_year * 12
    data.note(
        "staff",
        (birth > base - 15 * 12) | (birth < base - 100 * 12),
        "birth",
        found=_("a birth that gives an age below 15 or above 100"),
        expected=_("a month of birth between {first} and {last}").format(
            first=data.settings.base_year - 100, last=data.settings.base_year - 15
        ),
        mend=_("Correct year and month, as 1968-05."),
    )


def roster_matches_posts(data: Data) -> None:
    """Where there is a roster, it counts as many people as posts says are filled."""
    staff, posts = data.frames["staff"], data.frames["posts"]
    counts = staff.groupby(["unit_id", "quota_type"]).size().rename("counted").reset_index()
    merged = posts.merge(counts, on=["unit_id", "quota_type"], how="left")
    differs = merged["counted"].notna() & (merged["counted"] != merged["filled"])
    data.note(
        "posts",
        pd.Series(differs.to_numpy(), index=posts.index),
        "filled",
        found=_("{filled} people in post"),
        expected=_("as many as the roster lists for {unit_id}, {quota_type}"),
        mend=_("Bring roster and posts in line; the plan counts leavers from the roster."),
        warning=True,
    )


def one_kind_of_leavers(data: Data) -> None:
    """With roster rows and leaver rows for one unit and type, the leaver rows win."""
    cells = ["unit_id", "quota_type"]
    staff = pd.MultiIndex.from_frame(data.frames["staff"][cells])
    leavers = data.frames["leavers"]
    both = pd.MultiIndex.from_frame(leavers[cells]).isin(staff)
    first = ~leavers.duplicated(cells)
    data.note(
        "leavers",
        pd.Series(both, index=leavers.index) & first,
        "unit_id",
        found=_("leavers of {unit_id}, {quota_type}, who are in the roster too"),
        expected=_("either roster rows or leaver rows"),
        mend=_("Remove one of the two; the leaver rows are used."),
        warning=True,
    )


def leaver_years(data: Data) -> None:
    """Leavers outside the plan years are not used."""
    if data.settings is None:
        return
    years, year = data.settings.years, data.frames["leavers"]["year"]
    data.note(
        "leavers",
        (year < years[0]) | (year > years[-1]),
        "year",
        found="{year}",
        expected=_("a plan year, {first} to {last}").format(first=years[0], last=years[-1]),
        mend=_("The row is not used; correct the year if it should be."),
        warning=True,
    )


def loan_years(data: Data) -> None:
    """Loans of the book began by the base year and end after they began."""
    frame = data.frames["loans"]
    data.note(
        "loans",
        frame["due_year"] < frame["start_year"],
        "due_year",
        found="{due_year}",
        expected=_("not before start_year, {start_year}"),
        mend=_("Correct one of the two years."),
    )
    if data.settings is None:
        return
    years = data.settings.years
    data.note(
        "loans",
        frame["start_year"] > years[0],
        "start_year",
        found="{start_year}",
        expected=_("at most the base year, {year}").format(year=years[0]),
        mend=_("Loans that have not begun are requests; correct the year."),
    )
    data.note(
        "loans",
        frame["due_year"] > years[-1],
        "due_year",
        found="{due_year}",
        expected=_("at most the last plan year, {year}").format(year=years[-1]),
        mend=_("Raise horizon in scenario.toml, or correct the year."),
    )


def loans_servable(data: Data) -> None:
    """A loan comes from a pool that may serve its unit and purpose."""
    if data.policy is None or data.frames["loans"].empty:
        return
    loans = data.frames["loans"]
    pools = _records(data.frames["pools"], "pool_id", loans["pool_id"])
    units = _records(data.frames["units"], "unit_id", loans["unit_id"])
    refused = []
    for row in loans.itertuples():
        pool, unit = pools.get(row.pool_id), units.get(row.unit_id)
        quota_type, purpose = str(row.quota_type), str(row.purpose)
        refused.append(
            pool is not None
            and unit is not None
            and outside_attributes(data.policy, pool, unit, quota_type, purpose) is None
        )
    data.note(
        "loans",
        pd.Series(refused, index=loans.index, dtype=bool),
        "pool_id",
        found=_("pool {pool_id} lending to {unit_id} for “{purpose}”"),
        expected=_("a pool that serves the loan's type, region, level, department and purpose"),
        mend=_("Correct the pool, or allow crossing in the policy (lending.cross_…)."),
    )


def _records(frame: pd.DataFrame, key: str, wanted: "pd.Series[str]") -> dict[Any, dict[Any, Any]]:
    """The rows that ``wanted`` names, by key."""
    named = frame[frame[key].isin(wanted)].drop_duplicates(key)
    return dict(zip(named[key], named.to_dict("records"), strict=True))


def loans_within_capital(data: Data) -> None:
    """Loans out do not exceed what their pool owns."""
    pools = data.frames["pools"]
    out = data.frames["loans"].groupby("pool_id")["posts"].sum()
    lent = pools["pool_id"].map(out).astype("Int64").fillna(0)
    data.note(
        "pools",
        lent > pools["capital"],
        "capital",
        found=_("{capital}, less than the loans out of {pool_id}"),
        expected=_("capital that covers the loans out"),
        mend=_("Correct capital, or the posts of the pool's loans."),
    )


def reserve_within_capital(data: Data) -> None:
    """A pool does not keep back more than it owns."""
    pools = data.frames["pools"]
    data.note(
        "pools",
        pools["reserve"] > pools["capital"],
        "reserve",
        found="{reserve}",
        expected=_("at most capital, {capital}"),
        mend=_("Lower the reserve."),
    )


def transfers_sensible(data: Data) -> None:
    """Transfers go from one pool to another of the same quota type."""
    frame = data.frames["transfers"]
    data.note(
        "transfers",
        (frame["from_pool"] == frame["to_pool"]) & (frame["from_pool"] != ""),
        "to_pool",
        found=_("a transfer from {from_pool} to itself"),
        expected=_("two different pools"),
        mend=_("Remove the row or correct a pool."),
    )
    types = data.frames["pools"].drop_duplicates("pool_id").set_index("pool_id")["quota_type"]
    giving, taking = frame["from_pool"].map(types), frame["to_pool"].map(types)
    crossing = data.policy is not None and data.policy.lending.cross_type > 0
    data.note(
        "transfers",
        giving.notna() & taking.notna() & (giving != taking) & (not crossing),
        "to_pool",
        found=_("a transfer between quota types, {from_pool} to {to_pool}"),
        expected=_("pools of one quota type, since total control counts each type"),
        mend=_("Correct a pool, or allow lending.cross_type in the policy."),
    )


_TITLES = ["region", "quota_type", "titles"]


def titles_within_ceiling(data: Data) -> None:
    """Approved posts and pool capital together stay within total control."""
    ceilings, posts = data.frames["ceilings"], data.frames["posts"]
    regions = data.frames["units"].drop_duplicates("unit_id").set_index("unit_id")["region"]
    approved = posts.assign(region=posts["unit_id"].map(regions))
    titles = pd.concat(
        [
            approved[["region", "quota_type", "approved"]].set_axis(_TITLES, axis=1),
            data.frames["pools"][["region", "quota_type", "capital"]].set_axis(_TITLES, axis=1),
        ]
    )
    somewhere = titles.groupby(_TITLES[:2])["titles"].sum().to_dict()
    anywhere = titles.groupby("quota_type")["titles"].sum().to_dict()
    totals = [
        anywhere.get(quota_type, 0) if region == ANY else somewhere.get((region, quota_type), 0)
        for region, quota_type in zip(ceilings["region"], ceilings["quota_type"], strict=True)
    ]
    total_titles = pd.Series(totals, index=ceilings.index, dtype="Int64")
    data.note(
        "ceilings",
        total_titles > ceilings["titles"],
        "titles",
        found=_("{titles}, less than approved posts and pool capital of {quota_type} together"),
        expected=_("titles that approved posts and pool capital stay within"),
        mend=_("Correct titles, posts.approved or pools.capital."),
    )


def scores_known(data: Data) -> None:
    """Scores are of leaf indicators of the policy and at most the full score."""
    frame = data.frames["scores"]
    above = [
        score is not None and full is not None and (score > full or full <= 0)
        for score, full in zip(frame["score"], frame["full_score"], strict=True)
    ]
    data.note(
        "scores",
        pd.Series(above, index=frame.index, dtype=bool),
        "score",
        found="{score}",
        expected=_("at most the full score, {full_score}, which is above 0"),
        mend=_("Correct score or full_score."),
    )
    if data.policy is None:
        return
    indicators = data.policy.evaluation.indicators
    leaves = {i.id for i in indicators} - {i.parent for i in indicators}
    data.note(
        "scores",
        ~frame["indicator"].isin(leaves) & (frame["indicator"] != ""),
        "indicator",
        found="“{indicator}”",
        expected=_("a last-level indicator of the policy: {names}").format(names=_literal(leaves)),
        mend=_("Correct the indicator, or add it to the policy's evaluation."),
    )


CHECKS: tuple[Callable[[Data], Any], ...] = (
    unique_keys,
    references,
    posts_exist,
    units_have_posts,
    classes_known,
    requests_and_loans_apart,
    request_bounds,
    request_years,
    request_terms,
    gains_positive,
    value_per_post_exists,
    births_past,
    roster_matches_posts,
    one_kind_of_leavers,
    leaver_years,
    loan_years,
    loans_servable,
    loans_within_capital,
    reserve_within_capital,
    transfers_sensible,
    titles_within_ceiling,
    scores_known,
)
