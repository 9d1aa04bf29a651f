-- Needs: temp.catalogue_shifts, temp.seed_border_adjustments (from warehouse/catalogue_tables.py)
create table core.series_shift as
with known as (
    select unnest([from_code, to_code]) as municipality_code, shift_on::date as shift_on, shift_reason
    from temp.seed_border_adjustments
),

-- The years in which births, deaths and moves do not explain the change in population; mart.growth_components has the limits.
unexplained as (
    select distinct
        growth.municipality_code,
        period.period_end + 1 as shift_on,
        format(
            'Folketallet endret seg med {} personer i {} uten at fødsler, dødsfall eller flyttinger forklarer det; grensen kan være justert.',
            abs(growth.unexplained)::integer, growth.period
        ) as shift_reason
    from mart.growth_components as growth
    inner join core.period as period on growth.period = period.period
    anti join known
        on growth.municipality_code = known.municipality_code and known.shift_on = period.period_end + 1
    where growth.is_unexplained
    qualify row_number() over (partition by growth.municipality_code, growth.period order by growth.borders desc) = 1
),

of_municipalities as (
    select *
    from known
    union all by name
    select *
    from unexplained
)

select
    null::varchar as indicator_id,
    municipality_code,
    shift_on,
    string_agg(shift_reason, ' ' order by shift_reason) as shift_reason
from of_municipalities
group by municipality_code, shift_on
union all by name
select indicator_id, null::varchar as municipality_code, shift_on::date as shift_on, shift_reason
from temp.catalogue_shifts
order by indicator_id nulls first, municipality_code, shift_on;
comment on table core.series_shift is 'The days on which a series shifts, because land and its inhabitants passed to another municipality without a change in KLASS, or because an indicator is counted in another way from then on. The figures on both sides stand, but no change is measured from one side to the other; key: indicator_id, municipality_code, shift_on.';
comment on column core.series_shift.indicator_id is 'The indicator; null for every count of a stock, such as inhabitants and dwellings.';
comment on column core.series_shift.municipality_code is 'The municipality; null for all.';
comment on column core.series_shift.shift_on is 'The first day of the figures after the shift.';
comment on column core.series_shift.shift_reason is 'What happened, in Norwegian.';
