-- Return the changes of municipalities that the published build lacks. Changes long ago are not news, even where the
-- published build lacked them.
select
    strftime(occurred, '%Y%m%d') || '-' || old_code || '-' || new_code as subject,
    old_code || ' ' || old_name || ' til ' || new_code || ' ' || new_name as title,
    format(
        'Fra {}: {} {} er blitt {} {}, helt eller delvis.',
        strftime(occurred, '%-d.%-m.%Y'), old_code, old_name, new_code, new_name
    ) as words
from core.municipality_change
anti join published.core.municipality_change as before using (occurred, old_code, old_name, new_code, new_name)
where occurred >= (select built_at::date from meta.build) - 400
