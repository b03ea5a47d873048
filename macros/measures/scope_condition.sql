{#- Whether a fact is in the scope of a measure: channel, store, status, kind and days. `date_column` is the shop's day of the fact. -#}
{% macro scope_condition(scope, date_column) -%}
    {%- set tests = [] -%}
    {%- for key in ('channel', 'store', 'status', 'kind') if key in scope -%}
        {%- do tests.append(key ~ '_key in (' ~ customer_segments.key_literals(scope[key]) | join(', ') ~ ')') -%}
    {%- endfor -%}
    {%- set low = '-' ~ scope.within if scope.get('within') else scope.get('from') -%}
    {%- set high = 'today' if scope.get('within') else scope.get('to') -%}
    {%- if low -%}{%- do tests.append(date_column ~ ' >= ' ~ customer_segments.date_end(low) | trim) -%}{%- endif -%}
    {%- if high -%}{%- do tests.append(date_column ~ ' <= ' ~ customer_segments.date_end(high) | trim) -%}{%- endif -%}
    {{ tests | join(' and ') }}
{%- endmacro %}
