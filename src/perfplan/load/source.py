"""From a path to text: what may be opened, how much is read, and which characters a plan may hold.

A pipe, a device or a circle of links is a finding, never a wait. Only UTF-8 is read; anything else is a finding at the
first bad byte.
"""

from __future__ import annotations

import errno
import re
from pathlib import Path
from types import MappingProxyType
from typing import Final

from perfplan.load.positions import Found
from perfplan.regular import NOT_A_FILE, NotAFileError, TooLargeError, read_regular

MAX_FILE_BYTES: Final = 8 * 1024 * 1024
"""A plan of half a million values is smaller than this, and whatever is made of it is refused within two seconds."""

MAX_SAME: Final = 100
"""Findings of one kind kept per file: enough to repair it, few enough to print."""

REASONS: Final = MappingProxyType(
    {
        errno.ENOENT: "there is no such file",
        errno.ENOTDIR: "there is no such file",
        errno.EACCES: "reading it is not permitted",
        errno.EPERM: "reading it is not permitted",
        errno.ELOOP: "its symbolic links go round in a circle",
        errno.ENAMETOOLONG: "its name is too long",
        errno.EISDIR: "it is a folder",
    }
)
"""Why a file cannot be read, by the system's error number; each is a whole message of the catalogue."""

OTHER_REASON: Final = "the system could not read it"  # msgid

_BOM_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
# Besides what YAML forbids: line breaks that editors do not show (NEL, LS, PS), zero-width characters that make two
# equal-looking names differ, and marks that show text in another order than it is read.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def read_bytes(path: Path, most: int = MAX_FILE_BYTES) -> bytes | Found:
    """Read a regular file of at most so many bytes; a ``Found`` (PP101, PP109) says why it was not read."""
    try:
        return read_regular(path, most)
    except TooLargeError:
        return too_large(most)
    except NotAFileError:
        return Found("PP101", 0, 0, {"reason": NOT_A_FILE})
    except (OSError, ValueError) as error:  # ValueError: a path that holds a NUL
        return Found("PP101", 0, 0, {"reason": REASONS.get(getattr(error, "errno", None) or 0, OTHER_REASON)})


def too_large(most: int = MAX_FILE_BYTES) -> Found:
    """Return the finding for a file over the limit."""
    return Found("PP109", 0, 0, {"limit": f"{most // (1024 * 1024)} MiB"})


def decode(content: bytes) -> tuple[str, Found | None]:
    """Decode UTF-8, a byte order mark aside; with a bad byte, return the good text before it and PP102 at its end."""
    if content.startswith(_BOM_UTF16):
        return "", Found("PP102", 0, 0, {"encoding": "UTF-16"})
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode(), None
    except UnicodeDecodeError as error:
        good = content[: error.start].decode()
        return good, Found("PP102", len(good), len(good) + 1, {"encoding": _guess(content)})


def _guess(content: bytes) -> str:
    """Name the encoding that Chinese Windows programs save in, when the bytes allow it."""
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "another encoding"  # msgid
    return "GBK"


def unprintable(text: str) -> tuple[str, list[Found]]:
    """Return the text fit for the parser and PP112 for what it had to replace.

    Each unprintable character becomes one U+FFFD, so that every position stays what it is in the file.
    """
    findings = [
        Found("PP112", match.start(), match.end(), {"character": f"U+{ord(match[0]):04X}"})
        for match, _ in zip(_UNPRINTABLE.finditer(text), range(MAX_SAME), strict=False)
    ]
    return (_UNPRINTABLE.sub("\ufffd", text) if findings else text), findings


def first_unprintable(value: str) -> str:
    """Return the first unprintable character of a value as ``U+001B``, or nothing.

    An escape in quotes can write what the file itself may not hold, and a terminal would obey it.
    """
    match = _UNPRINTABLE.search(value)
    return f"U+{ord(match[0]):04X}" if match else ""
