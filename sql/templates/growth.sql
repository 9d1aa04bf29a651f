-- The growth of one indicator over some years, in percent, for the same area at both ends.
insert into core.observation (
    indicator_id, region, borders, area_from, period, breakdown, vintage, alternative,
    numerator, denominator, value, symbol, fetch_id, break_on, break_reason
)
-- One row for each area, which may have rows on the borders of several editions, with the same count.
with earlier as (
    select
        region,
        area_from,
        period,
        vintage,
        alternative,
        min(numerator) as numerator,
        min(break_on) as break_on,
        min(break_reason) as break_reason,
        min(shift_on) as shift_on,
        min(shift_reason) as shift_reason
    from core.observation
    where indicator_id = {{ of }} and breakdown is null
    group by all
),

-- `across_break`: one end is before a break or a shift and the other after it. The row then has the reason instead of a figure.
paired as (
    select
        later.* exclude (shift_on, shift_reason),
        later.numerator - earlier.numerator as growth,
        earlier.numerator as earlier_numerator,
        (later.shift_on is distinct from earlier.shift_on) as across_shift,
        ((later.break_on is distinct from earlier.break_on) or across_shift) as across_break,
        coalesce(earlier.break_on, if(across_shift, earlier.shift_on, null)) as earlier_break_on,
        coalesce(earlier.break_reason, if(across_shift, earlier.shift_reason, null)) as earlier_break_reason
    from core.observation as later
    inner join core.period as later_period on later.period = later_period.period
    inner join core.period as earlier_period
        on
            later_period.grain = earlier_period.grain
            and later_period.period_start = earlier_period.period_start + interval {{ years }} year
    inner join earlier
        on
            later.region = earlier.region
            and later.area_from = earlier.area_from
            and earlier_period.period = earlier.period
            and later.vintage is not distinct from earlier.vintage
            and later.alternative is not distinct from earlier.alternative
    where
        later.indicator_id = {{ of }}
        and later.breakdown is null
        and later.numerator is not null
        and earlier.numerator > 0
)

select
    {{ indicator_id }},
    region,
    borders,
    area_from,
    period,
    breakdown,
    vintage,
    alternative,
    if(across_break, null, growth),
    earlier_numerator,
    if(across_break, null, round({{ scale }} * growth / earlier_numerator, 6) + 0),
    if(across_break, 'not_existing', 'derived'),
    fetch_id,
    coalesce(break_on, earlier_break_on),
    coalesce(break_reason, earlier_break_reason)
from paired
