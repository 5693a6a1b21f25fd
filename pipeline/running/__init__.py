"""A run between the stages: what is received, judged, merged and settled, and how one that was torn off goes on."""
