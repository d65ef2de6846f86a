"""Policy models and scenarios that come with the software."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def data_folder(kind: str) -> Path:
    """Folder of the built-in ``models`` or ``scenarios``: in the wheel, or the source tree."""
    installed = _PACKAGE / "_data" / kind
    return installed if installed.is_dir() else _PACKAGE.parent / kind


def models() -> dict[str, Path]:
    """Built-in policy models: name → file."""
    return {path.stem: path for path in sorted(data_folder("models").glob("*.toml"))}


def scenarios() -> dict[str, Path]:
    """Built-in scenarios: name → folder."""
    return {
        path.parent.name: path.parent
        for path in sorted(data_folder("scenarios").glob("*/scenario.toml"))
    }
