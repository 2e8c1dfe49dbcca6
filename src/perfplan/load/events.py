"""The C parser's events, and a second way to get them where the parser knows only YAML 1.1.

In YAML 1.2 ``[http://example.org/a?b]`` is a list of one text. The parser that ruamel.yaml.clib brings refuses ``:``
and ``?`` inside a plain text within brackets, so after such an error the text is read once more with those two in
disguise. Offsets stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from _ruamel_yaml import CParser
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import ScalarEvent

_DISGUISES: Final = {":": "\ue03a", "?": "\ue03f"}  # of the private use area, which no text has a use for here
_INSIDE_TEXT: Final = re.compile(r"""(?<=[^\s\[\]{},"'])[:?](?=[^\s\[\]{},])""")


def parser_events(text: str) -> Iterator[Any]:
    """Yield the events of a text."""
    return iter(CParser(text).get_event, None)


def relaxed_events(text: str) -> Iterator[Any]:
    """Yield the events of a text in which ``:`` and ``?`` between other characters are never structure."""
    for event in parser_events(_INSIDE_TEXT.sub(lambda match: _DISGUISES[match[0]], text)):
        if event.__class__ is ScalarEvent:
            for character, disguise in _DISGUISES.items():
                event.value = event.value.replace(disguise, character)
        yield event


def is_too_strict(text: str, error: YAMLError) -> bool:
    """Tell whether the parser may have refused what YAML 1.2 allows, and the text can be read in disguise."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return False
    if any(disguise in text for disguise in _DISGUISES.values()):
        return False
    return "unexpected ':'" in str(error.problem) or text.startswith("?", error.problem_mark.index)
