"""One worker of the fuzzer: make a plan, check it, look at the answer, and again, without end."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import socket
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from random import Random

from benchmarks.fuzz_inputs import (
    CIRCLE,
    DEVICE,
    FIFO,
    FOLDER,
    OUTSIDE,
    SOCKET,
    TRAPS,
    UNREADABLE,
    Files,
    Input,
    an_input,
    known_plans,
)
from perfplan.diagnostics import Severity
from perfplan.export._findings import findings_formats, findings_writer
from perfplan.i18n import Translator
from perfplan.lint.fixing import fix
from perfplan.lint.inspection import Inspection, inspect
from perfplan.tables.findings import FindingsReport, findings_report

MOST_SECONDS, A_FILE = 5.0, 0.002
MOST_MEMORY = 1 << 30  # bytes of address space
TODAY = date(2025, 9, 30)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")


# -- one input -------------------------------------------------------------------------------------------------------


def lay_out(made: Input, folder: Path) -> None:
    """Write an input's files."""
    for name, content in made.files.items():
        path = folder / name
        with suppress(OSError, ValueError):
            path.parent.mkdir(parents=True, exist_ok=True)
            if content in TRAPS:
                _set_trap(path, content)
            else:
                path.write_bytes(content)


def _set_trap(path: Path, trap: bytes) -> None:
    if trap == FIFO:
        os.mkfifo(path)
    elif trap == SOCKET:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
    elif trap == FOLDER:
        path.mkdir()
    elif trap == UNREADABLE:
        path.touch(mode=0)
    else:
        path.symlink_to({CIRCLE: path.name, OUTSIDE: "../../../../../etc", DEVICE: "/proc/self/mem"}[trap])


@contextmanager
def disturbed(folder: Path, made: Input, random: Random) -> Iterator[None]:
    """Change the folder from another thread for as long as it is read."""
    over = threading.Event()

    def disturb() -> None:
        while not over.is_set():
            path = folder / random.choice(list(made.files))
            with suppress(OSError):
                match random.randrange(4):
                    case 0:
                        path.unlink()
                    case 1:
                        path.write_bytes(random.choice(list(made.files.values()))[: random.randint(0, 400)])
                    case 2:
                        path.rename(path.with_name("moved.yaml"))
                    case _:
                        shutil.rmtree(path.parent) if path.parent != folder else lay_out(made, folder)

    thread = threading.Thread(target=disturb, daemon=True)
    if made.restless:
        thread.start()
    try:
        yield
    finally:
        over.set()
        if made.restless:
            thread.join()


def problems(made: Input, folder: Path, random: Random) -> tuple[list[str], frozenset[str]]:
    """Check an input; return what is wrong with the answer, and the codes found."""
    place = folder / made.place if made.place else folder
    with disturbed(folder, made, random):
        started = time.process_time()
        found = inspect(place, TODAY)
        wrong = _about_report(found, random)
        took = time.process_time() - started
        if random.random() < 0.1:
            fix(lambda texts: inspect(place, TODAY, None, texts))
    if took > MOST_SECONDS + A_FILE * len(made.files):
        wrong.append(f"{took:.1f} seconds")
    if not made.restless:
        wrong += _about_places(found)
    if found.plan is None and not found.ignored and not _has_error(found):
        wrong.append("no plan, and no error says why")
    return wrong, frozenset(finding.code for finding in found.findings)


def _has_error(found: Inspection) -> bool:
    return any(finding.severity is Severity.ERROR for finding in _report(found).findings)


def _report(found: Inspection, language: str = "en") -> FindingsReport:
    return findings_report(found.files, found.findings, found.texts, Translator(language), found.ignored, "/")


def _about_report(found: Inspection, random: Random) -> list[str]:
    language, name = random.choice(("en", "zh")), random.choice(findings_formats())
    text = findings_writer(name).write(_report(found, language), Translator(language), lambda text, *_: text)
    text.encode()
    if name in {"json", "sarif", "gitlab"}:
        json.loads(text)
    hidden = _HIDDEN.search(text) if name in {"full", "concise"} else None
    return [f"{name}: U+{ord(hidden[0]):04X} reaches the terminal"] if hidden else []


def _about_places(found: Inspection) -> list[str]:
    wrong = []
    for finding in found.findings:
        place = finding.location
        if place.file not in found.texts:
            continue
        lines = re.split("\r\n?|\n", found.texts[place.file])
        fits = 1 <= place.line <= place.end_line <= len(lines) + 1
        fits = fits and 1 <= place.column <= len((*lines, "")[place.line - 1]) + 1
        if not fits or (place.line, place.column) > (place.end_line, place.end_column):
            wrong.append(f"{finding.code} at {place} to {place.end_line}:{place.end_column}, outside its file")
    return wrong


def work(seed: int, first: int, scratch: Path, keep: Path) -> None:
    """Make and check inputs without end.

    Each gives a line of JSON on stdout; ``scratch/state`` says which one is being checked, ``scratch/plan`` holds it.
    Inputs at fault are copied to ``keep``.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    plans, seen = known_plans(), set[frozenset[str]]()
    number, folder = first, scratch / "plan"
    with (scratch / "state").open("wb", buffering=0) as at:
        while True:
            random = Random(f"{seed}:{number}")
            made = an_input(random, plans)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            lay_out(made, folder)
            os.pwrite(at.fileno(), f"{number:12d}".encode(), 0)
            wrong, codes = _tried(made, folder, random)
            if codes not in seen and made.kind == "damaged":
                seen.add(codes)
                _learn(made, plans)
            if wrong:
                lay_out(made, keep / f"{number}")
                (keep / f"{number}.txt").write_text("\n".join(wrong), encoding="utf-8")
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(json.dumps([number, made.kind, sorted(codes), wrong, peak]), flush=True)
            number += 1


def _tried(made: Input, folder: Path, random: Random) -> tuple[list[str], frozenset[str]]:
    try:
        return problems(made, folder, random)
    except BaseException:
        return [traceback.format_exc()], frozenset()


def _learn(made: Input, plans: list[Files]) -> None:
    if len(plans) < 3000 and sum(map(len, made.files.values())) < 20_000:
        plans.append(dict(made.files))
