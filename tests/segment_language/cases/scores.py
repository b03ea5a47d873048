"""Scores by rules and by hand."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
TABLES.customer("p_vip", is_vip="true", city="Scoreville")
TABLES.customer("p_plain", is_vip="false", city="Scoreville")
TABLES.customer("p_elsewhere", is_vip="true")
for _adjustment, (_name, _points, _instant) in {
    "p_1": ("p_vip", "2.5", "2024-05-01 09:00:00"),
    "p_2": ("p_vip", "-1", "2024-05-15 09:00:00"),
    "p_3": ("p_vip", "100", "2024-05-15 09:00:01"),
    "p_4": ("p_plain", "many", "2024-05-01 09:00:00"),
    "p_5": ("p_plain", "50", "some day"),
}.items():
    TABLES.add("score_adjustments", adjustment_id=_adjustment, customer_id=_name, points=_points, adjusted_at=_instant)

SCORE_RULES = [
    {"score_code": "local_vip", "points": "10", **condition("is_vip", "is_true")},
    {"score_code": "local_vip", "points": "10", **condition("city", "equals", "scoreville")},
    {"score_code": "local", "points": "-0.5", **condition("city", "equals", "scoreville", group="any-1")},
    {"score_code": "local", "points": "-0.5", **condition("city", "equals", "nowhere", group="any-1")},
]

SCORES = Chapter(
    "scores",
    TABLES,
    [
        # 10 - 0.5 + 2.5 - 1
        Case("score_of_rules_and_hands", [condition("score", "equals", "11")], "p_vip"),
        Case("score_below_nothing", [condition("score", "less_than", "0")], "p_plain"),
        Case("score_of_nothing", [condition("score", "equals", "0")], "p_elsewhere"),
        Case("score_is_always_set", [condition("score", "is_set")], "p_vip p_plain p_elsewhere"),
    ],
)
