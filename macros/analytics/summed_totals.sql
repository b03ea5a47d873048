{#- The last select of totals: the contributions summed by their keys and, where the totals go on, added to those held. Sums of whole numbers and
    exact decimals do not depend on the order of adding and taking off. What nothing contributes to any more is left out.
    sums: type by column; the first counts what the row is of. contributions: a CTE of the keys, the sums and `is_before`. -#}
{% macro summed_totals(keys, sums, goes_on, contributions='contributions') %}
{% set counted = (sums | list) | first %}
select
    {%- for key in keys %}
    {{ key }},
    {%- endfor %}
    {%- for column, type in sums.items() %}
    cast(sum(case when is_before then -{{ column }} else {{ column }} end) as {{ type }}) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}

from (
    select * from {{ contributions }}
    {% if goes_on %}

    union all

    select
        {{ keys | join(', ') }},
        {{ sums | join(', ') }},
        false as is_before
    from {{ this }}
    {% endif %}
) as counted
group by {{ keys | join(', ') }}
having sum(case when is_before then -{{ counted }} else {{ counted }} end) > 0
{% endmacro %}
