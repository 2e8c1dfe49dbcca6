"""A line that says how far long work has come; only for a person at a terminal, and gone when the work is done."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from perfplan.cli.context import Context

SHOW_AFTER, EVERY = 0.5, 0.1  # seconds: short work stays quiet


def progress_line(context: Context, name: str) -> Callable[[int, int], None]:
    """Return a function of (done, of) that redraws one line on stderr."""
    console, started, last = context.err, monotonic(), 0.0

    def show(done: int, of: int) -> None:
        nonlocal last
        now = monotonic()
        finished = done == of
        if last and finished:
            console.stream.write("\r\x1b[K")
        elif not finished and now - started > SHOW_AFTER and now - last > EVERY:
            last = now
            text = context.t("{name}: {done} of {of} targets", name=name, done=done, of=of)
            console.stream.write(f"\r\x1b[K{text}")
            console.stream.flush()

    return show if console.terminal else lambda _done, _of: None
