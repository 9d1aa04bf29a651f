-- What the next statements need to know of each indicator, and the table of figures that they fill and read.
create or replace temp table definition (
    indicator_id varchar, per varchar, has_divisor boolean, years_before integer, is_quotient boolean, scale integer,
    additive boolean, summed_by_source boolean, years integer, recounted boolean
);
insert into temp.definition values
(
    'median_income_after_tax', null, false,
    0, false, 1,
    false, false, 1,
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
    'median_income_after_tax' as indicator_id,
    false as is_divisor,
    region,
    borders,
    period,
    null::varchar as breakdown,
    null::varchar as vintage,
    null::varchar as alternative,
    null as numerator,
    null as denominator,
    CASE WHEN COUNT(*) FILTER(WHERE (contents = 'InntSkatt') AND value IS NULL) = 0 THEN MAX(value) FILTER(WHERE contents = 'InntSkatt') END as value,
    min(symbol) filter (where ((contents = 'InntSkatt')) and value is null) as why,
    count(*) filter (where ((contents = 'InntSkatt')) and symbol = 'provisional') as provisional,
    min(fetch_id) as fetch_id
from source."ssb_06944"
where true
group by all;
