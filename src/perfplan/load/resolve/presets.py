"""What lamps and escalation share: rule sets by name, and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from perfplan.load.nearest import nearest
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.lamp import Condition, Fact, condition

P = TypeVar("P")


def named_preset(item: Item[Any], key: str, name: str | None, presets: Mapping[str, P], scope: Scope) -> P | None:
    """Return the rule set of that name; None without a name, and with a finding where nobody has such a set."""
    if name is None:
        return None
    if name not in presets:
        scope.report("PP330", item.at(key, "preset"), name=name, nearest=nearest(name, presets))
    return presets.get(name)


def conditions(when: Mapping[Any, str]) -> tuple[Condition, ...]:
    """Return the conditions of a rule; their texts have been read before."""
    return tuple(condition(Fact(fact), text) for fact, text in when.items())
