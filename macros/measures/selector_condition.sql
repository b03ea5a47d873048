{#- Whether a product of product_catalogue is among those a selector chooses. -#}
{% macro selector_condition(selector) -%}
    {%- for kind, values in selector -%}
        {%- if not loop.first %} and {% endif -%}
        {%- set keys = customer_segments.key_literals(values) | join(', ') -%}
        {%- if kind == 'category' -%}
            {{ customer_segments.list_has_any('category_keys', customer_segments.key_literals(values) + customer_segments.path_literals(values)) }}
        {%- elif kind == 'product' -%}
            coalesce(id_key in ({{ keys }}) or sku_key in ({{ keys }}) or name_key in ({{ keys }}), false)
        {%- elif kind == 'brand' -%}
            coalesce(brand_key in ({{ keys }}), false)
        {%- else -%}
            {{ kind[4:] }}_key is not null
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
