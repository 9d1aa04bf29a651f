-- The periods to compare with an earlier one: what this load adds or has changed, and, as a measure of what is usual, the
-- newest steps of the load before. A new period is compared with the period before it, a changed one with itself, and the
-- first one of a new release with itself in the release before.
create or replace temp table pair as
with known as (
    select contents, period
    from held
    where value is not null
    group by all
),

listed as (
    select contents, period
    from came
    where value is not null
    group by all
),

touched as (
    select
        listed.contents, listed.period,
        known.period is not null and (not {{ is_release }} or listed.period = min(listed.period) over ()) as is_known,
        lag(listed.period) over (partition by listed.contents order by listed.period) as before
    from listed
    left join known on listed.contents = known.contents and listed.period = known.period
),

usual as (
    select
        contents, period,
        lag(period) over (partition by contents order by period) as reference,
        row_number() over (partition by contents order by period desc) as age
    from known
)

select contents, period, if(is_known, period, before) as reference, if(is_known, 'revised', 'new') as kind
from touched
where if(is_known, {{ is_release }} or (contents, period) in (select (contents, period) from revised), before is not null)
union all
select contents, period, reference, 'usual'
from usual
where age <= 7 and reference is not null;
