{#- What a snapshot adds and ends, in the form dbt's own macro of this name gives it, found by the difference of the rows it holds open and
    the rows that are there: only those are hashed and written. For snapshots with `strategy: check` and `hard_deletes: invalidate`; any other
    goes dbt's way. meta.compared names the relation of the customers who are compared where only they can differ. -#}
{% macro default__snapshot_staging_table(strategy, source_sql, target_relation) -%}
    {%- if strategy.hard_deletes != 'invalidate' or config.get('strategy') != 'check' or config.get('dbt_valid_to_current') -%}
        {{ return(dbt.default__snapshot_staging_table(strategy, source_sql, target_relation)) }}
    {%- endif -%}
    {%- set columns = config.get('snapshot_table_column_names') or dbt.get_snapshot_table_column_names() -%}
    {%- set keys = [strategy.unique_key] if strategy.unique_key is string else strategy.unique_key -%}
    {%- set now = customer_segments.as_of_timestamp() -%}
    {%- set asked = config.get('meta', {}).get('compared') if customer_segments.only_remeasured_moved() -%}
    {%- set compared = customer_segments.previous_state(asked) if asked -%}
    {%- set told = config.get('check_cols') | reject('in', keys) | list -%}
    with source_data as (

        {% if compared %}
        select * from ({{ source_sql }}) as present
        where customer_id in (select customer_id from {{ compared }})
        {% else %}
        {{ source_sql }}
        {% endif %}

    ),

    held as (
        select {{ (keys + told) | join(', ') }}, {{ columns.dbt_scd_id }} as held_id
        from {{ target_relation }}
        where {{ columns.dbt_valid_to }} is null
        {% if compared %}and customer_id in (select customer_id from {{ compared }}){% endif %}

    ),

    difference as (
        select
            source_data.*,
            source_data.{{ keys[0] }} is not null as is_there,
            held.held_id
        from source_data
        full join held on {% for key in keys %}source_data.{{ key }} = held.{{ key }}{% if not loop.last %} and {% endif %}{% endfor %}

        where
            source_data.{{ keys[0] }} is null
            or held.{{ keys[0] }} is null
            {%- for column in told %}
            or source_data.{{ column }} is distinct from held.{{ column }}
            {%- endfor %}
    ),

    started as (
        select * from difference
        where is_there
    )

    select
        'insert' as dbt_change_type,
        started.* exclude (is_there, held_id),
        {{ now }} as {{ columns.dbt_updated_at }},
        {{ now }} as {{ columns.dbt_valid_from }},
        cast(null as timestamp) as {{ columns.dbt_valid_to }},
        {{ strategy.scd_id | replace('source_data.', 'started.') }} as {{ columns.dbt_scd_id }}
    from started

    union all by name

    select
        'delete' as dbt_change_type,
        {{ now }} as {{ columns.dbt_valid_to }},
        held_id as {{ columns.dbt_scd_id }}
    from difference
    where held_id is not null
{%- endmacro %}
