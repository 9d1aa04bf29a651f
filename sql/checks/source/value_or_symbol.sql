-- Every cell has a value, or a symbol that says why it has none.
select region, contents, period, value, symbol
from source.incoming
where
    symbol is null
    or (value is null) = (symbol in ('published', 'provisional', 'derived'))
