-- Hvilke kontroller har denne utgaven vært gjennom?
-- Which checks has this build passed?
select
    checked.check_id,
    checked.says,
    checked.wrong,
    build.built_at,
    build.origin
from meta."check" as checked
cross join meta.build as build
order by checked.check_id
