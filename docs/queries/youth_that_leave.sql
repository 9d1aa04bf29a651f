-- I hvilke av Trøndelags kommuner krymper årskullene mest fra 15–19 til 20–24 år, for kvinner og menn?
-- In which of Trøndelag's municipalities do cohorts shrink most between the ages of 15–19 and 20–24, for women and men?
select
    place.code,
    place.name,
    case cohort.sex when '1' then 'men' when '2' then 'women' end as sex,
    cohort.from_persons::integer as at_15_19,
    cohort.to_persons::integer as at_20_24,
    round(cohort.change_pct, 1) as change_pct
from mart.cohort_change as cohort
inner join mart.municipality as place on cohort.municipality_code = place.code
where
    place.county_code = '50' and cohort.from_age_group = '015-019' and cohort.break_on is null
    and cohort.withheld_reason is null
    and cohort.to_period = place.population_period
qualify cohort.borders = max(cohort.borders) over (partition by cohort.municipality_code)
order by cohort.change_pct, place.code, sex
