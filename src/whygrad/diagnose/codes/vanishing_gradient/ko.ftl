title-vanishing-gradient = 기울기 소실
finding-vanishing-gradient = { $reason ->
    [time] 기울기가 시간을 거슬러 역전파되면서 사라집니다. { $layers } 층에서 가장 이른 시점의 기울기는 기울기가 가장 큰 시점의 { $gradient_fade }배입니다(임계값 { $gradient_fade_limit }). 신경망은 아직 배운 것이 거의 없습니다.
   *[layers] 기울기가 역전파되면서 사라집니다. { $layers } 층의 활성화 이전 값에 대한 기울기는 출력층의 { $gradient_ratio }배입니다(임계값 { $gradient_ratio_limit }). 손실이 우연 수준에 가까울 때 잰 값입니다.
    }
explain-vanishing-gradient = 역전파는 층을 지날 때마다 기울기에 (활성화 함수의 미분값 × 가중치)를 곱합니다. 시그모이드의 미분값은 최대 0.25입니다. 가중치가 이를 메우지 않으면 곱은 깊이에 따라 기하급수적으로 줄어듭니다. 그러면 입력에 가까운 층에는 기울기가 거의 오지 않습니다. 증상: 손실이 우연 수준에 머무는 동안 활성화 이전 값에 대한 기울기(역전파 신호)가 층마다 작아집니다. ReLU와 He 초기화, 배치 정규화, 잔차 연결을 쓰거나 층 수를 줄이세요. 순환 신경망에서는 같은 일이 시간을 따라 일어나 시점마다 값이 하나씩 곱해집니다. 그러면 앞선 시점의 입력에서는 아무것도 배우지 못합니다. 게이트가 있는 유닛(LSTM, GRU)이나 직교 순환 가중치를 쓰면 곱해지는 값을 1 근처로 유지할 수 있습니다.

quantity-gradient-fade = 기울기가 가장 큰 시점 대비 가장 이른 시점의 기울기

limit-gradient-vanishing = 출력층 대비 은닉층의 활성화 이전 값에 대한 기울기
limit-gradient-vanishing-origin = AutoTrainer(Zhang et al. 2021)는 마지막 층 대비 첫 층에 1e-3을 씁니다; 측정값
limit-gradient-faint = 배운 것이 없고 은닉층은 거의 움직이지 않았지만 출력층은 움직인 스크립트에서의 같은 비
limit-gradient-faint-origin = 직접 정함: 시그모이드 층 두 개는 기울기를 50분의 1로 줄입니다
limit-weights-shrunk = 가중치 초깃값 대비 가중치의 RMS
limit-weights-shrunk-origin = 측정값

studio-lesson-vanishing-gradient-digits = 시그모이드 열 층입니다. 어느 층이 학습하고 어느 층이 못 할까요?
studio-lesson-vanishing-gradient-moons = 반달 두 개에 여덟 층인데 손실이 그대로입니다. 첫 층의 기울기는 얼마나 될까요?
studio-lesson-watch-vanishing-gradient-digits = 실행을 누르세요. "신경망 내부"에서 "깊이에 따른 값"을 읽으세요.
studio-lesson-why-vanishing-gradient-digits = 시그모이드 층은 기울기에 가중치와 0.25보다 작은 미분값을 곱합니다. 첫 층의 기울기는 출력층의 백만분의 일보다 작습니다. 정확도는 숫자 열 개의 우연 수준인 10 % 근처에 머뭅니다.
studio-lesson-watch-vanishing-gradient-moons = 실행을 누르세요. "신경망 내부"에서 "깊이에 따른 값"을 읽으세요.
studio-lesson-why-vanishing-gradient-moons = 시그모이드의 미분값은 최대 0.25이므로 층마다 기울기가 작아집니다. 기울기의 RMS가 출력층에서는 약 0.05인데 첫 층에서는 0.000001보다 작습니다. 손실은 우연 수준에 머뭅니다. ReLU와 He 초기화를 쓰면 테스트 정확도가 100 % 근처에서 끝납니다.
