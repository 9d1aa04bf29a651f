-- Hva ble det av kommunene som er blitt borte i Trøndelag siden 2018?
-- What became of the municipalities in Trøndelag that have ceased to exist since 2018?
select
    change.old_code,
    change.old_name,
    change.occurred,
    change.new_code,
    change.new_name
from core.municipality_change as change
where change.occurred >= '2018-01-01' and left(change.new_code, 2) = '50' and change.old_code != change.new_code
order by change.occurred, change.old_code, change.new_code
