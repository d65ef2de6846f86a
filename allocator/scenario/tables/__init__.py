"""The tables of a scenario, each column declared once.

Reading, checking, templates, documentation and Chinese headers all come from here.
"""

from allocator.scenario.columns import Table
from allocator.scenario.tables.bank import CEILINGS, LOANS, POOLS, TRANSFERS
from allocator.scenario.tables.codes import ANY, REPAYMENTS, RETIREMENT_CLASSES
from allocator.scenario.tables.marks import GRADES, MEASURES, QUESTIONNAIRES, SCORES
from allocator.scenario.tables.people import LEAVERS, STAFF
from allocator.scenario.tables.requests import ASSESSMENTS, BENEFITS, REQUESTS
from allocator.scenario.tables.units import POSTS, STANDARDS, UNITS

__all__ = ["ANY", "REPAYMENTS", "RETIREMENT_CLASSES", "STAFF", "TABLES", "tables_by_name"]

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        UNITS,
        POSTS,
        STANDARDS,
        STAFF,
        LEAVERS,
        REQUESTS,
        BENEFITS,
        ASSESSMENTS,
        LOANS,
        POOLS,
        TRANSFERS,
        CEILINGS,
        SCORES,
        QUESTIONNAIRES,
        MEASURES,
        GRADES,
    )
}


def tables_by_name() -> dict[str, str]:
    """What a file or sheet of each table may be called, in small letters → the table's name."""
    return {name: name for name in TABLES} | {
        table.title_zh: name for name, table in TABLES.items()
    }
