"""Files made to break a reader end in findings: no crash, no wait, no endless memory."""

from __future__ import annotations

import gc
import os
import socket
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfplan.load import composer, scanner, source
from perfplan.load.source import MAX_FILE_BYTES
from perfplan.load.yaml import parse_yaml, read_yaml
from perfplan.regular import NOT_A_FILE

MANY = 100_000


def codes(text: str | bytes) -> list[str]:
    _, findings = parse_yaml(text, "p.yaml")
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[" * MANY, "PP107", id="brackets"),
        pytest.param("[" * MANY + "]" * MANY, "PP107", id="closed brackets"),
        pytest.param("[\n" * MANY, "PP107", id="brackets on lines"),
        pytest.param("{" * MANY, "PP107", id="braces"),
        pytest.param("{a: " * MANY, "PP107", id="mappings in braces"),
        pytest.param("- " * MANY, "PP107", id="list items"),
        pytest.param("? " * MANY, "PP107", id="keys"),
        pytest.param("".join(" " * depth + "a:\n" for depth in range(2000)), "PP107", id="indentation"),
        pytest.param("&a " * MANY, "PP103", id="anchors"),
        pytest.param("a: " * MANY, "PP103", id="colons"),
        pytest.param("%TAG !a! x\n" * MANY + "--- a", "PP111", id="directives"),
        pytest.param("a\n...\n" + "%TAG !a! x\n" * MANY + "--- a", "PP110", id="directives behind"),
        pytest.param("a\n...\n...\n" + "%TAG !a! x\n" * MANY + "--- a", "PP110", id="directives far behind"),
        pytest.param("---\n" * MANY, "PP110", id="documents"),
        pytest.param('"' + "\\" * MANY * 10, "PP103", id="backslashes"),
        pytest.param("x" * MANY * 30 + ": 1", "PP103", id="endless key"),
        pytest.param("a: " + "x" * (MANY * 11), "PP109", id="endless text"),
        pytest.param("a: '" + "中" * (MANY * 11) + "'", "PP109", id="endless quoted text"),
        pytest.param("a: b\n" + "：" * MANY + "\n", "PP103", id="wide colons"),
        pytest.param("a：\n" * MANY, "PP105", id="wide colons on lines"),
        pytest.param("[" + "a，" * MANY, "PP103", id="wide commas"),
        pytest.param("\0" * MANY, "PP112", id="NUL"),
        pytest.param("\t" * MANY + "a", "PP104", id="tabs"),
        pytest.param("\ta\n" * MANY, "PP104", id="tabs on lines"),
    ],
)
def test_ends_in_a_finding(text: str, expected: str) -> None:
    found = codes(text)
    assert expected in found
    assert len(found) <= 2000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("#" * 5_000_000, id="long comment"),
        pytest.param("#\n" * 1_000_000, id="many comments"),
        pytest.param("\n" * 3_000_000, id="many lines"),
        pytest.param(" " * 3_000_000, id="spaces"),
        pytest.param("a: " + "x " * 400_000, id="long line"),
        pytest.param("".join(f"k{number}: {number}\n" for number in range(30_000)), id="many keys"),
        pytest.param("[" + "a," * 30_000 + "]", id="many items"),
        pytest.param("".join(f"- &a{number} x\n" for number in range(30_000)), id="many anchors"),
        pytest.param("- &a x\n" + "- *a\n" * 30_000, id="many aliases"),
    ],
)
def test_large_and_harmless_is_read(text: str) -> None:
    assert codes(text) == []


def test_too_many_values() -> None:
    with mock.patch.object(composer, "MAX_VALUES", 50_000), mock.patch.object(scanner, "MAX_VALUES", 50_000):
        assert codes("".join(f"k{number}: {number}\n" for number in range(30_000))) == ["PP109"]


def test_depth_limit_is_exact() -> None:
    assert codes("[" * 64 + "]" * 64) == []
    assert codes("[" * 65 + "]" * 65) == ["PP107"]


