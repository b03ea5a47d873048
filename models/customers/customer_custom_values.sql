{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- The shop's own fields, each value under the type that field_types gives it; a value that does not read as its type is left out.
with

types as (
    select
        field,
        {{ customer_segments.text_key('type') }} as type
    from {{ ref('valid_field_types') }}
),

valued as (
    select
        given.customer_id,
        given.field,
        types.type,
        given.value
    from {{ ref('valid_customer_fields') }} as given
    inner join types on given.field = types.field
    {{ customer_segments.changed_only('given.customer_id') }}
),

typed as (
    select
        customer_id,
        field,
        type,
        case when type = 'text' then {{ customer_segments.present_text('value') }} end as text_value,
        case when type = 'text' then {{ customer_segments.text_key('value') }} end as text_key,
        case when type = 'number' then {{ customer_segments.as_decimal('value') }} end as number_value,
        case when type = 'date' then {{ customer_segments.as_date('value') }} end as date_value,
        case when type = 'boolean' then {{ customer_segments.as_boolean('value') }} end as boolean_value
    from valued
)

select *
from typed
where
    text_value is not null
    or number_value is not null
    or date_value is not null
    or boolean_value is not null
