-- The persons in the service ages add up to all projected persons, in each alternative.
with summed as (
    select
        municipality_code, vintage, borders, period,
        [sum(low), sum(main), sum(high)] as persons
    from mart.projected_change
    where service_age != 'all'
    group by municipality_code, vintage, borders, period
)

select whole.municipality_code, whole.vintage, whole.period, whole.main, summed.persons
from mart.projected_change as whole
left join summed
    on
        whole.municipality_code = summed.municipality_code and whole.vintage = summed.vintage
        and whole.borders = summed.borders and whole.period = summed.period
where whole.service_age = 'all' and summed.persons is distinct from [whole.low, whole.main, whole.high]
