"""Try to make the ledger lose a line: ``python -m benchmarks.fuzz_ledger [--writers N] [--records N] [--kills N]``.

First many processes append at once; then appending processes are killed with ``kill -9`` at random moments. Whatever an
append has confirmed must be there, whole and once, and the file must replay. Exits with 1 when anything is missing.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from perfplan.ledger.lookup import read_progress
from perfplan.ledger.reading import TORN, read_ledger
from perfplan.ledger.replay import replay

_WRITER = """
import os, sys
from datetime import date
from pathlib import Path
from perfplan.ledger.record import Done, Reported
from perfplan.ledger.store import append, ledger_file
plan, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    day, name = date(2025, 3, 1), f"{who}-{number}"
    record = Done(name, f"jobs@{who}/{number}", day, day, note="说明" * 40)
    append(ledger_file(plan), [record if number % 2 else Reported(name, "jobs", day, day, who, value=str(number))])
    os.write(1, f"{name}\\n".encode())
"""


def _writer(plan: Path, who: str, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _WRITER, str(plan), who, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def crowd(plan: Path, writers: int, records: int) -> list[str]:
    """Let processes append at the same time; return what is wrong afterwards."""
    running = [_writer(plan, f"w{number}", records) for number in range(writers)]
    failed = [process.args for process in running if process.communicate()[0] is None or process.returncode]
    ledger = read_ledger(plan)
    found = sorted(record.id for record in ledger.records())
    wanted = sorted(f"w{writer}-{number}" for writer in range(writers) for number in range(records))
    wrong = [f"a writer failed: {args!r}" for args in failed] + [str(finding) for finding in ledger.findings]
    return wrong + ([] if found == wanted else [f"{len(wanted)} lines wanted, {len(found)} found"])


def killing(plan: Path, kills: int, seed: int) -> list[str]:
    """Kill appending processes at random moments; return what is wrong afterwards."""
    chance, promised, wrong = random.Random(seed), set[str](), list[str]()
    for number in range(kills):
        victim = _writer(plan, f"v{number}", 1_000_000)
        assert victim.stdout is not None
        promised.add(victim.stdout.readline().decode().strip())
        time.sleep(chance.random() * 0.02)
        os.kill(victim.pid, signal.SIGKILL)
        promised.update(victim.communicate()[0].decode().split())
    ledger = read_ledger(plan)
    ids = [record.id for record in ledger.records()]
    wrong += [str(finding) for finding in ledger.findings if finding.code != TORN]
    if missing := promised - set(ids):
        wrong.append(f"{len(missing)} confirmed records are missing")
    if len(ids) != len(set(ids)):
        wrong.append("a record stands there twice")
    progress, _ = read_progress(plan)
    if dict(progress.tasks) != replay(ledger.records()).tasks:
        wrong.append("the index and the replay differ")
    torn = sum(finding.code == TORN for finding in ledger.findings)
    print(f"{kills} kills: {len(promised)} confirmed, {len(ids)} found, {torn} torn lines told")
    return wrong


def main() -> int:
    """Run both and say what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("--writers", 50), ("--records", 200), ("--kills", 200), ("--seed", 1)):
        parser.add_argument(name, type=int, default=default)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = crowd(Path(folder, "crowd.yaml"), asked.writers, asked.records)
        print(
            f"{asked.writers} writers x {asked.records} records: {'lost or torn' if wrong else 'nothing lost or torn'}"
        )
        wrong += killing(Path(folder, "killing.yaml"), asked.kills, asked.seed)
    for problem in wrong:
        print(problem)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
