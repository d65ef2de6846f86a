"""Names of the lenders that come with the software: for help, which must not load them."""

LENDER_NAMES = ("optimal", "first_come", "pro_rata", "tier_order", "no_bank")
