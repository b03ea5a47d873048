{#- What customers bought, by name: a query of customer_id, categories_bought, products_bought, brands_bought, distinct_categories_count.
    bought: CTE of customer_id and product_numbers. Names that compare equal count once, spelled as the least of them; lists are sorted. -#}
{% macro names_of_products(bought, catalogue) -%}
    {{ return(adapter.dispatch('names_of_products', 'customer_segments')(bought, catalogue)) }}
{%- endmacro %}

{#- Names are numbered in their order, and lists of numbers are sorted instead of texts: four times as fast. A code is the number of the key in
    its upper half and that of the name in its lower; the first code of a key is its least name: each code is looked at with the one before it. -#}
{% macro duckdb__names_of_products(bought, catalogue) %}
{%- set kinds = {'category': 'categories_bought', 'product': 'products_bought', 'brand': 'brands_bought'} -%}
, numbered as (
    select
        product_number,
        case when category_id is not null then dense_rank() over (order by category_id nulls last) end as category_number
        {%- for kind in kinds %},
        {{ kind }},
        dense_rank() over (order by {{ kind }} nulls last) as {{ kind }}_name_number,
        case
            when {{ kind }}_key is not null
                then dense_rank() over (order by {{ kind }}_key nulls last) * 4294967296 + dense_rank() over (order by {{ kind }} nulls last)
        end as {{ kind }}_code
        {%- endfor %}
    from {{ catalogue }}
),

{% for kind in kinds %}
{{ kind }}_names as (
    select list({{ kind }} order by {{ kind }}_name_number) as names
    from (select distinct {{ kind }}, {{ kind }}_name_number from numbered) as spelled
),

{% endfor %}
codes as (
    select
        list(category_number order by product_number) as category_numbers
        {%- for kind in kinds %},
        list({{ kind }}_code order by product_number) as {{ kind }}_codes
        {%- endfor %}
    from numbered
),

coded as (
    select
        bought.customer_id,
        list_unique(list_transform(bought.product_numbers, lambda n: codes.category_numbers[n])) as distinct_categories_count
        {%- for kind in kinds %},
        list_sort(list_transform(bought.product_numbers, lambda n: codes.{{ kind }}_codes[n]), 'ASC', 'NULLS LAST') as {{ kind }}_codes
        {%- endfor %}
    from {{ bought }} as bought
    cross join codes
)

select
    coded.customer_id
    {%- for kind, column in kinds.items() %},
    list_transform(
        list_sort(list_transform(
            list_filter(
                list_zip(coded.{{ kind }}_codes, [null] || coded.{{ kind }}_codes),
                lambda pair: pair[1] is not null and (pair[2] is null or pair[1] >> 32 != pair[2] >> 32)
            ),
            lambda pair: pair[1] & 4294967295
        )),
        lambda number: {{ kind }}_names.names[number]
    ) as {{ column }}
    {%- endfor %},
    cast(coded.distinct_categories_count as bigint) as distinct_categories_count
from coded
{% for kind in kinds %}
cross join {{ kind }}_names
{% endfor %}
{% endmacro %}
