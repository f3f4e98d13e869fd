"""Scripts with one mistake each, in the ways in which people write them."""
