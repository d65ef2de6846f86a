"""What lenders do, in words."""

from allocator.text import _


def lender_name(lender: str) -> str:
    """What a lender is called, in few words; its id where it is one of the user's own."""
    names = {
        "optimal": _("optimal plans"),
        "first_come": _("first come first served"),
        "pro_rata": _("same share for all"),
        "tier_order": _("best tier first"),
        "no_bank": _("no bank"),
    }
    return names.get(lender, lender)


def lender_told(lender: str) -> str:
    """What a lender decides by; its name alone where it is one of the user's own."""
    told = {
        "optimal": _("the plans of the optimisation model"),
        "first_come": _("first come, first served"),
        "pro_rata": _("the same share for everyone"),
        "tier_order": _("the best tier first"),
        "no_bank": _("no bank: nothing is collected, nothing lent"),
    }
    if lender not in told:
        return lender
    return _("{told} ({name})").format(told=told[lender], name=lender)
