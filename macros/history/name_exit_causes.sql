{#- After the snapshot: gives the stays that ended in this refresh their cause. -#}
{% macro name_exit_causes() %}
    update {{ this }}
    set exited_cause = {{ customer_segments.cause_of_change('segment_code', 'customer_id') }}
    where exited_at = {{ customer_segments.as_of_timestamp() }} and exited_cause is null
{% endmacro %}
