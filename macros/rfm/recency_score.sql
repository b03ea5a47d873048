{#- 1, and one more for each cut that recency_days does not exceed: fewer days are better, and so is a value at an edge. -#}
{% macro recency_score(cuts) -%}
    1
    {%- for cut in cuts %} + case when ranked.recency_days * 100 <= recency_edges.edge_{{ cut }} then 1 else 0 end{% endfor -%}
{%- endmacro %}
