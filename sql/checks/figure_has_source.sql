-- Every figure has its stored response in meta.fetch.
select figure.indicator_id, figure.region, figure.period, figure.fetch_id
from core.observation as figure
anti join meta."fetch" as stored on figure.fetch_id = stored.fetch_id
where figure.value is not null
