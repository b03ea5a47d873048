"""A shop in New York with customers on either side of midnights, month ends and year ends, and five instants."""

from tests.harness import Tables

TIMEZONE = "America/New_York"
ON_28_FEB_2023 = "2023-03-01T04:30:00"
ON_31_MAR_2023 = "2023-04-01T03:30:00"
ON_30_DEC_2023 = "2023-12-31T04:30:00"
ON_29_FEB_2024 = "2024-03-01T04:30:00"
ON_31_MAR_2024 = "2024-04-01T03:30:00"
INSTANTS = (ON_28_FEB_2023, ON_31_MAR_2023, ON_30_DEC_2023, ON_29_FEB_2024, ON_31_MAR_2024)

TABLES = Tables()
BIRTHDAYS = ("01-02", "01-03", "01-04", "02-28", "02-29", "03-01", "03-30", "03-31", "04-03", "04-04", "12-01", "12-02")
for _day in (*BIRTHDAYS, "12-30", "12-31"):
    TABLES.customer(f"born_{_day}", birth_date=f"2000-{_day}")
TABLES.customer("unborn")

# Registered on either side of midnight in New York.
for _name, _instant in {
    "in_27_feb_2023": "2023-02-28 04:59:59",
    "in_28_feb_2023": "2023-02-28 05:00:00",
    "in_23_dec_2023": "2023-12-24 04:59:59",
    "in_24_dec_2023": "2023-12-24 05:00:00",
    "in_29_dec_2023": "2023-12-30 04:59:59",
    "in_30_dec_2023": "2023-12-30 05:00:00",
    "in_28_feb_2024": "2024-02-29 04:59:59",
    "in_29_feb_2024": "2024-02-29 05:00:00",
}.items():
    TABLES.customer(_name, registered_at=_instant)

# Ordered once, on either side of the first midnight of a window; the clocks went forward on 12 March 2023.
for _name, _instant in {
    "bought_28_feb_2023": "2023-03-01 04:59:59",
    "bought_1_mar_2023": "2023-03-01 05:00:00",
    "bought_30_mar_2023": "2023-03-31 03:59:59",
    "bought_31_mar_2023": "2023-03-31 04:00:00",
    "bought_now_31_mar_2023": "2023-04-01 03:30:00",
    "bought_29_nov_2023": "2023-11-30 04:59:59",
    "bought_30_nov_2023": "2023-11-30 05:00:00",
}.items():
    TABLES.customer(_name)
    TABLES.order(f"order_{_name}", _name, _instant, {"unit_price": "10"})
