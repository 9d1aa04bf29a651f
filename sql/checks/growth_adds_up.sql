-- Growth is the sum of birth surplus, net migration, the source's residual and the unexplained rest; net migration is the sum of its two parts.
select municipality_code, borders, period, population_start, population_end
from mart.growth_components
where
    population_start + birth_surplus + net_migration + coalesce(source_residual, 0) + unexplained != population_end
    or domestic_net_migration + foreign_net_migration != net_migration
