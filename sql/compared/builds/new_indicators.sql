-- Return the indicators that the published build lacks.
select indicator_id as subject, title, coalesce(definition, '') as words
from core.indicator
anti join published.core.indicator as before using (indicator_id)
