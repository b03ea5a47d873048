{{ config(materialized='table') }}
-- Rows that changed, those that hang on one that changed, and those that could not be used so far; one row without a key stands for all of them.
-- A table of its own, because by its size the planner sees that joins with it are small.
{% set rejected = customer_segments.previous_state('rejected_rows') %}
select
    table_name,
    row_key,
    is_changed,
    true as has_owner
from {{ ref('changed_rows') }}

union all

select
    table_name,
    row_key,
    is_changed,
    true
from {{ ref('dependent_rows') }}
{% if rejected %}

union all

select
    table_name,
    row_key,
    false,
    reason like 'row rejected%'
from {{ rejected }}
{% endif %}
