-- What the next statements need to know of each indicator, and the table of figures that they fill and read.
create or replace temp table definition (
    indicator_id varchar, per varchar, has_divisor boolean, years_before integer, is_quotient boolean, scale integer,
    additive boolean, summed_by_source boolean, years integer, recounted boolean
);
insert into temp.definition values
(
    'cohort_20_24_to_30_34', null, true,
    10, true, 100,
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
    'cohort_20_24_to_30_34' as indicator_id,
    true as is_divisor,
    region,
    borders,
    (try_cast(period::varchar as integer) + 10)::varchar as period,
    null::varchar as breakdown,
    null::varchar as vintage,
    null::varchar as alternative,
    null as numerator,
    CASE WHEN COUNT(*) FILTER(WHERE (alder_from BETWEEN 20 AND 24) AND value IS NULL) = 0 THEN SUM(value) FILTER(WHERE alder_from BETWEEN 20 AND 24) END as denominator,
    null as value,
    min(symbol) filter (where ((alder_from BETWEEN 20 AND 24)) and value is null) as why,
    count(*) filter (where ((alder_from BETWEEN 20 AND 24)) and symbol = 'provisional') as provisional,
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
    'cohort_20_24_to_30_34' as indicator_id,
    false as is_divisor,
    region,
    borders,
    period,
    null::varchar as breakdown,
    null::varchar as vintage,
    null::varchar as alternative,
    CASE WHEN COUNT(*) FILTER(WHERE (alder_from BETWEEN 30 AND 34) AND value IS NULL) = 0 THEN SUM(value) FILTER(WHERE alder_from BETWEEN 30 AND 34) END as numerator,
    null as denominator,
    null as value,
    min(symbol) filter (where ((alder_from BETWEEN 30 AND 34)) and value is null) as why,
    count(*) filter (where ((alder_from BETWEEN 30 AND 34)) and symbol = 'provisional') as provisional,
    min(fetch_id) as fetch_id
from source."ssb_07459"
where true
group by all;
