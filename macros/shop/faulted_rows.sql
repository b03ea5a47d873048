{#- Staged rows of a shop table, all or in an incremental refresh those that are checked, with the first thing that is wrong with each and with
    references to nothing.
    are_repeated: only those whose key more than one row has. -#}
{% macro faulted_rows(table, are_repeated=false) %}
{% set rules = customer_segments.shop_rules(table) %}
{% set faults = customer_segments.faults_of(table) %}
{% set columns = customer_segments.judged_columns(table) | join(', ') or '*' %}
    select
        {{ columns }},
        case fault_number {% for fault in faults %}when {{ loop.index }} then '{{ fault.column }}' {% endfor %}end as fault_column,
        cast(case fault_number {% for fault in faults %}when {{ loop.index }} then {{ fault.value or 'null' }} {% endfor %}end as {{ dbt.type_string() }}) as fault_value,
        case fault_number {% for fault in faults %}when {{ loop.index }} then '{{ fault.words }}' {% endfor %}end as fault
    from (
        select
            staged.*,
            {% for column, reference in rules.references.items() %}
            case when reference_{{ loop.index }}.{{ reference[1] }} is null then staged.{{ column }} end as unknown_{{ column }},
            {% endfor %}
            case {% for fault in faults %}when {{ fault.test }} then {{ loop.index }} {% endfor %}end as fault_number
        from {{ customer_segments.staged_rows(table, are_repeated) }} as staged
        {% for column, parent in rules.parents.items() %}
        left join {{ ref(parent[0]) }} as parent_{{ loop.index }} on staged.{{ column }} = parent_{{ loop.index }}.{{ parent[1] }}
        {% endfor %}
        {% for column, reference in rules.references.items() %}
        left join {{ ref(reference[0]) }} as reference_{{ loop.index }} on staged.{{ column }} = reference_{{ loop.index }}.{{ reference[1] }}
        {% endfor %}
    ) as staged
{% endmacro %}

{#- The staging model of a shop table, or what is looked at of it. -#}
{% macro staged_rows(table, are_repeated) -%}
{%- set staging = ref('stg_' ~ table) -%}
{%- if customer_segments.is_judged_in_part(table) -%}
    (
        select * from {{ staging }}
        where {{ customer_segments.is_checked(table, 'given_key') }}
        union all
        select * from {{ staging }}
        where {{ customer_segments.is_checked_without_key(table) }}
    )
{%- elif are_repeated -%}
    (select * from {{ staging }} where {{ customer_segments.is_repeated(table) }})
{%- else -%}
    {{ staging }}
{%- endif -%}
{%- endmacro %}

{#- Whether more than one row has the key of a row. -#}
{% macro is_repeated(table) -%}
    {{ customer_segments.row_hash(customer_segments.shop_rules(table).key) }} in (
        select key_hash from {{ ref('repeated_keys') }} where table_name = '{{ table }}'
    )
{%- endmacro %}
