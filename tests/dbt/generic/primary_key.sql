{#- Fails for every key that more than one row has, that lacks one of its columns, or whose row lacks one of `not_null`.
    One query where `unique` and `not_null` of each column would be several: a node costs a refresh more than the query.
    added_at: a column that is the instant of the refresh a row came with, where it is part of the key; only rows of this
    refresh are looked at then, the others were when they came. -#}
{% test primary_key(model, columns, not_null=[], added_at=none) %}
{% set keys = [] %}
{% for column in columns %}{% do keys.append(adapter.quote(column)) %}{% endfor %}
select {{ keys | join(', ') }}, count(*) as rows_count
from {{ model }}
{% if added_at %}where {{ adapter.quote(added_at) }} = {{ customer_segments.as_of_timestamp() }}{% endif %}

group by {{ keys | join(', ') }}
having
    count(*) > 1
    {%- for key in keys %} or {{ key }} is null{% endfor %}
    {%- for column in not_null %} or count({{ adapter.quote(column) }}) < count(*){% endfor %}

{% endtest %}
