"""perfplan record, done, close, reopen, extend, note and ids, as people run them."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cli_process import OUTSIDE, ROOT, environment, perfplan

from perfplan.cli.frame import run
from perfplan.ledger.lookup import read_progress
from perfplan.ledger.progress import Progress
from perfplan.load import load_plan
from perfplan.track.audit import ledger_findings

_PLAN = """\
perfplan: 1
id: shop
name: Shop 2025
year: 2025
calendar: CN
language: en
units:
  - {id: shop, name: Shop}
  - {id: north, name: North, kind: branch, parent: shop}
  - {id: south, name: 南店, kind: branch, parent: shop}
people: [{id: ann, name: Ann Lee, unit: shop}]
targets:
  - {id: sales, name: 销售额, kind: flow, uom: 万元, decimals: 1, value: 1200, lead_unit: shop, owner: ann,
     split: even, allocate: {over: branch, by: equal}}
  - {id: share, name: Share, kind: ratio, uom: "%", decimals: 1, value: 30, lead_unit: shop, owner: ann}
  - {id: jobs, name: Jobs, kind: flow, value: 100, lead_unit: shop, owner: ann, done_before: 10}
projects:
  - {id: p01, name: Fit-out, lead_unit: shop, owner: ann, deadline: 2025-09-30, stages: [
      {id: tender, name: Tender, duration: 10wd}, {id: works, name: Works, duration: 30cd, after: [tender]}]}
"""
_ISSUED = "issued: 2025-02-03\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(_PLAN + _ISSUED, encoding="utf-8")
    return path


class Ran(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def _run(plan: Path, *args: str, stdin: str = "", today: str = "2025-07-02") -> Ran:
    """Run a command as the process would, without the time that a process takes to start."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in OUTSIDE:
            patch.delenv(name, raising=False)
        patch.setenv("PERFPLAN_MEMORY", "off")
        patch.setenv("PERFPLAN_LANG", "en")
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        patch.setattr("sys.stdout", out)
        patch.setattr("sys.stderr", err)
        code = run([*args, "--plan", str(plan), "--today", today])
    return Ran(code, out.getvalue(), err.getvalue())


def _good(plan: Path, *args: str, today: str = "2025-07-02") -> str:
    ran = _run(plan, *args, today=today)
    assert (ran.returncode, ran.stderr) == (0, "")
    return str(ran.stdout)


def _lines(plan: Path) -> list[dict[str, str]]:
    ledger = plan.with_suffix(".ledger.jsonl")
    return [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()] if ledger.exists() else []


def _progress(plan: Path) -> Progress:
    progress, findings = read_progress(plan)
    assert findings == ()
    return progress


def _values(plan: Path, target: str = "sales", unit: str = "north") -> list[tuple[str, str]]:
    return [(f.on.isoformat(), str(f.value)) for f in _progress(plan).figures.get((target, unit), ())]


def test_a_figure_is_recorded_with_day_person_and_source(plan: Path) -> None:
    said = _good(plan, "record", "sales@north", "120.5", "--on", "2025-03", "--source", "till", "--by", "Ann")
    assert said == "销售额 (North): 120.5 万元 as of 2025-03-31\n"
    (line,) = _lines(plan)
    assert len(line.pop("id")) == 16
    assert line == {
        "kind": "progress",
        "target": "sales",
        "on": "2025-03-31",
        "at": "2025-07-02",
        "unit": "north",
        "value": "120.5",
        "by": "Ann",
        "source": "till",
    }


def test_increments_add_to_what_was_recorded(plan: Path) -> None:
    _good(plan, "record", "sales@north", "100", "--on", "2025-03-31")
    assert "112.5 万元 as of 2025-04-30" in _good(plan, "record", "sales@north", "12.5", "--add", "--on", "2025-04")
    assert "115.0 万元 as of 2025-04-30" in _good(plan, "record", "sales@north", "2.5", "--add", "--on", "2025-04")
    assert _values(plan) == [("2025-03-31", "100"), ("2025-04-30", "115")]


