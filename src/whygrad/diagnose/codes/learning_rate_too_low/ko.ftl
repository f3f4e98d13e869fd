title-learning-rate-too-low = 너무 낮은 학습률
finding-learning-rate-too-low = { $reason ->
    [faded] 학습률이 너무 낮습니다. 학습이 끝나려면 아직 먼데, { $step }번째 업데이트부터 스케줄이 학습률을 최댓값의 { $rate_left }배로 낮췄습니다(임계값 { $rate_left_limit }). 진척도는 { $final_progress }뿐입니다. 에포크마다 부를 스케줄을 배치마다 부르고 있지 않은지 확인하세요.
    [waiting] 학습률이 너무 낮습니다. 학습률은 스케줄이 시작하는 값이나 워밍업으로 도달하려는 값의 { $rate_reached }배를 한 번도 넘지 못했습니다(임계값 { $rate_reached_limit }). 진척도는 { $final_progress }뿐입니다. 스케줄을 확인하세요. 스케줄의 스텝 수가 실제 학습의 스텝 수보다 많을 수 있습니다. 배치마다 부를 것을 에포크마다 부르거나, 학습률에 다른 학습률을 곱하고 있을 수도 있습니다.
    [far] 목표값의 크기에 비해 학습률이 너무 낮습니다. 업데이트 { $updates }회 동안 어떤 출력도 0에서 출발해 가장 가까운 목표값까지 가는 거리의 { $way_to_targets }를 넘지 못했습니다. 진척도는 { $final_progress }뿐입니다. 목표값을 스케일링하거나 스텝을 키우세요.
    [agent] 학습률이 너무 낮습니다. 업데이트 { $updates }회 동안 가중치의 상대 변화를 모두 더해도, 가장 많이 움직인 층에서 { $distance_traveled }뿐입니다(임계값 { $distance_traveled_limit }). 에피소드의 평균 반환값이 나아졌다고 볼 근거가 없습니다. 학습 초기와 끝의 차이는 표준오차의 { $return_gain }배입니다(임계값 { $return_gain_limit }).
    [unmoved] 학습률이 너무 낮습니다. 업데이트 { $updates }회 동안 가중치의 상대 변화를 모두 더해도, 가장 많이 움직인 층에서 { $distance_traveled }뿐입니다(임계값 { $distance_traveled_limit }). 손실도 줄지 않았습니다. 업데이트의 첫 4분의 1에서 마지막 4분의 1까지 줄어든 비율은 { $loss_fall }뿐입니다(임계값 { $loss_fall_limit }).
    [rounded] 매개변수를 16비트로 저장해서 업데이트가 반올림으로 사라집니다. 가장 많이 움직이는 층에서도 업데이트(중앙값)는 저장할 수 있는 가장 작은 변화의 { $rounded_step }배뿐입니다. 진척도는 { $final_progress }에 그칩니다. 매개변수를 float32로 저장하거나 스텝을 키우세요.
   *[other] 학습률이 너무 낮습니다. 스텝은 도움이 되었습니다. 스텝마다 손실은 기울기로 예측한 감소의 { $step_quality }배만큼 줄었습니다(스텝 품질의 중앙값). 그러나 업데이트 { $updates }회 동안 가중치의 상대 변화를 모두 더해도, 가장 많이 움직인 층에서 { $distance_traveled }뿐입니다(임계값 { $distance_traveled_limit }). 진척도는 { $final_progress }뿐입니다.
    }
explain-learning-rate-too-low = 손실의 곡률이 허용하는 것보다 스텝이 훨씬 작으면 업데이트가 낭비됩니다. 손실은 기울기가 예측한 만큼 줄지만, 그 양이 아주 적습니다. 증상: 스텝 품질이 0보다 크고 대개 1에 가까우며, 가중치가 거의 움직이지 않고, 학습이 끝날 때에도 손실이 줄고 있습니다. 학습률을 3배에서 10배로 올리거나, 모멘텀이나 Adam을 쓰거나, 더 오래 학습하세요.

