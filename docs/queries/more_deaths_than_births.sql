-- I hvilke av Trøndelags kommuner har det dødd flere enn det er født hvert av de fem siste årene?
-- In which of Trøndelag's municipalities were there more deaths than births in each of the last five years?
select
    place.code,
    place.name,
    sum(surplus.value)::integer as birth_surplus_of_five_years,
    max(surplus.value)::integer as best_year
from mart.indicator as surplus
inner join mart.municipality as place on surplus.municipality_code = place.code
where
    surplus.indicator_id = 'birth_surplus' and place.county_code = '50'
    and surplus.on_todays_borders and surplus.break_on is null
    and surplus.period between '2021' and '2025'
group by place.code, place.name
having count(*) filter (where surplus.value < 0) = 5
order by birth_surplus_of_five_years, place.code
