title-linear-network = 선형 신경망
finding-linear-network = { $reason ->
        [unneeded] 층 사이에 활성화 함수가 없습니다. 그러면 모든 층을 합쳐도 하나의 선형 사상이므로 은닉층이 더하는 것이 없습니다. 진척도(1 − 손실 / 우연 수준 손실)는 { $final_progress }에 그칩니다(임계값 { $final_progress_limit }).
        [enough] 신경망이 선형입니다. 비선형 활성화 함수가 없으면 모든 층을 합쳐도 하나의 선형 사상입니다. 여기서는 그것으로 충분해 보입니다. 상수 예측에서 완벽한 예측까지의 { $skill }에 이르렀습니다.
       *[other] 신경망이 선형입니다. 비선형 활성화 함수가 없으면 모든 층을 합쳐도 하나의 선형 사상입니다. 상수 예측에서 완벽한 예측까지의 { $skill }에만 이르렀습니다(임계값 { $skill_limit }).
    }
explain-linear-network = 선형 층을 쌓으면 행렬 하나와 같아서 층을 늘려도 얻는 것이 없습니다. 결정 경계는 직선이나 평면입니다. 선형으로 나뉘는 데이터에는 충분하지만 XOR, 원, 나선에는 실패합니다. 층 사이에 비선형 활성화 함수를 넣거나, 문제가 선형이 되는 특성을 추가하세요.

limit-skill-short = 상수 예측보다 나아진 정도(분류는 정확도, 회귀는 손실), 최근접 이웃 분류기 대비
limit-skill-short-origin = 측정값
limit-straight = 출력 변화 대비, 입력 -a, 0, a, 2a의 출력이 직선에서 벗어난 정도; 이보다 작으면 활성화 함수와 상관없이 선형입니다
limit-straight-origin = float32의 반올림 오차

studio-lesson-linear-network-circle = 세 층인데도 결정 경계가 직선입니다. 무엇이 빠졌을까요?
studio-lesson-linear-network-xor = XOR에 퍼셉트론 규칙을 씁니다. 언젠가 멈출까요?
studio-lesson-watch-linear-network-circle = 실행을 누르세요. 출력의 결정 경계와 훈련 정확도를 지켜보세요.
studio-lesson-why-linear-network-circle = 활성화 함수가 없으면 세 층의 곱은 행렬 하나입니다. 직선 하나로는 고리와 원판을 나눌 수 없어 정확도가 50 % 근처에 머뭅니다. 은닉층에 tanh를 쓰면 100 %가 됩니다.
studio-lesson-watch-linear-network-xor = 실행을 누르세요. 출력의 직선과 훈련 정확도의 변화를 지켜보세요.
studio-lesson-why-linear-network-xor = 퍼셉트론 규칙은 틀릴 때마다 가중치를 바꾸는데, XOR를 오류 없이 나누는 직선은 없습니다. 그래서 직선이 계속 돌고 정확도는 50 % 근처에서 계속 바뀝니다. 비선형 활성화 함수를 쓰는 은닉층을 넣으면 해결됩니다.
