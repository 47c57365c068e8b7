"""Settings of every test."""

from hypothesis import HealthCheck, settings

# The machines are shared: how long an example takes to make or to run says nothing about Musnad (speed is measured in bench/).
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.load_profile("shared")
