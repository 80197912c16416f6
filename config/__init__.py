"""Settings and sources: their shape (`schema`) and the only reader of files and environment (`loader`)."""
