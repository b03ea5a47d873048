{#- Fails for every combination of columns that more than one row has. -#}
{% test unique_combination(model, columns) %}
{% set quoted = [] %}
{% for column in columns %}{% do quoted.append(adapter.quote(column)) %}{% endfor %}
select {{ quoted | join(', ') }}, count(*) as rows_count
from {{ model }}
group by {{ quoted | join(', ') }}
having count(*) > 1
{% endtest %}
