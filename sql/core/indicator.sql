create table core.indicator (
    indicator_id varchar, theme varchar, theme_title varchar, theme_order tinyint, title varchar, title_en varchar,
    why varchar, why_en varchar, definition varchar, definition_en varchar, computed_as varchar, source_id varchar,
    unit varchar, scale integer, kind varchar, stands_on varchar, good varchar, decimals tinyint, additive boolean, is_count boolean, years integer,
    min double, max double
);
comment on table core.indicator is 'Every indicator of the catalogue: words, definition and source; key: indicator_id.';
comment on column core.indicator.indicator_id is 'Its id, and the name of its file.';
comment on column core.indicator.theme is 'The planning theme''s id.';
comment on column core.indicator.theme_title is 'The planning theme, in Norwegian.';
comment on column core.indicator.theme_order is 'The theme''s place in the order that themes are shown in, from 0.';
comment on column core.indicator.title is 'Title, in Norwegian.';
comment on column core.indicator.title_en is 'Title, in English.';
comment on column core.indicator.why is 'Why it matters to a planner, in Norwegian.';
comment on column core.indicator.why_en is 'Why it matters to a planner, in English.';
comment on column core.indicator.definition is 'What is counted, what it is divided by, the day or period, and who is left out, in Norwegian.';
comment on column core.indicator.definition_en is 'The same, in English.';
comment on column core.indicator.computed_as is 'The expression that is computed, as the catalogue has it; percent and per_1000 are scaled.';
comment on column core.indicator.source_id is 'The source table of its numerator.';
comment on column core.indicator.unit is 'The unit of value.';
comment on column core.indicator.scale is 'The factor that brings numerator / denominator into the unit.';
comment on column core.indicator.kind is 'stock (at a day) or flow (during the period).';
comment on column core.indicator.stands_on is 'For a stock of a year, the month and day it is counted on, such as 10-01; the last possible day where the source counts during a month, a quarter or the year. Null for others.';
comment on column core.indicator.good is 'Which way is better: higher, lower or neither.';
comment on column core.indicator.decimals is 'Decimals to show.';
comment on column core.indicator.additive is 'Whether groups are sums of their members; false for figures that cannot be summed, such as medians.';
comment on column core.indicator.is_count is 'Whether a figure says how much there is in all, such as inhabitants or dwellings, so that larger municipalities have more. Counts are not ranked on the pages, not set beside medians, and have no difference from a group.';
comment on column core.indicator.years is 'How many years each figure covers; the last year is its period; 1 for most.';
comment on column core.indicator.min is 'The smallest value a municipality can have.';
comment on column core.indicator.max is 'The largest value a municipality can have.';
