-- Every cell of the table has one row.
select {{ key }}, count(*) as times
from source.incoming
group by {{ key }}
having count(*) > 1
