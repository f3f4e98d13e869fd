title-exploding-gradient = 기울기 폭주
finding-exploding-gradient = { $reason ->
    [up] 활성값이 순전파되면서 폭주하고, 기울기도 함께 폭주합니다. 첫 업데이트 전에 이미 { $layers } 층의 활성값이 첫 층의 최대 { $signal_growth }배입니다(임계값 { $signal_growth_limit }). 그래서 손실이 우연 수준보다 훨씬 높은 곳에서 시작합니다.
    [time] 기울기가 시간을 거슬러 역전파되면서 폭주합니다. { $step }번째 업데이트부터 { $layers } 층의 기울기가 마지막 시점의 { $gradient_through_time }배까지 커집니다(임계값 { $gradient_through_time_limit }).
    [layers] 기울기가 역전파되면서 폭주합니다. { $step }번째 업데이트부터 { $layers } 층의 활성화 이전 값에 대한 기울기가 출력층의 { $gradient_ratio }배입니다(임계값 { $gradient_ratio_limit }).
   *[cut] 학습 중에 기울기가 폭주합니다. { $step }번째 업데이트부터 손실이 커지는 동안 기울기가 처음의 { $gradient_growth }배로 커졌습니다(임계값 { $gradient_growth_limit }).
    }
explain-exploding-gradient = 층마다 역전파 신호에 1보다 큰 값이 곱해지면 신호는 깊이에 따라 기하급수적으로 커집니다. 그러면 입력에 가까운 층에는 어떤 스텝도 너무 큽니다. 증상: 출력층에서 입력 쪽으로 갈수록 기울기가 커지고, 이어서 손실이 튀거나 NaN이 됩니다. 가중치 초깃값을 줄이거나 정규화 층, 기울기 클리핑, 더 낮은 학습률을 쓰세요.

quantity-signal-growth = 첫 업데이트 전의 활성값(첫 층 대비)
quantity-gradient-growth = 처음 크기 대비 기울기
quantity-gradient-through-time = 마지막 시점 대비 이른 시점의 기울기

limit-gradient-exploding = 출력층 대비 은닉층의 활성화 이전 값에 대한 기울기
limit-gradient-exploding-origin = AutoTrainer는 70을 씁니다; 측정값
limit-signal-growth = 손실이 우연 수준보다 높은 곳에서 시작한 학습에서, 첫 층 대비 층의 출력값 크기
limit-signal-growth-origin = 직접 정함: 흔히 쓰는 초기화에서는 1 근처에 머뭅니다
limit-gradient-growth = 손실이 처음보다 높은 동안, 처음 값 대비 기울기 노름
limit-gradient-growth-origin = 측정값
limit-overshooting = 스텝 품질의 중앙값; 스텝 방향의 최솟값까지 간 스텝은 ½입니다
limit-overshooting-origin = 포물선에서의 정확한 직선 탐색

studio-lesson-exploding-gradient-spiral = 잔차 연결이 있고 정규화는 없는 스무 층입니다. 기울기는 얼마나 커질까요?
studio-lesson-watch-exploding-gradient-spiral = 배치 버튼을 두 번 누르세요. 훈련 손실과 층별 기울기를 읽으세요.
studio-lesson-why-exploding-gradient-spiral = 층마다 신호에 값을 더하므로, 신호가 학습 전에 이미 수천 배로 커집니다. 처음 손실이 500보다 크고, 업데이트 몇 번 만에 NaN이 됩니다. 층 정규화를 쓰면 오버플로가 없고, 테스트 정확도가 53 %와 98 % 사이에서 끝납니다.
