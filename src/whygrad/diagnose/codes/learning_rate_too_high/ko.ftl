title-learning-rate-too-high = 너무 높은 학습률
finding-learning-rate-too-high = { $reason ->
    [thrown] 학습률이 너무 높습니다. 처음 몇 번의 업데이트 만에 가중치가 처음의 { $early_weight_growth }배로 커졌습니다(층의 중앙값, 임계값 { $early_weight_growth_limit }). 초기화한 값이 거의 남지 않았습니다.
    [oscillates] 학습률이 너무 높습니다. 스텝의 크기가 가중치 크기의 { $step_length }배여서(중앙값, 임계값 { $step_length_limit }) 자기 배치의 손실이 가장 낮은 점을 지나칩니다. 연속한 업데이트의 기울기가 서로 반대 방향입니다.
    [forgot] 학습률이 너무 높습니다. 진척도가 한때 { $best_progress }에 이르렀지만(임계값 { $best_progress_limit }) 모두 다시 잃었습니다.
    [lost] 학습률이 너무 높습니다. 처음 몇 번의 업데이트 가운데 하나가 가중치를 그 크기의 { $zero_gradient_step }배만큼 바꾸었습니다(층의 중앙값, 임계값 { $zero_gradient_step_limit }). 그 뒤로 어느 층도 기울기를 받지 못했고, 아무것도 배우지 못했습니다.
    [off] 학습률이 너무 높습니다. 처음 몇 번의 업데이트 가운데 하나가 가중치를 그 크기의 { $units_off_step }배만큼 바꾸었습니다(층의 중앙값, 임계값 { $units_off_step_limit }). 그 뒤로 한 은닉층의 유닛 대부분이 죽거나 포화되었고, 아무것도 배우지 못했습니다.
    [faded] 학습률이 너무 높습니다. 첫 업데이트 전에는 모든 층이 쓸 만한 크기의 기울기를 받았습니다. 처음 몇 번의 업데이트가 가중치를 모두 합해 그 크기의 { $faded_step }배만큼 바꾸었습니다(층의 중앙값, 임계값 { $faded_step_limit }). 그 뒤로 기울기가 아래층에 이르기 전에 소실되고, 아무것도 배우지 못했습니다.
    [agent] 학습률이 너무 높습니다. 처음 몇 번의 업데이트 가운데 하나가 가중치를 그 크기의 { $agent_step }배만큼 바꾸었습니다(층의 중앙값, 임계값 { $agent_step_limit }). 에피소드의 평균 반환값은 거의 오르지 않았습니다. 학습 초기와 끝의 차이는 표준오차의 { $return_gain }배입니다(임계값 { $return_gain_limit }).
    [rose] 학습률이 너무 높습니다. 가장 높은 훈련 손실이 처음 손실(우연 수준의 손실이 더 크면 그 손실)의 { $loss_rise }배입니다(임계값 { $loss_rise_limit }). 그때까지 업데이트의 { $useless_steps }가 자기 배치의 손실조차 줄이지 못했습니다(임계값 { $useless_steps_limit }).
   *[other] 학습률이 너무 높습니다. 업데이트의 { $harmful_steps }가 자기 배치의 손실을 오히려 키웠습니다{ $harmful_steps_state ->
        [crossed] (임계값 { $harmful_steps_limit })
       *[other] { "" }
        }. { $surge ->
        [infinite] 그 뒤 학습이 NaN이나 무한대로 끝났습니다.
       *[finite] 가장 높은 훈련 손실은 처음 손실(우연 수준의 손실이 더 크면 그 손실)의 { $loss_surge }배입니다{ $loss_surge_state ->
            [crossed] (임계값 { $loss_surge_limit })
           *[other] { "" }
            }.
        }
    }
explain-learning-rate-too-high = 기울기는 가까운 곳의 손실만 알려 줍니다. 스텝이 너무 크면 최솟값으로 내려가지 못하고 건너뛰어 처음보다 높은 곳에 이릅니다. 증상: 업데이트가 자기 배치의 손실을 키우고, 손실이 오르내리거나 치솟거나 NaN이 됩니다. ReLU 유닛은 그런 스텝 한 번에 죽을 수도 있습니다. 학습률을 3분의 1에서 10분의 1로 낮추거나 워밍업, 기울기 클리핑, 학습률 감쇠를 쓰세요.

quantity-harmful-steps = 자기 배치의 손실을 키운 업데이트
quantity-loss-surge = 처음 손실과 우연 수준의 손실 중 큰 값 대비 가장 높은 손실
quantity-loss-rise = 처음 손실과 우연 수준의 손실 중 큰 값 대비 가장 높은 손실
quantity-useless-steps = 손실이 가장 높아질 때까지 자기 배치의 손실을 줄이지 못한 업데이트
quantity-early-weight-growth = 처음 몇 번의 업데이트 뒤 가중치의 크기(처음 크기 대비)
quantity-best-progress = 진척도의 최댓값
quantity-units-off-step = 한 층의 유닛 대부분이 죽거나 포화되기 전의 가장 큰 스텝(가중치 대비)
quantity-faded-step = 역전파에서 기울기가 소실되기까지의 스텝의 합(가중치 대비)
quantity-zero-gradient-step = 기울기가 사라지기 전의 가장 큰 스텝(가중치 대비)
quantity-agent-step = 처음 몇 번의 업데이트 가운데 가장 큰 스텝(가중치 대비)
quantity-step-length = 가중치 크기 대비 스텝의 크기
quantity-unit-input-step = 입력의 RMS를 1로 환산할 때 처음으로 해로웠던 스텝의 길이(해롭지 않은 가장 긴 스텝 대비)

