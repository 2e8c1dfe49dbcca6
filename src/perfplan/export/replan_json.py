"""A re-planned year for programs: every share with every month, numbers as plain decimals in text."""

from __future__ import annotations

import json

from perfplan.export._replan import ReplanView, ReplanWriter
from perfplan.tables.replan import facts


def write(view: ReplanView) -> str:
    """Return the document."""
    document = {
        "plan": view.plan,
        "as_of": view.asked.today.isoformat(),
        "policy": view.asked.policy.name,
        "targets": [facts(found, view.translate) for found in view.found],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


WRITER = ReplanWriter("json", write)
