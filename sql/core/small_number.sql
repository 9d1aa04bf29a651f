-- Needs: temp.catalogue_small_numbers (from warehouse/catalogue_tables.py)
create table core.small_number as
select
    unit,
    denominator::integer as denominator,
    numerator::integer as numerator,
    pooled_years::tinyint as pooled_years
from temp.catalogue_small_numbers
order by unit;
comment on table core.small_number is 'What a value that we work out must rest on; one on fewer is pooled over years, or withheld; from the catalogue''s small_numbers.yaml; key: unit.';
comment on column core.small_number.unit is 'The unit of the value, as in core.indicator; other units are not withheld.';
comment on column core.small_number.denominator is 'The fewest that are divided by.';
comment on column core.small_number.numerator is 'The fewest that are counted, for indicators that cannot be below zero: a net figure is no count of events.';
comment on column core.small_number.pooled_years is 'Over how many years a value on fewer is pooled; 1 for not at all.';
