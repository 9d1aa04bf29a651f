-- Return the indicators that are defined in another way than in the published build, or are gone from this build.
with both_builds as (
    select
        now.indicator_id,
        now.title,
        now.definition,
        concat_ws(
            ', ',
            case when now.title is distinct from before.title then 'tittelen' end,
            case when now.definition is distinct from before.definition then 'definisjonen' end,
            case when now.computed_as is distinct from before.computed_as then 'utregningen' end,
            case when now.unit is distinct from before.unit then 'enheten' end,
            case when now.source_id is distinct from before.source_id then 'kilden' end
        ) as parts
    from core.indicator as now
    inner join published.core.indicator as before using (indicator_id)
)

select
    indicator_id as subject,
    title,
    'Endret: ' || parts || '.' || coalesce(' Definisjonen er nå: ' || definition, '') as words
from both_builds
where parts <> ''
union all
select before.indicator_id, before.title, 'Indikatoren er tatt ut.'
from published.core.indicator as before
anti join core.indicator as now using (indicator_id)
