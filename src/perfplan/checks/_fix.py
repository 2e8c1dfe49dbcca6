"""What a rule needs to repair a mistake: the text around it, and changes of exact spans.

A repair is safe when nobody could have meant anything else. It changes the offending token (and what its form asks
for beside it) and nothing more; comments and layout stay byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class Flaw(Struct, frozen=True):
    """A finding as a repair sees it: the file's text, the offsets ``[start, end)`` of its span, and its args."""

    text: str
    start: int
    end: int
    args: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def written(self) -> str:
        """What stands in the span."""
        return self.text[self.start : self.end]

    @property
    def line_start(self) -> int:
        """The offset at which the span's first line begins."""
        return max(self.text.rfind("\n", 0, self.start), self.text.rfind("\r", 0, self.start)) + 1

    @property
    def line_end(self) -> int:
        """The offset of the line break behind the span, or of the text's end."""
        ends = (at for at in (self.text.find("\n", self.end), self.text.find("\r", self.end)) if at >= 0)
        return min(ends, default=len(self.text))


class Edit(Struct, frozen=True, order=True):
    """Put ``text`` in the place of ``[start, end)``."""

    start: int
    end: int
    text: str


def replace_span(flaw: Flaw, text: str) -> tuple[Edit, ...]:
    """Return the change that puts ``text`` in the place of the span; none when it stands there already."""
    return () if flaw.written == text else (Edit(flaw.start, flaw.end, text),)
