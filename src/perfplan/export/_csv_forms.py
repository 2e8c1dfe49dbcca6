"""Chunks as CSV bytes, from forms that are prepared once for all chunks of a level.

A form is the text of all rows of a level with marks in it: one where a row begins, one for each owner's turn, and a
place for each number. A chunk is then one formatting of whole numbers and a few replacements, a third of the time
that laying its cells beside each other takes. Chunks that are sparse, or whose texts could be mistaken for marks, are
laid out cell by cell; the bytes are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from perfplan.export._csv_cells import END, cell
from perfplan.split.table import Slot
from perfplan.tables.tasks import Chunk

ROW = "\x01"
FIRST_TURN = 2
MOST_OWNERS = 24
MOST_SUFFIXES = 4  # decimal places up to which the digits after the point come from a table
MOST_FORMS = 256


class Form(NamedTuple):
    """A level's text with its marks, and the sequences that it was made from, kept so that they stay who they are."""

    text: str
    slots: Sequence[Slot]
    turns: Sequence[int]


class Forms:
    """The forms made so far; a few for a plan, whatever its size."""

    def __init__(self) -> None:
        """Start without any."""
        self._made: dict[tuple[int, ...], Form] = {}

    def form(self, chunk: Chunk) -> str:
        """Return the form of a chunk's level, owners and kind of numbers."""
        count = len(chunk.owners)
        key = (id(chunk.slots), count, id(chunk.turns) if count > 1 else 0, _numbers_form(chunk)[0])
        known = self._made.get(key)
        if known is None or known.slots is not chunk.slots or (count > 1 and known.turns is not chunk.turns):
            if len(self._made) >= MOST_FORMS:
                self._made.clear()
            known = self._made[key] = Form(_form(chunk), chunk.slots, chunk.turns)
        return known.text


def _form(chunk: Chunk) -> str:
    count, numbers = len(chunk.owners), _numbers_form(chunk)[1]
    rows = zip(chunk.slots, chunk.turns, strict=True)
    return "".join(f"{ROW}{_period(slot, chunk.level)}{chr(FIRST_TURN + turn % count)}{numbers}" for slot, turn in rows)


def _period(slot: Slot, level: str) -> str:
    """Return ``label,level,label,start,deadline``; the first label ends the task's id."""
    return f"{slot.label},{level},{slot.label},{slot.start.isoformat()},{slot.deadline.isoformat()}"


def _numbers_form(chunk: Chunk) -> tuple[int, str]:
    """Return a number that tells the forms of numbers apart, and the places of one row's numbers."""
    place = "%s%s" if chunk.decimals else "%s"
    if not chunk.amounts:
        return (2 if chunk.decimals else 3), f",{place}"
    return (1 if chunk.decimals else 0), f"{place},{place}"


def chunk_bytes(chunk: Chunk, forms: Forms) -> bytes:
    """Return a chunk's rows as UTF-8."""
    head, middles, tail = _texts(chunk)
    if not _fits_a_form(chunk, (head, *middles, tail)):
        return _laid_out(chunk, head, middles, tail).encode()
    data = (forms.form(chunk) % _values(chunk)).encode()
    for turn, middle in enumerate(middles, start=FIRST_TURN):
        data = data.replace(bytes((turn,)), middle.encode())
    last = tail.encode()
    return data.replace(ROW.encode(), (tail + head).encode())[len(last) :] + last


def _texts(chunk: Chunk) -> tuple[str, list[str], str]:
    """Return what stands before a row's period, between it and the numbers (by turn), and after them."""
    before = f",{cell(chunk.target)},,{cell(chunk.title)},{cell(chunk.unit)},"
    middles = [f"{before}{cell(owner)},{cell(chunk.supervisor)}," for owner in chunk.owners]
    tail = f",{cell(chunk.uom)},{cell(chunk.kind)},{cell(chunk.source)}{END}"
    return f"{cell(chunk.ident)}/", middles, tail


def _fits_a_form(chunk: Chunk, texts: Sequence[str]) -> bool:
    if chunk.keep is not None or len(chunk.owners) > MOST_OWNERS or chunk.decimals > MOST_SUFFIXES:
        return False
    if chunk.decimals and min(chain(chunk.amounts, chunk.checkpoints), default=0) < 0:
        return False
    return all(text.removesuffix(END).isprintable() for text in texts)


def _values(chunk: Chunk) -> tuple[int | str, ...]:
    """Return the numbers of all rows in order; with decimals, whole part and digits after the point apart."""
    columns = [column for column in (chunk.amounts, chunk.checkpoints) if column]
    width = len(columns) * (2 if chunk.decimals else 1)
    values: list[int | str] = [0] * (chunk.size * width)
    if not chunk.decimals:
        for place, column in enumerate(columns):
            values[place::width] = column
        return tuple(values)
    one, ends = 10**chunk.decimals, _suffixes(chunk.decimals)
    for place, column in enumerate(columns):
        values[2 * place :: width] = [value // one for value in column]
        values[2 * place + 1 :: width] = [ends[value % one] for value in column]
    return tuple(values)


@cache
def _suffixes(decimals: int) -> list[str]:
    return [f".{rest:0{decimals}d}" for rest in range(10**decimals)]


def _laid_out(chunk: Chunk, head: str, middles: Sequence[str], tail: str) -> str:
    rows = zip(chunk.kept(chunk.slots), chunk.kept(chunk.turns), *chunk.numbers(), strict=True)
    count = len(middles)
    return "".join(
        f"{head}{_period(slot, chunk.level)}{middles[turn % count]}{amount},{checkpoint}{tail}"
        for slot, turn, amount, checkpoint in rows
    )
