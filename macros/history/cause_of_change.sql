{#- Why a membership changed in this refresh. The first that fits: first_refresh (there was none before), definition (the segment is new,
    changed or gone), data (a row of the customer changed), time (only the clock moved). -#}
{% macro cause_of_change(segment_code, customer_id) -%}
    case
        when not exists (select 1 from {{ source('operations', 'previous_refresh') }}) then 'first_refresh'
        when {{ segment_code }} not in (select segment_code from {{ ref('unchanged_definitions') }}) then 'definition'
        when {{ customer_id }} in (select customer_id from {{ ref('changed_customers') }}) then 'data'
        else 'time'
    end
{%- endmacro %}
