"""What a reader sees of a text: characters of other alphabets, widths and forms that pass for each other."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

LATIN: Final = {
    **dict(zip("аерсхуАВЕКМНРСТХαβενρτυχΑΒΕΖΗΚΜΝΡΤΥΧ", "aepcxyABEKMHPCTXaBevptuxABEZHKMNPTYX", strict=True)),
    **dict(zip("оОοΟіІΙӏ", "oOoOiIIl", strict=True)),
    **dict(zip("ѕЅјЈԁһԛԝѵүҮкмтιϲϳ", "sSjJdhqwvyYkmticj", strict=True)),
}
"""Cyrillic and Greek letters, and the Latin ones that they pass for."""

_LOOKS: Final = str.maketrans(
    {
        **LATIN,
        **dict.fromkeys("oOоОοΟ〇", "0"),
        **dict.fromkeys("lI|іІΙӏ", "1"),
        **dict.fromkeys("已巳", "己"),
        **dict(zip("末曰", "未日", strict=True)),
    }
)
"""What is seen, for characters that look like others: digits for letters, Latin for Cyrillic and Greek."""

_GAPS: Final = re.compile(r"[\s_·•・-]+")


def latin(name: str) -> str:
    """Return an id with Latin letters in the place of those that pass for them."""
    return "".join(LATIN.get(letter, letter) for letter in name)


def look(text: str) -> str:
    """Return what a reader sees of a text: equal for texts that can hardly be told apart."""
    if text.isascii():
        return _GAPS.sub("", text).translate(_LOOKS).lower()
    return _GAPS.sub("", normalize("NFKC", text)).translate(_LOOKS).casefold()
