-- What the generated models call: here a segment is a city.
{% macro segment_membership(code, kind, is_active, root) %}
select customer_id from {{ source('shop', 'customers') }} where lower(city) = '{{ code }}'
{% endmacro %}

{% macro segment_members(segments) %}
{% for segment in segments %}
select customer_id, '{{ segment }}' as segment_code, 'hash' as definition_hash from {{ ref('segment_' ~ segment) }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
{% endmacro %}

{% macro segment_definitions(segments) %}
{% for segment in segments %}
select '{{ segment.code }}' as segment_code, '{{ segment.definition_hash }}' as definition_hash,
    '{{ segment.foundation_hash }}' as foundation_hash
{% if not loop.last %}union all{% endif %}
{% endfor %}
{% endmacro %}

{% macro segment_measures(measures) %}select customer_id, city as city_key from {{ source('shop', 'customers') }}{% endmacro %}

{% macro segment_axes(segments) %}select customer_id, true as in_moscow from {{ ref('segment_moscow') }}{% endmacro %}

{% macro score_points(scores) %}
select customer_id, '' as score_code, 0 as points from {{ source('shop', 'customers') }} where false
{% endmacro %}

{% macro scoped_measures(measures) %}select customer_id from {{ source('shop', 'customers') }}{% endmacro %}

{% macro moved_windows(windows) %}select customer_id from {{ source('shop', 'customers') }} where false{% endmacro %}
