{#- Before this refresh adds the rows it sees: keeps only those the last successful one saw, which it compares them with. -#}
{% macro forget_recent_rows() %}
    {% if is_incremental() %}
        delete from {{ this }}
        where seen_at is distinct from (select max(as_of) from {{ source('operations', 'previous_refresh') }})
    {% endif %}
{% endmacro %}
