{#- How each channel, store or country of customer_sales is spelled: a query of `name_key` and `name`, the least of the spellings that compare equal. -#}
{% macro spellings_sold(column) -%}
    select
        {{ customer_segments.text_key('spelled') }} as name_key,
        min(spelled) as name
    from (select distinct {{ column }} as spelled from {{ ref('customer_sales') }}) as spellings
    where spelled != ''
    group by {{ customer_segments.text_key('spelled') }}
{%- endmacro %}
