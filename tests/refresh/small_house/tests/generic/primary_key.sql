{#- Fails for every key that more than one row has. -#}
{% test primary_key(model, columns, not_null=[]) %}
{% set keys = [] %}
{% for column in columns %}{% do keys.append(adapter.quote(column)) %}{% endfor %}
select {{ keys | join(', ') }}, count(*) as rows_count
from {{ model }}
group by {{ keys | join(', ') }}
having count(*) > 1
{% endtest %}
