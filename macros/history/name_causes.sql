{#- After the snapshot: gives the stays that began or ended in this refresh their cause. -#}
{% macro name_causes() %}
    update {{ this }}
    set
        entered_cause = case
            when entered_at = {{ customer_segments.as_of_timestamp() }}
                then {{ customer_segments.cause_of_change('segment_code', 'customer_id') }}
            else entered_cause
        end,
        exited_cause = case
            when exited_at = {{ customer_segments.as_of_timestamp() }}
                then {{ customer_segments.cause_of_change('segment_code', 'customer_id') }}
        end
    where entered_at = {{ customer_segments.as_of_timestamp() }} or exited_at = {{ customer_segments.as_of_timestamp() }}
{% endmacro %}
