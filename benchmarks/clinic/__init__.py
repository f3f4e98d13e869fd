"""whygrad on the programs of training-programs, a package of its own in this repository: see README.md."""
