title-output-range-mismatch = 목표값에 닿지 못하는 출력
finding-output-range-mismatch = 출력({ $output })이 목표값에 닿지 못합니다. 목표값이 출력 범위를 표준편차의 { $target_beyond }배까지 벗어나 있습니다(임계값 { $target_beyond_limit }).
explain-output-range-mismatch = 시그모이드와 소프트맥스는 0과 1 사이, tanh와 코사인 유사도는 -1과 1 사이의 값을 냅니다. 그 밖의 목표값에는 결코 닿을 수 없습니다. 신경망은 출력을 범위의 끝으로 밀고, 그곳은 평평해서 기울기가 없습니다. 회귀에는 항등 출력을 쓰거나 목표값을 스케일링하세요.

quantity-target-beyond = 목표값이 출력 범위를 벗어난 정도(표준편차의 배수)

limit-target-beyond = 목표값이 출력 범위를 벗어난 정도(표준편차의 배수)
limit-target-beyond-origin = 측정값

studio-lesson-output-range-mismatch-sine = 사인의 절반만 학습합니다. 나머지 절반은 어떻게 될까요?
studio-lesson-watch-output-range-mismatch-sine = 실행을 누르세요. 출력의 곡선을 0 아래의 점들과 비교하세요.
studio-lesson-why-output-range-mismatch-sine = 시그모이드 출력은 0과 1 사이인데 목표값의 절반은 음수입니다. 그곳에서는 0까지밖에 출력하지 못합니다. 손실이 0.22 근처에서 멈춥니다. 출력 함수를 항등으로 하면 0.03까지 줄어듭니다.
