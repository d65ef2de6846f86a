"""What each table is for, in a sentence."""

from allocator.text import _


def purposes() -> dict[str, str]:
    """The sentence of each table, in the language in use."""
    return {
        "units": _("The organisations that hold posts: where they belong and how they compare."),
        "posts": _("Posts approved and filled, for each unit and quota type."),
        "standards": _("Staffing standards: how many posts the work of a unit calls for at most."),
        "staff": _("The roster: birth month and age group, from which retirements are counted."),
        "leavers": _("People expected to leave, by year, where there is no roster."),
        "requests": _("What units ask to borrow: how many posts, for what, when and how long."),
        "benefits": _("Assessment points that the posts of a request are for."),
        "assessments": _("Assessment points of units, last year and this year."),
        "loans": _("Loans of earlier rounds that are still out."),
        "pools": _("Where the bank's posts wait, and whom each pool serves."),
        "transfers": _("Posts that may move from one pool to another."),
        "ceilings": _("Totals that may not be passed, for regions and departments."),
        "scores": _("Scores of units for the indicators of the policy model."),
        "questionnaires": _("Counts of answers to questionnaires about units."),
        "measures": _("Measured values for indicators that have a scale."),
        "grades": _("Results of evaluation that are known already, and those of earlier years."),
    }
