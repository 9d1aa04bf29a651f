-- Hvor mange av punktene i hvert krav er dekket, for kommunene i Trøndelag og i landet ellers?
-- How many points of each requirement are covered, for Trøndelag's municipalities and for the rest of the country?
select
    coverage.requirement,
    place.county_code = '50' as in_trondelag,
    count(distinct coverage.point_id) as points,
    count(distinct coverage.point_id) filter (where coverage.status = 'not_measured') as not_measured,
    round(count(*) filter (where coverage.status = 'covered') / count(distinct place.code), 1) as covered_on_average
from mart.coverage as coverage
inner join mart.municipality as place on coverage.municipality_code = place.code
group by coverage.requirement, in_trondelag
order by coverage.requirement asc, in_trondelag desc
