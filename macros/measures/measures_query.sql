{#- One row per customer with the measures asked for. What has no scope comes from unscored_aggregates; scoped measures come from one scan
    of each kind of fact, or, where `is_stored`, from scoped_measures. -#}
{% macro measures_query(measures, is_stored=false) %}
{% set scoped = [] %}
{% set custom = measures | selectattr('form', 'equalto', 'custom') | list %}
{% for measure in measures if measure.scope or measure.form in ('member', 'any') %}{% do scoped.append(measure) %}{% endfor %}
{% set measured_again = customer_segments.customers_to_measure(measures) if is_stored else none %}
with

aggregates as (
    select * from {{ ref('unscored_aggregates') }}
    {% if is_stored and is_incremental() %}where customer_id in ({{ measured_again }}){% endif %}

)
{%- if is_stored %},

scoped as (
    select * from {{ ref('scoped_measures') }}
),

custom_values as (
    select * from {{ ref('scoped_measures') }}
)
{%- elif scoped %},

{{ customer_segments.scoped_values(scoped) }}
{%- endif %}
{%- if custom and not is_stored %},

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
    {%- if is_stored %},
    {{ customer_segments.as_of_timestamp() }} as measured_at
    {%- endif %}

from aggregates
{% if scoped %}left join scoped on aggregates.customer_id = scoped.customer_id{% endif %}

{% if custom %}left join custom_values on aggregates.customer_id = custom_values.customer_id{% endif %}
{% endmacro %}
