-- Needs: temp.seed_likeness (from warehouse/catalogue_tables.py)
create table core.neighbour as
with trait as (
    select
        likeness.indicator_id,
        likeness.weight::double as weight,
        figure.region,
        case likeness.scale when 'log' then ln(figure.value) else figure.value end as x
    from core.observation as figure
    inner join temp.seed_likeness as likeness on figure.indicator_id = likeness.indicator_id
    inner join core.municipality as municipality
        on
            figure.region = municipality.code
            and figure.area_from = municipality.borders_from
            and municipality.valid_to is null
    where figure.breakdown is null and figure.value > 0
    qualify row_number() over (partition by figure.indicator_id, figure.region order by figure.period desc, figure.borders desc) = 1
),

standardised as (
    select *, coalesce((x - avg(x) over same) / nullif(stddev_pop(x) over same, 0), 0) as z
    from trait
    window same as (partition by indicator_id)
),

-- Rounded, because the last digits of a sum depend on its order, and they must not decide which municipality is nearest.
pair as (
    select
        own.region,
        other.region as other,
        round(sqrt(sum(own.weight * (own.z - other.z) ** 2)), 6) as distance
    from standardised as own
    inner join standardised as other on own.indicator_id = other.indicator_id and own.region != other.region
    group by own.region, other.region
    having count(*) = (select count(*) from temp.seed_likeness)
)

select
    region as municipality_code,
    other as neighbour_code,
    (row_number() over (partition by region order by distance, other))::tinyint as place,
    distance
from pair
qualify place <= 10
order by municipality_code, place;
comment on table core.neighbour is 'The ten municipalities most similar to each municipality of today; key: municipality_code, place.';
comment on column core.neighbour.municipality_code is 'The municipality. It has no neighbours if it lacks a figure for one of the traits.';
comment on column core.neighbour.neighbour_code is 'The municipality code of one of the ten.';
comment on column core.neighbour.place is '1 (most similar) to 10; at equal distances, the lower code comes first.';
comment on column core.neighbour.distance is 'How different the two are: the root of the weighted sum of squared differences in the newest traits, each in standard deviations among all municipalities. As shipped (catalogue/seeds/likeness.csv): the logarithm of population (weight 1), centrality index (1), share aged 0-19 (0.5), share aged 67 and over (0.5).';
