create table mart.cohort_change as
with paired as (
    select
        early.*,
        late.age_group as to_age_group,
        late.age_label as to_age_label,
        late.period as to_period,
        late.persons as to_persons,
        late.fetch_id as to_fetch_id,
        coalesce(latest.shift_on > early_period.period_start, false) as across_shift,
        if(across_shift, latest.shift_on, null) as shift_on,
        if(across_shift, latest.shift_reason, null) as shift_reason,
        -- Across a break or a shift the two counts are for different areas.
        case
            when not across_shift and (early.break_on is null or late.break_on is not null) then late.persons - early.persons
        end as change
    from mart.population_pyramid as early
    inner join core.period as early_period on early.period = early_period.period
    inner join core.period as late_period on early_period.period_start + interval 5 year = late_period.period_start
    inner join mart.population_pyramid as late
        on
            early.municipality_code = late.municipality_code
            and early.borders = late.borders
            and early.sex = late.sex
            and early.age_from + 5 = late.age_from
            and late_period.period = late.period
    asof left join core.series_shift as latest
        on early.municipality_code = latest.municipality_code and late_period.period_start >= latest.shift_on
    where late.age_from < 100
)

select
    paired.municipality_code,
    paired.borders,
    paired.sex,
    paired.sex_label,
    paired.age_group as from_age_group,
    paired.age_label as from_age_label,
    paired.to_age_group,
    paired.to_age_label,
    paired.period as from_period,
    paired.to_period,
    paired.persons as from_persons,
    paired.to_persons,
    paired.change,
    case
        when paired.persons >= coalesce(least.denominator, 1) then round(100 * paired.change / paired.persons, 6) + 0
    end as change_pct,
    case
        when paired.persons < least.denominator
            then format('Holdt tilbake: tallet ville bygge på {}, færre enn grensen på {}.', paired.persons, least.denominator)
    end as withheld_reason,
    paired.on_todays_borders,
    paired.break_on,
    paired.break_reason,
    paired.shift_on,
    paired.shift_reason,
    paired.to_fetch_id as fetch_id
from paired
left join core.small_number as least on least.unit = 'percent'
order by paired.sex, paired.age_from, paired.borders, paired.period, paired.municipality_code;
comment on table mart.cohort_change is 'Persons born in the same five years, counted in a year and again five years later: the change is the sum of moves and deaths; key: municipality_code, borders, sex, from_age_group, from_period.';
comment on column mart.cohort_change.municipality_code is 'Municipality code on those borders.';
comment on column mart.cohort_change.borders is 'The KLASS edition whose borders the figures are on.';
comment on column mart.cohort_change.sex is '1 men, 2 women: the source''s own codes.';
comment on column mart.cohort_change.sex_label is 'Menn or Kvinner.';
comment on column mart.cohort_change.from_age_label is 'The ages in the first year in Norwegian words, such as 15–19 år.';
comment on column mart.cohort_change.to_age_label is 'The ages five years later in Norwegian words.';
comment on column mart.cohort_change.from_age_group is 'Their age in the first year, such as 015-019; the oldest are 090-094.';
comment on column mart.cohort_change.to_age_group is 'Their age five years later.';
comment on column mart.cohort_change.from_period is 'The first year, on 1 January.';
comment on column mart.cohort_change.to_period is 'Five years later.';
comment on column mart.cohort_change.from_persons is 'Inhabitants of that age in the first year.';
comment on column mart.cohort_change.to_persons is 'Inhabitants five years later who are then five years older, those who have moved in included.';
comment on column mart.cohort_change.change is 'to_persons less from_persons; null across a break or a shift, where the two counts are for different areas.';
comment on column mart.cohort_change.change_pct is 'The change in percent of from_persons, rounded to six decimals; null if from_persons is below the limit in core.small_number for percent, and where change is null.';
comment on column mart.cohort_change.withheld_reason is 'Why change_pct is withheld, in Norwegian; null if it is not. Counts are never withheld.';
comment on column mart.cohort_change.on_todays_borders is 'True for figures on the borders of today.';
comment on column mart.cohort_change.break_on is 'For a first year before a break in the series, the day of the break. Unless both counts are from before it, they are for different areas.';
comment on column mart.cohort_change.break_reason is 'What happened to the borders that day, in Norwegian.';
comment on column mart.cohort_change.shift_on is 'For two counts on different sides of a shift in core.series_shift, its day; null for all others.';
comment on column mart.cohort_change.shift_reason is 'What happened that day, in Norwegian.';
comment on column mart.cohort_change.fetch_id is 'The stored response with the later figure, in meta.fetch.';
