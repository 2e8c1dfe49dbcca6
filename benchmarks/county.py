"""The parts of a county's plan file as text: what opens it, and one target after another in the manner of real ones.

The county, its people and all figures are invented; comments say where a figure would come from, as in real plans.
"""

from __future__ import annotations

from string import Template

SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗"
GIVEN = "敏宁磊静强丽军洋勇艳杰娟涛明超"
DEPARTMENTS = ("发改", "统计", "财政", "工信", "商务", "农业农村", "人社", "住建", "交通", "生态环境")
DAYS = ("MO", "TU", "WE", "TH", "FR")
TOWNSHIPS = ("城关", "河东", "青石", "柳溪", "竹坪", "石门", "白沙", "茶岭")

HEAD = """\
# 示例县：虚构的县，人名、单位、数字均为虚构。
perfplan: 1
id: county
name: 示例县2025年绩效考评
year: 2025
issued: 2025-02-10  # invented：县委县政府印发任务分解方案的日期
time_zone: Asia/Shanghai
calendar: CN
check: {limits: {day_tasks: 100000}}  # a file as long as this one asks much of few people
units:
  - {id: county, name: 示例县, kind: county, head: p0}
"""
DEPARTMENT = "  - {id: d$n, name: 县${name}局, kind: department, parent: county, head: p$head, handlers: [p$a, p$b]}\n"
TOWNSHIP = """\
  - id: t$n
    name: ${name}镇
    kind: township
    parent: county
    head: p$head
    handlers: [p$a, p$b]
    weights: {population: $people, headcount: $staff}  # invented
"""
PROFILES = """\
profiles:
  - id: nation
    name: 全国固定资产投资累计曲线
    # derived: 公布累计数 ÷ 全年
    cumulative: {2: 9.9, 3: 19.5, 4: 27.9, 6: 47.7, 7: 56.0, 8: 64.1, 9: 73.7, 10: 82.3, 11: 90.6, 12: 100}
    source: 国家统计局累计数
"""
FLOW_JOBS = """\
  - id: jobs_$n
    name: 城镇新增就业第${n}项
    kind: flow
    uom: 人
    baseline: 5688  # public: 上年公报
    value: 57$two  # invented
    lead_unit: $lead
    support_units: [$support]
    supervisor: p0
    handlers: [$first, $second]
    split: {method: cumulative, months: {3: 26, 6: 52, 9: 78, 12: 100}}  # invented
    allocate: {over: township, by: population}
    report: {every: month, due: 15cd}
    actions:
      - {id: fair, name: 招聘会, rule: "FREQ=MONTHLY;BYDAY=$nth$day", owner: $first}

"""
FLOW_INVEST = """\
  - id: invest_$n
    name: 重点项目年度投资第${n}项
    kind: flow
    uom: 亿元
    decimals: 2
    baseline: 77.57  # public: 上年实绩
    value: 98.$two  # derived: 上年 × 1.27
    lead_unit: $lead
    support_units: [$support]
    supervisor: p0
    handlers: [$first]
    split: {method: profile, profile: nation}
    allocate:
      over: [t0, t1, t2, t3, t4]
      by: shares
      shares: {t1: 30, t2: 22, t3: 14, t4: 24}  # invented
      fixed: {t0: 32.00}  # invented：已签责任书，其余单位分剩下的
    report: {every: month, due: 25cd}
    tags: [key]
    scope_note: 不含农户；累计数从2月起公布，没有1月份单月数。
    data_owner: d1

"""
RATIO = """\
  - id: ratio_$n
    name: 工单按时办结率第${n}项
    kind: ratio
    uom: "%"
    decimals: 1
    baseline: 98.7  # public: 上年通报
    value: 99.5  # invented
    denominator: 195$two  # derived: 一季度件数 × 4
    lead_unit: $lead
    support_units: [$support]
    supervisor: p0
    handlers: [$first, $second]
    report: {every: month, due: 3wd}
    actions:
      - {id: chase, name: 临期工单催办, rule: "FREQ=WEEKLY;BYDAY=$day,$other", owner: $second}

"""
MEAN = """\
  - id: income_$n
    name: 居民人均可支配收入第${n}项
    kind: mean
    uom: 元
    time: sum
    weight: population
    baseline: 16569  # public: 上年公报
    growth: 7%  # public: 上年增速
    lead_unit: $lead
    support_units: [$support]
    supervisor: p0
    handlers: [$first]
    split: {method: cumulative, months: {3: 29, 6: 50, 9: 75, 12: 100}}  # invented
    report: {every: quarter, due: 20cd}
    actions:
      - {id: households, name: 记账户走访辅导, rule: "FREQ=MONTHLY;BYDAY=$nth$day,4$other", owner: $first}
    data_owner: d1

"""
LEVEL = """\
  - id: firms_$n
    name: 规模以上企业户数第${n}项
    kind: level
    uom: 户
    baseline: 96  # invented
    value: 108  # derived: 96 + 12
    lead_unit: $lead
    support_units: [$support]
    supervisor: p0
    handlers: [$second]
    split: even
    allocate:
      over: [t0, t1, t2, t3]
      by: manual
      amounts: {t0: 65, t1: 21, t2: 15, t3: 7}  # invented，合计108
      base: {t0: 58, t1: 19, t2: 13, t3: 6}  # invented，合计96
    report: {every: quarter, due: 15cd}
    actions:
      - {id: exits, name: 退库风险企业会商, rule: "FREQ=MONTHLY;BYMONTH=3,6,9,$month;BYDAY=$nth$day", owner: $second}

"""
_TARGETS = tuple(map(Template, (FLOW_JOBS, FLOW_INVEST, RATIO, MEAN, LEVEL)))


