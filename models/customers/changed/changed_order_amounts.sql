{{ customer_segments.amounts_of_orders(ref('changed_orders'), ref('changed_order_items')) }}
