title-target-out-of-range = 범위를 벗어난 목표값
finding-target-out-of-range = 목표값 { $wrong_targets }개가 { $source }의 { $function }에 맞지 않습니다. 목표값의 범위는 { $target_low }에서 { $target_high }까지이고 출력의 형태는 { $input_shape }입니다.
explain-target-out-of-range = 클래스가 K개인 교차 엔트로피의 목표값은 0부터 K-1까지의 클래스 번호입니다. 이진 교차 엔트로피의 목표값은 0에서 1까지입니다. ±1 레이블을 쓰는 손실(코사인 임베딩, 힌지 임베딩, 마진 랭킹, 소프트 마진)의 목표값은 -1과 1입니다. 흔한 실수는 1부터 시작하는 레이블, 0과 1을 -1과 1로 혼동한 것, 0에서 255까지인 픽셀입니다. 운이 좋으면 오류가 나고, 그렇지 않으면 손실에 하한이 없거나 표본의 절반이 무시됩니다. 목표값을 옮기거나 스케일링하거나, 목표값에 맞는 손실을 쓰세요.

quantity-wrong-targets = 범위를 벗어난 목표값
