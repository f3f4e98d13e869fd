title-labels-look-random = Labels look random
finding-labels-look-random = { $reason ->
    [numbers] The targets look random. Neither samples with similar inputs (nearest neighbors) nor any column predict a sample's target{ $neighbor_agreement_state ->
        [crossed] {" "}({ $neighbor_agreement } standard errors, threshold { $neighbor_agreement_limit })
       *[other] { "" }
        }. The network predicts new samples hardly better than a constant (best test progress { $test_progress }, threshold { $test_progress_limit }).
    [untested] The labels look random. Samples with similar inputs (nearest neighbors) share a class no more often than by chance ({ $neighbor_agreement } standard errors above it, threshold { $neighbor_agreement_limit }). The network learned nothing about its own training samples (progress { $final_progress }, threshold { $final_progress_limit }).
   *[other] The labels look random. Samples with similar inputs (nearest neighbors) share a class no more often than by chance ({ $neighbor_agreement } standard errors above it, threshold { $neighbor_agreement_limit }). The network predicts new samples no better than chance (accuracy { $test_skill } standard errors above it, threshold { $test_skill_limit }).
    }
explain-labels-look-random = If similar samples have unrelated labels, a network can only memorize each sample. Common causes are rows that were shifted or shuffled against their labels, a wrong target column, or features without the needed information. The training loss may fall, but the test accuracy stays at chance level. Check the labels of a few samples by hand.

quantity-neighbor-agreement = nearest neighbors with the same target (standard errors above chance)
quantity-test-skill = test accuracy (standard errors above chance)
quantity-test-progress = best progress on the test set

limit-label-neighbors = nearest neighbors that share a class, above chance
limit-label-neighbors-origin = two sigma: random labels stay below it in 98 of 100 datasets
limit-label-columns = what the best column, or pair of columns, tells about the label, above the best by chance
limit-label-columns-origin = two sigma
limit-label-errors = accuracy above chance
limit-label-errors-origin = three sigma
limit-test-progress = best progress on the test set
limit-test-progress-origin = measured
limit-label-samples = smallest number of samples that tells labels from noise: in the test set, in a typical class, and in all classes but the largest
limit-label-samples-origin = chosen by the authors

studio-lesson-labels-look-random-csv = After 100 epochs, test accuracy is that of a coin toss. What is wrong with the data?
studio-lesson-watch-labels-look-random-csv = Press Run. Compare training and test accuracy, then look for a pattern in the table.
studio-lesson-why-labels-look-random-csv = The labels were shuffled against the rows, so the columns say nothing about them. Training accuracy creeps to about 55 % by fitting single samples. Test accuracy stays near 50 %. No network can fix that: check how rows and labels were joined.
