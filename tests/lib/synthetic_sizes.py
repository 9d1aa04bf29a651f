"""How large the parts of SYNTHETIC counts are: a factor for each code of a table, 1 where none is given.

A cell is the municipality's size times the factors of its codes, contents among them, so wholes must exceed their parts.
"""

SIZES: dict[str, dict[str, float]] = {
    "09817": {"B": 0.15, "C": 0.03},
    "06070": {"000": 0.45, "001": 0.17, "003": 0.04, "004": 0.05, "005": 0.01, "006": 0.02},
    "11342": {"LandArealKm2": 0.01},
    "07984": {"00-99": 0.5, "86-88": 0.1, "55-66": 0.18, "67-74": 0.03},
    "13563": {"TOT": 0.7, "A.01": 0.5, "A.09": 0.015, "U.04-U.05": 0.08, "20-66": 0.8, "B": 0.15},
    "13556": {"TOT3": 0.2, "NEET": 0.02},
    "13470": {"SysselsatteArb": 0.025, "86-88": 4.0, "10-33": 2.0, "01-03": 1.5},
    "13472": {"SysselEtterArbste": 0.12, "A+B+D+E.0-1+9": 2.0},
    "07091": {"99": 0.1, "00": 0.06, "01": 0.02, "01-99": 0.9},
    "12362": {"KOSbelop0000": 1.0, "FGK9": 30.0, "FGK13": 3.0, "FGK2": 3.0, "FGK5": 2.0, "FGK17": 1.5},
    "06265": {"01": 0.25, "02": 0.05, "03": 0.05, "04": 0.1, "05": 0.02, "999": 0.01},
    "05940": {"Igangsatte": 0.002, "Fullforte": 0.002},
    "14545": {"Omsetninger": 0.01},
    "14490": {"Forbruk": 0.007},
    "09594": {"Areal": 0.002, "15-16": 2.0, "17": 10.0, "18": 5.0},
    "08936": {"VernetAreal": 0.003},
    "07849": {"1": 0.1, "2": 0.08, "5": 0.07},
}

MEASURED = {"09594", "08936", "11342", "14490"}
"""Areas and energy, which have decimals."""
