"""The same random examples in every run, so that a failure can be repeated."""

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
