-- Needs: temp.catalogue_groups, temp.seed_size_bands (from warehouse/catalogue_tables.py)
create table core.group_member as
with edition as (
    select distinct borders
    from core.observation
    where length(region) = 4
),

valid as (
    select edition.borders, municipality.code, municipality.county_code, municipality.borders_from
    from edition
    inner join core.municipality as municipality
        on
            edition.borders >= municipality.valid_from
            and (municipality.valid_to is null or edition.borders < municipality.valid_to)
),

class as (
    select municipality_code, class
    from core.centrality
    where edition = (select max(newest.edition) from core.centrality as newest)
),

inhabitants as (
    select region as municipality_code, arg_max(value, period) as population
    from core.observation
    where indicator_id = 'population' and breakdown is null and value is not null
    group by region
),

-- A municipality that is alone in its class and size band has no peers: its rank would be 1 of 1, and the value of the group
-- would reveal a value that is withheld.
peer as (
    select 'peers' as group_kind, class || '-' || band as group_code, municipality_code
    from class
    inner join inhabitants using (municipality_code)
    inner join temp.seed_size_bands on population >= lowest::integer and (highest is null or population <= highest::integer)
    qualify count(*) over (partition by class, band) > 1
),

-- The groups that consist of today's municipalities.
defined as (
    select 'centrality' as group_kind, class::varchar as group_code, municipality_code
    from class
    union all
    select *
    from peer
    union all
    select 'neighbours' as group_kind, municipality_code as group_code, neighbour_code as municipality_code
    from core.neighbour
    union all
    select 'own' as group_kind, group_code, municipality_code
    from temp.catalogue_groups
    union all
    select 'kostra_group' as group_kind, arg_max(group_code, valid_from) as group_code, municipality_code
    from source.klass_112
    where
        municipality_code in (
            select code from core.municipality
            where valid_to is null
        )
    group by municipality_code
    union all
    select 'economic_region' as group_kind, arg_max(group_code, valid_from) as group_code, municipality_code
    from source.klass_108
    where
        municipality_code in (
            select code from core.municipality
            where valid_to is null
        )
    group by municipality_code
),

-- On earlier borders such a group exists only if every member had the area that it has today.
on_each_edition as (
    select defined.group_kind, defined.group_code, defined.municipality_code, valid.borders
    from (select *, count(*) over (partition by group_kind, group_code) as whole from defined) as defined
    inner join core.municipality as today on defined.municipality_code = today.code and today.valid_to is null
    inner join valid on today.code = valid.code and today.borders_from = valid.borders_from
    qualify count(*) over (partition by defined.group_kind, defined.group_code, valid.borders) = defined.whole
),

member as (
    select 'country' as group_kind, '0' as group_code, code as municipality_code, borders
    from valid
    union all
    select 'county' as group_kind, county_code as group_code, code as municipality_code, borders
    from valid
    union all
    select *
    from on_each_edition
)

select *, count(*) over (partition by group_kind, group_code, borders) as members
from member
order by group_kind, group_code, borders, municipality_code;
comment on table core.group_member is 'Which municipalities make up each group; key: group_kind, group_code, municipality_code, borders.';
comment on column core.group_member.group_kind is 'The kind of group, as in core.group. All but country and county are groups of today''s municipalities. A municipality that is alone in its centrality class and size band is in no group of peers.';
comment on column core.group_member.group_code is 'The group''s code, as in core.group.';
comment on column core.group_member.municipality_code is 'The member.';
comment on column core.group_member.borders is 'The KLASS edition. On an earlier one a group of today''s municipalities exists only if each of them had the same area.';
comment on column core.group_member.members is 'How many members the group has on those borders.';