def test_a_correction_replaces_and_each_undo_takes_back_the_last_word(plan: Path) -> None:
    _good(plan, "record", "销售额@南店", "100", "--on", "2025-03-31")
    _good(plan, "record", "sales@south", "101", "--on", "2025-03-31", "--correct", "--note", "checked")
    _good(plan, "record", "sales@south", "102", "--on", "2025-03-31", "--correct")
    assert _values(plan, unit="south") == [("2025-03-31", "102")]
    for left in ("101", "100"):
        _good(plan, "record", "sales@south", "--on", "2025-03-31", "--undo")
        assert _values(plan, unit="south") == [("2025-03-31", left)]
    _good(plan, "record", "sales@south", "--on", "2025-03-31", "--undo")
    assert _values(plan, unit="south") == []
    ran = _run(plan, "record", "sales@south", "--on", "2025-03-31", "--undo")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "nothing is recorded of sales@south for 2025-03-31" in ran.stderr


def test_the_same_figure_twice_is_told_and_not_recorded_again(plan: Path) -> None:
    _good(plan, "record", "sales", "100", "--on", "2025-03-31")
    ran = _run(plan, "record", "sales", "100.0", "--on", "2025-03-31")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "is recorded for 2025-03-31 already" in ran.stderr
    assert len(_lines(plan)) == 1


def test_a_falling_amount_needs_a_reason_and_other_kinds_may_fall(plan: Path) -> None:
    _good(plan, "record", "sales", "100", "--on", "2025-03-31")
    for value, day, words in [("99.9", "2025-04-30", "less than the 100.0"), ("100.1", "2025-02-28", "more than the")]:
        ran = _run(plan, "record", "sales", value, "--on", day)
        assert ran.returncode == 2
        assert words in ran.stderr
    _good(plan, "record", "sales", "99.9", "--on", "2025-04-30", "--note", "refunds")
    _good(plan, "record", "share", "31", "--on", "2025-03-31")
    _good(plan, "record", "share", "29", "--on", "2025-04-30")
    assert _values(plan, "share", "") == [("2025-03-31", "31"), ("2025-04-30", "29")]


@pytest.mark.parametrize(
    "args",
    [
        ("share", "-3.2", "--on", "2025-03"),
        ("--on", "2025-03", "share", "-3.2"),
    ],
)
def test_negative_values_are_no_options(plan: Path, args: tuple[str, ...]) -> None:
    assert "-3.2 % as of 2025-03-31" in _good(plan, "record", *args)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("sale", "1", "--on", "2025-03"), "the plan has no target sale; did you mean sales?"),
        (("sales@nort", "1", "--on", "2025-03"), "nort has no share of sales; did you mean north?"),
        (("sales@xyz", "1", "--on", "2025-03"), "these have: north, south"),
        (("share@north", "1", "--on", "2025-03"), "share is not shared by units"),
        (("sales", "1.25", "--on", "2025-03"), "1.25 has more decimals than sales counts (1)"),
        (("sales", "1,000", "--on", "2025-03"), "1,000 is no plain number"),
        (("sales", "1e3", "--on", "2025-03"), "1e3 is no plain number"),
        (("sales", "１２", "--on", "2025-03"), "is no plain number"),
        (("sales", "1", "--on", "2025-07"), "2025-07-31 is still to come (today is 2025-07-02)"),
        (("sales", "1", "--on", "2024-12-31"), "2024-12-31 is not in the plan's year"),
        (("sales", "1", "--on", "2025-02-30"), "2025-02-30 is no day"),
        (("sales", "1"), "--on is missing"),
        (("sales", "--on", "2025-03"), "VALUE is missing"),
        (("share", "1", "--add", "--on", "2025-03"), "share does not add up over time"),
        (("jobs", "1", "--add", "--on", "2025-03"), "jobs began before the plan"),
        (("sales", "1", "--correct", "--on", "2025-03"), "nothing is recorded for 2025-03-31"),
        (("sales", "1", "--correct", "--add", "--on", "2025-03"), "cannot go together"),
        (("sales", "1", "--on", "2025-03", "--stdin"), "one of them"),
        (("--csv", "no-such.csv"), "no-such.csv"),
    ],
)
def test_the_impossible_is_refused_and_nothing_is_recorded(plan: Path, args: tuple[str, ...], words: str) -> None:
    ran = _run(plan, "record", *args)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert _lines(plan) == []


