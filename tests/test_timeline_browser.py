"""The page and the wall chart in a real browser: they are drawn, and the page's own script runs under its policy."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from schedule_builders import known_project

from perfplan.export._timeline import Occasion, timeline_writer
from perfplan.i18n import Translator
from perfplan.schedule.reverse import schedule_project

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs Chromium")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
OCCASION = Occasion(Translator("zh"), date(2025, 10, 10), "county-2025", date(2025, 2, 10), "示例县", "zh")
SECONDS, MUCH = 90, 20_000


def browse(page: Path, *wanted: str) -> str:
    """Open a page and return what the browser prints; it and all its helpers have ended then."""
    command = [str(BROWSER), *QUIET, f"--user-data-dir={page.parent / 'profile'}", *wanted, page.as_uri()]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8", start_new_session=True
    ) as child:
        try:
            return child.communicate(timeout=SECONDS)[0]
        except subprocess.TimeoutExpired:
            pytest.skip("the browser did not answer in time")
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)


def written(folder: Path, name: str, late: bool = False) -> Path:
    plan = known_project("p01")
    timeline = schedule_project(replace(plan, deadline=date(2026, 6, 11)) if late else plan)
    writer = timeline_writer(name)
    path = folder / f"page{writer.suffix}"
    path.write_bytes(writer.write(timeline, OCCASION))
    return path


@pytest.mark.parametrize("name", ["html", "svg"])
def test_it_is_drawn(name: str, tmp_path: Path) -> None:
    shot = tmp_path / "shot.png"
    browse(written(tmp_path, name, late=True), "--window-size=900,600", f"--screenshot={shot}")
    if not shot.exists():
        pytest.skip("the browser took no picture")
    assert shot.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert shot.stat().st_size > MUCH, "an empty page packs to a few kilobytes"


def test_the_script_runs_and_shows_its_switches(tmp_path: Path) -> None:
    found = browse(written(tmp_path, "html"), "--dump-dom")
    if "</html>" not in found:
        pytest.skip("the browser printed nothing")
    assert re.search(r'<div class="tools">', found), "the script did not take the attribute hidden away"
    assert found.count("<tr id=") == 14
