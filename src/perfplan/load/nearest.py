"""Did you mean …? The known word nearest to one that is not known.

Case, width and the choice of ``_``, ``-`` or space never count as mistakes. Distance is optimal string alignment:
insert, drop, replace, or swap two neighbours. How many slips are forgiven grows with the word. A word that is part of
a candidate, or contains it (发改局 in 县发改局, ``lead`` in ``lead_unit``), is near too; so is a Chinese short form
whose characters stand in order in the full name (人社局 in 县人力资源和社会保障局).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

_JOINTS = re.compile(r"[-_\s]+")
_MASK_BITS = 64
_LONGEST = 64  # longer words are not compared: no id, key or name that people mistype is that long
_PART, _SHORT_FORM = 3, 5  # between one and two slips, between two and three; a slip costs 2
_MIN_PART = 4  # letters; Chinese parts need two characters


@dataclass(frozen=True, slots=True)
class _Candidate:
    word: str
    plain: str
    mask: int
    order: int


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate nearest to ``word``, as it is written; ``''`` when none is near.

    Of equally near candidates the first one wins. Thousands of candidates are cheap when they are passed in the same
    order again, because their preparation is kept.
    """
    plain = _plain(word)
    if not plain or len(plain) > _LONGEST:
        return ""
    limit = _limit(plain)
    by_length = _prepared(tuple(candidates))
    best = _nearest_slip(plain, limit, by_length)
    if best and best[0] <= _PART:
        return best[2]
    return min((found for found in (best, _nearest_part(plain, by_length)) if found), default=(0, 0, ""))[2]


def _plain(word: str) -> str:
    return _JOINTS.sub("-", normalize("NFKC", word).casefold().strip())


def _is_letters(plain: str) -> bool:
    """Whether the script has few signs a syllable; one wrong Chinese character says more than one wrong letter."""
    return ord(max(plain)) < 0x2E80


def _limit(plain: str) -> int:
    size = len(plain)
    if _is_letters(plain):
        return 1 if size <= 4 else 2 if size <= 9 else 3
    return 0 if size == 1 else 1 if size <= 5 else 2


@lru_cache(maxsize=32)
def _prepared(candidates: tuple[str, ...]) -> dict[int, list[_Candidate]]:
    """Return the candidates by length, each with the set of its characters as a bit mask."""
    by_length: dict[int, list[_Candidate]] = {}
    for order, word in enumerate(candidates):
        plain = _plain(word)
        if 0 < len(plain) <= _LONGEST:
            by_length.setdefault(len(plain), []).append(_Candidate(word, plain, _mask(plain), order))
    return by_length


def _mask(plain: str) -> int:
    mask = 0
    for character in plain:
        mask |= 1 << (ord(character) % _MASK_BITS)
    return mask


def _nearest_slip(plain: str, limit: int, by_length: dict[int, list[_Candidate]]) -> tuple[int, int, str] | None:
    """Return (cost, order, word) of the candidate with the fewest slips, at most ``limit``."""
    mask, size = _mask(plain), len(plain)
    found: list[tuple[int, int, str]] = []
    for length in range(max(size - limit, 1), size + limit + 1):
        for item in by_length.get(length, ()):
            if (mask & ~item.mask).bit_count() <= limit and (item.mask & ~mask).bit_count() <= limit:
                slips = distance(plain, item.plain, limit)
                if slips <= limit and slips < min(size, length):
                    found.append((2 * slips, item.order, item.word))
    return min(found, default=None)


def distance(one: str, other: str, limit: int) -> int:
    """Return the number of slips between two words; ``limit + 1`` as soon as it is known to be more than ``limit``."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _nearest_part(plain: str, by_length: dict[int, list[_Candidate]]) -> tuple[int, int, str] | None:
    """Return (cost, order, word) of a candidate that contains the word, is contained in it, or is abbreviated by it."""
    related = _letters_related if _is_letters(plain) else _characters_related
    found: list[tuple[int, int, int, str]] = []
    for length, items in by_length.items():
        for item in items:
            cost = related(plain, item.plain)
            if cost:
                found.append((cost, abs(length - len(plain)), item.order, item.word))
    if not found:
        return None
    cost, _, order, word = min(found)
    return cost, order, word


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
