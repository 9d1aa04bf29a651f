-- Hvilke av Trøndelags kommuner har brudd i tidsseriene, fra når og hvorfor?
-- Which of Trøndelag's municipalities have breaks in their series, from when and why?
select
    place.code,
    place.name,
    gap.break_on,
    bool_or(gap.additive) as counts_break_too,
    gap.break_reason
from core.series_break as gap
inner join mart.municipality as place on gap.municipality_code = place.code
where place.county_code = '50'
group by place.code, place.name, gap.break_on, gap.break_reason
order by gap.break_on desc, place.code asc
