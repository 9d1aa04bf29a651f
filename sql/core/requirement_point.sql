-- Needs: temp.catalogue_requirement_points (from warehouse/catalogue_tables.py)
create table core.requirement_point as
select
    requirement_id,
    point_id,
    place::smallint as place,
    point,
    point_en,
    case when indicators != '' then string_split(indicators, ' ') end as indicators,
    not_measured,
    not_measured_en,
    measured_elsewhere,
    measured_elsewhere_en
from temp.catalogue_requirement_points
order by requirement_id, place;
comment on table core.requirement_point is 'Each point that a requirement asks for, in our own words, and the indicators that cover it; key: requirement_id, point_id.';
comment on column core.requirement_point.requirement_id is 'The requirement, in core.requirement.';
comment on column core.requirement_point.point_id is 'Its id within the requirement.';
comment on column core.requirement_point.place is 'Its place in the requirement, from 1.';
comment on column core.requirement_point.point is 'What is asked for, in Norwegian.';
comment on column core.requirement_point.point_en is 'What is asked for, in English.';
comment on column core.requirement_point.indicators is 'The indicators that cover it, in core.indicator; null if there are none.';
comment on column core.requirement_point.not_measured is 'Why nobody measures it, in Norwegian; null if it is measured.';
comment on column core.requirement_point.not_measured_en is 'The same in English.';
comment on column core.requirement_point.measured_elsewhere is 'Who measures it, in Norwegian, if it is measured but not by a source here; else null.';
comment on column core.requirement_point.measured_elsewhere_en is 'The same in English.';
