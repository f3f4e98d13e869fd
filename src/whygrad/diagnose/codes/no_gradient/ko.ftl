title-no-gradient = 기울기가 0이거나 없음
finding-no-gradient = { $reason ->
        [cut] 기울기가 매개변수에 오지 않습니다. { $source }에서 손실에 들어가는 값이 계산 그래프에서 끊겨 있어({ $cut }) 아무것도 학습할 수 없습니다.
        [backward] 역전파 없이 업데이트합니다. 관찰한 업데이트의 { $missing_backward }에서 step() 전에 backward()를 부르지 않아({ $source }) 기울기가 없습니다.
        [never] 신경망을 학습시키지 않습니다. 출력은 계산하지만 backward()도 옵티마이저의 step()도 호출하지 않습니다.
        [uncalled] 손실을 계산하지만 그 backward()를 호출하지 않아 아무것도 학습하지 않습니다.
        [cleared] 옵티마이저가 기울기를 받지 못합니다. 관찰한 업데이트의 { $cleared_gradients }에서 backward()와 step() 사이에 기울기를 0으로 지웁니다({ $source }).
        [missed] 기울기를 받지 못하는 매개변수가 있습니다. 옵티마이저의 매개변수 가운데 { $missed_parameters }({ $layers } 층, { $source })에는 역전파가 한 번도 닿지 않습니다.
       *[layers] 기울기를 받지 못하는 층이 있습니다. { $layers } 층의 기울기가 기록의 { $no_gradient_records }에서 정확히 0입니다(임계값 { $no_gradient_records_limit }). 그래서 이 층은 학습할 수 없습니다.
    }
explain-no-gradient = 기울기가 정확히 0인 층은 전혀 변하지 않습니다. 계단 함수와 부호 함수는 거의 모든 곳에서 미분값이 0이므로, 그 앞쪽은 역전파로 학습할 수 없습니다. 유닛이 모두 죽은 층도 마찬가지입니다. 스크립트에서는 detach, .data, no_grad, argmax, 정수나 NumPy로의 변환이 계산 그래프를 끊습니다. backward()와 step() 사이의 zero_grad는 기울기를 지웁니다. 증상: 손실이 아직 큰데 기울기가 정확히 0입니다. tanh, ReLU, Leaky ReLU처럼 미분값이 0이 아닌 활성화 함수를 쓰세요. 손실까지 그래프가 이어지게 하세요.

quantity-no-gradient-records = 기울기가 전혀 없는 기록
quantity-flat-records = 범위가 유한한 유닛이 기울기를 전하지 않는 기록
quantity-missing-backward = 역전파 없는 업데이트
quantity-uncalled-backward = backward의 이름만 쓰고 호출하지 않은 줄
quantity-missed-parameters = 역전파가 닿지 않는 매개변수
quantity-cleared-gradients = 기울기를 너무 일찍 지운 업데이트

limit-no-gradient-records = 층의 기울기가 정확히 0인 기록의 비율
limit-no-gradient-records-origin = 직접 정함
limit-no-gradient-share = 기울기가 정확히 0인 층의 가중치가 전체에서 차지하는 비율
limit-no-gradient-share-origin = 직접 정함: 가중치의 2 %에 기울기가 가지 않아도 잘 학습한 트랜스포머가 있습니다
limit-gradient-underflow = 기울기가 있는 가장 낮은 층의 기울기(출력층의 기울기 대비). 이보다 작으면 그 아래 층에는 기울기 소실 때문에 기울기가 없는 것으로 봅니다
limit-gradient-underflow-origin = 직접 정함: 약 1e-23보다 작은 float32 수는 제곱하면 0이 됩니다

studio-lesson-no-gradient-circle = 유닛이 0이나 1만 출력하고 첫 층은 전혀 바뀌지 않습니다. 왜 그럴까요?
studio-lesson-watch-no-gradient-circle = 실행을 누르세요. "층별 가중치"를 열어 첫 층을 학습 전과 후에 비교하세요.
studio-lesson-why-no-gradient-circle = 계단 함수의 도함수(미분값)는 거의 모든 곳에서 0입니다. 그래서 첫 층의 기울기는 정확히 0이고 출력층만 학습합니다. 정확도는 50 % 근처에 머뭅니다. tanh를 쓰면 약 98 %가 됩니다.