def person_name(number: int) -> str:
    """Return an invented name; 300 of them differ."""
    return SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)]


def opening() -> str:
    """Return everything before the first target: units, people, a profile."""
    units = [_unit(DEPARTMENT, "d", n, name) for n, name in enumerate(DEPARTMENTS)]
    units += [_unit(TOWNSHIP, "t", n, name) for n, name in enumerate(TOWNSHIPS)]
    people = ["people:\n  - {id: p0, name: 梁志远, unit: county, title: 县长}\n"]
    people += [_person("d", n, k) for n in range(len(DEPARTMENTS)) for k in range(3)]
    people += [_person("t", n, k) for n in range(len(TOWNSHIPS)) for k in range(3)]
    return "".join((HEAD, *units, *people, PROFILES, "targets:\n"))


def target(number: int) -> str:
    """Return the target of this number; five kinds take turns."""
    lead = number % len(DEPARTMENTS)
    return _TARGETS[number % len(_TARGETS)].substitute(
        n=number,
        two=f"{number % 90 + 10}",
        lead=f"d{lead}",
        support=f"d{(lead + 3) % len(DEPARTMENTS)}, d{(lead + 7) % len(DEPARTMENTS)}",
        first=f"p{_first('d', lead) + 1}",
        second=f"p{_first('d', lead) + 2}",
        nth=number // 5 % 3 + 1,
        day=DAYS[number // 15 % 5],
        other=DAYS[number // 25 % 5],
        month=number // 35 % 3 + 10,
    )


def _first(prefix: str, number: int) -> int:
    """Return the number of the first of a unit's three people."""
    return 1 + 3 * (number if prefix == "d" else len(DEPARTMENTS) + number)


def _unit(form: str, prefix: str, number: int, name: str) -> str:
    head = _first(prefix, number)
    people, staff = 20_000 + number * 7_919 % 60_000, 40 + number * 7
    return Template(form).substitute(n=number, name=name, head=head, a=head + 1, b=head + 2, people=people, staff=staff)


def _person(prefix: str, unit: int, which: int) -> str:
    number = _first(prefix, unit) + which
    title = ("局长", "股长", "科员")[which]
    return f"  - {{id: p{number}, name: {person_name(number)}, unit: {prefix}{unit}, title: {title}}}\n"
