{#- The segments that relations of analytics are about: active, and not kept out by `is_in_analytics`. -#}
{% macro analytics_segments() -%}
    select segment_code
    from {{ ref('segments') }}
    where is_active and is_in_analytics
{%- endmacro %}
