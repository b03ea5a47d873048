-- How many customers went from which group of a list to which in each refresh; a refresh adds its own rows, the first one of a list none.
{{ config(materialized='incremental', incremental_strategy='append', full_refresh=false, on_schema_change='fail') }}
{% set as_of = customer_segments.as_of_timestamp() %}
with

history as (
    select * from {{ ref('customer_group_history') }}
    where valid_from = {{ as_of }} or valid_until = {{ as_of }}
),

known_lists as (
    select distinct list from {{ ref('customer_group_history') }}
    where valid_from < {{ as_of }}
),

moves as (
    select
        customer_id,
        list,
        max(case when valid_until = {{ as_of }} then group_code end) as from_group,
        max(case when valid_from = {{ as_of }} then group_code end) as to_group
    from history
    group by customer_id, list
)

select
    moves.list,
    cast({{ customer_segments.refresh_id() }} as {{ dbt.type_string() }}) as refresh_id,
    {{ as_of }} as as_of,
    moves.from_group,
    moves.to_group,
    count(*) as customers
from moves
inner join known_lists on moves.list = known_lists.list
group by moves.list, moves.from_group, moves.to_group
