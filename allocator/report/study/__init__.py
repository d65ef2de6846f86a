"""The report of a study: what differs between policies, and how surely."""
