"""What each rule of the segment language means, as shops with hand-computed members.

The reference evaluator and the warehouse are both held to these cases.
"""

from tests.segment_language.cases import calendar
from tests.segment_language.cases.activity import ACTIVITY
from tests.segment_language.cases.categories import CATEGORIES
from tests.segment_language.cases.chapter import Case, Chapter, merged
from tests.segment_language.cases.customers import CUSTOMERS
from tests.segment_language.cases.groups import GROUPS
from tests.segment_language.cases.hostile import HOSTILE
from tests.segment_language.cases.numbers import NUMBERS
from tests.segment_language.cases.orders import ORDERS
from tests.segment_language.cases.own_fields import OWN_FIELDS
from tests.segment_language.cases.rejected import REJECTED
from tests.segment_language.cases.scores import SCORE_RULES, SCORES
from tests.segment_language.cases.texts import TEXTS

__all__ = ["AS_OF", "CHAPTERS", "SCORE_RULES", "TIMEZONE", "Case", "Chapter", "calendar", "merged"]

# 12:00 on 15 May 2024 in Moscow: the day all chapters but the calendar are looked at.
AS_OF = "2024-05-15T09:00:00"
TIMEZONE = "Europe/Moscow"
CHAPTERS = (TEXTS, HOSTILE, CUSTOMERS, NUMBERS, GROUPS, ORDERS, CATEGORIES, REJECTED, ACTIVITY, OWN_FIELDS, SCORES)
