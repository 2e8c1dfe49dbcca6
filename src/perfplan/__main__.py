"""The entry point. It stays light: ``--help`` and ``--version`` are answered before anything heavy is imported."""

from __future__ import annotations

import gc
import os
import sys

_YOUNG = 200_000  # start-up makes many lasting objects and no garbage; collecting among them is time lost


def main() -> int:
    """Run the command line of this process and return its exit code."""
    gc.set_threshold(_YOUNG, 50, 100)
    # The plug-ins' search costs more than validating a small plan, and perfplan uses none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from perfplan.cli.frame import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
