-- The parts of a count by one breakdown sum to the whole.
with part as (
    select
        indicator_id, region, borders, period, vintage, alternative,
        regexp_replace(breakdown, '=[^;]*', '', 'g') as split_by,
        sum(numerator) as parts,
        bool_or(numerator is null) as lacks
    from core.observation
    where breakdown is not null
    group by all
)

select whole.indicator_id, whole.region, whole.period, part.split_by, whole.numerator, part.parts
from core.observation as whole
inner join part
    on
        whole.indicator_id = part.indicator_id and whole.region = part.region
        and whole.borders = part.borders and whole.period = part.period
        and whole.vintage is not distinct from part.vintage
        and whole.alternative is not distinct from part.alternative
where whole.breakdown is null and not part.lacks and abs(whole.numerator - part.parts) > 1e-6
