{% from "templates/todays_borders.sql" import cells %}
-- The cells of a source table on today's borders.
{{ cells(table, counts, others) }}
