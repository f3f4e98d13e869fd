title-eval-in-train-mode = Evaluated in training mode
finding-eval-in-train-mode = The model is evaluated in training mode at { $source } (in { $eval_in_train } of the forward passes through dropout and batch normalization layers). The measured loss and accuracy are usually worse than in evaluation mode, and vary from one evaluation to the next. Batch normalization layers, if any, also update their running statistics with the test data.
explain-eval-in-train-mode = In training mode dropout sets outputs to zero. Batch normalization uses the statistics of the batch and updates its running statistics. The measured model is then not the one that will be used. Call model.eval() before evaluating and model.train() before training goes on.

quantity-eval-in-train = forward passes in training mode during evaluation

limit-wrong-mode = fraction of the forward passes through dropout and batch normalization layers in the wrong mode
limit-wrong-mode-origin = chosen by the authors
