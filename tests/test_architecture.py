"""Imports go one way, as docs/architecture.md says, and the world is touched at the edges only."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "perfplan"
PAGE = ROOT / "docs" / "architecture.md"
ROW = re.compile(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ENTRY = {"__init__", "__main__"}
EVERYWHERE = {"msgspec"}  # the classes of values
SEARCHES = {"import_module", "discover", "module_names"}
CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "time", "time_ns", "localtime", "gmtime"}


class Layer(NamedTuple):
    """A row of the page's table."""

    above: frozenset[str]
    may: frozenset[str]
    libraries: frozenset[str]


@cache
def layers() -> dict[str, Layer]:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    names = [name for name, _, _ in rows]
    return {
        name: Layer(frozenset(names[:place]), frozenset(_words(may)), frozenset(_words(libraries)))
        for place, (name, may, libraries) in enumerate(rows)
    }


def _words(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").parts[0]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every module that a file imports: in functions too, relatively, and by searching for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            assert node.module
            names = [f"perfplan.{alias.name}" for alias in node.names] if node.module == "perfplan" else [node.module]
            yield from ((node.lineno, name) for name in names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SEARCHES:
            texts = [text for text in ast.walk(node) if isinstance(text, ast.Constant)]
            yield from ((node.lineno, str(text.value)) for text in texts if str(text.value).startswith("perfplan."))


def broken(path: Path, tree: ast.Module) -> list[str]:
    """Return the imports that the table does not allow to this file."""
    here = package_of(path)
    if here in ENTRY:
        return []
    layer, found = layers()[here], []
    for line, name in imported(tree):
        first, _, rest = name.partition(".")
        if first == "perfplan":
            other = rest.partition(".")[0]
            allowed = other == here or other in layer.may or other == "__version__"
        else:
            allowed = first in sys.stdlib_module_names or first in EVERYWHERE or first in layer.libraries
        if not allowed:
            found.append(f"{path.relative_to(ROOT)}:{line}: {here} may not import {name}")
    return found


def test_the_page_names_every_package() -> None:
    assert set(layers()) == {package_of(path) for path in modules()} - ENTRY


def test_what_a_layer_may_import_stands_above_it() -> None:
    for name, layer in layers().items():
        assert layer.may <= layer.above, name


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    assert broken(path, tree_of(path)) == []


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("model/x.py", "from perfplan.load import load_plan"),
        ("model/x.py", "def f():\n    import perfplan.cli.app"),
        ("split/x.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from perfplan.tables import tasks"),
        ("track/x.py", "from perfplan import export"),
        ("tables/x.py", 'discover("perfplan.cli.commands", "COMMAND")'),
        ("tables/x.py", 'import_module(f"perfplan.export.{name}")'),
        ("model/x.py", "from pydantic import BaseModel"),
        ("export/x.py", "def f():\n    import typer"),
        ("export/x.py", "from rich.table import Table"),
    ],
)
def test_a_forbidden_import_is_noticed(file: str, code: str) -> None:
    assert len(broken(SOURCE / file, ast.parse(code))) == 1


def test_libraries_stay_where_they_belong() -> None:
    homes = {"typer": {"cli"}, "rich": {"cli"}, "pydantic": {"spec", "kinds", "load"}, "numpy": {"schedule"}}
    for library, home in homes.items():
        assert {name for name, layer in layers().items() if library in layer.libraries} == home
    assert all(layers()[name].libraries == frozenset() for name in ("model", "split", "track", "ledger"))


def clock_reads(tree: ast.Module) -> list[int]:
    """Return the lines that ask what day or time it is."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and ast.unparse(node.func.value).rpartition(".")[2] in {"date", "datetime", "time"}
    ]


def prints(tree: ast.Module) -> list[int]:
    """Return the lines that print, or write to the process's own streams."""
    calls = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) in {"print", "input"}]
    streams = [
        n.lineno
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and ast.unparse(n) in {"sys.stdout", "sys.stderr", "sys.stdin", "sys.exit"}
    ]
    return calls + streams


def environment_reads(tree: ast.Module) -> list[int]:
    """Return the lines that look at environment variables."""
    names = {"os.environ", "os.getenv"}
    return [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Attribute) and ast.unparse(n) in names]


def test_only_the_context_asks_the_clock() -> None:
    asking = {path.relative_to(SOURCE).as_posix() for path in modules() if clock_reads(tree_of(path))}
    assert asking == {"cli/context.py"}


def test_only_the_command_line_prints_and_knows_the_environment() -> None:
    for path in modules():
        if package_of(path) not in {"cli", "__main__"}:
            tree = tree_of(path)
            assert prints(tree) == [], path
            assert environment_reads(tree) == [], path


def test_clocks_and_prints_are_noticed() -> None:
    assert clock_reads(ast.parse("import datetime\nx = datetime.date.today()\ny = datetime.datetime.now()")) == [2, 3]
    assert clock_reads(ast.parse("y = task.date.isoformat()")) == []
    assert prints(ast.parse("print(1)\nsys.stdout.write('x')")) == [1, 2]
    assert environment_reads(ast.parse("import os\nos.environ['X']")) == [2]


def test_no_module_is_a_drawer_and_none_is_too_long() -> None:
    for path in modules():
        assert path.stem not in {"utils", "helpers", "misc", "common", "models"}, path
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path
