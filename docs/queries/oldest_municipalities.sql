-- Hvilke kommuner i landet har størst andel 80 år og eldre, og hvor ligger Trøndelags kommuner?
-- Which municipalities have the largest share aged 80 and over, and how do Trøndelag's municipalities rank?
select
    figure.rank,
    figure.rank_of,
    place.name,
    place.county_name,
    round(figure.value, 1) as percent,
    round(figure.change_10y, 1) as points_more_than_ten_years_before
from mart.indicator as figure
inner join mart.municipality as place on figure.municipality_code = place.code
where
    figure.indicator_id = 'share_80_plus' and figure.breakdown is null and figure.on_todays_borders
    and figure.period = place.population_period
    and (figure.rank <= 10 or place.county_code = '50')
order by figure.rank, place.code
