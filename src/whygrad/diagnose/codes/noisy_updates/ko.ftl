title-noisy-updates = 잡음이 큰 업데이트
finding-noisy-updates = 업데이트가 대부분 잡음입니다. 서로 다른 배치의 기울기가 거의 일치하지 않습니다. 일치하는 정도가 서로 독립인 무작위 기울기의 { $gradient_agreement }배입니다(임계값 { $gradient_agreement_limit }, 순수한 잡음이면 1). 손실이 오르내리면서, 줄었던 양의 { $gain_lost }만큼 다시 올랐습니다(임계값 { $gain_lost_limit }).
explain-noisy-updates = 작은 배치의 기울기는 추정값입니다. 학습률에 비해 배치가 너무 작으면 스텝은 주로 그 오차를 따라갑니다. 스텝마다 자기 배치에는 도움이 되지만 다른 배치에는 그렇지 않습니다. 그래서 손실이 줄지 않고 한 수준에서 오르내립니다. 증상: 배치 기울기들이 서로 일치하지 않습니다. 더 큰 배치, 학습률 감쇠, 더 낮은 학습률을 쓰세요. 같은 학습률에서 모멘텀은 도움이 되지 않습니다. 스텝만 커집니다.

quantity-gradient-agreement = 순수한 잡음 대비 배치 기울기의 일치도
quantity-gain-lost = 줄었던 손실 가운데 다시 잃은 비율
quantity-unrest = 손실이 오른 양의 합 / 모든 변화량의 합

limit-trend = 추세를 구하려고 평균하는 배치 손실의 수
limit-trend-origin = 측정값
limit-unrest = 초반이 지난 뒤 손실이 오른 양의 합 / 모든 변화량의 합
limit-unrest-origin = 측정값
limit-gain-lost = 가장 좋은 손실까지 줄어든 정도 대비 (후반 손실의 중앙값 − 가장 좋은 손실)
limit-gain-lost-origin = 측정값
limit-noise-agreement = 순수한 잡음일 때(1 / 배치의 수) 대비 기울기 일치도의 평균
limit-noise-agreement-origin = 직접 정함: 순수한 잡음이면 1이고(McCandlish et al. 2018), 배치 10개로 구한 기록의 평균은 불확실합니다

studio-lesson-noisy-updates-circle = 한 번에 표본 하나씩 학습합니다. 왜 손실이 가라앉지 않을까요?
studio-lesson-watch-noisy-updates-circle = 실행을 누르고 훈련 손실을 지켜보세요. 그다음 배치 크기를 10으로 바꾸고 다시 실행하세요.
studio-lesson-why-noisy-updates-circle = 업데이트마다 표본 하나만 따르는데, 레이블에 잡음이 있고 학습률은 0.5입니다. 훈련 손실은 1 근처에 머뭅니다. 배치 크기를 10으로 하면 0.23까지 줄고, 학습률을 0.03으로 낮추어도 그렇습니다.
