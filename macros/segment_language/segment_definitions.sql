{#- What each segment is computed from now, by its hash. -#}
{% macro segment_definitions(segments) %}
{% set type = dbt.type_string() %}
{% for segment in segments %}
select
    cast('{{ segment.code }}' as {{ type }}) as segment_code,
    cast('{{ segment.kind }}' as {{ type }}) as kind,
    {{ 'true' if segment.is_active else 'false' }} as is_active,
    cast('{{ segment.definition_hash }}' as {{ type }}) as definition_hash,
    cast('{{ segment.foundation_hash }}' as {{ type }}) as foundation_hash
{% if not loop.last %}union all{% endif %}
{% else %}
select
    cast(null as {{ type }}) as segment_code, cast(null as {{ type }}) as kind, false as is_active, cast(null as {{ type }}) as definition_hash,
    cast(null as {{ type }}) as foundation_hash
where false
{% endfor %}
{% endmacro %}
