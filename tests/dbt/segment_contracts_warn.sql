-- Warns of every broken contract of severity warn; the refresh is published all the same.
{{ config(severity='warn') }}

select
    segment_code,
    rule,
    argument,
    actual
from {{ ref('segment_contract_results') }}
where severity = 'warn' and not holds
