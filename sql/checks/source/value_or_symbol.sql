-- Every cell has a value, or a symbol that says why not.
select region, contents, period, value, symbol
from source.incoming
where
    symbol is null
    or (value is null) = (symbol in ('published', 'provisional', 'derived'))
