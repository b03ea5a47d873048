{#- Memberships that totals are made from: all there are, or those that totals of a kind (`moves_sales`, `moves_overlaps`) lose and gain. -#}
{% macro counted_memberships(kind, goes_on) -%}
    {%- set everything, moved = ref('segment_memberships'), ref('moved_memberships') -%}
    select
        customer_id,
        segment_code,
        {{ 'is_before' if goes_on else 'false as is_before' }}
    from {{ moved if goes_on else everything }}
    {%- if goes_on %}
    where {{ kind }}
    {%- endif %}
{%- endmacro %}
