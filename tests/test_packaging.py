"""The wheel alone is enough: an installed allocator has its models and scenarios, and solves."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, folder: Path) -> str:
    """Run ``command`` in ``folder``, apart from this checkout; its standard output."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "VIRTUAL_ENV", "PYTEST", "COV_"))
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build_wheel(folder: Path) -> Path:
    run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation"),
        *("--outdir", folder, ROOT),
        folder=folder,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


class Installation:
    """A virtual environment that holds the wheel, and borrows its dependencies from this one.

    They are borrowed through a .pth file. Python does not read the .pth files of a folder that was
    itself added that way, so the editable installation of this checkout stays out of reach.
    """

    def __init__(self, folder: Path, wheel: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=os.name != "nt")
        self.scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.packages = Path(
            sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
        )
        borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (self.packages / "borrowed.pth").write_text("\n".join(sorted(borrowed)), encoding="utf-8")
        run(
            *(sys.executable, "-m", "pip", "--python", self.scripts / "python", "install"),
            *("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", wheel),
            folder=folder,
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def shipped(top: Path) -> set[str]:
    """The files below ``top`` that belong in the wheel, relative to the checkout."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in top.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_works_where_the_checkout_is_not(wheel: Path, tmp_path: Path) -> None:
    in_wheel = set(zipfile.ZipFile(wheel).namelist())
    data = shipped(ROOT / "models") | shipped(ROOT / "scenarios")
    assert {f"allocator/_data/{name}" for name in data} <= in_wheel
    assert shipped(ROOT / "allocator") <= in_wheel
    assert not any(name.startswith(("tests/", "benchmarks/", "models/")) for name in in_wheel)

    installed = Installation(tmp_path / "environment", wheel)
    allocator = installed.scripts / "allocator"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    where = run(
        *(installed.scripts / "python", "-c", "import allocator; print(allocator.__file__)"),
        folder=elsewhere,
    )
    assert Path(where.strip()) == installed.packages / "allocator" / "__init__.py"

    assert "s-county" in run(allocator, "models", folder=elsewhere)
    assert "s-county" in run(allocator, "scenarios", folder=elsewhere)
    run(allocator, "solve", "s-county", "--out", "plan", folder=elsewhere)
    assert {"schedule.csv", "plan.json"} <= {path.name for path in (elsewhere / "plan").iterdir()}
