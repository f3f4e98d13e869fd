title-overfitting = 과적합
finding-overfitting = { $reason ->
    [answers] 신경망이 과적합되었습니다. 우연 수준을 넘어 높일 수 있는 폭을 기준으로, 정확도가 새 표본보다 훈련 표본에서 { $answers_lost }만큼 높습니다(임계값 { $answers_lost_limit }).
    [risen] 신경망이 과적합되었습니다. 마지막에 (테스트 손실 − 훈련 손실)은 우연 수준 손실의 { $test_gap }입니다(임계값 { $test_gap_limit }). 테스트 손실은 { $step }번째 업데이트 무렵에 가장 낮았고, 마지막에는 그 값보다 { $test_rise }만큼 높습니다{ $test_rise_state ->
        [crossed] (임계값 { $test_rise_limit })
       *[other] { "" }
        }.
    [renumbered] 신경망이 배운 것은 테스트 표본에도 맞지만, 두 데이터의 클래스 번호가 서로 다릅니다. 클래스 번호를 바꾸어 짝지으면 테스트 표본의 { $renumbered_accuracy }가 맞습니다. 두 데이터셋의 클래스 순서를 확인하세요.
    [guessed] 신경망이 배운 것이 테스트 표본에는 전혀 맞지 않습니다. 테스트 정확도는 늘 같은 클래스로 예측할 때보다 높다고 할 수 없습니다(표준오차의 { $test_skill }배, 임계값 { $test_skill_limit }). 하지만 훈련 표본에서는 입력이 비슷하면 레이블도 비슷하므로, 표본을 외우기만 한 신경망도 이보다는 많이 맞힙니다. 테스트 세트의 입력과 레이블이 제대로 짝지어졌는지 확인하세요.
    [apart] 배운 것이 테스트 표본에는 맞지 않습니다. 테스트 입력이 훈련 입력과 다릅니다. 열들의 중앙값으로 보면 평균은 표준편차의 { $test_shift }배만큼 떨어져 있고{ $test_shift_state ->
        [crossed] (임계값 { $test_shift_limit })
       *[other] { "" }
        }, 표준편차는 { $test_spread }배만큼 다릅니다{ $test_spread_state ->
        [crossed] (임계값 { $test_spread_limit })
       *[other] { "" }
        }. 두 데이터를 같은 방법으로 전처리하세요.
   *[other] 신경망이 과적합되었습니다. 마지막에 (테스트 손실 − 훈련 손실)은 우연 수준 손실의 { $test_gap }입니다(임계값 { $test_gap_limit }). 테스트 손실은 다시 오르지 않았습니다.
    }
explain-overfitting = 용량이 데이터에 필요한 것보다 큰 신경망은 표본을 잡음까지 외웁니다. 훈련 손실은 계속 줄어드는데 테스트 손실은 다시 오릅니다. 더 많은 데이터, 더 작은 신경망, L2나 L1 규제, 드롭아웃, 조기 종료를 쓰세요.

quantity-test-gap = 우연 수준 손실 대비 (테스트 손실 − 훈련 손실)
quantity-test-shift = 테스트 입력과 훈련 입력의 평균 차이(표준편차 단위, 열들의 중앙값)
quantity-test-spread = 테스트 입력과 훈련 입력의 표준편차 비, 작은 쪽 대비 큰 쪽(열들의 중앙값)
quantity-answers-lost = 훈련 정확도 − 테스트 정확도(우연 수준을 넘어 높일 수 있는 폭 대비)
quantity-answers-lost-renumbered = 테스트 세트의 클래스 번호를 바꾸었을 때 훈련 정확도 − 테스트 정확도(우연 수준을 넘어 높일 수 있는 폭 대비)
quantity-renumbered-accuracy = 클래스 번호를 가장 잘 맞게 바꾸었을 때의 테스트 정확도
quantity-test-rise = 최솟값 대비 (테스트 손실 − 그 최솟값)

limit-test-shift = 테스트 입력과 훈련 입력의 평균 차이(표준편차 단위, 열들의 중앙값)
limit-test-shift-origin = 선택한 값: 같은 분포에서 뽑은 표본 30개의 평균은 0.2만큼 다릅니다
limit-test-spread = 테스트 입력과 훈련 입력의 표준편차 비, 작은 쪽 대비 큰 쪽(열들의 중앙값)
limit-test-spread-origin = 선택한 값: 같은 분포에서 뽑은 표본 30개의 표준편차는 1.15배만큼 다릅니다
limit-test-gap = 우연 수준의 손실 대비 (테스트 손실 − 훈련 손실)
limit-test-gap-origin = 측정값
limit-test-gap-most = 테스트 손실이 다시 오르지 않았을 때의 같은 차이
limit-test-gap-most-origin = 직접 정함: 우연 수준 손실의 절반
limit-test-gap-by-heart = 더 배울 것을 남기지 않은 학습에서의 같은 차이
limit-test-gap-by-heart-origin = 직접 정함: 잡음의 비율이 v이면 외운 목표값은 새 목표값과 2v만큼 다릅니다; 측정값
limit-test-answers = 훈련 표본의 정확도에서 새 표본의 정확도를 뺀 값(우연 수준과 100 % 사이의 폭에 대한 비율)
limit-test-answers-origin = 직접 정함: 예측 열 개 중 하나
limit-test-answers-most = 테스트 손실을 모를 때의 같은 차이
limit-test-answers-most-origin = 직접 정함: test-gap과 같게
limit-test-rise = 테스트 손실이 최솟값보다 높은 정도(최솟값 대비)
limit-test-rise-origin = 직접 정함: 가장 좋았던 값보다 5분의 1만큼 높음
limit-test-rise-most = 정답률이 그대로일 때, 테스트 손실이 최솟값보다 높은 정도(최솟값 대비)
limit-test-rise-most-origin = 직접 정함: 가장 좋았던 값의 두 배. 오른 폭이 우연 수준 손실의 test-gap 이상이기도 해야 함
limit-test-jitter = 테스트 손실이 오른 폭이나 훈련 손실과의 차이(앞뒤 두 평가의 평균에서 테스트 손실이 벗어나는 보통 거리 대비)
limit-test-jitter-origin = 직접 정함: 우연히만 달라지는 평가 50번에서 마지막 값들이 가장 좋은 값들보다 이만큼 높은 학습은 16개 중 1개
limit-test-gap-begun = 도중에 끊긴 학습에서 우연 수준의 손실 대비, 테스트 손실에서 훈련 손실을 뺀 값
limit-test-gap-begun-origin = 직접 정함: test-gap의 5분의 1
limit-test-closing = 남은 차이 대비 마지막 절반의 평가에서 테스트 손실이 줄어든 폭
limit-test-closing-origin = 직접 정함: 이 속도라면 두 배 더 학습할 때 차이가 없어집니다

studio-lesson-overfitting-moons = 잡음 섞인 표본 40개에 넓은 신경망입니다. 결정 경계와 테스트 손실은 어떻게 될까요?
studio-lesson-watch-overfitting-moons = 실행을 누르세요. 훈련 손실과 테스트 손실을 비교하고 "테스트 세트 표시"를 선택하세요.
studio-lesson-why-overfitting-moons = 매개변수 4,417개가 표본 40개를 잡음까지 모두 맞힙니다. 훈련 정확도는 100 %입니다. 테스트 손실은 약 0.4에서 2 위로 오르고, 테스트 정확도는 85 %에서 77 %로 떨어집니다. 학습을 멈출 때는 테스트 세트가 아니라 검증 세트로 정하세요.
