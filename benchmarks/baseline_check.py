"""The usual way to check a plan file, as a baseline: PyYAML's C loader and pydantic, no places kept.

``python -m benchmarks.baseline_check PLAN``. The specs are perfplan's own. They read numbers and dates as text, so the
loader is told to leave all scalars alone, which also makes it faster.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from perfplan.load.planfile import PlanFile, plan_file_model


class TextLoader(yaml.CSafeLoader):
    """PyYAML's C loader with every scalar left as text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML's own way to say so


def check(path: Path) -> PlanFile:
    """Read and validate a plan file. Raises what PyYAML and pydantic raise."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=TextLoader)
    return plan_file_model().model_validate(data)


def main(arguments: Sequence[str]) -> None:
    """Check the plan named first."""
    check(Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
