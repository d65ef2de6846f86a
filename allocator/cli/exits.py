"""Exit statuses, fixed: others rely on them."""

DONE = 0
FAILURE = 1
WRONG_USAGE = 2
INVALID_DATA = 3
CONTRADICTION = 4
NO_PLAN = 5
VIOLATIONS = 6
INTERRUPTED = 130
READER_GONE = 141
"""The reader of a pipe, as ``head``, has closed it: the 128 + SIGPIPE of every other program.

None of ours, so that a script with ``pipefail`` can tell it from a failure.
"""
