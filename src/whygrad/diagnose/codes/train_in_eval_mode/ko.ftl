title-train-in-eval-mode = 평가 모드에서 학습
finding-train-in-eval-mode = { $source }에서 모델을 평가 모드로 학습합니다(드롭아웃과 배치 정규화를 지난 순전파의 { $train_in_eval }). 그때는 드롭아웃이 작동하지 않고, 배치 정규화가 있으면 갱신되지 않는 누적 통계를 씁니다.
explain-train-in-eval-mode = model.eval()을 부른 모델은 model.train()을 부를 때까지 평가 모드입니다. 그러면 학습 중에 드롭아웃이 작동하지 않습니다. 배치 정규화는 예전의 누적 통계를 계속 쓰고, 그 값은 실제 활성값에서 점점 멀어집니다. 에포크를 시작할 때마다 model.train()을 부르세요.

quantity-train-in-eval = 학습할 때 평가 모드인 순전파
