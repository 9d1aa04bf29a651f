create table core.observation (
    indicator_id varchar, region varchar, borders date, area_from date, period varchar, breakdown varchar,
    vintage varchar, alternative varchar, numerator double, denominator double, value double, symbol varchar,
    fetch_id varchar, break_on date, break_reason varchar,
    withheld_reason varchar, pooled_periods varchar, shift_on date, shift_reason varchar
);
comment on table core.observation is 'Every indicator for every region of its source, both municipalities and groups, on the borders it was published on and on the borders of today; key: indicator_id, region, borders, period, breakdown, vintage, alternative.';
comment on column core.observation.indicator_id is 'The indicator.';
comment on column core.observation.region is 'Municipality code (4 digits), county code (2 digits), KOSTRA group (EKG and 2 digits) or 0 (the country).';
comment on column core.observation.borders is 'The KLASS edition whose borders the figure is on.';
comment on column core.observation.area_from is 'The day from which the region has had the area that it has on those borders; changes are measured for the same area only.';
comment on column core.observation.period is 'The period, in core.period.';
comment on column core.observation.breakdown is 'Which part of the whole, such as alder=080-089;kjonn=2; null for the whole.';
comment on column core.observation.vintage is 'The release of a projection; null for observed figures.';
comment on column core.observation.alternative is 'The alternative of a projection; null for observed figures.';
comment on column core.observation.numerator is 'What is counted; null for figures that cannot be summed.';
comment on column core.observation.denominator is 'What it is measured against; null for counts.';
comment on column core.observation.value is 'The indicator, in its unit; quotients are rounded to six decimals.';
comment on column core.observation.symbol is 'published, provisional or derived (a quotient, or regrouped to the borders of today) for a figure; else why there is none: missing, not_applicable and confidential come from the source, not_delivered means that it sent nothing, not_existing that the municipality did not exist, withheld that Grunnlag does not show it.';
comment on column core.observation.fetch_id is 'The stored response of the numerator, in meta.fetch.';
comment on column core.observation.break_on is 'The day of the break, for a period before a break in the series on the borders of today; else null. If such a period has a figure, it is the source''s own sum, for another area. Growth measured from such a period has the day too, and no value.';
comment on column core.observation.break_reason is 'What happened to the borders that day, in Norwegian.';
comment on column core.observation.withheld_reason is 'Why the value is withheld (symbol says withheld) or pooled over years, in Norwegian: it rests on a number below the limits in core.small_number. Null for all others. Numerator and denominator are always those of the period.';
comment on column core.observation.pooled_periods is 'The years that the value is pooled over, such as 2021-2025; null if it is for its period alone.';
comment on column core.observation.shift_on is 'For a figure before a shift in core.series_shift, the day of the next one: the figure stands, but no change is measured across that day. Null for all others.';
comment on column core.observation.shift_reason is 'What happened that day, in Norwegian.';
