{#- The name of the group by recency and frequency score: the first of setting `rfm_groups` that fits. -#}
{% macro rfm_group() -%}
    case
        {%- for group in customer_segments.setting('rfm_groups') %}
        when recency_score in ({{ group.recency | join(', ') }}) and frequency_score in ({{ group.frequency | join(', ') }})
            then {{ customer_segments.sql_text(group.name) }}
        {%- endfor %}
    end
{%- endmacro %}
