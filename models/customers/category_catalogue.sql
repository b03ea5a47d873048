-- Categories with every name a segment may call them by: ids, names and paths of themselves and of all above them.
with

categories as (
    select * from {{ ref('valid_categories') }}
),

paths as (
    with recursive walk as (
        select
            category_id,
            coalesce(nullif({{ customer_segments.trimmed('name') }}, ''), category_id) as path
        from categories
        where parent_id is null

        union all

        select
            below.category_id,
            walk.path || ' > ' || coalesce(nullif({{ customer_segments.trimmed('below.name') }}, ''), below.category_id)
        from categories as below
        inner join walk on below.parent_id = walk.category_id
    )

    select
        category_id,
        path
    from walk
),

lineage as (
    select
        category_id,
        ancestor_id
    from ({{ customer_segments.ancestor_pairs('categories') }}) as pairs
    union all
    select
        category_id,
        category_id as ancestor_id
    from categories
),

category_names as (
    select
        lineage.category_id,
        {{ customer_segments.text_key('ancestors.category_id') }} as name_key
    from lineage
    inner join categories as ancestors on lineage.ancestor_id = ancestors.category_id
    union
    select
        lineage.category_id,
        {{ customer_segments.text_key('ancestors.name') }}
    from lineage
    inner join categories as ancestors on lineage.ancestor_id = ancestors.category_id
    union
    select
        lineage.category_id,
        {{ customer_segments.path_key('paths.path') }}
    from lineage
    inner join paths on lineage.ancestor_id = paths.category_id
),

category_keys as (
    select
        category_id,
        {{ customer_segments.text_list('name_key') }} as category_keys
    from category_names
    group by category_id
)

select
    categories.category_id,
    case when {{ customer_segments.text_key('categories.name') }} is null then categories.category_id else categories.name end as category,
    category_keys.category_keys
from categories
inner join category_keys on categories.category_id = category_keys.category_id
