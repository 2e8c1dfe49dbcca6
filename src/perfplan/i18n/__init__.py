"""Two languages: English sentences are the keys, Chinese comes from a compiled gettext catalogue.

Where the catalogue is missing or knows nothing of a sentence, the English one is shown: a translation never stops work.
"""

from __future__ import annotations

import os
from collections.abc import Callable

LANGUAGES = ("en", "zh")
DOMAIN = "perfplan"
LOCALES = os.path.join(os.path.dirname(__file__), "locales")  # noqa: PTH118, PTH120 - on the way to --help


def N_(template: str) -> str:  # noqa: N802 - the usual name of this mark
    """Mark a sentence that is translated later, where it is shown, for the catalogue."""
    return template


class Translator:
    """Fills sentence templates in one language.

    ``translator("unknown unit {name}", name="县工信局")`` looks the template up, then fills the ``{names}``.
    A template without values is returned as it is, braces included.
    """

    __slots__ = ("_look_up", "lang")

    def __init__(self, lang: str) -> None:
        """Open the catalogue of ``lang``, one of :data:`LANGUAGES`; English needs none."""
        self.lang = lang
        self._look_up = _catalogue(lang)

    def __call__(self, template: str, /, **args: str | int) -> str:
        """Return the sentence in this language with its values filled in."""
        text = self._look_up(template) if template else ""
        return text.format(**args) if args else text


def _catalogue(lang: str) -> Callable[[str], str]:
    if lang == "en":
        return N_
    from gettext import GNUTranslations  # stdlib, but not free: English never needs it

    try:
        with open(os.path.join(LOCALES, lang, "LC_MESSAGES", f"{DOMAIN}.mo"), "rb") as file:  # noqa: PTH118, PTH123
            return GNUTranslations(file).gettext
    except OSError:
        return N_
