{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_checked_rows('customer_fields') }}"
) }}
-- Values of the shop's own fields; `unread_as` names the type of the field where the value does not read as it.
{{ customer_segments.judged_rows('customer_fields') }}

select
    judged.*,
    case
        when judged.fault is null and {{ customer_segments.present_text('judged.value') }} is not null
            then
                case {{ customer_segments.text_key('types.type') }}
                    when 'number' then case when {{ customer_segments.as_decimal('judged.value') }} is null then 'number' end
                    when 'date' then case when {{ customer_segments.as_date('judged.value') }} is null then 'date' end
                    when 'boolean' then case when {{ customer_segments.as_boolean('judged.value') }} is null then 'boolean' end
                end
    end as unread_as
from judged
left join {{ ref('valid_field_types') }} as types on judged.field = types.field
