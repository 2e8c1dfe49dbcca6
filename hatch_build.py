"""Build hook: compile the translations, for wheels and for editable installs alike."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueBuildHook(BuildHookInterface):
    """Runs before anything is packed, so that the compiled catalogues are there to be packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile every catalogue below ``src``; git does not keep the result."""
        runpy.run_path(str(Path(self.root) / "tools" / "compile_catalogues.py"))["compile_all"](Path(self.root))
