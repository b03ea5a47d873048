{#- The rows of a model that changed customers had at the last refresh, for what runs before the model takes them out; none in a full refresh.
    columns: type by name. -#}
{% macro rows_before(model, columns) %}
{% set changed = ref('changed_customers') %}
{% set held = none if not execute or should_full_refresh() else customer_segments.previous_state(model) %}
select
    {%- for column, type in columns.items() %}
    {{ column if held else 'cast(null as ' ~ type ~ ') as ' ~ column }}{{ ',' if not loop.last }}
    {%- endfor %}

{% if held %}
from {{ held }}
where customer_id in (select customer_id from {{ changed }})
{% else %}
where false
{% endif %}
{% endmacro %}
