-- For each contents, period, and county or the country: how much the municipalities' sum has moved against its own figure,
-- in percent, and the most that it usually does.
with sums as (
    select
        own.kind, own.contents, own.period, own.reference, own.region,
        100 * abs(ln(sum(part.total) / own.total * own.was / sum(part.was))) as moved
    from step as own
    inner join step as part
        on
            own.kind = part.kind and own.contents = part.contents and own.period = part.period
            and part.is_municipality and (own.region = '0' or starts_with(part.region, own.region))
    where own.contents in ({{ measures }}) and (own.region = '0' or length(own.region) = 2) and own.total > 0 and own.was > 0
    group by own.kind, own.contents, own.period, own.reference, own.region, own.total, own.was
    having sum(part.total) > 0 and sum(part.was) > 0
),

usual as (
    select contents, region, max(moved) as moved, count(*) as steps
    from sums
    where kind = 'usual'
    group by contents, region
)

select
    now.contents, now.period, now.region, now.moved,
    -- A sum that has always been exact may not move at all.
    if(usual.moved < 1e-6 and now.moved > 1e-6, 100, now.moved - 3 * usual.moved) as summed
from sums as now
inner join usual on now.contents = usual.contents and now.region = usual.region
where now.kind <> 'usual' and usual.steps >= {{ steps }}
