-- What every part uses: texts as people compare them, days of the shop, money rounded half away from zero.
create or replace temp macro white_space() as
    decode('\x09\x0A\x0B\x0C\x0D\x20\xC2\x85\xC2\xA0\xE1\x9A\x80\xE2\x80\x80\xE2\x80\x81\xE2\x80\x82\xE2\x80\x83\xE2\x80\x84\xE2\x80\x85\xE2\x80\x86\xE2\x80\x87\xE2\x80\x88\xE2\x80\x89\xE2\x80\x8A\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAF\xE2\x81\x9F\xE3\x80\x80'::blob);
create or replace temp macro blank_is_missing(t) as
    case
        when t < '!' or t between chr(133) and chr(160) or t between chr(5760) and chr(12288)
            then if(trim(t, white_space()) = '', null, t)
        else t
    end;
create or replace temp macro text_key(t) as nullif(lower(nfc_normalize(trim(t, white_space()))), '');
create or replace temp macro path_key(t) as text_key(regexp_replace(t, '\s*>\s*', ' > ', 'g'));
create or replace temp macro shop_day(t) as cast(timezone(getvariable('zone'), timezone('UTC', t)) as date);
create or replace temp macro whole(d) as cast(cast(d as decimal(38, 4)) * 10000 as hugeint);
create or replace temp macro rounded_quotient(dividend, divisor) as
    cast(
        cast(
            sign(dividend) * sign(divisor) * ((2 * abs(dividend) + abs(divisor)) // nullif(2 * abs(divisor), 0))
            as decimal(38, 0)
        ) * 0.0001 as decimal(18, 4)
    );
create or replace temp macro average(total, number) as rounded_quotient(whole(total), cast(number as hugeint));
