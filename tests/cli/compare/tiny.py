"""A study that takes a moment: two lenders, three replications of two years."""

STUDY = """\
schema = 1
name = "tiny"
years = 2
lenders = ["no_bank", "tier_order"]
measures = ["posts_granted", "waiting_months"]
replications = { least = 2, most = 3, look_ahead = 0 }
"""
