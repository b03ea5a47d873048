{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('customer_id') }} as customer_id,
    {{ customer_segments.as_text('first_name') }} as first_name,
    {{ customer_segments.as_text('last_name') }} as last_name,
    {{ customer_segments.as_text('organization') }} as organization,
    {{ customer_segments.as_text('email') }} as email,
    {{ customer_segments.as_text('phone') }} as phone,
    {{ customer_segments.as_text('gender') }} as gender,
    {{ customer_segments.as_date('birth_date') }} as birth_date,
    {{ customer_segments.as_text('city') }} as city,
    {{ customer_segments.as_text('region') }} as region,
    {{ customer_segments.as_text('country') }} as country,
    {{ customer_segments.as_text('manager_name') }} as manager_name,
    {{ customer_segments.as_timestamp('registered_at') }} as registered_at,
    {{ customer_segments.as_text('source') }} as source,
    {{ customer_segments.as_text('store') }} as store,
    {{ customer_segments.as_boolean('is_vip') }} as is_vip,
    {{ customer_segments.as_boolean('is_blocked') }} as is_blocked,
    {{ customer_segments.as_boolean('email_consent') }} as email_consent,
    {{ customer_segments.as_boolean('sms_consent') }} as sms_consent,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    {{ customer_segments.unread_values('customers') }}
from {{ customer_segments.living_rows('customers') }} as living
