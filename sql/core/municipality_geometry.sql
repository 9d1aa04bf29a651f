-- Needs: temp.boundaries (from warehouse/geometry.py)
create table core.municipality_geometry as
select
    boundary.municipality_code,
    boundary.borders::date as borders,
    boundary.geometry
from temp.boundaries as boundary
-- A municipality of today whose area has changed since has no geometry until the boundary file is replaced.
inner join core.municipality as municipality
    on
        boundary.municipality_code = municipality.code
        and municipality.valid_to is null
        and municipality.borders_from <= boundary.borders::date
order by boundary.municipality_code;
comment on table core.municipality_geometry is 'The area of each municipality of today, simplified for maps: without the sea and small islands, so not for measuring. Kartverket, CC BY 4.0. A municipality whose area is newer than the boundary file has no row; key: municipality_code.';
comment on column core.municipality_geometry.municipality_code is 'Municipality code of today.';
comment on column core.municipality_geometry.borders is 'The KLASS edition that the geometry has the borders of.';
comment on column core.municipality_geometry.geometry is 'A MultiPolygon in Well-Known Binary: longitude and latitude in degrees (WGS 84), outer rings counterclockwise, holes clockwise. DuckDB 1.5 reads it with st_geomfromwkb(geometry).';
