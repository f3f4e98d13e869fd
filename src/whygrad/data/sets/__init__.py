"""The data sets that come with whygrad: how each is generated or read, and `registry.py`, the table of all of them."""
