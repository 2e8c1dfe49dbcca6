"""JUnit's XML, which every build server shows: a suite a file, a failure an error.

Warnings and notes do not fail a check, so they are skipped cases with their words; a file without findings is one case
that passes. There are no times: the same findings give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from perfplan.diagnostics import Severity
from perfplan.export._findings import FindingsWriter, Paint
from perfplan.export.findings_full import SEVERITIES
from perfplan.model.sentence import Translate
from perfplan.tables.findings import Finding, FindingsReport

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: FindingsReport, translate: Translate, paint: Paint) -> str:  # noqa: ARG001 - the contract of formats
    """Return the document, in ASCII: everything else is a character reference."""
    by_file: dict[str, list[Finding]] = {file: [] for file in report.files}
    for found in report.findings:
        by_file.setdefault(found.location.file, []).append(found)
    root = Xml.Element("testsuites", {"name": "perfplan check"})
    for file, findings in by_file.items():
        _suite(root, _clean(report.path_of(file)), findings, translate)
    for name in ("tests", "failures", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    Xml.indent(root)
    text: bytes = Xml.tostring(root, "us-ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text.decode()}\n'


def _suite(root: Xml.Element, file: str, findings: Sequence[Finding], translate: Translate) -> None:
    errors = sum(found.severity is Severity.ERROR for found in findings)
    counts = {"tests": max(1, len(findings)), "failures": errors, "errors": 0, "skipped": len(findings) - errors}
    suite = Xml.SubElement(root, "testsuite", {"name": file, **{key: str(count) for key, count in counts.items()}})
    for found in findings:
        _case(suite, file, found, translate)
    if not findings:
        Xml.SubElement(suite, "testcase", {"name": translate("nothing to report"), "classname": file, "file": file})


def _case(suite: Xml.Element, file: str, found: Finding, translate: Translate) -> None:
    place = found.location
    name = f"{found.code} {place.line}:{place.column}"
    case = Xml.SubElement(suite, "testcase", {"name": name, "classname": file, "file": file, "line": str(place.line)})
    message = _clean(found.message)
    if found.severity is not Severity.ERROR:
        Xml.SubElement(case, "skipped", {"message": message})
        return
    lines = [f"{place}: {translate(SEVERITIES[found.severity])} {found.code} {found.message}"]
    lines += [text for text in (found.source.strip(), found.hint) if text]
    Xml.SubElement(case, "failure", {"type": found.code, "message": message}).text = _clean("\n".join(lines))


def _clean(text: str) -> str:
    """Return text that XML can hold: a character that it forbids becomes its name."""
    return _NOT_IN_XML.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


WRITER = FindingsWriter("junit", write)
