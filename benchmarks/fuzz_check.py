"""Try to break the reader and ``check``: ``python -m benchmarks.fuzz_check [--seconds N] [--seed N] [--keep FOLDER]``.

A worker process (:mod:`benchmarks.fuzz_worker`) makes one plan after the other (:mod:`benchmarks.fuzz_inputs`), checks
it whole, writes the report in a format and a language, and repairs some of them in memory. This process watches: a
worker that dies, or takes more than five seconds of the processor (two milliseconds more for each file) or five
minutes on the clock for one input, counts as broken and is started anew. Plans that give a set of findings never seen
before join those that damage is done to. Exits with 1 when anything went wrong; the inputs at fault are kept.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.fuzz_worker import work

MOST_WAIT = 300.0  # a busy machine may not let a worker run for a while


@dataclass(slots=True)
class Record:
    """What has happened so far."""

    executions: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    peak: int = 0  # kilobytes

    def take(self, line: str) -> None:
        """Take a worker's line."""
        number, kind, codes, wrong, peak = json.loads(line)
        self.executions += 1
        self.kinds[kind] += 1
        self.codes.update(codes)
        self.peak = max(self.peak, peak)
        self.wrong += [f"input {number}: {problem}" for problem in wrong]

    def __str__(self) -> str:
        """Return it in one paragraph."""
        kinds = ", ".join(f"{kind} {count}" for kind, count in self.kinds.most_common())
        return (
            f"{self.executions} inputs ({kinds}); {sum(self.codes.values())} findings of {len(self.codes)} codes; "
            f"at most {self.peak // 1024} MB; {len(self.wrong)} wrong"
        )


def watch(seconds: float, seed: int, keep: Path) -> Record:
    """Let workers work for so long; return what happened."""
    record, number, end = Record(), 0, time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="perfplan-fuzz-") as scratch:
        while time.monotonic() < end:
            number = _one_worker(seed, number, end, Path(scratch), record, keep)
    return record


def _one_worker(seed: int, first: int, end: float, scratch: Path, record: Record, keep: Path) -> int:
    """Run a worker until the end or until it is broken; return the number of the input to go on with."""
    state = scratch / "state"
    state.write_text(f"{first}")
    command = [sys.executable, "-m", "benchmarks.fuzz_check", "--work", str(first), str(scratch)]
    command += ["--seed", str(seed), "--keep", str(keep)]
    with tempfile.TemporaryFile("w+") as errors:
        worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        guard = threading.Thread(target=_guard, args=(worker, state, end), daemon=True)
        guard.start()
        assert worker.stdout is not None
        with worker.stdout:
            for line in worker.stdout:
                if line.endswith("\n"):
                    record.take(line)
        code = worker.wait()
        guard.join()
        errors.seek(0)
        said = errors.read()
    at = int(state.read_text() or first)
    if time.monotonic() < end:
        record.wrong.append(f"input {at}: the worker ended with {code}: {said[-2000:]}")
        shutil.copytree(scratch / "plan", keep / f"{at}", symlinks=True, dirs_exist_ok=True)
    return at + 1


def _guard(worker: subprocess.Popen[Any], state: Path, end: float) -> None:
    """Kill the worker when the time is over, or when it is at one input for too long."""
    at, since = "", time.monotonic()
    while worker.poll() is None:
        now = state.read_text()
        if now != at:
            at, since = now, time.monotonic()
        if time.monotonic() > end or time.monotonic() - since > MOST_WAIT:
            worker.kill()
        time.sleep(0.2)


def main() -> int:
    """Watch, or be the worker that is watched."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--work", nargs=2, help="be a worker: the first input, and the folder to work in")
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    if asked.work:
        work(asked.seed, int(asked.work[0]), Path(asked.work[1]), asked.keep)
    record = watch(asked.seconds, asked.seed, asked.keep)
    print(record)
    for problem in record.wrong[:20]:
        print(problem)
    return 1 if record.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
