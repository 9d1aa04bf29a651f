-- Needs: temp.catalogue_requirements (from warehouse/catalogue_tables.py)
create table core.requirement as
select requirement_id, title, title_en, source_name, source_url, county_code
from temp.catalogue_requirements
order by requirement_id;
comment on table core.requirement is 'Each law or plan that says what a municipality must know, from the catalogue''s requirements; key: requirement_id.';
comment on column core.requirement.requirement_id is 'Its id, and the name of its file.';
comment on column core.requirement.title is 'Name, in Norwegian.';
comment on column core.requirement.title_en is 'Name, in English.';
comment on column core.requirement.source_name is 'The law or plan.';
comment on column core.requirement.source_url is 'Where it can be read.';
comment on column core.requirement.county_code is 'The county whose plan it is; null if it applies to every municipality.';
