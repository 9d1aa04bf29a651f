create table mart.cohort_change as
select
    early.municipality_code,
    early.borders,
    early.sex,
    early.sex_label,
    early.age_group as from_age_group,
    early.age_label as from_age_label,
    late.age_group as to_age_group,
    late.age_label as to_age_label,
    early.period as from_period,
    late.period as to_period,
    early.persons as from_persons,
    late.persons as to_persons,
    late.persons - early.persons as change,
    case
        when early.persons >= coalesce(least.denominator, 1) and (early.break_on is null or late.break_on is not null)
            then round(100 * (late.persons - early.persons) / early.persons, 6) + 0
    end as change_pct,
    case
        when early.persons < least.denominator
            then format('Holdt tilbake: tallet ville bygge på {}, færre enn grensen på {}.', early.persons, least.denominator)
    end as withheld_reason,
    early.on_todays_borders,
    early.break_on,
    early.break_reason,
    late.fetch_id
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
left join core.small_number as least on least.unit = 'percent'
where late.age_from < 100
order by early.sex, early.age_from, early.borders, early.period, early.municipality_code;
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
comment on column mart.cohort_change.change is 'to_persons less from_persons.';
comment on column mart.cohort_change.change_pct is 'The change in percent of from_persons, rounded to six decimals; null if from_persons is below the limit in core.small_number for percent, and across a break.';
comment on column mart.cohort_change.withheld_reason is 'Why change_pct is withheld, in Norwegian; null if it is not. Counts are never withheld.';
comment on column mart.cohort_change.on_todays_borders is 'True for figures on the borders of today.';
comment on column mart.cohort_change.break_on is 'For a first year before a break in the series, the day of the break: the two counts are for different areas.';
comment on column mart.cohort_change.break_reason is 'What happened to the borders that day, in Norwegian.';
comment on column mart.cohort_change.fetch_id is 'The stored response with the later figure, in meta.fetch.';
