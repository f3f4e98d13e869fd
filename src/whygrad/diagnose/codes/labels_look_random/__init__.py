"""Labels look random."""
