"""The Prefect flows, and the command line, server and reports around them."""
