"""How far long work has come, for a person at a terminal; short work and pipes stay quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from perfplan.cli.context import Context

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

SHOW_AFTER = 0.5  # seconds

Report = Callable[[int, int], None]


@contextmanager
def progress_bar(context: Context, name: str) -> Iterator[Report]:
    """Give a function of (done, of) that keeps a bar on stderr up to date; the bar goes when the work is done."""
    if not context.err.terminal:
        yield lambda _done, _of: None
        return
    bar = _Bar(context, name)
    try:
        yield bar.report
    finally:
        bar.close()


class _Bar:
    """A bar that appears only when the work takes long, so that rich is not imported for nothing."""

    def __init__(self, context: Context, name: str) -> None:
        self._context, self._name, self._started = context, name, monotonic()
        self._shown: tuple[Progress, TaskID] | None = None

    def report(self, done: int, of: int) -> None:
        if self._shown is None and monotonic() - self._started > SHOW_AFTER:
            self._shown = self._open(of)
        if self._shown is not None:
            progress, task = self._shown
            progress.update(task, completed=done)

    def _open(self, of: int) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress

        console = Console(file=self._context.err.stream, no_color=not self._context.err.colour)
        progress = Progress(console=console, transient=True)
        progress.start()
        return progress, progress.add_task(escape(self._name), total=of)

    def close(self) -> None:
        if self._shown is not None:
            self._shown[0].stop()
