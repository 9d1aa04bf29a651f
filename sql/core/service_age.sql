-- Needs: temp.seed_service_ages (from warehouse/catalogue_tables.py)
create table core.service_age as
select
    service_age,
    age_from::smallint as age_from,
    age_to::smallint as age_to,
    title,
    title_en
from temp.seed_service_ages
order by age_from;
comment on table core.service_age is 'The ages that each service is for; key: service_age.';
comment on column core.service_age.service_age is 'First and last age, such as 006-015.';
comment on column core.service_age.age_from is 'First age.';
comment on column core.service_age.age_to is 'Last age; null for the oldest, which have no last age.';
comment on column core.service_age.title is 'Name, in Norwegian.';
comment on column core.service_age.title_en is 'Name, in English.';
