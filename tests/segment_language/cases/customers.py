"""Fields of the customer chapter."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
TABLES.customer("u_1", email="A@Mail.RU", birth_date="1990-05-15", registered_at="2024-05-14 20:59:59")
TABLES.customer("u_2", email="two@at@mail.ru ", birth_date="1990-05-16", registered_at="2024-05-14 21:00:00")
TABLES.customer("u_3", email="nobody", birth_date="2024-06-01", registered_at="2024-05-15 09:00:00")
TABLES.customer("u_клиент", email="x@", gender="F")
for _customer, _network in (("u_1", "VK"), ("u_1", "vk"), ("u_1", "telegram"), ("u_2", "Telegram"), ("u_3", "")):
    TABLES.add("social_accounts", customer_id=_customer, network=_network, updated_at="2024-01-01 00:00:00")


def _case(code: str, field: str, operator: str, value: str, members: str) -> Case:
    return Case(code, [condition(field, operator, value)], members)


CUSTOMERS = Chapter(
    "customers",
    TABLES,
    [
        _case("email_domain", "email_domain", "equals", "MAIL.ru", "u_1 u_2"),
        _case("no_email_domain", "email_domain", "is_not_set", "", "u_3 u_клиент"),
        _case("age_on_the_birthday", "age", "equals", "34", "u_1"),
        _case("age_before_the_birthday", "age", "equals", "33", "u_2"),
        _case("age_of_the_unborn", "age", "is_not_set", "", "u_3 u_клиент"),
        _case("birth_date_is_kept", "birth_date", "after", "today", "u_3"),
        _case("registered_yesterday", "registered_date", "on", "yesterday", "u_1"),
        _case("registered_today", "registered_date", "on", "2024-05-15", "u_2 u_3"),
        _case("networks_any", "social_networks", "any_of", "Vk|ok", "u_1"),
        _case("networks_all", "social_networks", "all_of", "vk|TELEGRAM", "u_1"),
        _case("networks_none", "social_networks", "none_of", "vk", "u_2 u_3 u_клиент"),
        _case("no_networks", "social_networks", "is_not_set", "", "u_3 u_клиент"),
        # md5("customer_segments:u_1") begins with 18b5c2a9: 414,565,033 modulo 100.
        _case("bucket", "bucket", "equals", "33", "u_1"),
        _case("bucket_between", "bucket", "between", "67..86", "u_2 u_3"),
        _case("bucket_of_unicode", "bucket", "less_than", "33", "u_клиент"),
        _case("gender", "gender", "in", "f|m", "u_клиент"),
        Case(
            "none_of_lists",
            [condition("social_networks", "any_of", network, group="none-1") for network in ("vk", "telegram")],
            "u_3 u_клиент",
        ),
    ],
)
