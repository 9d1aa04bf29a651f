-- I hvilke kommuner arbeider de som bor i Inderøy, etter de nyeste tallene?
-- In which municipalities do the residents of Inderøy work, by the newest figures?
select
    flow.period,
    place.code,
    place.name,
    flow.value::integer as employed,
    round(100 * flow.value / sum(flow.value) over (), 1) as percent
from source.ssb_03321 as flow
inner join core.municipality as home
    on
        flow.region = home.code
        and flow.borders >= home.valid_from
        and (home.valid_to is null or flow.borders < home.valid_to)
inner join core.municipality as place
    on
        flow.arbstedkomm = place.code
        and flow.borders >= place.valid_from
        and (place.valid_to is null or flow.borders < place.valid_to)
where
    home.name = 'Inderøy'
    and flow.value > 0
    and flow.period = (select max(period::varchar) from source.ssb_03321)
order by employed desc
limit 10
