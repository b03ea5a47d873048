-- What changed customers had in customer_sales at the last refresh: totals lose it.
{% set text = dbt.type_string() %}
{{ customer_segments.rows_before('customer_sales', {
    'customer_id': text, 'cohort_month': 'date', 'country': text, 'month': 'date', 'channel': text, 'store': text,
    'orders': 'bigint', 'revenue': 'decimal(18, 4)', 'net_revenue': 'decimal(18, 4)',
}) }}
