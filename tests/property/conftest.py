"""The same examples every time: what failed here fails everywhere."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "grunnlag",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("grunnlag")
