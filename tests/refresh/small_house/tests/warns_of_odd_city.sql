{{ config(severity='warn') }}
select * from {{ source('shop', 'customers') }} where city = 'ODD'
