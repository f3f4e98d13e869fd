"""What more layers add to the accuracy of convolutional networks with and without residual connections."""
