-- Everything measured of a customer without a scope, under the names of the segment language; a post-hook adds the shop's own fields.
-- depends_on: {{ ref('valid_field_types') }}
-- depends_on: {{ ref('customer_custom_values') }}
{{ config(materialized='view', post_hook="{{ customer_segments.add_custom_columns() }}") }}

select
    unscored.*,
    scores.score
from {{ ref('unscored_aggregates') }} as unscored
inner join {{ ref('customer_scores') }} as scores on unscored.customer_id = scores.customer_id
