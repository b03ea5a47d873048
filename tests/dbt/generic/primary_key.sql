{#- Fails for every key that more than one row has, that lacks one of its columns, or whose row lacks one of `not_null`.
    One query where `unique` and `not_null` of each column would be several: a node costs a refresh more than the query.
    added_at: a column that is the instant of the refresh a row came with, where it is part of the key; only rows of this
    refresh are looked at then, the others were when they came.
    written_for: a relation of the customers whose rows alone an incremental refresh takes out and writes anew; rows of others were looked at when they
    were written. A full refresh and a plain dbt command look at all.
    joins_keys: whether it is a view that joins relations by keys that have tests of their own; an incremental refresh looks at none of its rows. -#}
{% test primary_key(model, columns, not_null=[], added_at=none, written_for=none, joins_keys=false) %}
{% set is_incremental = customer_segments.refresh_value('full') == 'false' %}
{% if written_for %}{% set customers = ref(written_for) %}{% endif %}
{% set keys = [] %}
{% for column in columns %}{% do keys.append(adapter.quote(column)) %}{% endfor %}
select {{ keys | join(', ') }}, count(*) as rows_count
from {{ model }}
where
    true
    {% if added_at %}and {{ adapter.quote(added_at) }} = {{ customer_segments.as_of_timestamp() }}{% endif %}

    {% if joins_keys and is_incremental %}and false{% endif %}

    {% if written_for and is_incremental %}and customer_id in (select customer_id from {{ customers }}){% endif %}

group by {{ keys | join(', ') }}
having
    count(*) > 1
    {%- for key in keys %} or {{ key }} is null{% endfor %}
    {%- for column in not_null %} or count({{ adapter.quote(column) }}) < count(*){% endfor %}

{% endtest %}
