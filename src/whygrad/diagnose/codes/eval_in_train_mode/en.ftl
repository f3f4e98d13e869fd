title-eval-in-train-mode = Evaluated in training mode
finding-eval-in-train-mode = The model is evaluated in training mode at { $source } ({ $eval_in_train } of its dropout and batch normalization). The measured values are worse and noisier than the model. Any batch normalization also learns from the test data.
explain-eval-in-train-mode = In training mode dropout sets outputs to zero. Batch normalization uses the statistics of the batch and updates its running statistics. The measured model is then not the one that will be used. Call model.eval() before evaluating and model.train() before training goes on.

quantity-eval-in-train = modules in training mode during evaluation

limit-wrong-mode = fraction of passes of dropout and batch normalization in the wrong mode
limit-wrong-mode-origin = chosen
