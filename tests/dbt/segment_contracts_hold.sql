-- Fails for every broken contract of severity error; nothing is published then.
select
    segment_code,
    rule,
    argument,
    actual
from {{ ref('segment_contract_results') }}
where severity = 'error' and not holds
