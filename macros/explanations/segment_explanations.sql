{#- Relation `segment_explanations`: why customers are in segments, or not. One row per customer and row of a segment's definition: its
    conditions; its groups, which have no field; and, with an empty `group`, the whole.
    segments: list of {'code', 'rows'}. Of every row: 'group', 'condition' in words, 'node' that decides. Of a condition also: 'field', 'scope'
        and 'threshold' as written, its 'values' one by one, 'test', which is the node before other segments' trees took its place, and 'parts',
        a node per value where the test cannot be split.
    customer: SQL of the one customer to explain; empty: everybody. -#}
{% macro segment_explanations(measures, segments, customer='') %}
{% set fields = [] %}
{% set scored = [] %}
{% for segment in segments %}
    {% for row in segment.rows %}
        {% if customer_segments.reads_field(row.node, 'score') %}{% do scored.append(row) %}{% endif %}
        {% if 'test' in row and row.test.type in ('text', 'list') and not row.scope and row.field not in fields %}
            {% do fields.append(row.field) %}
        {% endif %}
    {% endfor %}
{% endfor %}
with

measured as (
    {{ customer_segments.previewed_customers(measures, scored | length > 0, customer) }}
),

given as (
    select
        customer_id as given_customer_id
        {%- for field in fields %},
        {{ field }} as given__{{ field }}
        {%- endfor %}
    from {{ ref('unscored_aggregates') }}
),

explained as (
    select *
    from measured
    inner join given on measured.customer_id = given.given_customer_id
)

{% for segment in segments %}
{% set of_segment = loop %}
{% for row in segment.rows %}
select
    customer_id,
    {{ customer_segments.plain_text(customer_segments.sql_text(segment.code)) }} as segment_code,
    {{ loop.index }} as place,
    {{ customer_segments.explanation_columns(row) | trim }}
from explained
{% if not (loop.last and of_segment.last) %}union all{% endif %}
{% endfor %}
{% endfor %}
{% endmacro %}
