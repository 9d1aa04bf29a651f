-- The municipalities together never exceed the country's own figure.
-- only for complete loads
with total as (
    select
        contents, period,
        sum(value) filter (where length(region) = 4) as municipalities,
        sum(value) filter (where region = {{ country or "null" }}) as country
    from source.incoming
    where contents in ({{ additive or "null" }})
    group by contents, period
)

select contents, period, municipalities, country
from total
where country is not null and municipalities > country
