"""Reading what should be an ordinary file but may be anything: a pipe, a device, a folder, a circle of links.

Plans come from shared folders and strangers' archives. The file is looked at before it is opened, because opening some
devices does something, and it is opened so that one swapped for a pipe meanwhile cannot block.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO, Final

NOT_A_FILE: Final = "it is a pipe, a device or a socket, not a file"  # msgid


class NotAFileError(OSError):
    """The path leads to something that is neither a file nor a folder."""


class TooLargeError(OSError):
    """The file holds more bytes than asked for."""


def read_regular(path: Path, most: int = sys.maxsize) -> bytes:
    """Return the content of a file of at most so many bytes.

    Raises:
        OSError: it cannot be read, with the system's reason; :class:`NotAFileError` and :class:`TooLargeError` are two.
        ValueError: the path holds a NUL.
    """
    with open_regular(path, most) as file:
        content = file.read(most + 1) if most < sys.maxsize else file.read()
    if len(content) > most:
        raise TooLargeError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def open_regular(path: Path, most: int = sys.maxsize) -> BinaryIO:
    """Open a file for reading that has at most so many bytes; raises what :func:`read_regular` raises."""
    status = os.stat(path)  # noqa: PTH116 -- one look for all the questions below, before anything is opened
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise NotAFileError(errno.EINVAL, NOT_A_FILE)
    if status.st_size > most:
        raise TooLargeError(errno.EFBIG, os.strerror(errno.EFBIG))
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags), "rb")
