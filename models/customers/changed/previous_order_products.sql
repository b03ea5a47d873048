-- What changed customers had in order_products at the last refresh: totals lose it.
{% set text = dbt.type_string() %}
{{ customer_segments.rows_before('order_products', {
    'customer_id': text, 'order_id': text, 'product_id': text, 'category_id': text,
    'quantity': 'decimal(18, 4)', 'revenue': 'decimal(18, 4)',
}) }}
