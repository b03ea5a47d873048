{#- What `rejected_rows` says of one shop table: exactly one row for each row that was rejected, one for each value that was ignored. -#}
{% macro rejected_rows_of(table) %}
{% set rules = customer_segments.shop_rules(table) %}
    {{ customer_segments.unusable_rows_of(table) }}
    union all
    {{ customer_segments.ignored_values_of(table) }}
    {% if not rules.is_repeatable %}
    union all
    select '{{ table }}', {{ customer_segments.row_key(rules.key) }}, '{{ rules.key[-1] }}', cast({{ rules.key[-1] }} as {{ dbt.type_string() }}), 'row rejected: a later row has the same key'
    from (
        select *, row_number() over (partition by {{ rules.key | join(', ') }} order by {{ customer_segments.latest_first(table) }}) as place
        from ({{ customer_segments.usable_rows(table, 'checked' if customer_segments.is_judged_in_part(table) else 'repeated') }}) as usable
    ) as ranked
    where place > 1
    {% endif %}
{% endmacro %}

{#- Whether only rows that changed are judged: in an incremental refresh, of the tables that customers' rows are in. -#}
{% macro is_judged_in_part(table) %}
    {% do return(is_incremental() and customer_segments.shop_rules(table).owner is not none) %}
{% endmacro %}
