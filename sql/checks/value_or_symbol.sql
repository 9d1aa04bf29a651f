-- Every observation has a value, or a symbol that says why it has none.
select indicator_id, region, period, breakdown, value, symbol
from core.observation
where
    symbol is null
    or (value is null) = (symbol in ('published', 'provisional', 'derived'))
