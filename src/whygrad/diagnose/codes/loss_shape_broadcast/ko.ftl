title-loss-shape-broadcast = 손실에서 형태(shape)가 브로드캐스팅됨
finding-loss-shape-broadcast = { $reason ->
    [weights] { $source }에서 표본별 손실의 형태는 { $input_shape }이고 가중치의 형태는 { $target_shape }입니다. 둘이 브로드캐스팅되어 손실 { $weights_of_a_sample }개가 각각 모든 표본의 가중치와 곱해집니다.
   *[other] { $source }의 손실이 형태 { $input_shape }의 출력과 형태 { $target_shape }의 목표값을 받습니다. 둘이 브로드캐스팅되어 출력 { $compared_samples }개가 각각 모든 목표값과 비교됩니다.
}
explain-loss-shape-broadcast = (64, 1)과 (64) 같은 형태는 (64, 64)로 브로드캐스팅됩니다. 그러면 손실이 모든 쌍을 비교하고, 가장 좋은 예측은 입력과 상관없이 모든 목표값의 평균입니다. PyTorch는 많아야 한 번 경고합니다. 손실은 상수 예측의 손실 근처에 머뭅니다. squeeze나 unsqueeze로 형태를 같게 하세요. 손실과 모든 표본의 가중치를 곱해 평균하면 평균 손실에 평균 가중치를 곱한 값이 되므로, 가중치가 아무 효과도 내지 못합니다.

quantity-compared-samples = 출력 하나와 비교되는 목표값
quantity-weights-of-a-sample = 표본 하나의 손실에 곱해지는 가중치
