"""The peers' sides of the comparisons; each file runs alone, in the peer's own environment."""
