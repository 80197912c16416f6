"""A bot wall, as a site answers with it instead of the page."""

WALL = b"<html><head><title>Just a moment...</title></head><script>window._cf_chl_opt={}</script></html>"
