{#- `as_of` as a SQL timestamp, UTC, for a view: it is looked up where the view is read, so that the view need not be deployed at each refresh. -#}
{% macro deployed_as_of() -%}
    (select as_of from {{ ref('refresh_instant') }})
{%- endmacro %}
