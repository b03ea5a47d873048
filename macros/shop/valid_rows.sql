{#- The usable rows of a judged table, without what was written down about its faults. -#}
{% macro valid_rows(table) %}
{{ config(tags=['deployed_once']) }}
select {{ customer_segments.usable_columns(table) | join(', ') or '*' }}
from {{ ref('judged_' ~ table) }}
where fault is null
{% endmacro %}
