title-init-too-large = 너무 큰 가중치 초깃값
finding-init-too-large = { $reason ->
        [products] 임베딩의 초깃값이 너무 큽니다. 행끼리의 내적의 표준편차가 { $product_spread }입니다({ $layers } 층, 임계값 { $product_spread_limit }). 보통은 1 안팎을 넘지 않습니다.
       *[layers] 가중치 초깃값이 너무 큽니다. He나 Xavier 초기화를 썼을 때의 { $init_scale }배입니다({ $layers } 층, 임계값 { $init_scale_limit }).
    }
explain-init-too-large = (가중치 크기 × √입력 수)가 1보다 훨씬 크면 시그모이드와 tanh는 곧바로 포화됩니다. ReLU 층에서는 신호와 기울기가 층마다 커집니다. 증상: 유닛이 포화되거나, 손실이 우연 수준보다 훨씬 높은 곳에서 시작합니다. tanh에는 Xavier 초기화, ReLU에는 He 초기화, 또는 정규화 층을 쓰세요. 행렬 분해처럼 행끼리 곱하는 임베딩도 초깃값이 작아야 합니다. 표준편차가 1인 수 K개의 내적은 표준편차가 √K입니다.

quantity-product-spread = 시작할 때 행끼리의 내적의 표준편차

limit-init-large = Xavier와 He 초기화 중 큰 쪽 대비 가중치 초깃값
limit-init-large-origin = 측정값
limit-init-loss = 지나치게 확신하는 예측에서, 우연 수준의 손실 대비 처음 손실
limit-init-loss-origin = 직접 정함

studio-lesson-init-too-large-digits = 큰 가중치로 시작합니다. 첫 스텝 전에 tanh 유닛들은 무엇을 출력할까요?
studio-lesson-watch-init-too-large-digits = 실행을 누르기 전에 활성값의 히스토그램을 보세요. 그다음 훈련 손실을 지켜보세요.
studio-lesson-why-init-too-large-digits = 가중치 초깃값의 표준편차가 2입니다. 학습 전에 이미 tanh 유닛의 80 % 이상이 포화되어 있습니다. 손실이 17 근처에서 시작하는데, 우연 수준인 2.3의 일곱 배입니다. 테스트 정확도는 33 % 근처에서 끝나고, Xavier 초기화를 쓰면 94 %가 됩니다.
