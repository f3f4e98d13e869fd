"""Several small filters against a large one that sees as much: the parameters of both, counted."""
