-- Hvor mye bommer hovedalternativet vanligvis etter fem år, i små og store kommuner?
-- How far off is the main alternative usually after five years, in small and large municipalities?
select
    case when place.population < 5000 then 'under 5000' when place.population < 20000 then '5000-19999' else '20000 and over' end as size,
    count(*) as projections,
    round(median(abs(hit.deviation_pct)), 1) as median_deviation_pct,
    round(max(abs(hit.deviation_pct)), 1) as largest_deviation_pct
from mart.projection_hit_rate as hit
inner join mart.municipality as place on hit.municipality_code = place.code
where hit.alternative = 'MMMM' and hit.horizon = 5 and hit.deviation_pct is not null
group by size
order by median_deviation_pct desc
