"""What a form of question declares. A new thing to explain is one new file with ``FORM``."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from perfplan.cli.context import Context


class Form(Struct, frozen=True):
    """Questions of one form, such as finding codes.

    Attributes:
        name: what they are called in the file list; forms are tried in the order of their names.
        example: a question of this form, for help and for complaints; it matches ``pattern``.
        pattern: matches the whole question. Forms should not overlap.
        explain: ``explain(context, what, plan)`` returns the answer; ``plan`` is what ``--plan`` said. Raises
            ``perfplan.errors.PerfplanError`` when there is nothing of that name.
    """

    name: str
    example: str
    pattern: re.Pattern[str]
    explain: Callable[[Context, str, str | None], str]
