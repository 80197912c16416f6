"""The pure core: functions from values to values. No Prefect, no I/O, no clock, no environment."""
