-- Every table and column has a comment.
-- The views in main repeat tables of mart, whose columns have comments.
select schema_name, table_name, column_name
from duckdb_columns()
where database_name = current_database() and schema_name != 'main' and not internal and coalesce(comment, '') = ''
union all
select schema_name, table_name, null as column_name
from duckdb_tables()
where database_name = current_database() and not internal and coalesce(comment, '') = ''
