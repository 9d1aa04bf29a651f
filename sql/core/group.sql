-- Needs: temp.catalogue_groups, temp.seed_group_kinds, temp.seed_size_bands (from warehouse/catalogue_tables.py)
create table core."group" as
with county as (
    select code, arg_max(name, valid_from) as name
    from core.county
    group by code
),

klass as (
    select 'kostra_group' as group_kind, group_code, arg_max(group_name, valid_from) as name
    from source.klass_112
    group by group_code
    union all
    select 'economic_region' as group_kind, group_code, arg_max(group_name, valid_from) as name
    from source.klass_108
    group by group_code
),

named as (
    select 'country' as group_kind, '0' as group_code, 'Norge' as title, 'Norway' as title_en
    union all
    select 'county' as group_kind, code as group_code, name as title, name as title_en
    from county
    union all
    select
        'centrality' as group_kind,
        class::varchar as group_code,
        'Sentralitetsklasse ' || class as title,
        'Centrality class ' || class as title_en
    from core.centrality
    group by class
    union all
    select group_kind, group_code, name as title, name as title_en
    from klass
    union all
    select
        'peers' as group_kind,
        class || '-' || band as group_code,
        'Sentralitetsklasse ' || class || ', ' || title as title,
        'Centrality class ' || class || ', ' || title_en as title_en
    from (select distinct class from core.centrality) as centrality
    cross join temp.seed_size_bands
    union all
    select
        'neighbours' as group_kind,
        code as group_code,
        'De ti som ligner mest på ' || name as title,
        'The ten most like ' || name as title_en
    from core.municipality
    where valid_to is null
    union all
    select distinct 'own' as group_kind, group_code, title, title_en
    from temp.catalogue_groups
)

select
    kind.group_kind,
    member.group_code,
    coalesce(named.title, member.group_code) as title,
    coalesce(named.title_en, member.group_code) as title_en,
    kind.definition
from (select distinct group_kind, group_code from core.group_member) as member
inner join temp.seed_group_kinds as kind on member.group_kind = kind.group_kind
left join named on member.group_kind = named.group_kind and member.group_code = named.group_code
order by kind.group_kind, member.group_code;
comment on table core."group" is 'Every group of municipalities that indicators are compared with; key: group_kind, group_code.';
comment on column core."group".group_kind is 'country, county, centrality (class), kostra_group, economic_region, peers (centrality class and size), neighbours (the ten most similar; one group for each municipality) or own (from the catalogue''s groups.yaml).';
comment on column core."group".group_code is '0, the county''s code, the class, KLASS''s code, class-band, the code of the municipality whose neighbours they are, or the id in groups.yaml.';
comment on column core."group".title is 'Name, in Norwegian.';
comment on column core."group".title_en is 'Name, in English; names of places are not translated.';
comment on column core."group".definition is 'Which municipalities are in it, in Norwegian.';
