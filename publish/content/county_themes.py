"""The themes of a county's discussion notes, with the indicators of each in the order in which they are shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CountyTheme:
    """A theme of regional planning."""

    title: str
    indicators: tuple[str, ...]
    lacking: str
    """What is asked about and not measured by the sources here; empty if nothing."""


THEMES = {
    "demografi": CountyTheme(
        "Demografi",
        ("population_growth_10y", "share_80_plus", "dependency_ratio", "share_20_66", "cohort_15_19_to_25_29",
         "net_migration_per_1000", "population", "projected_growth_10y"),
        "",
    ),
    "folkehelse": CountyTheme(
        "Folkehelse",
        ("low_income_share", "life_expectancy", "psychological_symptoms", "overweight_17", "bullying_7th_grade",
         "recreation_access_share", "children_persistent_low_income", "social_assistance_per_1000"),
        "",
    ),
    "verdiskaping": CountyTheme(
        "Verdiskaping og kompetanse",
        ("employed_at_home_share", "higher_education_share", "job_coverage", "jobs_growth_5y", "largest_industry_share",
         "median_income_after_tax", "school_points", "upper_secondary_completion", "neet_15_29", "unemployment_rate"),
        "",
    ),
    "klima-natur-areal": CountyTheme(
        "Klima, natur og areal",
        ("accessible_shore_share", "agricultural_area_per_inhabitant", "new_dwellings_outside_settlements_share",
         "settlement_density", "cultivated_land_converted", "new_shore_buildings", "protected_area_share",
         "greenhouse_gas_emissions_per_inhabitant", "greenhouse_gas_emissions_change_5y"),
        "Klimatilpasning er det ingen åpne tall for. Økologisk tilstand i vann måles av andre, og er ikke blant kildene her.",
    ),
    "energi": CountyTheme(
        "Energi",
        ("electricity_per_inhabitant", "electricity_use", "municipal_energy_per_inhabitant"),
        "Kraftproduksjon og ledig kapasitet i nettet måles av andre, og er ikke blant kildene her.",
    ),
    "transport": CountyTheme(
        "Transport",
        ("distance_to_workplaces", "distance_to_centre", "electric_car_share", "cars_per_1000", "commuter_share",
         "road_spending", "traffic_casualties_per_1000"),
        "Kollektivtilbudet har fylkets kollektivselskap tall for. De er ikke blant kildene her.",
    ),
    "kommuneokonomi": CountyTheme(
        "Kommuneøkonomi",
        ("net_operating_result", "net_debt_share", "free_equity", "free_revenue_per_inhabitant", "annual_fees",
         "property_tax_per_dwelling"),
        "",
    ),
    "samfunnssikkerhet": CountyTheme(
        "Samfunnssikkerhet",
        ("new_buildings_in_hazard_areas", "new_buildings_in_caution_areas", "drinking_water",
         "building_fires_per_1000", "fire_objects_inspected_share"),
        "Fylkets og kommunenes egne risiko- og sårbarhetsanalyser viser mer enn tallene.",
    ),
}  # fmt: skip
"""Id -> theme: the eight of Trøndelag's regional planning strategy, which other counties' strategies share."""
QUESTIONS = (
    "Hvilke av disse utfordringene må kommunene løse sammen?",
    "Hva bør regional planstrategi prioritere på dette området?",
    "Hvilke planer må svare på forskjellene mellom kommunene?",
)
