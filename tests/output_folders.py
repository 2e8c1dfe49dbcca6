"""Output folders for tests: writing one, and what is in it."""

from __future__ import annotations

from pathlib import Path

from perfplan.export.folder import MANIFEST, replaced

NAMES = ["tasks.csv", "timelines/p01.svg"]


def write(out: Path, text: str, names: list[str] = NAMES) -> None:
    with replaced(out, names) as new:
        for name in names:
            (new / name).parent.mkdir(exist_ok=True)
            (new / name).write_text(text, encoding="utf-8")


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_text("utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def texts(out: Path) -> dict[str, str]:
    """Return the folder's files without the manifest."""
    return {name: text for name, text in tree(out).items() if name != MANIFEST}
