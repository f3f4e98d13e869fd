title-eval-in-train-mode = 학습 모드에서 평가
finding-eval-in-train-mode = { $source }에서 모델을 학습 모드로 평가합니다(드롭아웃과 배치 정규화를 지난 순전파의 { $eval_in_train }). 측정한 손실과 정확도는 평가 모드일 때보다 대개 나쁘고, 평가할 때마다 달라집니다. 배치 정규화가 있으면 테스트 데이터로 누적 통계까지 갱신합니다.
explain-eval-in-train-mode = 학습 모드에서 드롭아웃은 출력을 0으로 만듭니다. 배치 정규화는 배치의 통계를 쓰고 누적 통계를 갱신합니다. 그러면 측정한 모델은 실제로 쓸 모델이 아닙니다. 평가하기 전에 model.eval()을, 다시 학습하기 전에 model.train()을 부르세요.

quantity-eval-in-train = 평가할 때 학습 모드인 순전파

limit-wrong-mode = 드롭아웃과 배치 정규화를 지난 순전파 가운데 잘못된 모드인 비율
limit-wrong-mode-origin = 직접 정함
