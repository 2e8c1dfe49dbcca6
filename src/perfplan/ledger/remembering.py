"""Remember the index of a large ledger between runs, so that only what was appended since is read.

What is remembered holds for the bytes that were read: of every file its length then, and a digest of them. The files
only grow, so a longer one that begins with the same bytes is read from there on. Anything else, and any doubt, means
reading everything again. What is kept holds numbers and texts; reading it can run nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b, sha256
from os import fstat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from perfplan import keeping
from perfplan.ledger.columns import Columns, joined, pack, unpack
from perfplan.ledger.index import Layer, Odd, place_of, split_place
from perfplan.ledger.reading import read_line
from perfplan.ledger.record import Correction, Retraction
from perfplan.ledger.rereading import Source, line_at
from perfplan.regular import open_regular

if TYPE_CHECKING:
    from hashlib import _Hash

LEAST = 1 << 18  # a smaller ledger is read as quickly as it is remembered
_SORT = ".ledger"
_CHECKED = 16  # bytes of the digest of what is kept
_PIECE = 1 << 20


class Read(Struct):
    """How far a file has been read: its length then, how many lines that were, and the digest of its bytes."""

    source: Source
    lines: int
    digest: _Hash


class Remembered(Struct, frozen=True):
    """What is known from an earlier run of files that have not changed but for lines at their ends."""

    layer: Columns
    labels: tuple[bytes, ...]
    odd: tuple[Odd, ...]
    files: tuple[Read, ...]

    @property
    def named(self) -> set[bytes]:
        """The ids that records about records name."""
        return named_in(self.odd)

    def speaks_of(self, ids: Collection[bytes]) -> bool:
        """Whether a remembered line may have one of these ids."""
        wanted = [b'"id":"%s"' % id_ for id_ in ids]
        return bool(wanted) and any(text in block for file in self.files for block in _blocks(file) for text in wanted)


def named_in(odd: Sequence[Odd]) -> set[bytes]:
    """Return the ids that records about records name."""
    about = (one.read for one in odd if isinstance(one.read, Correction | Retraction))
    return {record.record.encode(errors="replace") for record in about}


def recall(folder: Path, plan: Path, files: Sequence[Path]) -> Remembered | None:
    """Return what is remembered of the ledger of the plan at this path, as far as it still holds for these files."""
    content = keeping.recall(keeping.place_for(folder, plan, _SORT))
    if content is None or blake2b(content[_CHECKED:], digest_size=_CHECKED).digest() != content[:_CHECKED]:
        return None
    try:
        return _recalled(content[_CHECKED:], files)
    except (ValueError, TypeError, LookupError, RecursionError, OSError):
        return None


def _recalled(content: bytes, files: Sequence[Path]) -> Remembered | None:
    head, _, columns = content.partition(b"\n")
    known = json.loads(head)
    paths = {path.as_posix(): path for path in files}
    if known["program"] != keeping.program() or not paths.keys() >= {name for name, *_ in known["files"]}:
        return None
    read, odd = [], list[Odd]()
    for number, (name, size, lines, digest, odd_lines) in enumerate(known["files"]):
        with open_regular(paths[name]) as file:
            begun = _same_beginning(file, size, digest)
            if begun is None:
                return None
            info = fstat(file.fileno())
            read.append(Read(Source(paths[name], info.st_ino, size), lines, begun))
            for offset, line in odd_lines:
                said = read_line(line_at(file.fileno(), offset), name, line)
                odd.append(Odd(place_of(number, offset), line, said))
    labels = tuple(label.encode() for label in known["labels"])
    return Remembered(unpack(columns), labels, tuple(odd), tuple(read))


def _same_beginning(file: BinaryIO, size: int, digest: str) -> _Hash | None:
    """Return the digest of a file's beginning if it is this one."""
    found, left = sha256(), size
    while left and (piece := file.read(min(left, _PIECE))):
        found.update(piece)
        left -= len(piece)
    return found if not left and found.hexdigest() == digest else None


def _blocks(file: Read) -> Iterator[bytes]:
    """Yield the bytes that are remembered, each piece with the beginning of the next line."""
    with open_regular(file.source.path) as opened:
        left = file.source.size
        while left > 0 and (piece := opened.read(min(left, _PIECE)) + opened.readline()):
            yield piece
            left -= len(piece)


def keep(
    folder: Path,
    plan: Path,
    layers: Sequence[Layer],
    labels: Sequence[bytes],
    odd: Sequence[Odd],
    read: Sequence[Read],
) -> None:
    """Remember an index of files that were read to the end of a line."""
    odd_lines: list[list[tuple[int, int]]] = [[] for _ in read]
    for one in odd:
        number, offset = split_place(one.place)
        odd_lines[number].append((offset, one.line))
    files = [
        (file.source.path.as_posix(), file.source.size, file.lines, file.digest.hexdigest(), lines)
        for file, lines in zip(read, odd_lines, strict=True)
    ]
    head = {"program": keeping.program(), "files": files, "labels": [label.decode() for label in labels]}
    content = json.dumps(head).encode() + b"\n" + pack(joined(layers, len(labels)))
    place = keeping.place_for(folder, plan, _SORT)
    keeping.keep(place, blake2b(content, digest_size=_CHECKED).digest() + content)
