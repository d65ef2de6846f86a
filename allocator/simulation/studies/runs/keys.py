"""What a run is known by: the content of all that determines its numbers."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from allocator.simulation.lenders import LENDERS, Lender, lender_name
from allocator.simulation.studies.runs.code import code_digest
from allocator.text import _

DIGITS = 16
"""Hexadecimal digits of a key."""


class LenderWithoutVersion(Exception):
    """A lender of the caller's own does not say which version of it a run is from."""

    def __init__(self, lender: Lender) -> None:
        super().__init__(
            _(
                "the lender “{lender}” has no version: runs are kept and used again, and by then "
                "it may decide otherwise. Give it an attribute “version”, a text, and change that "
                "whenever the lender changes"
            ).format(lender=lender_name(lender))
        )


def lender_identity(lender: Lender) -> str:
    """What a lender is known by.

    Raises
    ------
    LenderWithoutVersion
        It is the caller's own, and has no attribute ``version``.
    """
    name = lender_name(lender)
    if LENDERS.get(name) is lender:
        return name
    version = getattr(lender, "version", None)
    if not isinstance(version, str) or not version:
        raise LenderWithoutVersion(lender)
    return f"{lender.__module__}:{name}@{version}"


@dataclass(frozen=True)
class Content:
    """What the runs of a cell are made of.

    Attributes
    ----------
    fingerprint : str
        Of the scenario with its policy and all overrides.
    simulation : mapping
        Its section ``[simulation]``, which the fingerprint leaves out.
    lender : str
        See :func:`lender_identity`.
    """

    fingerprint: str
    simulation: dict[str, Any]
    lender: str
    years: int
    warm_up: int
    seed: int

    @property
    def text(self) -> str:
        """All of it, the code included."""
        content = {"code": code_digest(), **vars(self)}
        return json.dumps(content, sort_keys=True, ensure_ascii=False)


def run_key(cell: str, replication: int) -> str:
    """Key of a run, by the key of its cell."""
    return digest(f"{cell} {replication}")


def digest(text: str) -> str:
    """So many hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
