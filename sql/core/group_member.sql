create table core.group_member as
with edition as (
    select distinct borders
    from core.observation
    where length(region) = 4
),

valid as (
    select edition.borders, municipality.code, municipality.county_code
    from edition
    inner join core.municipality as municipality
        on
            edition.borders >= municipality.valid_from
            and (municipality.valid_to is null or edition.borders < municipality.valid_to)
),

member as (
    select 'country' as group_kind, '0' as group_code, code as municipality_code, borders
    from valid
    union all
    select 'county' as group_kind, county_code as group_code, code as municipality_code, borders
    from valid
    union all
    select 'centrality' as group_kind, class::varchar as group_code, municipality_code, borders
    from core.centrality
    cross join edition
    where core.centrality.edition = (select max(newest.edition) from core.centrality as newest)
)

select *, count(*) over (partition by group_kind, group_code, borders) as members
from member
order by group_kind, group_code, borders, municipality_code;
comment on table core.group_member is 'Which municipalities make up each group; key: group_kind, group_code, municipality_code, borders.';
comment on column core.group_member.group_kind is 'country, county or centrality (the newest edition''s class).';
comment on column core.group_member.group_code is '0, the county''s code, or the class.';
comment on column core.group_member.municipality_code is 'The member.';
comment on column core.group_member.borders is 'The KLASS edition.';
comment on column core.group_member.members is 'How many members the group has on those borders.';
