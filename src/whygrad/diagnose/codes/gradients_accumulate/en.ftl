title-gradients-accumulate = Gradients not cleared (missing zero_grad)
finding-gradients-accumulate = The gradients are not cleared between updates. { $stale_gradients } of the observed updates at { $source } reused the gradients of earlier updates (threshold { $stale_gradients_limit }).
explain-gradients-accumulate = Every backward pass adds to the existing gradients. Without zero_grad(), or with one only now and then, each update repeats all earlier ones. The steps grow and point in old directions, and the loss oscillates or diverges. Adding up several backward passes and clearing them after the update is fine: that is gradient accumulation. Call optimizer.zero_grad() once for every optimizer.step().

quantity-stale-gradients = updates with gradients of earlier updates

limit-stale-gradients = fraction of observed updates that used gradients of earlier updates, or cleared ones
limit-stale-gradients-origin = chosen: a gradient is either cleared each time or not