def test_a_second_figure_of_a_day_must_say_that_it_corrects(plan: Path) -> None:
    _good(plan, "record", "sales", "100", "--on", "2025-03-31")
    ran = _run(plan, "record", "sales", "101", "--on", "2025-03-31")
    assert ran.returncode == 2
    assert "100.0 万元 is recorded for 2025-03-31; --correct replaces it" in ran.stderr


_TABLE = '指标,单位,截至,完成值,来源,其他\n销售额,North,1-3月,120.5,统计局,x\nsales,,2025-Q1,"240",,\n\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_recorded_as_a_whole(plan: Path, encoding: str) -> None:
    table = plan.parent / "三月.csv"
    table.write_text(_TABLE, encoding=encoding)
    _good(plan, "record", "--csv", str(table), "--by", "Ann")
    assert (_values(plan), _values(plan, unit="")) == ([("2025-03-31", "241/2")], [("2025-03-31", "240")])
    assert [(line["target"], line.get("unit"), line.get("source"), line["by"]) for line in _lines(plan)] == [
        ("sales", "north", "统计局", "Ann"),
        ("sales", None, None, "Ann"),
    ]


def test_a_table_comes_from_a_spreadsheet_through_a_pipe(plan: Path) -> None:
    text = "target\tunit\tvalue\r\nsales\tnorth\t5\r\nsales\tsouth\t6\r\n"
    ran = _run(plan, "record", "--stdin", "--on", "2025-03", stdin=text)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line["value"] for line in _lines(plan)] == ["5.0", "6.0"]


def test_every_bad_line_of_a_table_is_told_and_none_is_recorded(plan: Path) -> None:
    table = plan.parent / "t.csv"
    rows = ["sales,north,2025-03,5", "sale,north,2025-03,5", "sales,wets,2025-03,5", "sales,north,2025-13,5"]
    rows += ["sales,north,2025-04,x", "sales,north,2025-03,6", "sales,north,2025-04,4"]
    table.write_text("\n".join(["target,unit,on,value", *rows]), encoding="utf-8")
    ran = _run(plan, "record", "--csv", str(table))
    assert (ran.returncode, ran.stdout) == (2, "")
    told = [line.removeprefix(f"{table}:") for line in ran.stderr.splitlines()]
    assert [line.split(": ")[:2] for line in told[:-1]] == [
        ["3", "target"],
        ["4", "unit"],
        ["5", "on"],
        ["6", "value"],
        ["7", "value"],
        ["8", "value"],
    ]
    assert told[-1] == "error: 6 of 7 lines cannot be recorded; nothing was recorded"
    assert _lines(plan) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,value\nnorth,5\n", "has no column target"),
        ("target,value,完成值\nsales,5,5\n", "two columns for 完成值"),
        ("", "has no column target"),
    ],
)
def test_a_table_without_its_columns_is_refused(plan: Path, text: str, words: str) -> None:
    ran = _run(plan, "record", "--stdin", stdin=text)
    assert ran.returncode == 2
    assert words in ran.stderr


def test_a_dry_run_says_everything_and_records_nothing(plan: Path) -> None:
    for args in [
        ("record", "sales", "100", "--on", "2025-03-31"),
        ("done", "p01/tender"),
        ("extend", "p01/works", "--to", "2025-12-01", "--reason", "rain"),
        ("note", "p01/works", "dug"),
    ]:
        ran = _run(plan, *args, "--dry-run")
        assert ran.returncode == 0
        assert ran.stdout
        assert "dry run: nothing was recorded" in ran.stderr
    assert _lines(plan) == []


def test_a_task_goes_through_its_whole_life_within_a_day(plan: Path) -> None:
    _good(plan, "done", "p01/tender", "--by", "Ann")
    assert "sent back on 2025-07-02: p01/tender" in _good(plan, "close", "p01/tender", "--return", "unsigned")
    returned = _progress(plan).state("p01/tender").returned
    assert returned is not None
    assert returned.reason == "unsigned"
    _good(plan, "done", "p01/tender")
    _good(plan, "close", "p01/tender", "--evidence", "2025-31")
    assert _progress(plan).closed("p01") == {"tender"}
    _good(plan, "reopen", "p01/tender", "--reason", "re-check")
    _good(plan, "done", "p01/tender")
    _good(plan, "close", "p01/tender")
    state = _progress(plan).state("p01/tender")
    assert (state.reopened, state.finished, len(state.steps)) == (1, True, 7)
    assert ledger_findings(_loaded(plan), plan) == []


