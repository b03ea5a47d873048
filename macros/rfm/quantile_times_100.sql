{#- Aggregate: 100 times a quantile of whole numbers, by linear interpolation, without fractions.
    `place` counts the values from 0 in ascending order, `last_place` is the greatest of them, `percent` a whole number. -#}
{% macro quantile_times_100(value, place, last_place, percent) -%}
    max(case when {{ place }} = ({{ percent }} * {{ last_place }}) // 100 then {{ value }} * (100 - ({{ percent }} * {{ last_place }}) % 100) else 0 end)
    + max(case when {{ place }} = ({{ percent }} * {{ last_place }}) // 100 + 1 then {{ value }} * (({{ percent }} * {{ last_place }}) % 100) else 0 end)
{%- endmacro %}
