"""Reports in files: ``--output-file FORMAT=PATH``, any number of them beside what goes to the terminal."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from perfplan.cli.options import choose
from perfplan.errors import StorageError, UsageError
from perfplan.export._findings import findings_formats, findings_writer
from perfplan.model.sentence import Translate
from perfplan.tables.findings import FindingsReport

OPTION = "--output-file"


class Output(NamedTuple):
    """A report to write: in which format, and to which file."""

    format: str
    path: Path


def read_outputs(values: Sequence[str]) -> list[Output]:
    """Read ``sarif=build/check.sarif``.

    Raises:
        UsageError: no such format, no file, or the same file twice.
    """
    outputs: list[Output] = []
    for value in values:
        name, sign, path = value.partition("=")
        if not sign or not path:
            raise UsageError(
                "{option} is written FORMAT=PATH, such as {example}", option=OPTION, example="sarif=a.sarif"
            )
        outputs.append(Output(choose(name, findings_formats(), OPTION), Path(path)))
    if len({os.path.realpath(output.path) for output in outputs}) < len(outputs):
        raise UsageError("{option} names the same file twice", option=OPTION)
    return outputs


def write_outputs(outputs: Sequence[Output], report: FindingsReport, translate: Translate) -> None:
    """Write the report in each of the formats, without colour; folders are made where they are missing."""
    for output in outputs:
        replace_file(output.path, findings_writer(output.format).write(report, translate, _plain))


def replace_file(path: Path, text: str) -> None:
    """Write a text file, folders included, so that readers see the old one or the new one, never a part.

    What is no ordinary file (``/dev/stdout``, a pipe) is written to as it is; a link leads to the file to write.

    Raises:
        StorageError: it cannot be written: a folder, no permission, a full disk.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("cannot write {file}: {reason}", file=str(path), reason=reason) from error


def _replace(path: Path, text: str) -> None:
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        return
    path = Path(os.path.realpath(path)) if path.is_symlink() else path
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
            file.write(text)
        Path(new).chmod(0o666 & ~_mask())
        Path(new).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(new).unlink()
        raise


def _mask() -> int:
    """Return what new files may not have: temporary files are for their owner alone, reports for all."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _plain(text: str, *_: str) -> str:
    return text
