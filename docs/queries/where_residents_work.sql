-- I hvilke kommuner arbeidet de som bodde i Inderøy (1756) i 2017?
-- In which municipalities did those who lived in Inderøy (1756) in 2017 work?
select
    place.code,
    place.name,
    flow.value::integer as employed,
    round(100 * flow.value / sum(flow.value) over (), 1) as percent
from source.ssb_03321 as flow
inner join core.municipality as place
    on
        flow.arbstedkomm = place.code
        and flow.borders >= place.valid_from
        and (place.valid_to is null or flow.borders < place.valid_to)
where flow.region = '1756' and flow.period = '2017' and flow.value > 0
order by employed desc
limit 10
