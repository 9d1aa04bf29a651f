-- Hvilke kommuner i landet har størst andel 80 år og eldre, og hvor ligger Trøndelags kommuner?
-- Which municipalities have the largest share aged 80 and over, and how do Trøndelag's municipalities rank?
select
    rank,
    rank_of,
    municipality,
    county,
    round(value, 1) as percent,
    round(change_10y, 1) as points_more_than_ten_years_before
from mart.figure_newest
where indicator_id = 'share_80_plus' and (rank <= 10 or county_code = '50')
order by rank, municipality_code
