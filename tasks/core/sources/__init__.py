"""Sources as a whole: kinds, files, health and coverage."""
