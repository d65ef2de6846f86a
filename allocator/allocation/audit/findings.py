"""What an audit says: checks that hold or not, violations, remarks."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Check:
    """One comparison that a rule asks for.

    Attributes
    ----------
    holds : bool
        Whether the rule is kept here.
    where : str
        What is looked at: ids and years, as the user knows them.
    found, allowed : object
        What the plan has, and what the rule asks for.
    message : str
        A sentence in the language in use, with ``{where}``, ``{found}`` and ``{allowed}``
        still to be filled in.
    """

    holds: bool
    where: str
    found: object
    allowed: object
    message: str

    def sentence(self) -> str:
        """The message, filled in."""
        return self.message.format(where=self.where, found=self.found, allowed=self.allowed)


@dataclass(frozen=True, order=True)
class Violation:
    """A rule that the plan breaks at one place.

    Attributes
    ----------
    rule : str
        Id of the rule.
    where : str
        Ids and years, as the user knows them.
    found, allowed : str
        What the plan has, and what the rule allows.
    message : str
        The whole in one sentence, in the language in use.
    """

    rule: str
    where: str
    found: str
    allowed: str
    message: str

    @classmethod
    def of(cls, rule: str, check: Check) -> "Violation":
        """The violation that a failed check of ``rule`` is."""
        return cls(rule, check.where, str(check.found), str(check.allowed), check.sentence())

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"

    def as_dict(self) -> dict[str, str]:
        """The fields by name, for JSON."""
        return asdict(self)


@dataclass(frozen=True, order=True)
class Remark:
    """Something to look at that breaks no rule: a goal or a fingerprint that differs."""

    subject: str
    found: str
    expected: str
    message: str

    @classmethod
    def of(cls, check: Check) -> "Remark":
        """The remark that a failed comparison is."""
        return cls(check.where, str(check.found), str(check.allowed), check.sentence())

    def __str__(self) -> str:
        return self.message

    def as_dict(self) -> dict[str, str]:
        """The fields by name, for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Audit:
    """The result of an audit.

    Attributes
    ----------
    violations : tuple of Violation
        Sorted by rule and place.
    remarks : tuple of Remark
        What differs without breaking a rule, sorted.
    counts : mapping of str to int
        Rule id → comparisons made, in the order of the rules.
    """

    violations: tuple[Violation, ...]
    remarks: tuple[Remark, ...]
    counts: Mapping[str, int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", MappingProxyType(dict(self.counts)))

    @property
    def clean(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, for JSON."""
        return {
            "clean": self.clean,
            "violations": [violation.as_dict() for violation in self.violations],
            "remarks": [remark.as_dict() for remark in self.remarks],
            "counts": dict(self.counts),
        }
