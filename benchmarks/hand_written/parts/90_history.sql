-- Who came and who went, with the cause: an anti-join in each direction.
create or replace temp table open_stays as
select rowid as stay, customer_no, segment_code from history where exited_at is null;

create or replace temp table entries as
from members anti join open_stays using (customer_no, segment_code);

create or replace temp table exits as
from open_stays anti join members using (customer_no, segment_code);

create or replace temp macro cause(segment, customer) as
    case
        when getvariable('since') is null then 'first_refresh'
        when segment not in (select segment_code from definitions semi join previous_definitions using (segment_code, definition_hash))
            then 'definition'
        when customer in (select customer_no from changed_customers) then 'data'
        else 'time'
    end;

update history
set exited_at = getvariable('as_of'), exited_cause = cause(segment_code, customer_no)
where rowid in (select stay from exits);

insert into history
select customer_no, customer_id, segment_code, getvariable('as_of'), null, cause(segment_code, customer_no), null,
    definition_hash
from entries
inner join definitions using (segment_code);

insert into events
select customer_id, segment_code, 'entered', entered_at, entered_cause, getvariable('refresh_id')
from history where entered_at = getvariable('as_of')
union all
select customer_id, segment_code, 'exited', exited_at, exited_cause, getvariable('refresh_id')
from history where exited_at = getvariable('as_of');

create or replace table previous_definitions as from definitions;

-- scores held
create or replace temp table held_scores as
select rowid as held, customer_no, score from score_history where valid_until is null;

update score_history set valid_until = getvariable('as_of')
where rowid in (
    select held from held_scores left join evaluated using (customer_no)
    where held_scores.score is distinct from evaluated.score
);

insert into score_history
select customer_no, customer_id, evaluated.score, getvariable('as_of'), null
from evaluated
left join held_scores using (customer_no)
where held_scores.score is distinct from evaluated.score;
