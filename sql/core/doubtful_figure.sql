-- Needs: temp.seed_doubtful_figures (from warehouse/catalogue_tables.py)
create table core.doubtful_figure as
select
    indicator_id,
    municipality_code,
    period,
    value::double as value,
    note,
    evidence
from temp.seed_doubtful_figures
-- Another catalogue may lack the indicator or its source.
where
    indicator_id in (select indicator.indicator_id from core.indicator as indicator)
    and period in (select known.period from core.period as known)
    and municipality_code in (select place.code from mart.municipality as place)
order by indicator_id, municipality_code, period;
comment on table core.doubtful_figure is 'Figures that a source has published, but that can hardly be right. They stand as published, with a note in mart.figure, until the source changes them; key: indicator_id, municipality_code, period.';
comment on column core.doubtful_figure.indicator_id is 'The indicator.';
comment on column core.doubtful_figure.municipality_code is 'Municipality code of today.';
comment on column core.doubtful_figure.period is 'The period, as the source writes it.';
comment on column core.doubtful_figure.value is 'The value that is doubted. If the source changes it, the note no longer applies.';
comment on column core.doubtful_figure.note is 'What is doubtful, in Norwegian.';
comment on column core.doubtful_figure.evidence is 'What shows it, and where that is found.';
