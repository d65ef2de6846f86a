"""The content of a scenario as one hash, independent of the order of rows and files."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from allocator.scenario.policy import Policy
from allocator.scenario.settings import Settings


def fingerprint(settings: Settings, policy: Policy, tables: Mapping[str, pd.DataFrame]) -> str:
    """SHA-256, as hexadecimal text, of settings, policy and sorted tables.

    The section ``simulation`` is left out: no plan depends on it, and two scenarios that
    differ in it alone have the same plans.
    """
    return fingerprint_of(
        settings, policy, {name: content(frame) for name, frame in tables.items()}
    )


def content(frame: pd.DataFrame) -> bytes:
    """A table as it goes into a fingerprint."""
    return _plain_decimals(frame).to_csv(index=False).encode()


def fingerprint_of(settings: Settings, policy: Policy, contents: Mapping[str, bytes]) -> str:
    """:func:`fingerprint` of the contents of tables."""
    digest = hashlib.sha256()
    for keys in (
        settings.model_dump(mode="json", by_alias=True, exclude={"simulation"}),
        policy.model_dump(mode="json", by_alias=True),
    ):
        digest.update(json.dumps(keys, sort_keys=True, ensure_ascii=False).encode())
    for name in sorted(contents):
        digest.update(name.encode())
        digest.update(contents[name])
    return digest.hexdigest()


def _plain_decimals(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with 5, 5.0 and 5.00 written alike."""
    decimals = [
        name
        for name in frame
        if frame[name].dtype == object or isinstance(frame[name].dtype, pd.CategoricalDtype)
    ]
    plain = {str(name): frame[name].map(_plain).astype(object) for name in decimals}
    return frame.assign(**plain)


def _plain(value: Any) -> Any:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
