"""Plans made to break a reader: random bytes, real plans with random damage, bombs, and folders full of traps.

Every input is a function of one random generator and the pool of known plans, so a seed says it all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
Files = dict[str, bytes]

FIFO, SOCKET, FOLDER, CIRCLE, UNREADABLE, OUTSIDE, DEVICE = (
    b"\0fifo", b"\0socket", b"\0folder", b"\0circle", b"\0unreadable", b"\0outside", b"\0device"
)  # fmt: skip
TRAPS = (FIFO, SOCKET, FOLDER, CIRCLE, UNREADABLE, OUTSIDE, DEVICE)
"""What may stand in the place of a file's content: the file is then no ordinary file."""

VALUES = (
    "", "~", "null", "true", "[]", "{}", '""', "''", "-", "0", "-0", "-1", "1e999", "1e-999", "NaN", ".nan",
    "inf", ".inf", "-.inf", "9" * 400, "0." + "9" * 400, "1" + "0" * 44, "0x7f", "0o17", "1_000", "5,200",
    "5，200", "５２００", "约5200", "1.2万", "5200万元以上", "１２％", "6.0%", "-6.0%", "1e3%", "2025-02-30",
    "0000-01-01",
    "9999-12-31", "2025-13", "2025-Q5", "2025", "20250301", "2025年3月1日", "15wd", "99999wd", "-99999cd", "0wd",
    "15", "１５wd", "__proto__", "constructor", "__class__", "{0.__class__}", "%s%n", "{name}",
    "../../../etc/passwd", "/etc/passwd", "..", ".", "a/b", "C:\\x", "\u202e\u0645", "\u200b", "\u0000",
    "\x1b[31m", "\ufeff", "\u2028", "\ud7ff", "\U0001f600", "=1+1", "@x", "a@b/c!d", "*a", "&a x", "*nothing",
    "!!python/object:os.system", "!!binary x", "<<", "? a", "| ", ">", "%YAML 1.1", "---", "...",
    "FREQ=SECONDLY", "FREQ=DAILY;COUNT=999999999", "FREQ=YEARLY;BYDAY=53MO", "FREQ=MONTHLY;BYDAY=8FR",
    "FREQ=DAILY;INTERVAL=0", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2", "RRULE:FREQ=DAILY", "每周五",
    "FREQ=DAILY;BYSETPOS=1", "FREQ=DAILY;UNTIL=99991231", "even", "workdays", "s_curve", "history", "manual",
    "growth", "flow", "level", "ratio", "mean", "annual", "milestone", "limit", "township", "department",
    "county", "CN", "none", "Asia/Shanghai", "../../etc/localtime", "[a, b]", "{a: b}", "[[[[]]]]",
    "{? [a]: b}", "'", '"', "[", "{", "]", "}", "目标：一", "【3，4】", "“x”", "x" * 5000, "中" * 3000, "a: b", "- a",
    "# x", "\t", "\\", "county", "jobs",
)  # fmt: skip
"""Values that somebody, somewhere, has stumbled over."""

CHARACTERS = "：，【】｛｝“”－＃\u3000\xa0:-,[]{}'\"# \n\r\t|>&*!<%?@`\\\0\x1b\u202e\u200b\ufeff\x85é中😀0９"
SOUP = "ab：，【】｛｝“”－＃\u3000:-,[]{}'\"# \n\n  |>&*!<%\t年1"
_VALUE = re.compile(r"(?<=: )[^\n,{}\[\]]+|(?<=[\[,] )[^\n,{}\[\]:]+")
_KEY = re.compile(r"[\w-]+(?=:)")


@dataclass(frozen=True, slots=True)
class Input:
    """A folder to check.

    Attributes:
        kind: how it was made.
        files: the content of every file, or one of :data:`TRAPS`.
        place: the plan: '' for the folder itself, else a file in it.
        restless: another thread changes the folder while it is read.
    """

    kind: str
    files: Mapping[str, bytes]
    place: str = "plan.yaml"
    restless: bool = False


def known_plans() -> list[Files]:
    """Return the plans that damage is done to: the corpus of wrong ones, the examples, the counties' part by part."""
    wrong = sorted((ROOT / "tests/cases/wrong").iterdir())
    plans = [_folder(path) if path.is_dir() else {"plan.yaml": path.read_bytes()} for path in wrong]
    plans += [{"plan.yaml": path.read_bytes()} for path in sorted((ROOT / "examples").rglob("*.yaml"))]
    for county in sorted((ROOT / "plans").iterdir()):
        whole = _folder(county)
        frame = {name: text for name, text in whole.items() if "/" not in name}
        plans += [{**frame, name: text} for name, text in whole.items() if "/" in name]
    return [plan for plan in plans if plan and sum(map(len, plan.values())) < 60_000]


