"""The contents of the archive: records, manifests, lineage, closed days, audit."""
