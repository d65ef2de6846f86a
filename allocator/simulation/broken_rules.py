"""What is raised where the audit finds fault with a round; apart, so that it loads nothing."""


class BrokenRules(Exception):
    """A lender's round breaks rules."""
