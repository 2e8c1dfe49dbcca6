"""Compile the gettext catalogues: ``perfplan.po`` to the ``perfplan.mo`` beside it.

Used by the build hook, by ``make`` and by the tests; needs babel. As a script: ``python tools/compile_catalogues.py``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""What stands for the time of making, which babel would write in: the same catalogue gives the same bytes."""


def sources(root: Path = ROOT) -> list[Path]:
    """Return the catalogues below ``src``, sorted."""
    return sorted((root / "src").rglob("*.po"))


def compiled(source: Path) -> bytes:
    """Return the binary form of one catalogue. Entries marked fuzzy are left out, as gettext does."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    catalogue.creation_date = NO_TIME
    binary = BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()


def compile_all(root: Path = ROOT) -> list[Path]:
    """Write the binary of every catalogue that is new or changed; return what was written."""
    written = []
    for source in sources(root):
        target, binary = source.with_suffix(".mo"), compiled(source)
        if not target.is_file() or target.read_bytes() != binary:
            target.write_bytes(binary)
            written.append(target)
    return written


if __name__ == "__main__":
    compile_all()