def test_billion_laughs() -> None:
    levels = "".join(f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]\n" for level in range(1, 12))
    assert codes("l0: &l0 [lol]\n" + levels) == ["PP108"]


def test_billion_merges() -> None:
    base = "a: &a {" + ", ".join(f"k{number}: 1" for number in range(1000)) + "}\n"
    assert codes(base + "".join(f"m{number}: {{<<: *a}}\n" for number in range(3000))) == ["PP108"]


def test_a_few_aliases_are_no_bomb() -> None:
    document, findings = parse_yaml("a: &a [1, 2]\nb: &b [*a, *a]\nc: [*b, *b, *a]\n", "p.yaml")
    assert findings == []
    assert document is not None
    assert document.data["c"] == [[["1", "2"], ["1", "2"]], [["1", "2"], ["1", "2"]], ["1", "2"]]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    document, findings = parse_yaml(content, "p.yaml")
    assert document is not None or findings


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=100))
def test_any_text(content: str) -> None:
    document, findings = parse_yaml(content, "p.yaml")
    assert document is not None or findings


@settings(max_examples=300, deadline=None)
@given(st.text("ab：，【】｛｝“”－＃\u3000:-,[]{}'\"# \n|>&*!<%\t", max_size=60))
def test_any_mixture_of_structure(content: str) -> None:
    document, findings = parse_yaml(content, "p.yaml")
    lines = content.split("\n")
    assert document is not None or findings
    for finding in findings:
        assert 1 <= finding.location.line <= len(lines)
        assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 1
        if finding.code == "PP105":
            found = str(finding.args["found"])
            assert lines[finding.location.line - 1][finding.location.column - 1] in (found, "\u3000")


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        parse_yaml("a: [1", "p.yaml")
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()


# -- files -----------------------------------------------------------------------------------------------------------


def refusal(path: Path) -> tuple[str, str]:
    document, findings = read_yaml(path, "shown.yaml")
    assert document is None
    assert [finding.location.file for finding in findings] == ["shown.yaml"]
    return findings[0].code, str(next(iter(findings[0].args.values())))


def test_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.yaml") == ("PP101", "there is no such file")
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file" / "no.yaml") == ("PP101", "there is no such file")


def test_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ("PP101", "it is a folder")


def test_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert refusal(tmp_path / "pipe.yaml") == ("PP101", NOT_A_FILE)


def test_file_swapped_for_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "file.yaml").touch()
    regular = (tmp_path / "file.yaml").stat()
    with mock.patch("os.stat", return_value=regular):
        content = source.read_bytes(tmp_path / "pipe.yaml")
    assert content == b""


def test_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.yaml")
        assert refusal(Path("s.yaml")) == ("PP101", NOT_A_FILE)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_device(device: str) -> None:
    assert refusal(Path(device)) == ("PP101", NOT_A_FILE)


def test_circle_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert refusal(tmp_path / "a.yaml") == ("PP101", "its symbolic links go round in a circle")


def test_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert read_yaml(tmp_path / "b.yaml", "b.yaml")[1] == []


def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.touch()
    with mock.patch("os.open", side_effect=PermissionError(13, "no")):
        assert refusal(path) == ("PP101", "reading it is not permitted")


def test_names_the_system_refuses(tmp_path: Path) -> None:
    assert refusal(Path("a\0b")) == ("PP101", source.OTHER_REASON)
    assert refusal(tmp_path / ("x" * 5000)) == ("PP101", "its name is too long")


def test_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with mock.patch("os.open", side_effect=AssertionError("opened")):
        assert refusal(path) == ("PP109", "8 MiB")


def test_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    small = Path(__file__).stat()
    with mock.patch("os.stat", return_value=small):
        assert refusal(path) == ("PP109", "8 MiB")


def test_huge_text_is_not_parsed() -> None:
    assert codes(b"a" * (MAX_FILE_BYTES + 1)) == ["PP109"]
