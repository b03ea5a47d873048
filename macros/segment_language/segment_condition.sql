{#- Membership of other segments, as computed in the same refresh; `ref` makes dbt build them first. -#}
{% macro segment_condition(node, operator) -%}
    {%- set tests = [] -%}
    {%- for code in node['values'] -%}
        {%- do tests.append('customer_id in (select customer_id from ' ~ ref('segment_' ~ code) ~ ')') -%}
    {%- endfor -%}
    ({{ tests | join(' or ') }})
{%- endmacro %}
