{#- The usable rows of a judged table, without what was written down about its faults. -#}
{% macro valid_rows(table) %}
{{ config(tags=['deployed_once']) }}
{% set columns = [] %}
{% for column in customer_segments.judged_columns(table) if not column.startswith(('unread_', 'unknown_')) %}{% do columns.append(column) %}{% endfor %}
select {{ columns | join(', ') or '*' }}
from {{ ref('judged_' ~ table) }}
where fault is null
{% endmacro %}
