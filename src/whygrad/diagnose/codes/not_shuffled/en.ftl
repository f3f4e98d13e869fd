title-not-shuffled = Samples not shuffled
finding-not-shuffled = { $reason ->
    [changed] The samples are not shuffled. The second half of the training has other classes than the first. Two samples of different halves have the same class { $classes_changed } less often than two samples of the same half (threshold { $classes_changed_limit }).
    [again] The samples are not shuffled. Every epoch repeats the same batches. Beyond chance, { $batches_apart } of the variance of the targets lies between batches instead of within them (threshold { $batches_apart_limit }).
    [one] Every update gets the same batch, although the data loader has { $epoch_batches } batches in an epoch. What the network has learned of that batch does not hold for the test samples. Each call of next(iter(loader)) starts again at the first batch. Loop over the loader instead (for batch in loader), or set shuffle=True.
   *[other] The samples are not shuffled. Samples close to each other in the order have the same target more often than by chance (excess { $neighbors_alike }: 0 % if shuffled, 100 % if sorted; threshold { $neighbors_alike_limit }).
    }
explain-not-shuffled = If the data are sorted by class or by target, each batch shows only a part of them. The network learns one class, then forgets it for the next. Meanwhile the loss on the current batch looks good. Shuffle the samples in every epoch (DataLoader(shuffle=True)).

quantity-neighbors-alike = neighboring samples with the same target, beyond chance
quantity-classes-changed = how much less often samples of different halves have the same class
quantity-batches-apart = variance of the targets between batches, beyond chance
quantity-different-batches = different batches in the training
quantity-epoch-batches = batches of an epoch

limit-order-alike = consecutive samples of the same class beyond chance, relative to what is possible
limit-order-alike-origin = chosen: 0 when shuffled, 1 when sorted
limit-order-pairs = smallest number of consecutive pairs to judge the order
limit-order-pairs-origin = two sigma of a fraction are then 0.14
limit-between-batch-variance-excess = fraction of the targets' variance between batches, beyond that of shuffled batches
limit-between-batch-variance-excess-origin = 0 when shuffled; measured
limit-between-batch-variance-low = fraction of the targets' variance between batches, not within them
limit-between-batch-variance-low-origin = 0 for similar batches, 1/B for B shuffled samples, 0.25 for two sorted classes of three; chosen
limit-between-batch-variance-high = fraction of the targets' variance between batches, not within them
limit-between-batch-variance-high-origin = 0 when shuffled, 1 - 1/N² for N sorted batches of evenly spread targets; chosen: four of them lie above