def _loaded(plan: Path) -> Any:
    loaded = load_plan(plan).plan
    assert loaded is not None
    return loaded


def test_extensions_are_counted_and_each_can_be_taken_back(plan: Path) -> None:
    assert "extended to 2025-10-31, extension 1" in _good(
        plan, "extend", "p01/works", "--to", "2025-10-31", "--reason", "rain"
    )
    assert "extension 2" in _good(plan, "extend", "p01/works", "--to", "2025-11-28", "--reason", "frost")
    _good(plan, "extend", "p01/works", "--undo")
    assert str(_progress(plan).state("p01/works").extended_to) == "2025-10-31"


@pytest.mark.parametrize(
    ("before", "args", "words"),
    [
        ([], ("close", "p01/tender"), "not done, so not to be closed: p01/tender"),
        ([], ("close", "p01/tender", "--return", "x"), "not done, so not to be sent back"),
        ([], ("reopen", "p01/tender", "--reason", "x"), "not closed: p01/tender"),
        ([], ("reopen", "p01/tender"), "--reason is missing"),
        ([], ("extend", "p01/tender", "--reason", "x"), "--to is missing"),
        ([], ("extend", "p01/works", "--to", "2025-09-30", "--reason", "x"), "is due on 2025-09-30 already"),
        ([], ("done", "p01/tendre"), "did you mean p01/tender?"),
        ([], ("done",), "no task is named"),
        ([], ("done", "p01/tender", "--on", "2025-07-03"), "2025-07-03 is still to come"),
        ([], ("close", "p01/tender", "--undo"), "not closed: p01/tender"),
        ([], ("reopen", "p01/tender", "--undo"), "not reopened: p01/tender"),
        ([], ("extend", "p01/tender", "--undo"), "not extended: p01/tender"),
        ([("done",)], ("extend", "p01/tender", "--to", "2025-12-01", "--reason", "x"), "finished already"),
        ([("done",)], ("close", "p01/tender", "--on", "2025-06-30"), "last moved on 2025-07-02"),
        ([("done",), ("close",)], ("close", "p01/tender", "--return", "x"), "closed already: p01/tender"),
        ([("done",), ("close",)], ("done", "p01/tender", "--undo"), "or closed already: p01/tender"),
    ],
)
def test_a_move_that_cannot_be_is_refused(
    plan: Path, before: list[tuple[str, ...]], args: tuple[str, ...], words: str
) -> None:
    for command, *options in before:
        _good(plan, command, "p01/tender", *options)
    known = _lines(plan)
    ran = _run(plan, *args)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert _lines(plan) == known


@pytest.mark.parametrize(
    ("before", "args"),
    [
        (["done"], ("close",)),
        (["done"], ("close", "--return", "x")),
        (["done", "close"], ("reopen", "--reason", "x")),
        ([], ("extend", "--to", "2025-12-01", "--reason", "x")),
        ([], ("done",)),
    ],
)
def test_an_undo_restores_the_state_before(plan: Path, before: list[str], args: tuple[str, ...]) -> None:
    for command in before:
        _good(plan, command, "p01/tender")
    state = _progress(plan).state("p01/tender")
    _good(plan, args[0], "p01/tender", *args[1:])
    assert _progress(plan).state("p01/tender") != state
    _good(plan, args[0], "p01/tender", *args[1:], "--undo")
    assert _progress(plan).state("p01/tender") == state


def test_ids_come_through_a_pipe_and_closed_ones_are_only_told(plan: Path) -> None:
    assert _run(plan, "done", "--stdin", stdin="p01/tender\n\np01/works\n").returncode == 0
    _good(plan, "close", "p01/tender")
    ran = _run(plan, "close", "--stdin", stdin="p01/tender\np01/works\n")
    assert ran.returncode == 0
    assert "already closed on 2025-07-02: p01/tender" in ran.stderr
    assert _progress(plan).closed("p01") == {"tender", "works"}


