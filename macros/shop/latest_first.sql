{#- The order in which rows with one key are preferred: latest `updated_at`, then the greater of the other columns as declared,
    so that the choice does not depend on the order of rows in a file. -#}
{% macro latest_first(table) -%}
    {%- set rules = customer_segments.shop_rules(table) -%}
    {%- set columns = customer_segments.source_columns(table) | map(attribute='name') | reject('in', rules.key) | list -%}
    {%- for column in ['updated_at'] | select('in', columns) | list + columns | reject('equalto', 'updated_at') | list -%}
        {%- if not loop.first %}, {% endif -%}
        {{ column }} desc nulls last
    {%- else -%}
        {{ rules.key[0] }}
    {%- endfor -%}
{%- endmacro %}
