"""What `check` and `explain` call quota types and purposes where people read Chinese."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]


def test_check_names_quota_types_with_their_codes(cli: Call) -> None:
    done = cli("check", "s-county", "--lang", "zh")
    lines = done.out.splitlines()
    # A quota type of its own, one of a unit, and where a warning is.
    assert any(line.startswith("事业（public_institution） ") for line in lines)
    assert any(line.startswith("B08   事业（public_institution） ") for line in lines)
    assert "  交通运输局（B08），事业（public_institution）：核定 44 名" in done.out
    # People apart from their posts are at two units.
    assert "  机关事务服务中心（A08-1），政府办公室（A08）：" in done.out


def test_check_keeps_codes_in_english_and_as_json(cli: Call) -> None:
    english = cli("check", "s-county", "--lang", "en")
    assert "  交通运输局 (B08), public_institution: " in english.out
    told = json.loads(cli("check", "s-county", "--lang", "zh", "--json").out)
    assert "public_institution" in {row["quota_type"] for row in told["stock"]}
    assert told["standing_warnings"][0]["where"] == "B08, public_institution"


def test_explain_names_the_purpose(small: Any, cli: Call, tmp_path: Path) -> None:
    scenario, plan = small.write(), tmp_path / "plan"
    done = cli("explain", scenario, "--out", plan, "R1", "--lang", "zh")
    assert done.out.splitlines()[0].endswith("，public，民生（livelihood）")
    english = cli("explain", scenario, "--out", plan, "R1", "--lang", "en")
    assert english.out.splitlines()[0].endswith(", public, livelihood")
