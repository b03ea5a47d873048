{#- The query behind segment_measures. What has no scope comes from unscored_aggregates; scoped measures come from one scan of each kind
    of fact. -#}
{% macro measures_query(measures) %}
{% set scoped = [] %}
{% set custom = measures | selectattr('form', 'equalto', 'custom') | list %}
{% for measure in measures if measure.scope or measure.form in ('member', 'any') %}{% do scoped.append(measure) %}{% endfor %}
with

aggregates as (
    select * from {{ ref('unscored_aggregates') }}
)
{%- if scoped %},

{{ customer_segments.scoped_measures(scoped) }}
{%- endif %}
{%- if custom %},

{{ customer_segments.custom_values(custom) }}
{%- endif %}

select
    aggregates.customer_id
    {%- for measure in measures if measure.form != 'custom' %},
    {{ customer_segments.measure_column(measure, measure in scoped) | trim }} as {{ measure.column }}
    {%- endfor %}
    {%- for measure in custom %}
    {%- for form in customer_segments.custom_forms() %},
    custom_values.{{ measure.column }}_{{ form }}
    {%- endfor %}
    {%- endfor %}
from aggregates
{% if scoped %}left join scoped on aggregates.customer_id = scoped.customer_id{% endif %}

{% if custom %}left join custom_values on aggregates.customer_id = custom_values.customer_id{% endif %}
{% endmacro %}
