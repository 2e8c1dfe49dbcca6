"""Small plans on disk, for tests of where and how ``check`` runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

from perfplan.cli import frame

MAIN = "perfplan: 1\nid: demo\nname: 示例县\nyear: 2025\ncalendar: CN\n"
UNITS = """\
units:
  - {id: fgw, name: 县发展和改革局, head: wang-min}
people:
  - {id: wang-min, name: 王敏, unit: fgw}
"""
JOBS = """\
targets:
  - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
"""
TYPO = "nmae: x\n"
WARNING = """\
targets:
  - {id: office, name: 便民中心启用, kind: milestone, due: 2025-10-01, lead_unit: fgw,
     actions: [{id: review, name: 进度会商, rule: "FREQ=MONTHLY;BYDAY=1MO"}]}
"""


def plan_folder(folder: Path, **more: str) -> Path:
    """Write a plan without findings, plus files by name (``targets/x`` is ``targets__x``)."""
    texts = {"plan": MAIN, "units": UNITS, "targets__jobs": JOBS, **more}
    for name, text in texts.items():
        file = folder / f"{name.replace('__', '/')}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def git(folder: Path, *args: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *identity, *args], check=True, capture_output=True)


def repository(folder: Path) -> Path:
    """Make a folder a git repository with everything in it committed."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "begin")
    return folder


def check(*args: str | Path) -> int:
    """Run ``perfplan check`` in this process, in English, on a day that rules about the present do not mind."""
    return frame.run(["check", *map(str, args), "--lang", "en", "--today", "2025-01-02"])
