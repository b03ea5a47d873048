{#- The points of the score rules that hold. Before the history of scores there has to be remeasured_customers, whose customers it compares. -#}
{% macro score_points(scores) %}
-- depends_on: {{ ref('remeasured_customers') }}
{% for score in scores %}
{% do customer_segments.check_segment(score.code, 'dynamic', score.root) %}
select
    customer_id,
    cast('{{ score.code }}' as {{ dbt.type_string() }}) as score_code,
    cast({{ score.points }} as decimal(18, 4)) as points
from {{ ref('segment_measures') }}
where {{ customer_segments.predicate(score.root) }}
{% if not loop.last %}union all{% endif %}
{% else %}
select
    cast(null as {{ dbt.type_string() }}) as customer_id,
    cast(null as {{ dbt.type_string() }}) as score_code,
    cast(null as decimal(18, 4)) as points
where false
{% endfor %}
{% endmacro %}
