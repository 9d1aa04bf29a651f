-- Henger inntekt og utdanning sammen i Telemarks kommuner?
-- Are income and education correlated in Telemark's municipalities?
select
    income.period,
    count(*) as municipalities,
    round(corr(income.value, education.value), 2) as correlation,
    min(income.value)::integer as lowest_median_income,
    max(income.value)::integer as highest_median_income
from mart.figure as income
inner join mart.figure as education
    on
        income.municipality_code = education.municipality_code and income.period = education.period
        and education.indicator_id = 'higher_education_share'
where
    income.indicator_id = 'median_income_after_tax' and income.county_code = '40'
    and income.value is not null and education.value is not null
group by income.period
order by income.period
