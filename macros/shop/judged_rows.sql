{#- CTE `judged`: the staged rows of a shop table with what is wrong with them (`fault_column`, `fault_value`, `fault`); these are missing for
    usable rows, of which there is one per key. A full refresh ranks only rows whose key is repeated, an incremental one looks only at those
    of `rows_to_check`. -#}
{% macro judged_rows(table) %}
{% set rules = customer_segments.shop_rules(table) %}
{% set columns = customer_segments.judged_columns(table) | join(', ') or '*' %}
{% set is_in_part = customer_segments.is_judged_in_part(table) %}
-- depends_on: {{ ref('rows_to_check') }}
-- depends_on: {{ ref('previous_owners') }}
-- depends_on: {{ ref('repeated_keys') }}
with

judged as (
    {% if rules.is_repeatable %}
    {{ customer_segments.faulted_rows(table) }}
    {% else %}
    select
        {{ columns }},
        case when place > 1 and fault is null then '{{ rules.key[-1] }}' else fault_column end as fault_column,
        case when place > 1 and fault is null then cast({{ rules.key[-1] }} as {{ dbt.type_string() }}) else fault_value end as fault_value,
        case when place > 1 and fault is null then 'a later row has the same key' else fault end as fault
    from (
        select
            *,
            row_number() over (
                partition by {{ rules.key | join(', ') }}, fault
                order by {{ customer_segments.latest_first(table) }}
            ) as place
        from ({{ customer_segments.faulted_rows(table, are_repeated=not is_in_part) }}) as faulted
        {% if not is_in_part %}where fault is null{% endif %}

    ) as ranked
    {% if not is_in_part %}

    union all

    select *
    from ({{ customer_segments.faulted_rows(table) }}) as faulted
    where
        fault is not null
        or not ({{ customer_segments.is_repeated(table) }})
    {% endif %}
    {% endif %}
)
{% endmacro %}
