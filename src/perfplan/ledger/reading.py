"""Reading ledger files: every good line becomes a record, every bad one a finding, and nothing stops the others.

Lines are parsed some hundreds at a time as one JSON array, which takes a third of the time of one by one. That is
exact: a JSON text cannot run over the end of a line, and a record holds only texts, so if every line ends with ``}``
and there are as many flat objects as lines, each line is one of them. Otherwise the lines are read one by one.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from msgspec import Struct

from perfplan.diagnostics import Diagnostic, Location
from perfplan.ledger.coding import decode, decode_alike
from perfplan.ledger.record import Record
from perfplan.ledger.store import ledger_files
from perfplan.regular import read_regular

UNREADABLE = "PP801"
TORN = "PP802"


_CHUNK = 500
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


class LedgerFile(Struct, frozen=True):
    """One file's records in the order of the file, with the line of each (1-based)."""

    name: str
    records: Sequence[Record]
    lines: Sequence[int]

    def location(self, index: int) -> Location:
        """Return the place of the record with this index."""
        return Location(self.name, self.lines[index], 1, self.lines[index], 1)


class Ledger(Struct, frozen=True):
    """Everything that a plan's ledger files say, and what could not be read in them."""

    files: tuple[LedgerFile, ...]
    findings: tuple[Diagnostic, ...]

    def records(self) -> Iterator[Record]:
        """Return the records of all files, file by file."""
        return chain.from_iterable(file.records for file in self.files)


def read_ledger(plan: Path) -> Ledger:
    """Read the ledger of the plan at this path; a plan without one has an empty ledger."""
    findings: list[Diagnostic] = []
    files = tuple(_read_file(path, findings) for path in ledger_files(plan))
    return Ledger(files, tuple(findings))


def parse_ledger(source: bytes, name: str) -> tuple[LedgerFile, list[Diagnostic]]:
    """Return the records of a ledger file's content, and a finding for each line that is not one.

    PP802 (torn) is a record that breaks off: what a power cut leaves. Anything else unreadable is PP801.
    """
    lines = source.removeprefix(BYTE_ORDER_MARK).split(b"\n")
    if not lines[-1]:
        lines.pop()  # what follows the last line's end
    gathered = _Gathered(name, [], [], [])
    with paused_collector():
        for start in range(0, len(lines), _CHUNK):
            gathered.add(lines[start : start + _CHUNK], start + 1)
    return LedgerFile(name, gathered.records, gathered.lines), gathered.findings


def _read_file(path: Path, findings: list[Diagnostic]) -> LedgerFile:
    try:
        source = read_regular(path)
    except OSError as error:
        findings.append(unreadable(path, error))
        return LedgerFile(path.as_posix(), (), ())
    file, found = parse_ledger(source, path.as_posix())
    findings += found
    return file


def _all_at_once(chunk: Sequence[bytes]) -> Sequence[Record] | None:
    if not all(line.endswith(b"}") for line in chunk):
        return None
    try:
        rows = json.loads((b"[" + b",\n".join(chunk) + b"]").decode())
    except (ValueError, RecursionError):
        return None
    if len(rows) != len(chunk):
        return None
    alike = decode_alike(rows)
    if alike is not None:
        return alike
    good = [record for record in map(decode, rows) if not isinstance(record, str)]
    return good if len(good) == len(rows) else None


class _Gathered(Struct):
    """What has been read of one file so far."""

    name: str
    records: list[Record]
    lines: list[int]
    findings: list[Diagnostic]

    def add(self, chunk: Sequence[bytes], first: int) -> None:
        good = _all_at_once(chunk)
        if good is not None:
            self.records += good
            self.lines += range(first, first + len(good))
            return
        for number, line in enumerate(chunk, first):
            if line.strip():
                self._add_one(line, number)

    def _add_one(self, line: bytes, number: int) -> None:
        read = read_line(line, self.name, number)
        if isinstance(read, Diagnostic):
            self.findings.append(read)
        else:
            self.records.append(read)
            self.lines.append(number)


def read_line(line: bytes, name: str, number: int) -> Record | Diagnostic:
    """Return the record that one line of the file ``name`` holds, or the finding that it does not."""
    try:
        read = decode(json.loads(line.decode()))
    except (ValueError, RecursionError) as error:
        if _breaks_off(line, error):
            return _finding(TORN, name, number, "the line breaks off")  # msgid
        return _finding(UNREADABLE, name, number, _problem(line, error))
    return _finding(UNREADABLE, name, number, read) if isinstance(read, str) else read


def unreadable(path: Path, error: OSError) -> Diagnostic:
    """Return the finding of a ledger file that cannot be read at all."""
    return _finding(UNREADABLE, path.as_posix(), 1, error.strerror or str(error))


def _breaks_off(line: bytes, error: Exception) -> bool:
    """Whether the line is the beginning of a record: all of it is right, and then it ends."""
    whole = line.rstrip(b"\0")  # some file systems fill the unwritten end with zeros
    if not whole.startswith(b"{"):
        return not whole
    if whole != line:
        return True
    if isinstance(error, UnicodeDecodeError):
        return error.end == len(line) and error.reason == "unexpected end of data"
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith(("Unterminated", "Invalid \\u")) or error.pos >= len(error.doc)


def _problem(line: bytes, error: Exception) -> str:
    if line.startswith(tuple(mark.encode() for mark in _CONFLICT_MARKS)):
        return "a merge conflict was left in the file"
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else "not JSON"


def _finding(code: str, name: str, line: int, problem: str) -> Diagnostic:
    return Diagnostic(code, Location(name, line, 1, line, 1), {"problem": problem})


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the collector: hundreds of thousands of records hold no cycle, and looking for one costs a third."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
