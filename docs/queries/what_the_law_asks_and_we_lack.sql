-- Hva ber loven, folkehelseforskriften og forventningene om som Heim ikke har tall for, og hvorfor?
-- What do the law, the public health regulation and the expectations ask for that Heim has no figures on, and why?
select requirement, point, status, reasons, not_measured
from mart.coverage
where municipality_code = '5055' and status != 'covered'
order by requirement_id, point_id
