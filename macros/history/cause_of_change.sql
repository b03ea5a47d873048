{#- Why a membership changed in this refresh. The first that fits: first_refresh (there was none before), erased (the customer was), definition
    (the segment is new, changed or gone, or reads one that is, or a score whose rules changed), data (a row of the customer changed), time
    (only the clock moved). -#}
{% macro cause_of_change(segment_code, customer_id) -%}
    case
        when not exists (select 1 from {{ source('operations', 'previous_refresh') }}) then 'first_refresh'
        when {{ customer_id }} like 'erased-________-____-4___-____-____________' then 'erased'
        when {{ segment_code }} not in (select segment_code from {{ ref('unchanged_definitions') }}) then 'definition'
        when {{ customer_id }} in (select customer_id from {{ ref('changed_customers') }} where has_changed_data) then 'data'
        else 'time'
    end
{%- endmacro %}
