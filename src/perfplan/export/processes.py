"""Work on several processors at once: each job but the first runs in a forked copy of this process.

A fork starts in a millisecond and shares what is already in memory, the resolved plan above all. Where the system
cannot fork, or has one processor, the jobs run one after the other; the results are the same.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")
Job = Callable[[], T]


def processors() -> int:
    """Return how many processors this process may use; 1 where it cannot fork."""
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return 1
    return len(os.sched_getaffinity(0))


def run_together(jobs: Sequence[Job[T]]) -> list[T]:
    """Return the results of all jobs, in order. Raises what the first failing job raised; the others are ended."""
    children = [_start(job) for job in jobs[1:]]
    try:
        first = jobs[0]()
        rest: list[T] = [_finish(pid, pipe) for pid, pipe in children]
    except BaseException:
        for pid, pipe in children:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            with suppress(OSError):
                os.close(pipe)
        raise
    return [first, *rest]


def _start(job: Job[T]) -> tuple[int, int]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, reader
    code = 1
    try:  # the child: nothing may leave this block, and nothing of the parent's is flushed twice
        os.close(reader)
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(_answer(job), pipe)
        code = 0
    finally:
        os._exit(code)


def _answer(job: Job[T]) -> tuple[T | None, BaseException | None]:
    try:
        return job(), None
    except BaseException as error:  # carried to the parent, which raises it
        return None, error


def _finish(pid: int, pipe: int) -> Any:
    with os.fdopen(pipe, "rb", closefd=False) as stream:
        content = stream.read()
    os.waitpid(pid, 0)
    os.close(pipe)
    if not content:
        raise ChildProcessError("a process that shared the work was ended")
    result, error = pickle.loads(content)  # noqa: S301 - written by our own child a moment ago
    if error is not None:
        raise error
    return result
