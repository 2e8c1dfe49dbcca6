"""Draw the pictures of the documents from the plans that ship: ``python tools/pictures.py``."""

from __future__ import annotations

import sys
from pathlib import Path

from perfplan.export._timeline import Occasion, timeline_writer
from perfplan.i18n import Translator
from perfplan.load import load_plan
from perfplan.schedule.reverse import schedule_project

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
PROJECTS = {"p01": "plans/county-2025", "erp-rollout": "examples/company-kpi.yaml"}


def pictures() -> dict[str, bytes]:
    """Return the wall charts by file name, as ``perfplan split`` draws them."""
    return {f"{project}.svg": _chart(ROOT / plan, project) for project, plan in PROJECTS.items()}


def _chart(path: Path, project: str) -> bytes:
    plan = load_plan(path).plan
    if plan is None:
        raise SystemExit(f"{path} has errors: perfplan check {path}")
    chosen = next(known for known in plan.projects if known.id == project)
    occasion = Occasion(Translator(plan.language), None, plan.id, plan.issued)
    return timeline_writer("svg").write(schedule_project(chosen), occasion)


def main() -> int:
    """Write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, drawing in pictures().items():
        (FOLDER / name).write_bytes(drawing)
    return 0


if __name__ == "__main__":
    sys.exit(main())
