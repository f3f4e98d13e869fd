"""C30: a large Gaussian initialization saturates tanh and kills its gradient; only the first half is right."""
