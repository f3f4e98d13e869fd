title-init-too-small = 너무 작은 가중치 초깃값
finding-init-too-small = 가중치 초깃값이 너무 작습니다. Xavier나 LeCun 초기화를 썼을 때의 평균 { $init_scale }배입니다({ $layers } 층, 임계값 { $init_scale_limit }). 신호와 기울기가 층마다 줄어듭니다.
explain-init-too-small = 한 층은 입력의 표준편차에 대략 (가중치 크기 × √입력 수)를 곱합니다. 이 값이 1보다 훨씬 작으면 몇 층만 지나도 모든 표본이 똑같아 보입니다. 기울기도 역전파되면서 그만큼 줄어 손실이 정체 구간에 머뭅니다. tanh에는 Xavier 초기화, ReLU에는 He 초기화, 또는 정규화 층을 써서 신호의 크기를 유지하세요.

limit-init-small = Xavier와 LeCun 초기화 중 작은 쪽 대비 가중치 초깃값
limit-init-small-origin = 측정값: PyTorch의 기본 가중치가 0.58로, 흔히 쓰는 초기화 가운데 가장 작습니다
limit-init-far = 가중치 초깃값 때문에 덜 배웠다고 보는 기준: 위 임계값을 이 배수만큼 더 벗어남
limit-init-far-origin = 직접 정함

studio-lesson-init-too-small-digits = 아주 작은 가중치로 시작합니다. 이미지의 얼마만큼이 출력까지 전달될까요?
studio-lesson-watch-init-too-small-digits = 실행을 누르세요. "신경망 내부"에서 활성화 이전 값의 표준편차를 고르고 "깊이에 따른 값"을 읽으세요.
studio-lesson-why-init-too-small-digits = 가중치 초깃값의 표준편차가 0.001이라서 층마다 신호가 백 배 넘게 작아집니다. 출력이 일정하고 손실은 클래스 10개의 우연 수준인 2.3에 머뭅니다. Xavier 초기화를 쓰면 테스트 정확도가 94 %가 됩니다.
