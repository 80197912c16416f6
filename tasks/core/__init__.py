"""The pure core: values in, values out. No Prefect, no I/O, no clock, no environment."""
