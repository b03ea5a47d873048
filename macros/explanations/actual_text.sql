{#- What a condition finds at a customer, as text; missing where there is nothing.
    A list narrowed by a scope is not kept whole: what is known of it is which of the threshold's values it has. -#}
{% macro actual_text(row) -%}
    {%- set test = row.test -%}
    {%- if test.type == 'segment' or 'columns' in test and row.scope -%}
        {{ customer_segments.found_text(row) }}
    {%- elif test.type == 'custom' -%}
        {%- set column = test.column -%}
        coalesce(
            {{ column }}_text,
            {{ customer_segments.number_text(column ~ '_number') | trim }},
            {{ customer_segments.plain_text(column ~ '_date') | trim }},
            {{ customer_segments.plain_text(column ~ '_boolean') | trim }}
        )
    {%- elif test.type == 'list' and not row.scope -%}
        {{ customer_segments.list_text('given__' ~ row.field) }}
    {%- elif test.type == 'text' -%}
        given__{{ row.field }}
    {%- elif test.type == 'number' -%}
        {{ customer_segments.number_text(test.column) }}
    {%- else -%}
        {{ customer_segments.plain_text(test.column) }}
    {%- endif -%}
{%- endmacro %}
