title-class-imbalance = Class imbalance
finding-class-imbalance = { $reason ->
    [single] All targets belong to the same class, so there is nothing to tell apart. Check how the labels are made and loaded.
    [weights] The class weights make the imbalance worse. The smallest class is given { $rare_weight } times the weight of the largest. In the loss the largest class therefore counts { $class_ratio } times as much as the smallest (threshold { $class_ratio_limit }). { $skill_state ->
        [within] The network still does better than always predicting the largest class. It reaches { $skill } of the possible improvement over that.
       *[other] The network hardly does better than always predicting the largest class. It reaches { $skill } of the possible improvement over that (threshold { $skill_limit }).
        }
    [elsewhere] The classes are imbalanced, and new samples belong to the rare ones more often. The largest class is { $class_ratio } times the size of the smallest (threshold { $class_ratio_limit }). So errors that hardly count in training are frequent on new samples. Relative to what is possible above chance level, the accuracy is { $answers_lost } lower there (threshold { $answers_lost_limit }).
   *[other] The classes are imbalanced. The largest class is { $class_ratio } times the size of the smallest (threshold { $class_ratio_limit }). { $skill_state ->
        [within] The network still does better than always predicting the largest class. It reaches { $skill } of the possible improvement over that.
       *[other] The network hardly does better than always predicting the largest class. It reaches { $skill } of the possible improvement over that (threshold { $skill_limit }).
        }
 }
explain-class-imbalance = If one class makes up most of the samples, always predicting it gives a high accuracy. Predicting the class frequencies as probabilities gives a low loss. The gradients of the rare classes are then outweighed. You see an accuracy hardly above the fraction of the largest class. Balance the classes by weights or sampling, collect more samples of the rare ones, and look at the accuracy of each class.

quantity-single-class = classes among the targets
quantity-rare-weight = weight of the smallest class in the loss, relative to the largest
quantity-class-ratio = largest class, relative to the smallest (class weights included)

limit-class-ratio = size of the largest class, relative to the smallest
limit-class-ratio-origin = SageMaker Debugger uses 10; measured
limit-class-ratio-alone = largest class, relative to the smallest, where nearest neighbors do not tell the classes apart
limit-class-ratio-alone-origin = SageMaker Debugger uses 10
limit-majority = fraction of the samples in the largest class
limit-majority-origin = chosen: more than all others together
limit-minority-skill = accuracy above always predicting the largest class, relative to what is possible
limit-minority-skill-origin = measured

studio-lesson-class-imbalance-csv = It is correct for nine samples of ten. Is it any good?
studio-lesson-watch-class-imbalance-csv = Press Run. Compare the test accuracy with that of a network that always predicts the frequent class.
studio-lesson-why-class-imbalance-csv = Only 38 of 400 rows are fraud. A constant "no" is correct for 93 % of the test set, and the network only for about 90 %. Look at the accuracy of each class, and weight the classes in the loss.
