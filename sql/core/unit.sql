create table core.unit (unit varchar, name varchar, scale integer, suffix varchar, beside_title boolean, counts boolean);
comment on table core.unit is 'The units of indicators, from the catalogue''s units.yaml; key: unit.';
comment on column core.unit.unit is 'Its id, as in core.indicator.';
comment on column core.unit.name is 'Name, in Norwegian.';
comment on column core.unit.scale is 'The factor that brings numerator / denominator into the unit.';
comment on column core.unit.suffix is 'The text after a figure; may be empty.';
comment on column core.unit.beside_title is 'Whether the unit is written next to the title of an indicator; false if the figure or the title already has it.';
comment on column core.unit.counts is 'Whether a figure in this unit that is not divided by anything says how much there is in all; core.indicator.is_count uses it.';
