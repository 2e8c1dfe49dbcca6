"""A sentence with its values still apart, so that it can be put into the reader's language where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct, field


class Translate(Protocol):
    """Turns an English template and its values into a finished sentence of one language, ``lang``."""

    @property
    def lang(self) -> str:
        """The language: en or zh."""

    def __call__(self, template: str, /, **args: str | int) -> str:
        """Return the sentence."""


class Name(Struct, frozen=True):
    """What a plan calls something, by language; ``""`` holds a name that is the same in every one.

    Where the reader's language has none, the first one is shown: a name is never left out.
    """

    texts: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is a name at all."""
        return bool(self.texts)

    def __str__(self) -> str:
        """Return the English name."""
        return self._in("en")

    def told(self, translate: Translate) -> str:
        """Return the name in the language of ``translate``."""
        return self._in(translate.lang)

    def _in(self, lang: str) -> str:
        return self.texts.get(lang) or next(iter(self.texts.values()), "")


def named(text: str, zh: str = "") -> Name:
    """Return a name that is the same in every language, or English with its Chinese."""
    return Name({"en": text, "zh": zh}) if zh else Name({"": text})


class Sentence(Struct, frozen=True):
    """An English template with ``{named}`` places and what fills them: text, whole numbers, names, other sentences."""

    template: str
    args: Mapping[str, str | int | Sentence | Name] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.template.format(**self.args) if self.args else self.template

    def told(self, translate: Translate) -> str:
        """Return the sentence in the language of ``translate``, the sentences in it too."""
        args = {k: arg.told(translate) if isinstance(arg, Sentence | Name) else arg for k, arg in self.args.items()}
        return translate(self.template, **args)
