-- Hva har endret seg mest i Heim siden planstrategien ble vedtatt 1. september 2024, sammenlignet med lignende kommuner?
-- What has changed most in Heim since the planning strategy was adopted on 1 September 2024, compared with its peers?
select
    moved.place,
    indicator.title,
    moved.period_then,
    moved.value_then,
    moved.period,
    moved.value,
    moved.change_is,
    round(moved.unusual, 1) as unusual
from mart.since('2024-09-01') as moved
inner join core.indicator as indicator on moved.indicator_id = indicator.indicator_id
where moved.municipality_code = '5055'
order by moved.place
limit 10
