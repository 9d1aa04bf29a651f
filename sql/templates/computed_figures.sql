-- Needs: temp.computed_figures (from warehouse/core.py)
-- The figures of an indicator that a Python function has computed. They are counts.
insert into core.observation (
    indicator_id, region, borders, area_from, period, numerator, value, symbol, fetch_id
)
select
    {{ indicator_id }},
    figure.region,
    figure.borders,
    municipality.borders_from,
    figure.period,
    figure.numerator,
    figure.numerator as value,
    figure.symbol,
    figure.fetch_id
from (select * replace (borders::date as borders) from temp.computed_figures) as figure
inner join core.municipality as municipality
    on
        figure.region = municipality.code
        and figure.borders >= municipality.valid_from
        and (municipality.valid_to is null or figure.borders < municipality.valid_to)
