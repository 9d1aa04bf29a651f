-- Hva ber loven, folkehelseforskriften og forventningene om som Heim har få eller ingen tall for, og hvorfor?
-- What do the law, the public health regulation and the national expectations ask for that Heim has few or no figures on, and why?
select
    requirement,
    point,
    status,
    recent_count,
    indicator_count,
    reasons,
    coalesce(not_measured, measured_elsewhere) as not_here_because
from mart.coverage
where municipality_code = '5055' and status != 'covered'
order by requirement_id, point_id
