-- Customers whose measures this refresh wrote anew, and those who are gone. Nobody else can have entered or left a segment under the same
-- definitions on the same day, so nobody else is asked then; otherwise everybody is, and this has no rows.
select customer_id
from {{ ref('segment_measures') }}
where measured_at = {{ customer_segments.as_of_timestamp() }}
{% if not customer_segments.members_go_on() %}and false{% endif %}


union

select customer_id
from {{ ref('changed_customers') }}
{% if not customer_segments.members_go_on() %}where false{% endif %}
