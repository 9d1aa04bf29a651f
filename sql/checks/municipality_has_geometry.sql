-- Every municipality of today has a geometry, so that maps show it.
-- level: look
select municipality.code, municipality.name
from mart.municipality as municipality
anti join core.municipality_geometry as shape on municipality.code = shape.municipality_code
