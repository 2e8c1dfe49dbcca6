"""Sets of labels as numbers: the periods, days or stages of an ident that are done, asked for thousands of times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cached_property


class Words:
    """The labels (``2025-03``, ``2025-03-14``, ``tender``) that a ledger names, each with a number of its own."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Number the names in their order."""
        self.numbers: dict[str, int] = {}
        for name in names:
            self.bit(name)

    def bit(self, name: str) -> int:
        """Return the set of one label, which gets a number if it has none."""
        return 1 << self.numbers.setdefault(name, len(self.numbers))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The labels by number; asked for when all have theirs."""
        return tuple(self.numbers)


class Labels(Set[str]):
    """A set of labels, kept as one integer: bit n stands for the label with the number n."""

    __slots__ = ("bits", "words")

    def __init__(self, words: Words, bits: int) -> None:
        """Keep both."""
        self.words, self.bits = words, bits

    @classmethod
    def _from_iterable(cls, names: Iterable[str]) -> frozenset[str]:  # type: ignore[override]
        return frozenset(names)

    def __contains__(self, name: object) -> bool:
        """Whether a label is in the set."""
        number = self.words.numbers.get(name) if isinstance(name, str) else None
        return number is not None and bool(self.bits >> number & 1)

    def __iter__(self) -> Iterator[str]:
        """Yield the labels by number."""
        names, left = self.words.names, self.bits
        while left:
            low = left & -left
            yield names[low.bit_length() - 1]
            left ^= low

    def __len__(self) -> int:
        """Return how many there are."""
        return self.bits.bit_count()

    def __repr__(self) -> str:
        """Return the labels, sorted."""
        return f"Labels({sorted(self)})"


NONE = Labels(Words(), 0)
