{{ config(materialized='table') }}
-- Usable categories; a parent that is unknown, or that makes a category its own ancestor, is left out, so that the tree ends.
with

valid as (
    select * from {{ ref('judged_categories') }}
    where fault is null
),

known as (
    select
        valid.category_id,
        valid.name,
        parents.category_id as parent_id
    from valid
    left join valid as parents on valid.parent_id = parents.category_id
),

ancestors as ({{ customer_segments.ancestor_pairs('known') }}),

on_a_cycle as (
    select category_id
    from ancestors
    where category_id = ancestor_id
)

select
    known.category_id,
    known.name,
    case when on_a_cycle.category_id is null then known.parent_id end as parent_id
from known
left join on_a_cycle on known.category_id = on_a_cycle.category_id
