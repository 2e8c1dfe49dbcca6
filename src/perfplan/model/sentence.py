"""A sentence with its values still apart, so that it can be put into the reader's language where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Translate(Protocol):
    """Turns an English template and its values into a finished sentence of one language."""

    def __call__(self, template: str, /, **args: str | int) -> str:
        """Return the sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English template with ``{named}`` places and what fills them: text and whole numbers, never objects."""

    template: str
    args: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.template.format(**self.args)

    def told(self, translate: Translate) -> str:
        """Return the sentence in the language of ``translate``."""
        return translate(self.template, **self.args)
