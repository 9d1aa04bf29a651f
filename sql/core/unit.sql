create table core.unit (unit varchar, name varchar, scale integer, suffix varchar, beside_title boolean);
comment on table core.unit is 'The units of indicators, from the catalogue''s units.yaml; key: unit.';
comment on column core.unit.unit is 'Its id, as in core.indicator.';
comment on column core.unit.name is 'What it is called, in Norwegian.';
comment on column core.unit.scale is 'What numerator / denominator is multiplied with to be in the unit.';
comment on column core.unit.suffix is 'What is written after a figure; empty where nothing is.';
comment on column core.unit.beside_title is 'Whether the unit is written beside the title of an indicator; false where the figure or the title says it.';
