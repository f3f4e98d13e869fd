"""C53: identity output for regression, softmax for classes: what the wrong output costs."""
