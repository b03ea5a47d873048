{#- 1, and one more for each cut that a place counted from 0 has reached. -#}
{% macro place_score(place, cuts) -%}
    1
    {%- for cut in cuts %} + case when {{ place }} * 100 >= {{ cut }} * ranked.last_place then 1 else 0 end{% endfor -%}
{%- endmacro %}
