-- Every observation of a municipality is in mart.indicator.
select observation.indicator_id, observation.region, observation.borders, observation.period, observation.breakdown
from core.observation as observation
anti join mart.indicator as indicator
    on
        observation.indicator_id = indicator.indicator_id
        and observation.region = indicator.municipality_code
        and observation.borders = indicator.borders
        and observation.period = indicator.period
        and observation.breakdown is not distinct from indicator.breakdown
        and observation.vintage is not distinct from indicator.vintage
        and observation.alternative is not distinct from indicator.alternative
where length(observation.region) = 4
