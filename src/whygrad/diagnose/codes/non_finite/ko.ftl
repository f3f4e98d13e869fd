title-non-finite = NaN 또는 무한대
finding-non-finite = { $step }번째 업데이트에서 { $what ->
    [input] 입력
    [activation] 활성값
    [loss] 손실
    [gradient] 기울기
    [weight] 가중치
   *[other] 신경망
    }{ $where ->
    [layers] { " " }({ $layers } 층)
   *[network] { "" }
    }에 NaN이나 무한대가 나타났습니다. 그 뒤로 신경망은 학습할 수 없습니다.{ $reason ->
    [half] { " " }매개변수가 float16입니다. float16의 가장 큰 수는 65504이고, Adam의 엡실론인 10⁻⁸은 0이 됩니다.
   *[other] { "" }
    }
explain-non-finite = float32는 3.4×10³⁸보다 큰 수를 나타내지 못합니다. 더 큰 값은 무한대가 되고, 무한대에서 무한대를 빼면 NaN이 됩니다. NaN은 그 값으로 계산하는 모든 것으로 퍼집니다. 처음 나타난 곳을 보면 어디를 살펴야 할지 알 수 있습니다. 그곳은 입력, 활성값, 손실, 기울기, 가중치 가운데 하나입니다. 흔한 원인은 너무 높은 학습률, 기울기 폭주, 데이터에 든 아주 큰 값이나 NaN입니다.

quantity-non-finite-value = NaN이나 무한대가 처음 나타난 업데이트
quantity-non-finite-input = NaN이나 무한대가 처음 나타난 업데이트(입력)
quantity-non-finite-activation = NaN이나 무한대가 처음 나타난 업데이트(활성값)
quantity-non-finite-loss = NaN이나 무한대가 처음 나타난 업데이트(손실)
quantity-non-finite-gradient = NaN이나 무한대가 처음 나타난 업데이트(기울기)
quantity-non-finite-weight = NaN이나 무한대가 처음 나타난 업데이트(가중치)

studio-lesson-non-finite-csv = 손실이 바로 무한대가 되고 곧 NaN이 됩니다. 어디에서 시작되었을까요?
studio-lesson-watch-non-finite-csv = 배치 버튼을 누르세요. 진단을 읽고 표의 목표값 열을 보세요.
studio-lesson-why-non-finite-csv = 목표값이 약 10²⁰입니다. 그 제곱은 약 10⁴⁰인데 float32의 가장 큰 수는 3.4 × 10³⁸입니다. 그래서 제곱 오차와 그 기울기가 무한대가 되고 가중치는 NaN이 됩니다. 목표값을 스케일링하세요.
