-- If all members of a group have a count and the source publishes the group's count, the sum equals the source's count.
-- After a run for a single municipality, its figures may be newer than the group's. The source is then not checked until
-- the whole table is fetched.
with mixed as (
    select source_id
    from meta.load
    group by source_id
    having max(loaded_at) filter (where scope is not null) > max(loaded_at) filter (where scope is null)
)

select grouped.indicator_id, grouped.group_kind, grouped.group_code, grouped.period, grouped.numerator, own.numerator as source
from mart.indicator_group as grouped
inner join core.observation as own
    on
        grouped.indicator_id = own.indicator_id
        and grouped.group_code = own.region
        and grouped.period = own.period
        and grouped.breakdown is not distinct from own.breakdown
        and grouped.vintage is not distinct from own.vintage
        and grouped.alternative is not distinct from own.alternative
inner join core.indicator as indicator on grouped.indicator_id = indicator.indicator_id
anti join mixed on indicator.source_id = mixed.source_id
where
    grouped.group_basis = 'sum'
    and grouped.group_kind in ('county', 'country')
    and (grouped.group_kind = 'country' or grouped.borders = own.borders)
    and abs(grouped.numerator - own.numerator) > 1e-9 * greatest(1, abs(own.numerator))
