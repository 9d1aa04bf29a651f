{% from "templates/todays_borders.sql" import cells %}
-- The cells of one source table on the borders of today.
{{ cells(table, counts, others) }}
