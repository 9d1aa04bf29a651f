create table core.period (period varchar, period_start date, period_end date, grain varchar);
comment on table core.period is 'Every period of the figures; key: period.';
comment on column core.period.period is 'The source''s own text, such as 2026, 2026K1 or 2022-2024.';
comment on column core.period.period_start is 'First day.';
comment on column core.period.period_end is 'Last day.';
comment on column core.period.grain is 'year, quarter, month or years.';
