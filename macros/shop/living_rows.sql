{#- The rows of a shop table that are there at `as_of`: those the source marks as deleted (`deleted_at`) are not. -#}
{% macro living_rows(table) -%}
    (
        select *
        from {{ source('shop', table) }}
        where deleted_at is null or coalesce({{ customer_segments.as_timestamp('deleted_at') }} > {{ customer_segments.deployed_as_of() }}, true)
    )
{%- endmacro %}
