"""The archive in an S3-compatible bucket."""
