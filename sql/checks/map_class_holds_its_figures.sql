-- Every figure of the period is in exactly one class of its map, and each class has as many as it says.
with bounded as (
    select *, lead(lower) over (partition by indicator_id order by class) as next_lower
    from mart.map_class
)

select bounded.indicator_id, bounded.class, bounded.municipalities, count(figure.value) as found
from bounded
inner join core.indicator as indicator on bounded.indicator_id = indicator.indicator_id
left join mart.figure as figure
    on
        bounded.indicator_id = figure.indicator_id
        and bounded.period = figure.period
        and (bounded.class = 1 or round(figure.value, indicator.decimals) >= bounded.lower)
        and (bounded.next_lower is null or round(figure.value, indicator.decimals) < bounded.next_lower)
group by bounded.indicator_id, bounded.class, bounded.municipalities
having count(figure.value) != bounded.municipalities
