"""The nearest known word: right for nearly all slips over real keys, ids and names, silent where nothing is near."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.load.nearest import nearest
from perfplan.load.planfile import PlanFile
from perfplan.registry import discover
from perfplan.spec.project import ProjectSpec, StageSpec
from perfplan.spec.target import TargetSpec

TARGET_KEYS = tuple(TargetSpec.model_fields)
WORDS = (
    TARGET_KEYS,
    tuple(PlanFile.model_fields),
    tuple(dict.fromkeys((*ProjectSpec.model_fields, *StageSpec.model_fields))),
    tuple(discover("perfplan.kinds", "KIND")),
    ("even", "calendar_days", "workdays", "weights", "cumulative", "profile", "history", "s_curve", "growth", "manual"),
    ("wang-min", "zhao-lei", "sun-li", "li-qiang", "zhou-ning", "zhou-qian", "chen-yu", "liu-fang", "wu-jun"),
    ("invest_signed", "jobs", "rural_income", "urban_income", "grain", "pm25", "new_firms", "retail", "revenue"),
)
NAMES = (
    ("县发展和改革局", "县财政局", "县人力资源和社会保障局", "县农业农村局", "县生态环境局", "县统计局", "县商务局"),
    ("城关镇", "东山镇", "石桥乡", "清水镇", "白马乡", "双河镇", "龙泉镇", "柳林乡"),
    ("城镇新增就业", "固定资产投资", "社会消费品零售总额", "农村居民人均可支配收入", "粮食总产量", "一般公共预算收入"),
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
HANZI = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"


def dropped(word: str, rng: random.Random, letters: str) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :]


def inserted(word: str, rng: random.Random, letters: str) -> str:
    at = rng.randrange(len(word) + 1)
    return word[:at] + rng.choice(letters) + word[at:]


def replaced(word: str, rng: random.Random, letters: str) -> str:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice(letters) + word[at + 1 :]


def swapped(word: str, rng: random.Random, letters: str) -> str:
    at = rng.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def respelled(word: str, rng: random.Random, letters: str) -> str:
    return rng.choice((word.upper(), word.title(), word.replace("_", "-"), word.replace("-", " ")))


Slip = Callable[[str, random.Random, str], str]


def slips(words: tuple[str, ...], letters: str, kinds: tuple[Slip, ...], count: int) -> list[tuple[str, str]]:
    """(mistyped, meant), drawn with a seed; slips that happen to be another right word are no slips."""
    rng = random.Random(20250210)
    made: list[tuple[str, str]] = []
    while len(made) < count:
        meant = rng.choice([word for word in words if len(word) > 2])
        wrong = rng.choice(kinds)(meant, rng, letters)
        if wrong not in words:
            made.append((wrong, meant))
    return made


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
def test_slips_of_letters(words: tuple[str, ...]) -> None:
    drawn = slips(words, LETTERS, (dropped, inserted, replaced, swapped, respelled), 60)
    missed = [(wrong, meant, nearest(wrong, words)) for wrong, meant in drawn if nearest(wrong, words) != meant]
    assert len(missed) <= len(drawn) // 10, missed


@pytest.mark.parametrize("names", NAMES, ids=lambda names: names[0])
def test_slips_of_characters(names: tuple[str, ...]) -> None:
    drawn = slips(names, HANZI, (dropped, inserted, replaced, swapped), 60)
    missed = [(wrong, meant, nearest(wrong, names)) for wrong, meant in drawn if nearest(wrong, names) != meant]
    assert len(missed) <= len(drawn) // 10, missed


@pytest.mark.parametrize(
    ("word", "candidates", "wanted"),
    [
        ("ＬＥＡＤ＿ＵＮＩＴ", TARGET_KEYS, "lead_unit"),
        ("Lead Unit", TARGET_KEYS, "lead_unit"),
        ("lead", ("unit", "lead_unit"), "lead_unit"),
        ("发改局", ("县教育局", "县发改局", "县发展和改革局"), "县发改局"),
        ("发改局", ("县教育局", "县发展和改革局"), "县发展和改革局"),
        ("人社局", ("县财政局", "县人力资源和社会保障局"), "县人力资源和社会保障局"),
        ("示例县教育局", ("县财政局", "县教育局"), "县教育局"),
        ("王明", ("赵磊", "王敏"), "王敏"),
        ("欧阳娜", ("欧阳娜娜", "欧阳锋"), "欧阳娜娜"),
        ("abc", ("abd", "abe"), "abd"),
    ],
)
def test_near(word: str, candidates: tuple[str, ...], wanted: str) -> None:
    assert nearest(word, candidates) == wanted


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("", TARGET_KEYS),
        ("   ", TARGET_KEYS),
        ("colour", TARGET_KEYS),
        ("x", TARGET_KEYS),
        ("职务", TARGET_KEYS),
        ("赵磊", ("王敏", "孙丽")),
        ("李", ("王敏", "李强")),
        ("水利局", ("教育局", "财政局")),
        ("x" * 100_000, ("x" * 99_999,)),
        ("anything", ()),
    ],
)
def test_far(word: str, candidates: tuple[str, ...]) -> None:
    assert nearest(word, candidates) == ""


def slips_between(one: str, other: str) -> int:
    """Optimal string alignment straight from its definition."""

    @cache
    def cost(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        ways = [cost(i - 1, j) + 1, cost(i, j - 1) + 1, cost(i - 1, j - 1) + (one[i - 1] != other[j - 1])]
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            ways.append(cost(i - 2, j - 2) + 1)
        return min(ways)

    return cost(len(one), len(other))


WORDS_OF_FEW_LETTERS = st.text("abcd", min_size=5, max_size=9)


@given(WORDS_OF_FEW_LETTERS, st.lists(WORDS_OF_FEW_LETTERS, max_size=8))
def test_the_fewest_slips_win_then_the_first_word(word: str, words: list[str]) -> None:
    best = min(words, key=lambda other: slips_between(word, other), default="")
    assert nearest(word, words) == (best if words and slips_between(word, best) <= 2 else "")


@given(st.lists(st.text("abcdef", min_size=4, max_size=8), min_size=1, max_size=20, unique=True), st.data())
def test_a_known_word_is_its_own_nearest(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(words))
    assert nearest(word, words) == word


def test_thousands_of_candidates_keep_their_order() -> None:
    candidates = [f"unit-{number:05d}" for number in range(5000)]
    assert nearest("unit-0123x", candidates) == "unit-01230"
    assert nearest("unti-04999", candidates) == "unit-04999"
