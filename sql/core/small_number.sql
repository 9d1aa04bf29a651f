-- Needs: temp.catalogue_small_numbers (from warehouse/catalogue_tables.py)
create table core.small_number as
select
    unit,
    denominator::integer as denominator,
    numerator::integer as numerator,
    pooled_years::tinyint as pooled_years
from temp.catalogue_small_numbers
order by unit;
comment on table core.small_number is 'The smallest numbers that a derived value may rest on, from the catalogue''s small_numbers.yaml; a value below them is pooled over years or withheld; key: unit.';
comment on column core.small_number.unit is 'The unit of the value, as in core.indicator; values in other units are never withheld.';
comment on column core.small_number.denominator is 'The smallest denominator.';
comment on column core.small_number.numerator is 'The smallest numerator, for indicators that cannot be below zero: a net figure is not a count of events.';
comment on column core.small_number.pooled_years is 'How many years a value on smaller numbers is pooled over; 1 if it is withheld at once.';
