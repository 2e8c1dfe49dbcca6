"""Sections of a plan as YAML text: plain where YAML cannot misread it, else in single quotes, with comments."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from unicodedata import category

_PLAIN = re.compile(r"\w[\w./()（） -]*(?<! )")
_MISREAD = re.compile(r"(?i)[-+.\d_:]*(e[-+]?\d+)?|0[xob][\da-f_]+|y|n|yes|no|on|off|true|false|null|~|\.?(inf|nan)")
_WIDTH = 110

Value = str | int | date | Sequence["Value"] | Mapping[str, "Value"]


def scalar(text: str) -> str:
    """Return a text as one YAML scalar on one line; what cannot be seen is left out."""
    shown = "".join(sign for sign in " ".join(text.split()) if category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    if _PLAIN.fullmatch(shown) and not _MISREAD.fullmatch(shown) and " #" not in shown:
        return shown
    return "'" + shown.replace("'", "''") + "'"


def flow(value: Value) -> str:
    """Return a value on one line: ``{id: a, after: [b, c]}``."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, (int, date)):
        return str(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
    return f"[{', '.join(map(flow, value))}]"


def item(fields: Mapping[str, Value], indent: str) -> list[str]:
    """Return an item of a list: on one line where it fits, else a line a key."""
    line = f"{indent}- {flow(fields)}"
    if len(line) <= _WIDTH:
        return [line]
    lines = [f"{indent}  {key}: {flow(each)}" for key, each in fields.items()]
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def blocks(fields: Mapping[str, Value], indent: str) -> list[str]:
    """Return an item of a list with a line a key, and its own lists of more than one with a line an item."""
    lines: list[str] = []
    for key, value in fields.items():
        if isinstance(value, list) and len(value) > 1 and not isinstance(value[0], int):
            lines += [f"{indent}  {key}:", *(f"{indent}    - {flow(each)}" for each in value)]
        else:
            lines.append(f"{indent}  {key}: {flow(value)}")
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def comment(text: str) -> str:
    """Return a comment on one line."""
    return f"# {' '.join(text.split())}"
