-- All alternatives of a projection begin with the same number of persons.
select municipality_code, vintage, borders, age_group, low, main, high
from mart.projection
where period = vintage and (low != main or high != main)
