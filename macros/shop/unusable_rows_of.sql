{#- Rows of a shop table that lack their key, a required value or a parent; of several faults the first is named. -#}
{% macro unusable_rows_of(table) %}
{% set rules = customer_segments.shop_rules(table) %}
{% set types = {} %}
{% for column in customer_segments.source_columns(table) %}{% do types.update({column.name: column.data_type}) %}{% endfor %}
{% set faults = [] %}
{% for column in rules.key + rules.required | reject('in', rules.key) | list %}
    {% set given = customer_segments.as_text('raw.' ~ column) | trim %}
    {% do faults.append([column, given ~ ' is null', 'no ' ~ column]) %}
    {% set parser = customer_segments.parser_of(types.get(column)) %}
    {% if parser %}
        {% do faults.append([column, '(' ~ customer_segments[parser.macro]('raw.' ~ column) | trim ~ ') is null', 'not a ' ~ parser.noun]) %}
    {% endif %}
{% endfor %}
{% for column, parent in rules.parents.items() %}
    {% do faults.append([column, 'parent_' ~ loop.index ~ '.' ~ parent[1] ~ ' is null', 'unknown ' ~ parent[2]]) %}
{% endfor %}
    select '{{ table }}' as table_name, row_key, column_name, value, 'row rejected: ' || fault as reason
    from (
        select
            {{ customer_segments.row_key(rules.key, 'raw') }} as row_key,
            case {% for column, test, _ in faults %}when {{ test }} then '{{ column }}' {% endfor %}end as column_name,
            case {% for column, test, _ in faults %}when {{ test }} then {{ customer_segments.as_text('raw.' ~ column) | trim }} {% endfor %}end as value,
            case {% for _, test, fault in faults %}when {{ test }} then '{{ fault }}' {% endfor %}end as fault
        from {{ customer_segments.judged_rows(table) }} as raw
        {% for column, parent in rules.parents.items() %}
        left join {{ ref(parent[0]) }} as parent_{{ loop.index }} on {{ customer_segments.as_text('raw.' ~ column) | trim }} = parent_{{ loop.index }}.{{ parent[1] }}
        {% endfor %}
    ) as judged
    where fault is not null
{% endmacro %}
