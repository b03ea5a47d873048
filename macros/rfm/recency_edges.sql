{#- The quantiles of recency_days at the cuts, times 100, as columns edge_<cut>. -#}
{% macro recency_edges(cuts) -%}
    {%- for cut in cuts -%}
        {{ customer_segments.quantile_times_100('recency_days', 'recency_place', 'last_place', cut) }} as edge_{{ cut }}
        {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro %}
