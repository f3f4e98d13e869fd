title-saturated-units = 포화된 유닛
finding-saturated-units = 유닛이 포화되었습니다. { $layers } 층에서 활성화 이전 값의 { $saturated_share }가 활성화 함수의 평평한 구간에 있습니다(임계값 { $saturated_share_limit }). 그곳에서는 기울기가 거의 통과하지 못합니다.
explain-saturated-units = 시그모이드와 tanh는 0에서 멀어지면 평평해집니다. 그곳에서는 상수만 내고 기울기를 통과시키지 않습니다. 가중치나 입력이 너무 크면 유닛이 그곳으로 밀려나고, 아주 천천히만 돌아옵니다. 증상: 활성화 이전 값의 상당수가 평평한 구간에 있고, 손실은 느리게 줄거나 줄지 않습니다. 가중치 초깃값을 줄이고 입력을 표준화하거나, 정규화 층 또는 포화되지 않는 활성화 함수를 쓰세요.

quantity-saturated-share = 한 층에서 포화된 활성화 이전 값의 비율

limit-saturated-share = 활성화 이전 값 가운데 활성화 함수의 평평한 구간에 있는 비율
limit-saturated-share-origin = SageMaker Debugger의 SaturatedActivation은 0.5를 씁니다
limit-saturated-most = 피해가 덜한 학습이나 한쪽 끝만 평평한 활성화 함수에서의 같은 비율
limit-saturated-most-origin = 측정값
limit-saturated-all = 피해가 덜하고 처음에는 포화되지 않았던 학습에서의 같은 비율
limit-saturated-all-origin = 측정값
limit-early = 학습의 초반으로 보는 비율
limit-early-origin = 직접 정함

studio-lesson-saturated-units-rings = 유닛 대부분이 −1이나 1을 출력하고 그대로 있습니다. 어쩌다 그렇게 되었을까요?
studio-lesson-watch-saturated-units-rings = 실행을 누르세요. "신경망 내부"의 히스토그램에서 활성화 이전 값을 고르세요.
studio-lesson-why-saturated-units-rings = 이 활성화 함수는 ±1 바깥에서 평평합니다. 가중치의 초깃값이 너무 커서 활성화 이전 값의 절반 이상이 처음부터 그곳에 있습니다. 기울기가 거의 전달되지 않습니다. 훈련 정확도는 50 % 근처에 머뭅니다. Xavier 초기화를 쓰면 시드에 따라 70 %에서 100 %까지 됩니다.
