"""The same input gives the same bytes: rows in any order, hash seeds, threads, repeats."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from generated import read, size

from allocator.allocation.plan.files import write_plan
from allocator.allocation.solve import Options, solve
from allocator.scenario.synthetic import generate

SEEDS = range(2000, 2008)


def files_of(scenario, folder, threads=1):
    """Content of every file of the plan; not how long it took, nor where its scenario was."""
    write_plan(solve(scenario, Options(threads=threads)), folder)
    content = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    record = json.loads(content["plan.json"])
    assert record.pop("timings")
    assert record.pop("origin")
    return content | {"plan.json": json.dumps(record).encode()}


def shuffled(made, seed):
    rng = np.random.default_rng(seed)
    tables = {
        name: frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)
        for name, frame in made.tables.items()
    }
    return made._replace(tables=tables)


@pytest.mark.parametrize("seed", SEEDS)
def test_order_of_rows_threads_and_repeats_do_not_matter(seed, tmp_path):
    made = generate(size(seed), seed, varied_policy=True)
    scenario = read(made)
    expected = files_of(scenario, tmp_path / "first")
    assert len(expected) == 8
    assert files_of(scenario, tmp_path / "again") == expected
    assert files_of(scenario, tmp_path / "threads", threads=2) == expected
    for place in range(2):
        other = read(shuffled(made, place))
        assert other.fingerprint == scenario.fingerprint
        assert files_of(other, tmp_path / f"shuffled{place}") == expected


def test_a_county_is_the_same_with_any_number_of_threads(tmp_path):
    scenario = read(generate(120, 3))
    assert files_of(scenario, tmp_path / "1") == files_of(scenario, tmp_path / "2", threads=2)


def digests(folder: Path) -> str:
    """One digest per scenario, for the test below."""
    parts = []
    for seed in (2010, 2011, 2031):
        scenario = read(generate(size(seed), seed, varied_policy=True))
        content = files_of(scenario, folder / str(seed))
        parts.append(hashlib.sha256(b"".join(content.values())).hexdigest())
    return " ".join(parts)


def test_hash_seeds_do_not_matter(tmp_path):
    program = (
        "import sys; from pathlib import Path; from test_same_plan import digests;"
        "print(digests(Path(sys.argv[1])))"
    )
    here = str(Path(__file__).parent)
    outputs = set()
    for seed in ("0", "1", "random"):
        run = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / seed)],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": here},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(run.stdout.strip())
    assert outputs == {digests(tmp_path / "here")}
