"""What the page itself says, besides the report."""

from allocator.text import _


def words_of_layout() -> dict[str, str]:
    """Texts that the templates put in place."""
    return {
        "skip": _("Skip to the content"),
        "contents": _("Contents"),
        "key_figures": _("Key figures"),
        "in_short": _("In short"),
        "warnings": _("Warnings"),
        "warnings_folded": _("Warnings ({count} lines)"),
        "about": _("About this report"),
        "sideways": _("The chart is wider than the screen: scroll it sideways."),
        "no_drawing": _("The drawing is not here. These are its numbers:"),
        "columns": _("What the columns mean"),
        "without_script": _(
            "The first {shown} of {all} rows are here. With JavaScript the page shows all of "
            "them, and can sort and search them."
        ),
        "top": _("Back to the top"),
        "total": _("Total"),
        "no_rows": _("No rows"),
    }


def words_of_script() -> dict[str, str]:
    """Texts that the script puts in place, some with values in braces."""
    return {
        "search_all": _("Search all tables"),
        "search": _("Search this table"),
        "group": _("Group by “{field}”"),
        "all_shown": _("Rows: {all}"),
        "some_shown": _("Rows shown: {shown} of {all}"),
        "some_found": _("Rows found: {found} of {all}"),
        "found_shown": _("Rows found: {found} of {all}; shown: {shown}"),
        "found_anywhere": _("Rows found: {found}; in tables: {tables}"),
        "more": _("Show {count} more"),
        "everything": _("Show all {count}"),
        "none_found": _("No row has “{query}”."),
        "total": _("Total"),
        "total_found": _("Total of the rows found"),
        "group_count": _("rows: {count}"),
        "no_rows": _("No rows"),
    }
