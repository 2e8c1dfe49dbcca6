"""Widths and folds of text with wide characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.text import fold, pad, width

WORDS = st.text(alphabet="ab-，。（县工信局1é ", max_size=60)


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("县工信局", 8), ("e\u0301", 1), ("Ａ", 2), ("\u200b", 0)])
def test_wide_characters_take_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@given(WORDS, st.integers(min_value=2, max_value=40))
def test_folding_loses_nothing_but_blanks(text: str, columns: int) -> None:
    assert "".join("".join(fold(text, columns)).split()) == "".join(text.split())


@given(WORDS, st.integers(min_value=2, max_value=40))
def test_no_line_is_wider_than_asked(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in fold(text, columns))


def test_closing_punctuation_never_begins_a_line() -> None:
    assert fold("一二三，四五", 6) == ["一二", "三，四", "五"]
    assert fold("一二三？！四五", 8) == ["一二", "三？！四", "五"]


def test_western_words_stay_whole() -> None:
    assert fold("alpha beta gamma", 11) == ["alpha beta", "gamma"]


@given(WORDS, st.integers(min_value=0, max_value=80))
def test_padding_reaches_the_width(text: str, columns: int) -> None:
    assert width(pad(text, columns)) == max(width(text), columns)
