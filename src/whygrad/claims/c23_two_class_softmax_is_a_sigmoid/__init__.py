"""C23: softmax of two classes is the sigmoid of the difference of the two logits."""
