-- What the next statements need to know of each indicator, and the table of figures that they fill and read.
create or replace temp table definition (
    indicator_id varchar, per varchar, has_divisor boolean, years_before integer, is_quotient boolean, scale integer,
    additive boolean, summed_by_source boolean, years integer, recounted boolean
);
insert into temp.definition values
(
    'age_groups', null, true,
    0, true, 100,
    true, true, 1,
    false
);
create or replace temp table published_figure (
    indicator_id varchar, is_divisor boolean, region varchar, borders date, period varchar, breakdown varchar, vintage varchar,
    alternative varchar, numerator double, denominator double, value double, why varchar, provisional bigint, fetch_id varchar
);
-- Needs: temp.published_figure (from sql/templates/definitions.sql)
-- The figures of one indicator on the borders that they were published on, for the whole or by one breakdown; or its
-- denominators, if they are summed on their own: over the whole, for every part of a breakdown, or some years before.
insert into temp.published_figure
-- The catalogue's expressions. A sum is null if one of its cells has no value, because the sum of the others would be too
-- low. `why` is the symbol of such a cell. KOSTRA's own figures for groups are left out, because they are estimates
-- and need not equal the sum of the members.
select
    'age_groups' as indicator_id,
    true as is_divisor,
    region,
    borders,
    period,
    null::varchar as breakdown,
    null::varchar as vintage,
    null::varchar as alternative,
    null as numerator,
    CASE WHEN COUNT(*) FILTER(WHERE (TRUE) AND value IS NULL) = 0 THEN SUM(value) END as denominator,
    null as value,
    min(symbol) filter (where ((true)) and value is null) as why,
    count(*) filter (where ((true)) and symbol = 'provisional') as provisional,
    min(fetch_id) as fetch_id
from source."ssb_07459"
where true
group by all;
-- Needs: temp.published_figure (from sql/templates/definitions.sql)
-- The figures of one indicator on the borders that they were published on, for the whole or by one breakdown; or its
-- denominators, if they are summed on their own: over the whole, for every part of a breakdown, or some years before.
insert into temp.published_figure
-- The catalogue's expressions. A sum is null if one of its cells has no value, because the sum of the others would be too
-- low. `why` is the symbol of such a cell. KOSTRA's own figures for groups are left out, because they are estimates
-- and need not equal the sum of the members.
select
    'age_groups' as indicator_id,
    false as is_divisor,
    region,
    borders,
    period,
    'alder=' || case
            when "alder_from" >= 0 and "alder_to" <= 0 then '000-000'
            when "alder_from" >= 1 and "alder_to" <= 5 then '001-005'
            when "alder_from" >= 6 and "alder_to" <= 12 then '006-012'
            when "alder_from" >= 13 and "alder_to" <= 15 then '013-015'
            when "alder_from" >= 16 and "alder_to" <= 19 then '016-019'
            when "alder_from" >= 20 and "alder_to" <= 44 then '020-044'
            when "alder_from" >= 45 and "alder_to" <= 66 then '045-066'
            when "alder_from" >= 67 and "alder_to" <= 79 then '067-079'
            when "alder_from" >= 80 and "alder_to" <= 89 then '080-089'
            when "alder_from" >= 90 then '090+'
            else "alder"
        end as breakdown,
    null::varchar as vintage,
    null::varchar as alternative,
    CASE WHEN COUNT(*) FILTER(WHERE (TRUE) AND value IS NULL) = 0 THEN SUM(value) END as numerator,
    null as denominator,
    null as value,
    min(symbol) filter (where ((true)) and value is null) as why,
    count(*) filter (where ((true)) and symbol = 'provisional') as provisional,
    min(fetch_id) as fetch_id
from source."ssb_07459"
where true
group by all;