quantity-step-quality = 스텝 품질(손실의 실제 감소 / 예측 감소)
quantity-distance-traveled = 가중치의 상대 변화를 모든 업데이트에서 더한 값
quantity-short-steps = 훨씬 길어도 되는 스텝의 스텝 품질
quantity-way-to-targets = 출력이 0에서 가장 가까운 목표값까지 간 정도
quantity-rounded-step = 16비트로 저장할 수 있는 가장 작은 변화 대비 업데이트(중앙값)
quantity-rate-reached = 계획한 값 대비 가장 높은 학습률
quantity-loss-fall = 업데이트의 첫 4분의 1에서 마지막 4분의 1까지 줄어든 손실의 비율
quantity-rate-left = 최댓값 대비 학습률

limit-distance-traveled = 가장 많이 움직인 층에서 학습 내내 더한 ‖ΔW‖/‖W‖
limit-distance-traveled-origin = 측정값
limit-distance-learning = 훨씬 더 배울 수 있다고 밝혀지지 않은, 무언가를 배운 프로그램에서의 같은 합
limit-distance-learning-origin = 선택한 값: 학습률이 너무 낮은 whygrad의 프로그램은 0.38 이하, 잘 학습되는 공개 프로그램 둘은 0.8과 1.2입니다
limit-distance-none = 위와 같은 합; 이보다 작으면 손실이 줄고 있지 않아도 진단합니다
limit-distance-none-origin = 측정값
limit-neighbors-know = 최근접 이웃 분류기의 정확도(우연 수준에서 완벽한 정확도까지 나아간 비율); 이보다 크면 배울 수 있는 데이터로 봅니다
limit-neighbors-know-origin = 직접 정함: 이 값이 0.37이고 확률이 잘 보정된 이진 분류기는 상수 예측의 손실을 10분의 1 줄입니다
limit-at-rest = 이보다 작으면 학습이 수렴한 것으로 보는, 전반부 대비 마지막 4분의 1의 스텝 크기의 중앙값
limit-at-rest-origin = 측정값
limit-step-quality-min = 스텝 품질의 중앙값(손실의 실제 감소 / 예측 감소)
limit-step-quality-min-origin = 측정값
limit-short-steps = 스텝이 10배 길어져도 자기 배치에 해롭지 않게 되는 스텝 품질(중앙값)
limit-short-steps-origin = 직접 정함: 포물선에서 1 / (1 - 0.9) = 10. 10분의 1이면 이미 다른 학습률입니다
limit-rate-faded = 최댓값 대비 학습 후반의 학습률의 중앙값
limit-rate-faded-origin = 직접 정함: 코사인 스케줄에서는 0.15, 10분의 1로 세 번 낮추면 1e-3입니다
limit-rate-reached = 스케줄이 곱하거나 워밍업으로 도달하려는 학습률 대비 학습 중 가장 높은 학습률
limit-rate-reached-origin = 직접 정함: 10분의 1이면 이미 다른 학습률입니다
limit-long-step = 이 이상이면 학습률이 낮지 않은 것으로 보는, 가장 큰 업데이트의 ‖ΔW‖/‖W‖(층의 중앙값)
limit-long-step-origin = 직접 정함: 흔히 쓰는 값의 10배(Stanford CS231n, "Ratio of weights:updates": 약 1e-3)
limit-still-falling = 손실이 오른 양의 합 / 모든 변화량의 합
limit-still-falling-origin = 측정값
limit-gradient-agreement = 순수한 잡음일 때(1 / 배치의 수) 대비 기울기 일치도
limit-gradient-agreement-origin = McCandlish et al. 2018; 측정값

studio-lesson-learning-rate-too-low-circle = 손실이 매번 줄지만 거의 그대로입니다. 얼마나 기다려야 할까요?
studio-lesson-watch-learning-rate-too-low-circle = 실행을 누르세요. 시작할 때와 끝날 때의 훈련 손실을 읽으세요.
studio-lesson-why-learning-rate-too-low-circle = 학습률이 0.00001입니다. 60에포크 동안 손실이 0.01도 줄지 않습니다. 업데이트마다 기울기가 예측한 만큼 줄지만 가중치가 거의 움직이지 않습니다. 학습률이 0.03이면 같은 시간에 정확도가 100 %가 됩니다.
