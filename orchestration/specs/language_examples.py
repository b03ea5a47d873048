"""One example of every field, operator and scope key, as the seed writes it: scope, operator and value."""

from __future__ import annotations

from orchestration.specs.catalogue import FieldType

# Cells `scope,operator,value` by field.
FIELD_EXAMPLES = {
    "city": ",not_equals,Москва",
    "region": ",in,Пермский край|Урал",
    "country": ",equals,Polska",
    "gender": ",equals,female",
    "age": ",between,18..25",
    "birth_date": ",anniversary_between,today..+3d",
    "registered_date": ",on_or_after,-30d",
    "source": ",starts_with,ads",
    "store": ",equals,Арбат",
    "organization": ",is_set,",
    "manager_name": ",equals,Ольга",
    "email": ",is_set,",
    "email_domain": ",in,gmail.com|mail.ru",
    "phone": ",starts_with,+7",
    "social_networks": ",any_of,vk|telegram",
    "is_vip": ",is_true,",
    "is_blocked": ",is_true,",
    "email_consent": ",is_true,",
    "sms_consent": ",is_false,",
    "bucket": ",between,0..9",
    "orders_sum": "within=90d,at_least,5000",
    "paid_sum": "category=Чай;within=1y,between,50000..200000",
    "net_paid_sum": ",greater_than,0",
    "orders_count": "within=30d,equals,0",
    "paid_orders_count": ",at_least,3",
    "cancelled_orders_count": "within=6m,at_least,2",
    "average_check": "channel=site,at_least,1500",
    "first_order_date": ",between,2024-01-01..2024-12-31",
    "last_order_date": ",before,-6m",
    "days_since_last_order": ",between,30..60",
    "items_count": "within=30d,at_least,10",
    "order_channels": ",all_of,site|phone",
    "last_order_status": ",equals,returned",
    "categories_bought": "within=365d,all_of,Pets > Cats|Pets > Dogs",
    "products_bought": ",any_of,SKU-17",
    "brands_bought": ",none_of,Lipton",
    "distinct_categories_count": "within=1y,at_least,3",
    "abandoned_carts_count": "within=7d,at_least,1",
    "abandoned_carts_sum": "within=7d,at_least,3000",
    "last_abandoned_cart_date": ",between,-7d..yesterday",
    "reviews_count": "category=Чай,at_least,2",
    "average_rating": ",at_most,2.5",
    "last_review_date": ",on_or_after,-1m",
    "last_nps_score": ",at_least,9",
    "nps_group": ",equals,detractor",
    "last_nps_date": ",before,-1y",
    "interactions_count": "channel=email;kind=opened;within=90d,equals,0",
    "last_interaction_date": "channel=phone,on_or_after,-2w",
    "score": ",at_least,50",
    "recency_score": ",at_least,4",
    "frequency_score": ",equals,5",
    "monetary_score": ",in,4|5",
    "rfm_group": ",in,at_risk|cant_lose",
    "custom.<field>": ",equals,сиамская",
    "segment": ",not_in,hold_out",
}

# The field an operator is shown with, by the type of field it fits.
SHOWN_WITH = {
    FieldType.NUMBER: "age",
    FieldType.DATE: "last_order_date",
    FieldType.TEXT: "city",
    FieldType.LIST: "social_networks",
    FieldType.BOOLEAN: "email_consent",
    FieldType.SEGMENT: "segment",
}

# Values by type and operator; an operator that takes none is not here.
OPERATOR_EXAMPLES = {
    (FieldType.NUMBER, "equals"): "18",
    (FieldType.NUMBER, "not_equals"): "18",
    (FieldType.NUMBER, "greater_than"): "18",
    (FieldType.NUMBER, "at_least"): "18",
    (FieldType.NUMBER, "less_than"): "18",
    (FieldType.NUMBER, "at_most"): "18",
    (FieldType.NUMBER, "between"): "18..25",
    (FieldType.NUMBER, "not_between"): "..17",
    (FieldType.NUMBER, "in"): "18|21|50",
    (FieldType.NUMBER, "not_in"): "18|21|50",
    (FieldType.DATE, "on"): "yesterday",
    (FieldType.DATE, "before"): "-6m",
    (FieldType.DATE, "after"): "2024-02-29",
    (FieldType.DATE, "on_or_before"): "2024-02-29",
    (FieldType.DATE, "on_or_after"): "-30d",
    (FieldType.DATE, "between"): "-4m..-3m",
    (FieldType.DATE, "not_between"): "2024-01-01..",
    (FieldType.DATE, "anniversary_between"): "12-30..01-02",
    (FieldType.TEXT, "equals"): "Москва",
    (FieldType.TEXT, "not_equals"): "Москва",
    (FieldType.TEXT, "in"): "Москва|Тверь",
    (FieldType.TEXT, "not_in"): "Москва|Тверь",
    (FieldType.TEXT, "contains"): "град|бург",
    (FieldType.TEXT, "not_contains"): "град",
    (FieldType.TEXT, "starts_with"): "Нижний",
    (FieldType.TEXT, "ends_with"): "град|бург",
    (FieldType.TEXT, "matches"): "^Ниж.+(град|Тагил)$",
    (FieldType.LIST, "any_of"): "vk|telegram",
    (FieldType.LIST, "all_of"): "vk|telegram",
    (FieldType.LIST, "none_of"): "vk|telegram",
    (FieldType.SEGMENT, "in"): "vip|newsletter",
    (FieldType.SEGMENT, "not_in"): "hold_out",
}

# What operators mean of segments, where the general words would mislead.
SEGMENT_MEANINGS = {"in": "is in at least one of them", "not_in": "is in none of them"}

# Field and scope by key.
SCOPE_EXAMPLES = {
    "category": ("paid_sum", "category=Tea > Green tea|Кофе"),
    "product": ("items_count", "product=SKU-17"),
    "brand": ("last_order_date", "brand=Lipton"),
    "channel": ("orders_count", "channel=site|app"),
    "store": ("orders_count", "store=Арбат"),
    "status": ("orders_count", "status=returned"),
    "kind": ("interactions_count", "channel=email;kind=opened|clicked"),
    "within": ("orders_count", "within=30d"),
    "from": ("paid_sum", "from=2024-01-01"),
    "to": ("paid_sum", "from=-3m;to=yesterday"),
}
SCOPED_COMPARISON = {FieldType.NUMBER: "at_least,1", FieldType.DATE: "is_set,"}
