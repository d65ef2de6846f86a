"""Runs of a study: played, kept, found again, until there are enough."""
