-- Needs: temp.series_breaks (from warehouse/core.py)
create table core.series_break as
select
    municipality_code,
    additive,
    break_on::date as break_on,
    break_reason
from temp.series_breaks
order by municipality_code, additive;
comment on table core.series_break is 'The day from which each municipality of today has comparable figures on its borders; there is no row for one without a break; key: municipality_code, additive.';
comment on column core.series_break.municipality_code is 'Municipality code of today.';
comment on column core.series_break.additive is 'True for counts, which break where a municipality was divided; false for figures that cannot be summed, which also break where municipalities merged.';
comment on column core.series_break.break_on is 'The day the borders changed; there is no figure on today''s borders for earlier periods.';
comment on column core.series_break.break_reason is 'What happened that day, in Norwegian.';
