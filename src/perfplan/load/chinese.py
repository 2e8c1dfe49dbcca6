"""Other words for the format's keywords: whoever writes 流量 for a kind is told ``flow``."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from perfplan.load.nearest import nearest

WORDS: Final = MappingProxyType({
    "flow": ("流量", "累计", "累计量", "总量", "流量指标"),
    "level": ("存量", "时点量", "水平", "期末值"),
    "ratio": ("比率", "比例", "占比", "率"),
    "mean": ("均值", "平均值", "平均数"),
    "growth": ("增速", "增长率", "同比", "按增速"),
    "annual": ("年度", "年度值", "一次性"),
    "milestone": ("里程碑", "节点", "工程节点"),
    "limit": ("上限", "下限", "红线", "控制值", "约束"),
    "even": ("平均", "均分", "按月平均", "均匀"),
    "calendar_days": ("自然日", "日历日", "按天数", "按自然日"),
    "workdays": ("工作日", "按工作日"),
    "weights": ("权重", "按权重"),
    "cumulative": ("累计", "累计进度", "按累计"),
    "profile": ("曲线", "进度曲线", "形状"),
    "history": ("历史", "往年", "按历史", "历史数据"),
    "s_curve": ("s曲线", "S曲线", "S形曲线", "S型曲线"),
    "manual": ("手工", "手动", "指定", "人工"),
    "denton": ("丹顿", "丹顿法"),
    "equal": ("平均", "均分", "平均分配", "等额"),
    "shares": ("份额", "按份额", "比例", "按比例"),
    "baseline": ("基数", "按基数", "上年基数"),
    "population": ("人口", "按人口", "人口数", "people", "inhabitants"),
    "headcount": ("人数", "按人数", "编制"),
    "gdp": ("按GDP", "生产总值"),
    "township": ("乡镇", "镇街", "乡镇街道", "各乡镇"),
    "department": ("部门", "县直部门", "局", "各部门"),
    "zone": ("园区", "开发区", "功能区"),
    "CN": ("China", "中国", "中国大陆", "国内", "法定", "法定节假日", "国家"),
    "Asia/Shanghai": (
        "北京时间", "中国时间", "中国标准时间", "东八区", "北京", "上海", "UTC+8", "UTC+08:00", "GMT+8", "CST", "China",
        "Beijing", "Asia/Beijing",
    ),
    "none": ("无", "没有", "不用"),
    "up": ("上升", "越高越好", "正向", "向上", "增长"),
    "down": ("下降", "越低越好", "逆向", "向下", "降低"),
    "month": ("月", "每月", "月度", "按月", "月报"),
    "quarter": ("季", "季度", "每季", "每季度", "按季", "季报"),
    "half_year": ("半年", "每半年", "半年度"),
    "year": ("年", "每年", "全年", "年度"),
    "preceding": ("提前", "往前", "前移"),
    "following": ("顺延", "往后", "后移"),
    "checkpoints": ("节点进度", "计划进度"),
    "days": ("天数", "按天"),
    "months": ("按月份", "月数"),
    "zh": ("中文", "汉语", "简体中文"),
    "en": ("英文", "英语"),
    "FS": ("完成-开始", "完成后开始"),
    "SS": ("开始-开始", "同时开始"),
    "FF": ("完成-完成", "同时完成"),
    "SF": ("开始-完成",),
    "units": ("单位", "部门", "责任单位"),
    "people": ("人员", "人", "person", "persons", "staff"),
    "targets": ("指标", "目标", "indicators"),
    "projects": ("项目", "重点项目"),
    "campaigns": ("专项", "专项行动"),
    "schemes": ("考评办法", "考核办法"),
    "calendar": ("日历",),
    "name": ("名称", "姓名"),
    "id": ("代号", "编号"),
    "uom": ("计量单位",),
    "value": ("目标值", "全年目标"),
    "lead_unit": ("牵头单位",),
    "support_units": ("配合单位",),
    "owner": ("责任人",),
    "handlers": ("经办人",),
    "supervisor": ("分管领导",),
    "deadline": ("截止日期", "完成时限", "due_date"),
    "duration": ("工期", "时长"),
    "error": ("错误",),
    "warning": ("警告", "提醒"),
    "info": ("提示", "说明"),
})  # fmt: skip
"""By keyword, what people write in its place; a word may stand for several, of which the allowed one is meant."""


def keyword_for(word: str, keywords: Iterable[str]) -> str:
    """Return the keyword that a word means: the one that it stands for, or the nearest; '' for none."""
    known = tuple(keywords)
    plain = word.strip()
    meant = next((keyword for keyword in known if plain in WORDS.get(keyword, ())), "")
    return meant or nearest(word, known)