def _folder(path: Path) -> Files:
    return {f.relative_to(path).as_posix(): f.read_bytes() for f in sorted(path.rglob("*")) if f.is_file()}


# -- damage to a known plan ------------------------------------------------------------------------------------------

Damage = Callable[[str, Random, Sequence[Files]], str]


def _new_value(text: str, random: Random, _: Sequence[Files]) -> str:
    return _replaced(text, _VALUE, random.choice(VALUES), random)


def _new_key(text: str, random: Random, _: Sequence[Files]) -> str:
    keys = _KEY.findall(text) or ["id"]
    return _replaced(text, _KEY, random.choice([*keys, *keys, *VALUES]), random)


def _replaced(text: str, pattern: re.Pattern[str], by: str, random: Random) -> str:
    found = [match.span() for match in pattern.finditer(text)]
    if not found:
        return text + by
    start, end = random.choice(found)
    return text[:start] + by + text[end:]


def _characters(text: str, random: Random, _: Sequence[Files]) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(CHARACTERS) * random.choice((1, 1, 1, 2, 70)) + text[at + random.randint(0, 2) :]


def _lines(text: str, random: Random, plans: Sequence[Files]) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    end = min(len(lines), start + random.randint(1, 4))
    match random.randrange(6):
        case 0:
            del lines[start:end]
        case 1:
            lines[start:end] = lines[start:end] * random.choice((2, 2, 3, 200))
        case 2:
            lines[start:end] = [" " * random.randint(0, 6) + line.lstrip() for line in lines[start:end]]
        case 3:
            lines[start:end] = ["\t" + line for line in lines[start:end]]
        case 4:
            at = random.randrange(len(lines))
            lines[at:at] = lines[start:end]
        case _:
            other = random.choice(list(random.choice(plans).values())).decode(errors="replace").split("\n")
            begin = random.randrange(len(other))
            lines[start:start] = other[begin : begin + random.randint(1, 8)]
    return "\n".join(lines)


def _wide(text: str, random: Random, _: Sequence[Files]) -> str:
    narrow, wide = random.choice(
        list(zip(":,[]{}-# 0123456789%", "：，【】｛｝－＃\u3000０１２３４５６７８９％", strict=True))
    )
    return text.replace(narrow, wide, random.randint(1, 4))


def _aliases(text: str, random: Random, _: Sequence[Files]) -> str:
    text = _replaced(text, _VALUE, "&a " + random.choice(("x", "[1, 2]", "{id: a}")), random)
    for _number in range(random.randint(1, 3)):
        text = _replaced(text, random.choice((_VALUE, _KEY)), random.choice(("*a", "*a ", "<<: *a")), random)
    return text


def _cut(text: str, random: Random, _: Sequence[Files]) -> str:
    return text[: random.randint(0, len(text))]


DAMAGES: tuple[Damage, ...] = (
    _new_value, _new_value, _new_value, _new_key, _new_key, _characters, _lines, _lines, _wide, _aliases, _cut
)  # fmt: skip


def damaged(random: Random, plans: Sequence[Files]) -> Input:
    """Return a known plan with a few things wrong."""
    files = dict(random.choice(plans))
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        name = random.choice(list(files))
        text = files[name].decode(errors="surrogateescape")
        text = random.choice(DAMAGES)(text, random, plans)
        files[name] = text[:300_000].encode(errors="replace")
    if random.random() < 0.1:
        name = random.choice(list(files))
        files[name] = _damaged_bytes(files[name], random)
    return Input("damaged", files, "" if "plan.yaml" in files and len(files) > 1 else next(iter(files)))


def _damaged_bytes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randint(1, 8)):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return random.choice((bytes(changed), content.decode(errors="replace").encode("gb18030"), b"\xff\xfe" + content))


# -- made from nothing -----------------------------------------------------------------------------------------------


def noise(random: Random, _: Sequence[Files]) -> Input:
    """Return random bytes, or random characters that mean something to YAML."""
    size = random.choice((10, 100, 1000, 20_000))
    content = random.randbytes(size) if random.random() < 0.3 else "".join(random.choices(SOUP, k=size)).encode()
    return Input("noise", {"plan.yaml": content})


