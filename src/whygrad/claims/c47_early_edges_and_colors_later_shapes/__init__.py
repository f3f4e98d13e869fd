"""What the first and the last convolution hold: edges and colors in filters, classes, shapes and colors in features."""
