-- Everything consumers read, straight into the new file.
create table next.segment_membership_history as
select customer_id, segment_code, entered_at, exited_at, entered_cause, exited_cause, definition_hash from history;

create table next.segment_memberships as
select customer_id, segment_code, entered_at from history where exited_at is null;

create table next.segment_membership_events as from events;
create table next.segment_sizes as from sizes;
create table next.segments as from seed_segments;
create table next.rejected_rows as from rejected_rows;

create table next.customer_scores as
select customer_id, score, getvariable('as_of') as as_of from evaluated;

create table next.customer_score_history as
select customer_id, score, valid_from, valid_until from score_history;

create table next.segment_assignments as
select customer_id, list, arg_min(segment_code, rank) as segment_code
from members
inner join priorities using (segment_code)
group by customer_id, list;

create table next.segment_export as
select
    segment_code, state.customer_id as "CustomerId", nullif(concat_ws(' ', first_name, last_name), '') as "Name",
    organization as "Organization", email as "Email", phone as "Phone", manager_name as "ManagerName",
    last_order_number as "LastOrderNumber", last_order_id as "LastOrderId", orders_sum as "OrdersSum",
    orders_count as "OrdersCount", nullif(concat_ws(', ', city, region, country), '') as "Location",
    registered_at as "RegistrationDateTime", birth_date as "BirthDay"
from members
inner join customer_state as state using (customer_no);

create table next.delivery_consent as
select customer_id, channel, reason is null as may_be_contacted, reason
from (
    select
        customer_id, 'email' as channel,
        case
            when is_blocked then 'blocked'
            when not coalesce(email_consent, false) then 'no_consent'
            when email is null then 'no_address'
            when not regexp_matches(
                trim(email, white_space()),
                '^[^@.\s"(),:;<>\[\]\\]+([.][^@.\s"(),:;<>\[\]\\]+)*@[^@.\s"(),:;<>\[\]\\]+([.][^@.\s"(),:;<>\[\]\\]+)+$'
            ) then 'invalid_address'
        end as reason
    from customer_state
    union all
    select
        customer_id, 'sms',
        case
            when is_blocked then 'blocked'
            when not coalesce(sms_consent, false) then 'no_consent'
            when coalesce(digits, '') = '' then 'no_address'
            when length(digits) not between 7 and 15 then 'invalid_address'
        end
    from (select *, regexp_replace(phone, '[^0-9]', '', 'g') as digits from customer_state)
);
