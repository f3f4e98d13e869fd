title-frozen-parameters = 고정된 매개변수
finding-frozen-parameters = { $layers } 층의 매개변수(사용하는 매개변수의 { $frozen_share })가 고정되어 있습니다(requires_grad가 False). 나쁜 학습입니다. 진척도가 오랫동안 낮거나 낮게 끝납니다.
explain-frozen-parameters = requires_grad = False인 매개변수는 변하지 않습니다. 미리 학습한 앞쪽 층은 일부러 고정할 때가 많습니다. 학습하는 층 뒤쪽의 고정된 층이나 한 번도 학습하지 않고 고정된 층은 신경망이 데이터에 맞춰지는 것을 막습니다. 옵티마이저를 만들기 전에, 학습해야 할 층에 requires_grad_(True)를 부르세요.

quantity-frozen-share = 사용하는 매개변수 중 고정된 비율

limit-frozen-between = 학습하는 층 사이에 학습 없이 고정된 가중치의 비율(이 가중치와 학습하는 가중치를 합친 것 대비)
limit-frozen-between-origin = 직접 정함: 절반이 넘는 가중치
limit-given-table = 값을 넣어 고정한 표에 든 가중치의 비율. 이 이하이면 표를 상수로 봅니다
limit-given-table-origin = 직접 정함. 미리 학습한 단어 벡터는 작은 신경망의 대부분입니다
