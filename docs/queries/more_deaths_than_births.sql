-- I hvilke av Trøndelags kommuner har det dødd flere enn det er født hvert av de fem siste årene?
-- In which of Trøndelag's municipalities were there more deaths than births in each of the last five years?
select
    municipality_code,
    municipality,
    sum(value)::integer as birth_surplus_of_five_years,
    max(value)::integer as best_year
from mart.figure
where indicator_id = 'birth_surplus' and county_code = '50' and period between '2021' and '2025'
group by municipality_code, municipality
having count(*) filter (where value < 0) = 5
order by birth_surplus_of_five_years, municipality_code
