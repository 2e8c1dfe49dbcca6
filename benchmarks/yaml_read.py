"""Reading a plan file of one megabyte with exact places, against PyYAML's C loader, which keeps none.

Run ``python benchmarks/yaml_read.py``; ratios of one run on one machine are what counts.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import yaml
from _ruamel_yaml import CParser

from perfplan.load.scan_line import scan_line
from perfplan.load.yaml import parse_yaml

TARGET = """  - id: t{number}
    name: 城镇新增就业{number}
    kind: flow
    uom: 人
    decimals: 0
    baseline: 5688        # last year
    value: 5200
    lead_unit: rsj
    supervisor: zhou-ning
    owner: wang-min
    handlers: [li-qiang, zhou-qian]
    split: {{method: cumulative, months: {{3: 26, 6: 52, 9: 78, 12: 100}}}}
    allocate: {{over: township, by: population}}
    report: {{every: month, due: 15cd}}
"""


def plan_text(targets: int = 2500) -> str:
    """Return a plan file; 2,500 targets are one megabyte of UTF-8."""
    return "perfplan: 1\ntargets:\n" + "".join(TARGET.format(number=number) for number in range(targets))


def best_of(job: Callable[[], object], rounds: int) -> float:
    """Return the shortest of several runs in seconds; the machine's other work only ever adds."""
    shortest = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        job()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest


def pull_events(text: str) -> None:
    """Drain the C parser's events and build nothing: the floor under any reader on top of it."""
    for _ in iter(CParser(text).get_event, None):
        pass


def read(source: bytes) -> None:
    """Read as perfplan does, with no line remembered from before."""
    scan_line.cache_clear()
    parse_yaml(source, "plan.yaml")


def measure(rounds: int = 5) -> dict[str, float]:
    """Return seconds for each way, and the ratios to the first."""
    text = plan_text()
    source = text.encode()
    ours = best_of(lambda: read(source), rounds)
    baseline = best_of(lambda: yaml.load(text, Loader=yaml.CSafeLoader), max(rounds // 2, 1))
    events = best_of(lambda: pull_events(text), rounds)
    return {
        "megabytes": len(source) / 1e6,
        "read_s": ours,
        "pyyaml_c_s": baseline,
        "events_only_s": events,
        "megabytes_per_s": len(source) / 1e6 / ours,
        "times_faster_than_pyyaml_c": baseline / ours,
        "times_events_only": ours / events,
    }


def main() -> None:
    """Print the figures."""
    for name, value in measure().items():
        print(f"{name:30} {value:10.3f}")


if __name__ == "__main__":
    main()
