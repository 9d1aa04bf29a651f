-- Hvor kommer andelen 80 år og eldre i Heim i 2026 fra: tabell, spørring, svar og hash?
-- Where does Heim's share aged 80 and over in 2026 come from: table, request, response and hash?
select
    source.number,
    source.title,
    source.licence,
    source.updated,
    stored.method,
    stored.path,
    stored.body,
    stored.sha256,
    stored.fetched_at
from mart.figure as figure
inner join meta.source as source on figure.source_id = source.source_id
inner join meta."fetch" as stored on figure.fetch_id = stored.fetch_id
where figure.indicator_id = 'share_80_plus' and figure.municipality = 'Heim' and figure.period = '2026'
