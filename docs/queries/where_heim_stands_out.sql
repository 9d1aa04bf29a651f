-- På hvilke områder skiller Heim seg mest fra de ti kommunene som ligner mest?
-- Where does Heim differ most from the ten municipalities most like it?
select
    indicator.title,
    compared.period,
    compared.value,
    compared.members_median as median_of_the_ten,
    compared.rank,
    compared.rank_of,
    compared.difference_is
from mart.comparison as compared
inner join core.indicator as indicator on compared.indicator_id = indicator.indicator_id
where
    compared.municipality_code = '5055' and compared.group_kind = 'neighbours' and compared.is_newest
    and (compared.rank <= 2 or compared.rank >= compared.rank_of - 1)
order by indicator.theme_order, compared.indicator_id
