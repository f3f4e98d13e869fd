"""C01: without a non-linear activation function, a deep network is one linear map."""
