"""Exit statuses, fixed: others rely on them."""

DONE = 0
FAILURE = 1
WRONG_USAGE = 2
INVALID_DATA = 3
CONTRADICTION = 4
NO_PLAN = 5
VIOLATIONS = 6
INTERRUPTED = 130
