"""What lies in the archive: records, manifests, lineage, closed days, audit."""
