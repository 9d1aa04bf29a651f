-- Every cell of a table stands there once.
select {{ key }}, count(*) as times
from source.incoming
group by {{ key }}
having count(*) > 1
