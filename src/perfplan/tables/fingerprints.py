"""What tells a finding from every other, and stays when lines move: for tools that follow findings over time.

A fingerprint is made of the code, the file and the text of the line, not of the line's number or the words of the
message; equal ones are numbered in report order.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from perfplan.tables.findings import FindingsReport

LENGTH = 40


def fingerprints(report: FindingsReport) -> list[str]:
    """Return one fingerprint a finding, all different, in report order."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for finding in report.findings:
        key = (finding.code, report.path_of(finding.location.file), finding.source.strip())
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        found.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH])
    return found
