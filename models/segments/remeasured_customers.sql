-- Customers whose measures this refresh wrote anew, and those who are gone: on the same day, under the same definitions, nobody else can have
-- entered or left a segment or have another score. No rows where anybody can.
select customer_id
from {{ ref('segment_measures') }}
where measured_at = {{ customer_segments.as_of_timestamp() }}
{% if not customer_segments.only_remeasured_moved() %}and false{% endif %}


union

select customer_id
from {{ ref('changed_customers') }}
{% if not customer_segments.only_remeasured_moved() %}where false{% endif %}
