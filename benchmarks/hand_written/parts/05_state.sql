-- What is kept from one run to the next.
create table if not exists customer_numbers (customer_id varchar, customer_no integer);
create table if not exists rejected_rows (table_name varchar, row_key varchar, column_name varchar, value varchar, reason varchar);
create table if not exists history (
    customer_no integer, customer_id varchar, segment_code varchar, entered_at timestamp, exited_at timestamp,
    entered_cause varchar, exited_cause varchar, definition_hash varchar
);
create table if not exists events (
    customer_id varchar, segment_code varchar, event varchar, occurred_at timestamp, cause varchar, refresh_id varchar
);
create table if not exists sizes (
    segment_code varchar, refresh_id varchar, as_of timestamp, members bigint, entered bigint, exited bigint, share double
);
create table if not exists previous_definitions (segment_code varchar, definition_hash varchar);
create table if not exists score_history (
    customer_no integer, customer_id varchar, score decimal(18, 4), valid_from timestamp, valid_until timestamp
);
create table if not exists refreshes (refresh_id varchar, as_of timestamp);
create table if not exists product_numbers (product_id varchar, product_key integer);
create table if not exists group_history (
    customer_no integer, customer_id varchar, list varchar, group_code varchar, valid_from timestamp, valid_until timestamp
);
create table if not exists migrations (
    list varchar, refresh_id varchar, as_of timestamp, from_group varchar, to_group varchar, customers bigint
);
