{#- Adds a column `custom_<field>` to customer_aggregates for each field of field_types. A hook, because which fields there are is data:
    it is asked when the model runs, never while dbt compiles. -#}
{% macro add_custom_columns() %}
    {% if not execute %}{% do return('') %}{% endif %}
    {% set types = {'text': dbt.type_string(), 'number': 'decimal(18, 4)', 'date': 'date', 'boolean': 'boolean'} %}
    {% set fields = run_query(
        'select field, ' ~ customer_segments.text_key('type') ~ ' as type from ' ~ ref('valid_field_types') ~ ' order by field'
    ) %}
    {% set columns = [] %}
    {% for field in fields if field[1] in types %}
        {% do columns.append(
            'max(case when field = ' ~ customer_segments.sql_text(field[0]) ~ ' then ' ~ field[1] ~ '_value end) as '
            ~ adapter.quote('custom_' ~ (field[0] | replace('"', '""')))
        ) %}
    {% endfor %}
    {% if columns %}
        create or replace view {{ this }} as
        with

        own_fields as (
            select
                customer_id as own_customer_id,
                {{ columns | join(',\n                ') }}
            from {{ ref('customer_custom_values') }}
            group by customer_id
        )

        select
            unscored.*,
            scores.score,
            own_fields.* exclude (own_customer_id)
        from {{ ref('unscored_aggregates') }} as unscored
        inner join {{ ref('customer_scores') }} as scores on unscored.customer_id = scores.customer_id
        left join own_fields on unscored.customer_id = own_fields.own_customer_id
    {% endif %}
{% endmacro %}
