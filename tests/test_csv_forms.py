"""Prepared forms write the same bytes as laying every cell beside the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from perfplan.export import _csv_forms
from perfplan.export._csv_forms import Forms, chunk_bytes
from perfplan.split.table import Slot
from perfplan.tables.tasks import Chunk

FIRST = date(2025, 1, 1)
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=6) | st.sampled_from(
    ["城关镇", '带"引号"', "a,b", "=1+1", "%s", "100%", "\u3000", "\x01", "\x02"]
)


@st.composite
def chunks(draw: st.DrawFn) -> Chunk:
    size = draw(st.integers(1, 12))
    days = [FIRST + timedelta(days=number) for number in range(size)]
    slots = tuple(Slot(day.isoformat(), day, day, 0, 0) for day in days)
    numbers = st.lists(st.integers(-(10**12), 10**12) | st.integers(0, 10**6), min_size=size, max_size=size)
    keep = draw(st.none() | st.lists(st.booleans(), min_size=size, max_size=size).filter(any))
    owners = draw(st.lists(NAMES, min_size=1, max_size=30))
    texts: dict[str, Any] = {name: draw(NAMES) for name in Chunk._fields[:9]}
    return Chunk(
        **texts,
        slots=slots,
        keep=keep,
        owners=owners,
        turns=draw(st.lists(st.integers(0, 100), min_size=size, max_size=size)),
        amounts=draw(st.just(()) | numbers),
        checkpoints=draw(numbers),
        decimals=draw(st.integers(0, 6)),
    )


@given(st.lists(chunks(), min_size=1, max_size=4))
def test_forms_and_cells_are_the_same_bytes(found: list[Chunk]) -> None:
    forms = Forms()
    for chunk in found * 2:
        laid_out = _csv_forms._laid_out(chunk, *_csv_forms._texts(chunk)).encode()
        assert chunk_bytes(chunk, forms) == laid_out


def test_forms_do_not_grow_with_the_plan() -> None:
    forms = Forms()
    for number in range(2 * _csv_forms.MOST_FORMS):
        slot = Slot(f"{number}", FIRST, FIRST, 0, 0)
        chunk = Chunk("a", "day", "a", "t", "u", "s", "人", "flow", "f:1", (slot,), None, ("o",), (0,), (1,), (1,), 0)
        assert chunk_bytes(chunk, forms).startswith(f"a/{number},".encode())
    assert len(forms._made) <= _csv_forms.MOST_FORMS
