-- Types the file's lines and says what each is by itself; whether a cancellation finds its purchase is decided later.
-- One row per line of the file.
with texts as (
    select
        row_number() over () as line,
        *
    from read_csv(getvariable('csv'), header = true, all_varchar = true)
),

typed as (
    select
        line,
        InvoiceNo as invoice_no,
        StockCode as stock_code,
        -- 85123a and 85123A are one article.
        upper(trim(StockCode)) as product_id,
        nullif(regexp_replace(trim(Description), '\s+', ' ', 'g'), '') as description,
        cast(Quantity as bigint) as quantity,
        cast(UnitPrice as decimal(18, 4)) as unit_price,
        -- 43 invoices carry two minutes: an invoice is of its first. The file has the shop's wall clock.
        timezone(
            'UTC', timezone(getvariable('shop_timezone'), min(cast(InvoiceDate as timestamp)) over (partition by InvoiceNo))
        ) as invoiced_at,
        -- The file writes 17850.0.
        nullif(split_part(trim(CustomerID), '.', 1), '') as customer_id,
        trim(Country) as country
    from texts
)

select
    *,
    row_number() over (partition by invoice_no order by line) as line_of_invoice,
    case
        when invoice_no like 'A%' then 'bad debt'
        when invoice_no like 'C%' and quantity < 0 and unit_price > 0
            then if(customer_id is null, 'no customer: cancellation', 'cancellation')
        when quantity > 0 and unit_price > 0 then if(customer_id is null, 'no customer: sale', 'order line')
        when quantity > 0 and unit_price = 0 then if(customer_id is null, 'no customer: free', 'free of charge')
        when quantity < 0 and unit_price = 0 and customer_id is null then 'stock adjustment'
        else 'unexplained'
    end as kind
from typed
order by line
