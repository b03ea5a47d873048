{#- Whether an order is in the scope of a measure: channel, store, status and days. The columns are those of order_amounts. -#}
{% macro order_scope_condition(scope) -%}
    {%- set tests = [] -%}
    {%- for key in ('channel', 'store', 'status') if key in scope -%}
        {%- do tests.append(key ~ '_key in (' ~ customer_segments.key_literals(scope[key]) | join(', ') ~ ')') -%}
    {%- endfor -%}
    {%- if scope.get('within') -%}
        {%- do tests.append('ordered_date >= ' ~ customer_segments.date_end('-' ~ scope.within) | trim) -%}
        {%- do tests.append('ordered_date <= ' ~ customer_segments.date_end('today') | trim) -%}
    {%- endif -%}
    {%- if scope.get('from') -%}{%- do tests.append('ordered_date >= ' ~ customer_segments.date_end(scope['from']) | trim) -%}{%- endif -%}
    {%- if scope.get('to') -%}{%- do tests.append('ordered_date <= ' ~ customer_segments.date_end(scope['to']) | trim) -%}{%- endif -%}
    {{ tests | join(' and ') }}
{%- endmacro %}
