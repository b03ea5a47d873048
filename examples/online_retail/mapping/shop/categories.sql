-- The small tree of categories.csv. One row per category.
select
    category_id,
    name,
    parent_id
from category_rules
order by position
