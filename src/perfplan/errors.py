"""Exceptions that end a command, each with its exit code.

::

    PerfplanError (2)
    ├── UsageError (2)       what was asked for cannot be: no such plan, two candidates, a bad date
    ├── StorageError (2)     a file or folder cannot be read or written
    └── FindingsError (1)    the plan has errors; carries them

Mistakes inside plan files are never exceptions: they are :class:`perfplan.diagnostics.Diagnostic` values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perfplan.diagnostics import Diagnostic


REASONS: Final = (
    "Directory not empty",
    "Disk quota exceeded",
    "File exists",
    "File name too long",
    "Is a directory",
    "No space left on device",
    "No such file or directory",
    "Not a directory",
    "Operation not permitted",
    "Permission denied",
    "Read-only file system",
    "Too many levels of symbolic links",
    "Too many open files",
)
"""What the system says most often when it cannot read or write, for the catalogue; it is translated where shown."""


class PerfplanError(Exception):
    """Base of all expected failures; ``exit_code`` is what the process returns.

    ``template`` is an English sentence with ``{names}``, translated where it is shown.
    """

    exit_code = 2

    def __init__(self, template: str, **args: str | int) -> None:
        """Keep the template and its values apart, so that the message can be translated."""
        super().__init__(template.format(**args) if args else template)
        self.template = template
        self.args_by_name = args

    def worded(self, translate: Callable[..., str]) -> str:
        """Return the sentence in the language of ``translate(template, **values)``, the system's reason included."""
        args = {
            name: translate(value) if name == "reason" and isinstance(value, str) else value
            for name, value in self.args_by_name.items()
        }
        return translate(self.template, **args)


class UsageError(PerfplanError):
    """The request itself cannot be met."""


class StorageError(PerfplanError):
    """A file or folder could not be read or written."""


class FindingsError(PerfplanError):
    """The plan has errors, so nothing was produced."""

    exit_code = 1

    def __init__(self, findings: Sequence[Diagnostic]) -> None:
        """Carry the findings for the renderer."""
        super().__init__("the plan has errors")
        self.findings = tuple(findings)
