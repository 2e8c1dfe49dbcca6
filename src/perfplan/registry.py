"""Find plug-ins by looking at files: a new kind, method, rule, format or command is one new module.

Only perfplan's own packages are searched; module names give the order, so discovery is the same everywhere.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


@cache
def module_names(package: str) -> tuple[str, ...]:
    """Return the names of the public modules of ``package``, sorted, without importing them."""
    path = import_module(package).__path__
    return tuple(sorted(m.name for m in iter_modules(path) if not m.name.startswith("_")))


def discover(package: str, attribute: str) -> dict[str, Any]:
    """Return ``{name: object}`` for every module of ``package`` that defines ``attribute``.

    The object's own ``name`` is the key. Raises ``LookupError`` when two modules claim the same name.
    """
    found: dict[str, Any] = {}
    for module_name in module_names(package):
        plugin = getattr(import_module(f"{package}.{module_name}"), attribute, None)
        if plugin is None:
            continue
        if plugin.name in found:
            raise LookupError(f"{package}: two modules are named {plugin.name!r}")
        found[plugin.name] = plugin
    return found
