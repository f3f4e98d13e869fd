title-output-loss-mismatch = 손실에 맞지 않는 출력
finding-output-loss-mismatch = { $reason ->
    [names] 손실({ $loss })은 목표값을 수량으로 다루지만, 목표값은 클래스 번호로 보입니다. 이웃의 { $same_target }는 번호가 똑같고(임계값 { $same_target_limit }), 나머지는 아무 번호나 나옵니다. 진척도는 { $final_progress }입니다.
    [single] 손실이 크기가 1인 축에 소프트맥스를 적용합니다. 신경망이 무엇을 예측하든 결과가 1이므로 기울기가 없고 아무것도 학습되지 않습니다.
    [axes] { $source }의 손실에 들어간 클래스 축이 출력층의 유닛 축이 아닙니다. view나 reshape은 축을 옮기지 않으므로, 형태(shape)를 바꾼 출력의 각 행에 클래스와 위치가 섞였습니다(진척도 { $final_progress }).
    [swapped] { $source }에서 손실의 인자 순서가 바뀌었습니다. 신경망의 출력을 목표값으로, 목표값을 입력으로 주었습니다. 순서가 바뀌면 다른 손실이 되고, 끝없이 작아질 수도 있습니다.
   *[other] 출력({ $output })이 손실({ $loss })에 맞지 않습니다. 손실을 작게 만드는 값에 닿을 수 없거나, 틀린 곳에서 기울기가 없습니다(진척도 { $final_progress }).
    }
explain-output-loss-mismatch = 손실마다 필요한 출력이 다릅니다. 교차 엔트로피에는 범위가 없는 로짓이 필요합니다. 힌지 손실에는 -1과 1을 넘는 값이 필요합니다. 클래스에 쓰는 제곱 손실에는 예측이 틀린 곳에서 평평하지 않은 출력이 필요합니다. 교차 엔트로피 앞에 tanh를 두면 손실이 어느 값 아래로 내려가지 못합니다. 로그 확률 대신 확률을 받은 KL 발산은 0보다 작아져 의미가 없습니다. 손실에 맞는 출력을 고르세요(`output = "auto"`).

quantity-same-target = 목표값이 똑같은 이웃

limit-probability-sum = NLL 손실의 입력이나 교차 엔트로피의 목표값에서 확률의 합이 1과 다른 정도
limit-probability-sum-origin = 반올림과 레이블의 잡음은 1e-3보다 작습니다
limit-same-target = 목표값이 똑같은 이웃의 비율(우연 수준을 뺀 값)
limit-same-target-origin = 직접 정함: 양을 나타내는 수가 똑같은 일은 드뭅니다
limit-target-order = 값이 다른 가장 가까운 이웃과 목표값이 벌어진 거리의 제곱 평균(값이 다른 아무 두 표본의 제곱 평균 대비)
limit-target-order-origin = 수가 클래스 번호일 뿐이면 1입니다; 측정값

studio-lesson-output-loss-mismatch-moons = 클래스는 나뉘는데 손실이 높게 남습니다. 무엇이 출력을 제한할까요?
studio-lesson-watch-output-loss-mismatch-moons = 실행을 누르세요. 훈련 손실을 읽고, 출력 함수를 자동으로 바꾸어 다시 실행하세요.
studio-lesson-why-output-loss-mismatch-moons = 교차 엔트로피에는 커질 수 있는 로짓이 필요한데, tanh가 로짓을 −1과 1 사이에 둡니다. 손실이 0.44 근처에서 멈춥니다. tanh를 쓰지 않는 자동에서는 같은 시간에 0.27까지 줄어듭니다.