limit-progress-lost = 가장 좋았던 기록 뒤에 다시 잃은 진척도
limit-progress-lost-origin = 측정값
limit-harmful-steps = 자기 배치의 손실을 키운 업데이트의 비율
limit-harmful-steps-origin = 측정값
limit-harmful-steps-surge = 손실이 치솟은 학습에서의 같은 비율
limit-harmful-steps-surge-origin = 측정값
limit-loss-surge = 처음 값과 우연 수준의 손실 중 큰 쪽 대비 훈련 손실
limit-loss-surge-origin = 측정값
limit-useless-step = 이보다 낮으면 자기 배치에서도 얻은 것이 거의 없는 스텝 품질
limit-useless-step-origin = 측정값
limit-useless-steps = 손실이 가장 높아질 때까지 쓸모없었던 스텝의 비율
limit-useless-steps-origin = 측정값
limit-surge-records = 손실의 중앙값이 치솟았는지 볼 때 쓰는, 프로그램의 연속한 기록의 수
limit-surge-records-origin = 직접 정함: 유별난 배치 하나는 중앙값을 바꾸지 못합니다
limit-loss-rise = 손실이 가장 높아질 때까지 스텝이 대부분 쓸모없었을 때의, loss-surge와 같은 값
limit-loss-rise-origin = 측정값
limit-weights-erased = 같은 값; 이보다 크면 많이 배웠더라도 문제로 봅니다
limit-weights-erased-origin = 직접 정함: 그러면 가중치 초깃값이 제곱 평균의 1.6 %만 남습니다
limit-early-weight-growth = 처음 몇 번의 업데이트 안에서, 가중치 초깃값 대비 가중치의 RMS(층의 중앙값)
limit-early-weight-growth-origin = 직접 정함: 이만큼이면 제곱 평균의 4분의 3은 업데이트에서 온 것입니다; 측정값
limit-first-updates = 처음 업데이트로 보는 횟수
limit-first-updates-origin = 직접 정함: 흔히 쓰는 가장 큰 학습률 0.01에서, 기울기가 꾸준하면 Adam은 그동안 가중치를 많아야 0.16쯤 움직입니다
limit-zero-gradient-step = 처음 몇 번의 업데이트 안에 기울기가 사라진 학습에서 가장 큰 스텝, 또는 그때까지의 스텝의 합(층의 중앙값, 가중치 대비)
limit-zero-gradient-step-origin = 직접 정함: 보통 값의 100배(스탠퍼드 CS231n "Ratio of weights:updates": 약 1e-3)
limit-agent-step = 배우지 못한 에이전트의 처음 몇 번의 업데이트 가운데 가장 큰 스텝(층의 중앙값, 가중치 대비)
limit-agent-step-origin = 직접 정함: 학습률이 너무 높은 공개 에이전트 셋은 0.6에 이르고, 배우는 에이전트 아홉은 0.12 이하입니다
limit-step-length = 전반부에서 가중치 크기 대비 스텝 크기의 중앙값
limit-step-length-origin = 측정값; Adam에서 흔히 쓰는 0.001은 처음에 가중치의 0.01배쯤입니다
limit-gradients-opposed = 독립인 기울기 대비 연속한 기울기의 일치도
limit-gradients-opposed-origin = 측정값; 독립인 잡음이면 1이고, 그보다 작으면 업데이트가 서로를 되돌립니다

studio-lesson-learning-rate-too-high-circle = 손실이 오르내립니다. 업데이트마다 무슨 일이 일어날까요?
studio-lesson-learning-rate-too-high-digits = 몇 스텝 만에 유닛 대부분이 모든 이미지에서 0을 출력합니다. 무엇이 그렇게 만들었을까요?
studio-lesson-learning-rate-too-high-plane = 가장 쉬운 문제인데 손실이 계속 커집니다. 왜 그럴까요?
studio-lesson-watch-learning-rate-too-high-circle = 실행을 누르고 훈련 손실을 지켜보세요. 그다음 학습률을 낮추고 초기화와 실행을 누르세요.
studio-lesson-why-learning-rate-too-high-circle = 학습률이 10입니다. 업데이트가 최솟값을 건너뛰고, 첫 층의 가중치가 처음의 백 배가 넘게 커집니다. 손실은 처음보다 크게 끝납니다. 학습률이 0.03부터 1까지이면 정확도가 99 %를 넘습니다.
studio-lesson-watch-learning-rate-too-high-digits = 배치 버튼을 몇 번 누르며 "신경망 내부"에서 활성값의 히스토그램을 지켜보세요.
studio-lesson-why-learning-rate-too-high-digits = 학습률이 3입니다. 처음 업데이트 몇 번이 손실을 몇 배로 키우고, 층 전체의 활성화 이전 값을 음수로 밀어 냅니다. 모든 표본에서 0을 출력하는 유닛은 기울기를 받지 못합니다. 정확도는 10 % 근처에 머뭅니다. 학습률이 0.05나 0.5이면 테스트 정확도가 약 95 %입니다.
studio-lesson-watch-learning-rate-too-high-plane = 배치 버튼을 몇 번 누르며 훈련 손실을 읽으세요. 그다음 학습률을 0.1로 해 보세요.
studio-lesson-why-learning-rate-too-high-plane = 학습률이 0.5입니다. 업데이트마다 최솟값을 크게 건너뛰어 다음 오차가 더 커집니다. 손실이 약 6에서 첫 에포크 안에 10²⁰ 위로 커진 다음 NaN이 됩니다. 학습률이 0.15 이하이면 0까지 줄어듭니다.
