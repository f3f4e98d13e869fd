title-underfitting = 과소적합
finding-underfitting = { $reason ->
    [again] 학습이 너무 짧습니다. 길어야 한 에포크 만에 끝났고, 진척도(1 − 손실 / 무작위 수준 손실)는 { $final_progress }에 그칩니다. 이 스크립트는 층이 같은 신경망을 { $trainings_alike }개 더 학습합니다(임계값 { $trainings_alike_limit }). 하나의 신경망을 이어서 학습하려던 것이라면, 모델과 옵티마이저를 에포크 반복문 앞에서 한 번만 만드세요.
    [few] 학습이 너무 짧습니다. 업데이트 { $updates_made }회 만에 끝났고(임계값 { $updates_made_limit }), 진척도(1 − 손실 / 무작위 수준 손실)는 { $final_progress }에 그칩니다. 에포크를 늘리거나 배치를 줄이세요.
    [dropout] 드롭아웃 뒤에 학습에 쓸 유닛이 거의 남지 않습니다. 한 층에서 유닛의 { $dropout_share }를 끄며(임계값 { $dropout_share_limit }), 상수 예측에서 완벽한 예측까지의 { $skill }에만 이르렀습니다. nn.Dropout의 인자 p는 남길 비율이 아니라 끌 비율입니다.
    [outputs] 신경망의 출력에 드롭아웃을 적용했습니다. 학습할 때 무엇을 배웠든 출력의 { $output_dropout }가 0이 되므로, 상수 예측에서 완벽한 예측까지의 { $skill }에만 이르렀습니다. 드롭아웃은 마지막 층 앞에 두세요.
    [decay] 가중치 감쇠가 너무 강합니다. 학습이 끝날 때 손실의 기울기를 { $decay_pull } 상쇄합니다(임계값 { $decay_pull_limit }). 그런데도 서로 다른 배치의 기울기는 여전히 같은 방향을 가리킵니다. 상수 예측에서 완벽한 예측까지의 { $skill }에만 이르렀습니다.
   *[settled] 신경망이 과소적합되었습니다. 손실이 더는 줄지 않습니다. 학습의 마지막 4분의 1의 진척도에서 그 전의 가장 높은 진척도를 뺀 값이 { $late_gain }입니다{ $late_gain_state ->
        [crossed] (임계값 { $late_gain_limit })
       *[other] { "" }
        }. 그런데 상수 예측에서 완벽한 예측까지의 { $skill }에만 이르렀습니다(임계값 { $skill_limit }, 최근접 이웃 또는 오토인코더 입력의 주성분을 기준으로 한 값).
    }
explain-underfitting = 너무 작거나 알맞은 특성을 받지 못한 신경망은 데이터에 든 것을 표현하지 못합니다. 훈련 손실과 테스트 손실이 같은 높은 수준으로 수렴합니다. 최근접 이웃 분류기가 오히려 낫습니다. 유닛이나 층을 늘리고, 더 나은 특성을 주고, 규제를 줄이세요. 배치 하나는 외우지만 데이터 전체는 배우지 못하면 용량이나 특성이 모자란 것입니다. 배치 하나조차 외우지 못하면 신경망이 너무 작거나 초기화, 손실, 옵티마이저에 실수가 있는 것입니다.

quantity-trainings-alike = 층이 같은 신경망의 다른 학습
quantity-dropout-share = 드롭아웃이 끄는 유닛의 비율
quantity-output-dropout = 드롭아웃이 끄는 출력의 비율
quantity-decay-pull = 손실의 기울기 대비 가중치 감쇠의 크기
quantity-late-gain = 학습의 마지막 4분의 1의 진척도 − 그 전의 가장 높은 진척도

limit-decay-holds = 학습이 끝날 때 손실의 기울기 대비 가중치 감쇠의 크기(층들의 중앙값)
limit-decay-holds-origin = 둘이 상쇄되면 1입니다
limit-batches-agree = 끝에 서로 다른 배치가 일치하는 몫(기울기의 제곱 대비)
limit-batches-agree-origin = 알맞은 가중치 감쇠라면 대략 배치 크기를 훈련 표본 수로 나눈 값입니다
limit-batches-differ = 배치 크기 대비 훈련 표본 수; 이 값부터 배치가 서로 다를 수 있다고 봅니다
limit-batches-differ-origin = 이때 알맞은 가중치 감쇠라면 위의 몫이 4분의 1을 넘지 않습니다
limit-dropout-most = 드롭아웃이 한 층에서 끄는 유닛의 비율
limit-dropout-most-origin = Srivastava et al. 2014는 절반을 남기며, 남기는 비율이 5분의 1보다 작으면 오류가 가파르게 커진다고 보고합니다
limit-settled = 학습의 마지막 4분의 1의 진척도 − 그 전의 가장 높은 진척도; 이보다 작으면 손실이 더는 줄지 않는 것으로 봅니다
limit-settled-origin = 측정값

studio-lesson-underfitting-rings = 충분히 오래 학습했는데 아직 틀리는 표본이 많습니다. 무엇이 모자랄까요?
studio-lesson-watch-underfitting-rings = 실행을 누르고 출력을 지켜보세요. 그다음 은닉층에 유닛을 추가하고 다시 실행하세요.
studio-lesson-why-underfitting-rings = 유닛 둘은 직선 두 개를 긋는데, 고리 세 개에는 더 필요합니다. 훈련 정확도는 74 %, 테스트 정확도는 69 % 근처에 머뭅니다. 유닛이 3개이면 시드에 따라 다르고, 8개이면 테스트 정확도가 100 %가 됩니다.