def bomb(random: Random, _: Sequence[Files]) -> Input:
    """Return something small that grows, or something deep, long or wide."""
    many = random.choice((70, 1000, 30_000))
    levels = range(1, random.randint(3, 14))
    text = random.choice((
        random.choice("[{") * many,
        "[" * many + "]" * many,
        random.choice(("- ", "? ", "{a: ", "[[a]: ", "&a ", "a: ", "! ", "%TAG !a! x\n", "---\n", "\\", "'", "[\n"))
        * many,
        "".join(" " * depth + "a:\n" for depth in range(min(many, 1500))),
        "l0: &l0 [x]\n" + "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in levels),
        "a: &a {" + ", ".join(f"k{n}: 1" for n in range(300)) + "}\n" + "m: {<<: *a}\n" * many,
        "targets:\n" + "- {id: t, kind: flow}\n" * min(many, 3000),
        "units:\n" + "".join(f"- {{id: u{n}, name: u{n}, parent: u{n + 1}}}\n" for n in range(min(many, 2000))),
        "projects: [{id: p, name: p, stages: ["
        + ", ".join(f"{{id: s{n}, name: s, duration: 1wd, after: [s{n - 1}]}}" for n in range(min(many, 1500))) + "]}]",
        "id: " + "x" * many * 40,
        '"' + "\\u4e2d" * many + '": 1',
        "：" * many,
        "a：b，" * many,
        "# perfplan: ignore[" + "PP101," * many + "] x\na: 1",
    ))  # fmt: skip
    head = random.choice(("", "perfplan: 1\nid: a\nname: a\nyear: 2025\ncalendar: CN\n"))
    return Input("bomb", {"plan.yaml": (head + text).encode()})


# -- folders ---------------------------------------------------------------------------------------------------------

_PLACES = (
    "targets/x.yaml", "units.yaml", "plan.yaml", "history/x.csv", "ledger/x.jsonl", "projects/a/b/c/d.yaml",
    "targets", "history", "ledger", "notes/x.yaml", "x.yml", ".hidden.yaml", "targets/\u202ename.yaml",
)  # fmt: skip


def trapped(random: Random, plans: Sequence[Files]) -> Input:
    """Return a plan folder in which some files are pipes, sockets, folders, links out of it or in a circle."""
    known = damaged(random, plans).files if random.random() < 0.5 else random.choice(plans)
    files = {"plan.yaml": b"", **known}
    for _ in range(random.randint(1, 3)):
        files[random.choice(_PLACES)] = random.choice(TRAPS)
    kept = {name: text for name, text in files.items() if not any(f"{name}/" in other for other in files)}
    return Input("trapped", kept, random.choice(("", "", *kept)))


def restless(random: Random, plans: Sequence[Files]) -> Input:
    """Return a plan folder that changes while it is read."""
    files = {"plan.yaml": b"", **random.choice(plans), "targets/a.yaml": b"targets: []\n", "history/a.csv": b"x\n"}
    return Input("restless", files, "", restless=True)


def tables(random: Random, plans: Sequence[Files]) -> Input:
    """Return a plan whose history and ledger are rubbish."""
    files = {"plan.yaml": b"", **random.choice(plans)}
    cells = ["target", "unit", "period", "value", "2024-03", "2024-Q1", "9999-12", "0000-01", "jobs", *VALUES]
    rows = [",".join(random.choices(cells, k=4)) for _ in range(random.randint(0, 30))]
    files["history/x.csv"] = "\n".join(["target,unit,period,value", *rows]).encode(errors="replace")
    lines = [
        random.choice(('{"a": 1}', "{", "[]", "null", '{"id": "x", "kind": "done", "task": "jobs"}', *VALUES))
        for _ in rows
    ]
    files["ledger/x.jsonl"] = "\n".join(lines).encode(errors="replace")
    return Input("tables", files, "")


def crowd(random: Random, _: Sequence[Files]) -> Input:
    """Return a plan folder with ten thousand files."""
    body = random.choice(
        ("targets: [{{id: t{0}, name: a}}]\n", "", "a: [1\n", "\ta: 1\n", "x{0}: 1\n", "id: a\n", "[" * 99)
    )
    files = {f"{random.choice(('targets', 'projects', 'a'))}/f{n}.yaml": body.format(n).encode() for n in range(10_000)}
    return Input("crowd", {"plan.yaml": b"perfplan: 1\nid: a\nname: a\nyear: 2025\ncalendar: CN\n", **files}, "")


def an_input(random: Random, plans: Sequence[Files]) -> Input:
    """Return an input of a kind drawn at random; most are known plans with damage, very few are crowds."""
    if random.random() < 1 / 5000:
        return crowd(random, plans)
    return random.choice([damaged] * 14 + [noise, bomb, trapped, trapped, restless, tables])(random, plans)
