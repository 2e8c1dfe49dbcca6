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
    """An English template with ``{named}`` places and what fills them: text, whole numbers, or other sentences."""

    template: str
    args: Mapping[str, str | int | Sentence] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.template.format(**self.args) if self.args else self.template

    def told(self, translate: Translate) -> str:
        """Return the sentence in the language of ``translate``, the sentences in it too."""
        args = {name: arg.told(translate) if isinstance(arg, Sentence) else arg for name, arg in self.args.items()}
        return translate(self.template, **args)
