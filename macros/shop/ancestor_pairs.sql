{#- Every category with each category above it, at any depth. Ends on cycles too, because a pair is found only once. -#}
{% macro ancestor_pairs(categories) %}
    with recursive pairs as (
        select category_id, parent_id as ancestor_id
        from {{ categories }}
        where parent_id is not null

        union

        select pairs.category_id, above.parent_id as ancestor_id
        from pairs
        inner join {{ categories }} as above on pairs.ancestor_id = above.category_id
        where above.parent_id is not null
    )

    select category_id, ancestor_id
    from pairs
{% endmacro %}
