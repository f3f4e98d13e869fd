"""Internal covariate shift of a small network with and without batch normalization, by both of its definitions."""
