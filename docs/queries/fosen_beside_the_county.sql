-- Hvordan er aldersfordelingen på Fosen som helhet, ved siden av Trøndelag og landet?
-- What is the age distribution of Fosen as a whole, compared with Trøndelag and the country?
select
    indicator.title,
    round(max(grouped.value) filter (where grouped.group_kind = 'own'), 1) as fosen,
    round(max(grouped.value) filter (where grouped.group_kind = 'county'), 1) as trondelag,
    round(max(grouped.value) filter (where grouped.group_kind = 'country'), 1) as norway
from mart.indicator_group as grouped
inner join core.indicator as indicator on grouped.indicator_id = indicator.indicator_id
where
    grouped.indicator_id in ('share_0_19', 'share_20_39', 'share_20_66', 'share_67_plus', 'share_80_plus')
    and grouped.breakdown is null and grouped.period = '2026'
    and (grouped.group_kind, grouped.group_code) in (('own', 'fosen'), ('county', '50'), ('country', '0'))
group by indicator.title, grouped.indicator_id
order by grouped.indicator_id
