-- Hvor mange av punktene i hvert krav er dekket, for kommunene i Trøndelag og i landet ellers?
-- How many points of each requirement are covered, for Trøndelag's municipalities and for the rest of the country?
select
    coverage.requirement,
    place.county_code = '50' as in_trondelag,
    count(distinct coverage.point_id) as points,
    count(distinct coverage.point_id) filter (where coverage.status = 'not_measured') as not_measured,
    count(distinct coverage.point_id) filter (where coverage.status = 'measured_elsewhere') as measured_elsewhere,
    round(count(*) filter (where coverage.status = 'covered') / count(distinct place.code), 1) as covered_on_average,
    round(count(*) filter (where coverage.status = 'partly') / count(distinct place.code), 1) as partly_on_average,
    round(100 * sum(coverage.recent_count) / sum(coverage.indicator_count), 1) as percent_of_indicators
from mart.coverage as coverage
inner join mart.municipality as place on coverage.municipality_code = place.code
group by coverage.requirement, in_trondelag
order by coverage.requirement asc, in_trondelag desc
