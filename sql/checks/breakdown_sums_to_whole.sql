-- The parts of a count by one breakdown sum to the whole.
with part as (
    select
        indicator_id, region, borders, period,
        regexp_replace(breakdown, '=[^;]*', '', 'g') as split_by,
        sum(numerator) as parts,
        bool_or(numerator is null) as lacks
    from core.observation
    where breakdown is not null
    group by all
)

select whole.indicator_id, whole.region, whole.period, part.split_by, whole.numerator, part.parts
from core.observation as whole
inner join part using (indicator_id, region, borders, period)
where whole.breakdown is null and not part.lacks and abs(whole.numerator - part.parts) > 1e-6
