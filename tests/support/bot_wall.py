"""The page of a bot wall, which a site sends instead of the requested page."""

WALL = b"<html><head><title>Just a moment...</title></head><script>window._cf_chl_opt={}</script></html>"
