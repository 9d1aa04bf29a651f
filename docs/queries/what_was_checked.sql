-- Hvilke kontroller har denne utgaven vært gjennom, og hva er uvanlig ved tallene fra kildene?
-- Which checks has this build passed, and what is unusual about the sources' figures?
select
    checked.check_id,
    checked.says,
    checked.wrong,
    checked.level,
    checked.source_id,
    build.built_at,
    build.origin
from meta."check" as checked
cross join meta.build as build
order by checked.source_id nulls first, checked.check_id
