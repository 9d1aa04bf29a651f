-- Hvor i Trøndelag ble mest dyrket og dyrkbar jord omdisponert det siste året med tall?
-- Where in Trøndelag was most cultivated and cultivable land converted in the last year with figures?
select
    municipality_code,
    municipality,
    max(period) as period,
    arg_max(value, period) filter (where indicator_id = 'cultivated_land_converted') as cultivated_dekar,
    arg_max(value, period) filter (where indicator_id = 'cultivable_land_converted') as cultivable_dekar
from mart.figure
where
    indicator_id in ('cultivated_land_converted', 'cultivable_land_converted')
    and county_code = '50' and value is not null
group by municipality_code, municipality
order by cultivated_dekar desc nulls last, municipality_code asc
