-- Every indicator has a value, or a symbol that says why not.
select indicator_id, region, period, breakdown, value, symbol
from core.observation
where
    symbol is null
    or (value is null) = (symbol in ('published', 'provisional', 'derived'))
