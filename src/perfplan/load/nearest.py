"""Did you mean …? The known word nearest to one that is not known.

Case, width and the choice of ``_``, ``-`` or space never count as mistakes. Distance is optimal string alignment:
insert, drop, replace, or swap two neighbours. How many slips are forgiven grows with the word. A word that is part of
a candidate, or contains it (发改局 in 县发改局, ``lead`` in ``lead_unit``), is near too; so is a Chinese short form
whose characters stand in order in the full name (人社局 in 县人力资源和社会保障局).

Candidates are kept as a tree of characters, so that those with a common beginning are compared once, and the tree is
searched for one slip before it is searched for two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import normalize

_JOINTS = re.compile(r"[-_\s]+")
_MASK_BITS = 64
_LONGEST = 64  # longer words are not compared: no id, key or name that people mistype is that long
_PART, _SHORT_FORM = 3, 5  # between one and two slips, between two and three; a slip costs 2
_MIN_PART = 4  # letters; Chinese parts need two characters
_END = ""  # marks the end of a candidate in the tree
_CJK = 0x2E80


class _Candidate(NamedTuple):
    """A word, as compared, with the set of its characters as a bit mask, and its place among the candidates."""

    plain: str
    mask: int
    order: int
    word: str


class _Prepared(NamedTuple):
    """Candidates made ready: all of them, and the tree of their characters."""

    items: tuple[_Candidate, ...]
    tree: dict[str, Any]


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate nearest to ``word``, as it is written; ``''`` when none is near.

    Of equally near candidates the first one wins. Thousands of candidates are cheap when they are passed in the same
    order again, because their preparation is kept.
    """
    if len(word) > _LONGEST:
        return ""
    return _nearest(_plain(word), tuple(candidates))


@lru_cache(maxsize=512)
def _nearest(plain: str, candidates: tuple[str, ...]) -> str:
    prepared = _prepared(candidates)
    if not plain or not prepared.items:
        return ""
    best = _nearest_slip(plain, prepared)
    if best is None or best[0] > _PART:
        part = _nearest_part(plain, prepared.items)
        best = min((found for found in (best, part) if found), default=None)
    return candidates[best[1]] if best else ""


def _plain(word: str) -> str:
    return _JOINTS.sub("-", normalize("NFKC", word).casefold().strip())


def _is_letters(plain: str) -> bool:
    """Whether the script has few signs a syllable; one wrong Chinese character says more than one wrong letter."""
    return ord(max(plain)) < _CJK


def _limit(plain: str) -> int:
    """Return how many slips are forgiven."""
    size = len(plain)
    if _is_letters(plain):
        return 1 if size <= 4 else 2 if size <= 9 else 3
    return 0 if size == 1 else 1 if size <= 5 else 2


@lru_cache(maxsize=32)
def _prepared(candidates: tuple[str, ...]) -> _Prepared:
    items = []
    tree: dict[str, Any] = {}
    for order, word in enumerate(candidates):
        plain = _plain(word) if len(word) <= _LONGEST else ""
        if not plain:
            continue
        items.append(_Candidate(plain, _mask(plain), order, word))
        node = tree
        for character in plain:
            node = node.setdefault(character, {})
        node.setdefault(_END, order)
    return _Prepared(tuple(items), tree)


def _mask(plain: str) -> int:
    mask = 0
    for character in plain:
        mask |= 1 << (ord(character) % _MASK_BITS)
    return mask


def _nearest_slip(plain: str, candidates: _Prepared) -> tuple[int, int] | None:
    """Return (cost, order) of the candidate with the fewest slips, if they are forgiven."""
    for slips in range(_fewest_possible(plain, candidates.items), _limit(plain) + 1):
        order = _within(plain, candidates.tree, slips)
        if order is not None:
            return 2 * slips, order
    return None


def _fewest_possible(plain: str, items: Iterable[_Candidate]) -> int:
    """Return a number of slips that no candidate comes below: each adds, or removes, one character at most."""
    mask, size = _mask(plain), len(plain)
    return min(
        max((mask & ~other.mask).bit_count(), (other.mask & ~mask).bit_count(), abs(size - len(other.plain)))
        for other in items
    )


def _within(plain: str, tree: dict[str, Any], slips: int) -> int | None:
    """Return the first candidate at most so many slips away, of which one character at least is right."""
    found = []
    todo: list[tuple[dict[str, Any], str, int, list[int], list[int]]] = [(tree, "", 0, [], list(range(len(plain) + 1)))]
    while todo:
        node, last, depth, before, row = todo.pop()
        for character, child in node.items():
            if character == _END:
                if row[-1] <= slips < min(len(plain), depth) or row[-1] == 0:
                    found.append(child)
                continue
            following = _row(plain, character, last, before, row)
            if min(following) <= slips:
                todo.append((child, character, depth + 1, row, following))
    return min(found, default=None)


def _row(plain: str, character: str, last: str, before: list[int], row: list[int]) -> list[int]:
    """Return the slips between the beginnings of ``plain`` and a candidate that goes on with ``character``.

    ``row`` is the same without that character, ``before`` without its predecessor ``last`` too.
    """
    following = [row[0] + 1]
    previous = ""
    for place, letter in enumerate(plain):
        cost = min(row[place + 1] + 1, following[place] + 1, row[place] + (letter != character))
        if letter == last and previous == character:
            cost = min(cost, before[place - 1] + 1)
        following.append(cost)
        previous = letter
    return following


def _nearest_part(plain: str, items: Iterable[_Candidate]) -> tuple[int, int] | None:
    """Return (cost, order) of a candidate that contains the word, is contained in it, or abbreviates one the other."""
    related = _letters_related if _is_letters(plain) else _characters_related
    mask, size = _mask(plain), len(plain)
    found = []
    for other, its_mask, order, _ in items:
        if mask & ~its_mask and its_mask & ~mask:
            continue
        cost = related(plain, other)
        if cost:
            found.append((cost, abs(len(other) - size), order))
    if not found:
        return None
    cost, _, order = min(found)
    return cost, order


def _letters_related(plain: str, other: str) -> int:
    short, long = sorted((plain, other), key=len)
    return _PART if len(short) >= _MIN_PART and f"-{short}-" in f"-{long}-" else 0


def _characters_related(plain: str, other: str) -> int:
    short, long = sorted((plain, other), key=len)
    if len(short) < 2:
        return 0
    if short in long:
        return _PART
    rest = iter(long)
    in_order = len(short) >= 3 and short[-1] == long[-1] and all(character in rest for character in short)
    return _SHORT_FORM if in_order else 0
