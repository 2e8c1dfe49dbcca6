"""Collect what perfplan says, and compare it with the Chinese catalogue.

A sentence is found where it is given to a translator (``t``, ``tr``, ``translate``, ``_`` or an attribute so named), to
``N_`` or ``Sentence``, to an exception of :mod:`perfplan.errors`, or to ``Rule`` as message or hint; in help texts and
docstrings of commands, in the rules' manual, and in what describes the keys of plans: fields, specs, methods. So are
plain texts that fill a finding's args of the names in ``WORDS``, and the constants named in ``LISTS``. Any other
constant that is translated where it is shown may be marked ``# msgid`` on its line; the tests watch what commands
really look up, so that no sentence goes without.

As a script it lists what is missing or no longer used, as catalogue entries to fill in.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

from babel.messages.pofile import read_po

from perfplan.load.schema import meaning

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "perfplan"
CATALOGUE = SOURCE / "i18n" / "locales" / "zh" / "LC_MESSAGES" / "perfplan.po"
TRANSLATORS = frozenset(("t", "tr", "translate", "_", "N_", "Sentence"))
MARK = "# msgid"
LISTS = frozenset(("PROBLEMS", "REASONS", "TEMPLATES"))
WORDS = frozenset(("problem", "reason", "expected", "bound", "what", "coverage"))
_BLANK_LINE = re.compile(r"\n\s*\n")

Messages = dict[str, str]
"""Sentence → ``file:line`` where it is first used."""


def error_names() -> frozenset[str]:
    """Return the names of the exceptions whose first argument is a sentence."""
    tree = ast.parse((SOURCE / "errors.py").read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.ClassDef)) - {"FindingsError"}


def required() -> Messages:
    """Return every sentence that must be in the catalogue."""
    found: Messages = {}
    takers = TRANSLATORS | error_names()
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        for message, line in _messages(path, tree, text, takers):
            if message:
                found.setdefault(message, f"{path.relative_to(ROOT)}:{line}")
    return found


def literals() -> frozenset[str]:
    """Return every text constant of the source: an entry that is none of them is of no use."""
    return frozenset(
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def unused() -> list[str]:
    """Return the catalogue's entries that nothing says any more."""
    return sorted(translations().keys() - required().keys() - literals())


def missing() -> Messages:
    """Return the sentences without a translation."""
    known = translations()
    return {message: place for message, place in required().items() if not known.get(message)}


def unmarkable() -> list[str]:
    """Return the places where a translator or an error is given an f-string, which no catalogue can hold."""
    takers = TRANSLATORS | error_names()
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _name(node.func) in takers and node.args
        if isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]


def paragraphs(docstring: str) -> list[str]:
    """Return the paragraphs of a docstring that are translated: those not indented, each on one line."""
    blocks = [block for block in _BLANK_LINE.split(inspect.cleandoc(docstring)) if block.strip()]
    plain = [" ".join(block.split()) for block in blocks if not block.startswith(" ")]
    return [block for block in plain if block not in ("Wrong::", "Right::")]


def translations() -> dict[str, str]:
    """Return the catalogue: sentence → Chinese."""
    with CATALOGUE.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, abort_invalid=True) if entry.id}


def _messages(path: Path, tree: ast.Module, text: str, takers: frozenset[str]) -> Iterator[tuple[str, int]]:
    yield from _given(tree, takers)
    yield from _words(tree)
    yield from _marked(tree, text)
    yield from _of_command(path, tree)
    if path.parent.name == "checks" and path.name.startswith("pp"):
        yield from ((paragraph, 1) for paragraph in paragraphs(ast.get_docstring(tree) or ""))
    yield from _listed(path, tree)
    yield from _of_specs(path, tree)


def _of_specs(path: Path, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield what the JSON Schema takes from docstrings: the specs', and the first paragraphs of the methods' pages."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(_name(base).endswith("Spec") for base in node.bases):
            yield from ((paragraph, node.lineno) for paragraph in paragraphs(ast.get_docstring(node) or ""))
    if path.parent.name in ("methods", "allocation") and not path.name.startswith("_"):
        yield meaning(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)), 1


def _listed(path: Path, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the values of a module's lists of sentences, wherever the module puts them together from."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and target.id in LISTS:
                module = import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
                values = getattr(module, target.id)
                texts = values.values() if isinstance(values, Mapping) else values
                yield from ((text, node.lineno) for text in texts if isinstance(text, str))


def _words(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            given = [value for key, value in pairs if isinstance(key, ast.Constant) and key.value in WORDS]
        elif isinstance(node, ast.Call):
            given = [word.value for word in node.keywords if word.arg in WORDS]
        else:
            continue
        yield from ((text, line) for text, line in _texts(given) if any(map(str.isalpha, text)))


def _given(tree: ast.AST, takers: frozenset[str]) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        if name in takers:
            yield from _texts(node.args[:1] + [word.value for word in node.keywords if word.arg == "template"])
        elif name == "Rule":
            yield from _texts([word.value for word in node.keywords if word.arg in ("message", "hint")])
            yield from _texts(node.args[3:5])
        elif name in ("Option", "Argument"):
            yield from _texts([word.value for word in node.keywords if word.arg == "help"])
        elif name == "Field":
            yield from _texts([word.value for word in node.keywords if word.arg == "description"])


def _marked(tree: ast.AST, text: str) -> Iterator[tuple[str, int]]:
    lines = text.splitlines()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and lines[node.lineno - 1].endswith(MARK):
            yield node.value, node.lineno


def _of_command(path: Path, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the summary of a command's module and the pages of its functions."""
    if path.parent.name != "commands" or path.name.startswith("_"):
        return
    page = paragraphs(ast.get_docstring(tree) or "")
    command = next(call for call in ast.walk(tree) if isinstance(call, ast.Call) and _name(call.func) == "Command")
    given = {word.arg: word.value for word in command.keywords}
    yield from ((paragraph, 1) for paragraph in (page if "verbs" in given else page[:1]))
    names = {name.id for value in given.values() for name in ast.walk(value) if isinstance(name, ast.Name)}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            yield from ((paragraph, node.lineno) for paragraph in paragraphs(ast.get_docstring(node) or ""))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts(nodes: list[ast.expr]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        for part in (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value, part.lineno


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main() -> int:
    """List missing entries in the catalogue's form, then the unused ones; 1 if there are any."""
    lacking, idle = missing(), unused()
    for message, place in lacking.items():
        sys.stdout.write(f'#: {place}\nmsgid {_quoted(message)}\nmsgstr ""\n\n')
    for message in idle:
        sys.stdout.write(f"# no longer used: {_quoted(message)}\n")
    sys.stdout.write(f"# missing: {len(lacking)}, no longer used: {len(idle)}\n")
    return 1 if lacking or idle else 0


if __name__ == "__main__":
    sys.exit(main())