def test_notes_problems_and_evidence_are_kept_and_taken_back_by_their_words(plan: Path) -> None:
    words = ("note", "sales@north", "slow start", "--problem", "no stock", "--measure", "order", "--evidence", "a.pdf")
    assert len(_good(plan, *words).splitlines()) == 3
    state = _progress(plan).state("sales@north")
    assert (state.notes[0].text, state.problems[0].measure, state.evidence[0].evidence) == (
        "slow start",
        "order",
        "a.pdf",
    )
    _good(plan, *words, "--undo")
    assert "sales@north" not in _progress(plan).tasks
    assert _run(plan, *words, "--undo").returncode == 2
    assert "nothing to keep" in _run(plan, "note", "sales").stderr
    assert "did you mean sales?" in _run(plan, "note", "sale", "x").stderr
    assert _run(plan, "note", "p01", "a project").returncode == 0


def test_records_of_what_the_plan_lacks_and_without_sense_are_found(plan: Path) -> None:
    lines = [
        {"kind": "progress", "id": "1", "target": "sales", "on": "2025-03-31", "at": "2025-04-01", "value": "1"},
        {"kind": "progress", "id": "2", "target": "sale", "on": "2025-03-31", "at": "2025-04-01", "value": "1"},
        {"kind": "closed", "id": "3", "task": "p01/tender", "on": "2025-03-31", "at": "2025-04-01"},
        {"kind": "note", "id": "4", "about": "p01", "at": "2025-04-01", "text": "x"},
        {"kind": "retract", "id": "5", "record": "nothing", "at": "2025-04-01"},
    ]
    plan.with_suffix(".ledger.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = [(f.code, f.location.line, dict(f.args)) for f in ledger_findings(_loaded(plan), plan)]
    assert found == [
        ("PP803", 2, {"id": "sale", "nearest": "sales"}),
        ("PP804", 3, {"problem": "the task is not done, so it cannot be closed"}),
        ("PP804", 5, {"problem": "the ledger has no record with the id that it names"}),
    ]


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (("s",), ["sales/", "sales@north/", "sales@south/", "share/"]),
        (("p01/",), ["p01/tender", "p01/works"]),
        (("sales@north/2025-Q",), [f"sales@north/2025-Q{number}" for number in (1, 2, 3, 4)]),
        (("--targets", "sales@"), ["sales@north", "sales@south"]),
        (("nothing",), []),
    ],
)
def test_ids_are_listed_by_their_beginning(plan: Path, args: tuple[str, ...], found: list[str]) -> None:
    assert _good(plan, "ids", *args).split() == found


def test_a_process_records_and_answers_in_the_reader_s_language(plan: Path) -> None:
    ran = perfplan("record", "sales", "100", "--on", "2025-03-31", "--plan", str(plan), "--lang", "zh")
    assert (ran.returncode, ran.stdout) == (0, "销售额：截至 2025-03-31 为 100.0 万元\n")
    assert _values(plan, unit="") == [("2025-03-31", "100")]


_COMPLETE = """
perfplan() {{ {python} -m perfplan "$@"; }}
eval "$(perfplan init --completion bash)"
COMP_LINE="perfplan {command} {typed}"; COMP_POINT=${{#COMP_LINE}}
COMP_WORDS=(perfplan {command} {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_perfplan 2>/dev/null
printf '%s\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("command", "typed", "words", "found"),
    [
        ("done", "p01/t", "p01/t", ["p01/tender"]),
        # Bash hands over jobs@x as three words, because @ ends one.
        ("close", "sales@n", "sales @ n", ["north/"]),
        ("record", "sales@", "sales @", ["@north", "@south"]),
        ("record", "sh", "sh", ["share"]),
    ],
)
def test_bash_completes_ids(plan: Path, command: str, typed: str, words: str, found: list[str]) -> None:
    script = _COMPLETE.format(
        python=ROOT / ".venv" / "bin" / "python", command=command, typed=typed, words=words.replace("  ", " ")
    )
    ran = subprocess.run(
        ["bash", "--norc", "-c", script],
        env=environment(PERFPLAN_PLAN=str(plan)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout.split() == found, ran.stderr


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_the_same(plan: Path, shell: str) -> None:
    script = perfplan("init", "--completion", shell).stdout
    assert "perfplan ids --targets -- " in script
    if interpreter := shutil.which(shell):
        checked = subprocess.run([interpreter, "--no-execute"], input=script, text=True, check=False, timeout=60)
        assert checked.returncode == 0
