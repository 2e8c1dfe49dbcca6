"""Whether a target counts the right way: its name (PP415) and its baseline (PP416) against its direction."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from perfplan.load.resolve.baseline import is_far
from perfplan.load.resolve.numbers import Numbers
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.quantity import format_decimal as shown
from perfplan.model.target import Direction, Shape
from perfplan.spec.target import TargetSpec

_LESS_IS_BETTER: Final = re.compile(
    r"(?:浓度|失业率|能耗|能耗强度|排放强度|排放量|死亡率|死亡人数|伤亡人数|发生率|事故起数|事故数|发案率|投诉率|投诉量|投诉件数"
    r"|信访量|负债率|债务率|不良率|不良贷款率|逾期率|超期率|差错率|缺陷率|流失率|离职率|返工率|退货率|空置率|闲置率|撂荒率|辍学率"
    r"|发病率|病死率|赤字率|贫困率|PM2\.?5|PM10|臭氧"
    r"|\b(?:unemployment|concentration|emissions?|defects?|complaints?|accidents?|injuries|churn|attrition|downtime"
    r"|debt|backlog|energy (?:use|consumption|intensity)|errors?)(?: rate| count| ratio| level| hours)?)\Z",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"[（(][^（()）]*[)）]\Z")


def report_direction(item: Item[TargetSpec], numbers: Numbers, shape: Shape, scope: Scope) -> None:
    """Report a target that sounds as if less were better and counts up, and a value worse than the baseline."""
    spec = item.spec
    if Direction(spec.direction) is Direction.UP and shape is not Shape.DATED and _sounds_down(spec.name):
        written = "direction" in spec.model_fields_set
        scope.report("PP415", item.at("direction" if written else "name"), name=spec.name)
    elif _steps(shape, spec) and spec.baseline is not None and numbers.value is not None:
        value = Fraction(numbers.value, 10**spec.decimals)
        worse = value < spec.baseline if Direction(spec.direction) is Direction.UP else value > spec.baseline
        if worse and value >= 0 and not is_far(spec.baseline, value):
            scope.report("PP416", item.at("value"), value=shown(value), baseline=shown(spec.baseline))


def _steps(shape: Shape, spec: TargetSpec) -> bool:
    """Whether value and baseline are steps of one series: a bound may be looser than last year, growth slower."""
    return spec.value is not None and shape in {Shape.FLOW, Shape.PATH} and spec.kind != "growth"


def _sounds_down(name: str) -> bool:
    return bool(_LESS_IS_BETTER.search(_BRACKETS.sub("", name.strip()).strip()))
