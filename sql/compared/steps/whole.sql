-- For each contents and period: each measure of the step of all municipalities together, and the most that was usual.
with whole as (
    select
        kind, contents, period, any_value(reference) as reference,
        count(*) filter (where moved is not null) as municipalities,
        median(moved / nullif(size, 0)) as moved,
        abs(median(case when total * was > 0 then ln(total / was) end)) as shifted,
        corr(total, was) as alike,
        sum(lost) / nullif(sum(figures_before), 0) as lost,
        sum(zeros) / nullif(sum(figures), 0) as zeros,
        sum(zeros_for_none) / nullif(sum(figures), 0) as zeros_for_none,
        sum(tens) / nullif(sum(figures) - sum(zeros), 0) as tens,
        sum(integers) / nullif(sum(figures), 0) as integers
    from step
    where is_municipality
    group by kind, contents, period
),

usual as (
    select
        contents,
        count(*) as steps,
        max(moved) as moved, max(shifted) as shifted, min(alike) as alike, max(lost) as lost,
        max(zeros) as zeros, max(zeros_for_none) as zeros_for_none, max(tens) as tens, max(integers) as integers
    from whole
    where kind = 'usual'
    group by contents
)

select
    now.contents, now.period, now.reference,
    now.moved / nullif(usual.moved, 0) as moved,
    now.shifted / greatest(usual.shifted, 0.01) as shifted, exp(now.shifted) as times,
    100 * (usual.alike - now.alike) as unlike,
    100 * (now.lost - usual.lost) as lost, 100 * now.lost as share_lost,
    100 * (now.zeros - usual.zeros) as zeros, 100 * now.zeros as share_zeros,
    100 * (now.zeros_for_none - usual.zeros_for_none) as zeros_for_none, 100 * now.zeros_for_none as share_zeros_for_none,
    100 * (now.tens - usual.tens) as tens, 100 * now.tens as share_tens,
    100 * (now.integers - usual.integers) as integers, 100 * now.integers as share_integers
from whole as now
inner join usual on now.contents = usual.contents
where now.kind <> 'usual' and now.municipalities >= {{ few }} and usual.steps >= {{ steps }}
