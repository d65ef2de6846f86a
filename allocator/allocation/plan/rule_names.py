"""What people call the rules."""

from allocator.text import _


def rule_name(rule: str) -> str:
    """The name of a rule, or of a goal, in the language in use; the id where it has none."""
    names = {
        "one_term": _("terms of the policy"),
        "request_size": _("fewest posts of any use"),
        "own_vacancies_first": _("own vacancies first"),
        "efficiency_threshold": _("efficiency threshold"),
        "response": _("response to the unit's tier"),
        "overdue": _("overdue loans"),
        "staffing_standard": _("staffing standard"),
        "borrowing_limit": _("borrowing limit"),
        "repayment": _("repayment"),
        "renewal": _("renewal"),
        "pool_balance": _("balance of the pools"),
        "crossing": _("lending across regions, levels, departments"),
        "transfer": _("transfers"),
        "deposit": _("collecting of vacancies"),
        "people_ceiling": _("ceiling on people"),
        "purpose_share": _("least share of some purposes"),
        "department_share": _("largest share of a department"),
        "priority_value": _("value granted"),
        "post_years": _("years that posts are out"),
        "disruption": _("posts collected, moved and recalled"),
        "least_served": _("share of the least served department"),
        "long_reserve": _("smallest balance of a pool"),
        "canonical": _("fixed order"),
        "plan_files": _("agreement of the plan's files"),
    }
    return names.get(rule, rule)
