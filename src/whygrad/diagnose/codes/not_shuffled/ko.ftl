title-not-shuffled = 섞지 않은 표본
finding-not-shuffled = { $reason ->
    [changed] 표본을 섞지 않습니다. 학습 후반부의 클래스가 전반부와 다릅니다. 서로 다른 절반에서 고른 두 표본의 클래스가 같은 경우는 같은 절반에서 고를 때보다 { $classes_changed } 적습니다(임계값 { $classes_changed_limit }).
    [again] 표본을 섞지 않습니다. 에포크마다 같은 배치가 되풀이됩니다. 우연히 생길 몫을 빼고도 목표값 분산의 { $batches_apart }가 배치 안이 아니라 배치 사이에 있습니다(임계값 { $batches_apart_limit }).
    [one] 데이터 로더의 한 에포크에는 배치가 { $epoch_batches }개 있는데, 모든 업데이트가 같은 배치를 받습니다. 그 배치에서 배운 것이 테스트 표본에는 통하지 않습니다. next(iter(loader))는 부를 때마다 첫 배치부터 다시 시작합니다. for batch in loader처럼 로더를 차례로 돌거나 shuffle=True를 쓰세요.
   *[other] 표본을 섞지 않습니다. 순서상 가까운 표본의 목표값이 우연 수준보다 자주 같습니다(초과분 { $neighbors_alike }, 섞으면 0 %, 정렬하면 100 %, 임계값 { $neighbors_alike_limit }).
    }
explain-not-shuffled = 데이터가 클래스나 목표값의 순서로 정렬되어 있으면 배치마다 일부만 보입니다. 신경망은 한 클래스를 배우고, 다음 클래스를 배우면서 그것을 잊습니다. 그동안 지금 배치의 손실은 좋아 보입니다. 에포크마다 표본을 새로 섞으세요(DataLoader(shuffle=True)).

quantity-neighbors-alike = 목표값이 같은 이웃 표본의 비율(우연 수준을 뺀 값)
quantity-classes-changed = 학습 전반부와 후반부의 표본이 같은 클래스인 경우가 줄어든 비율
quantity-batches-apart = 배치 사이의 목표값 분산(우연 수준을 뺀 값)
quantity-different-batches = 학습에 쓰인 서로 다른 배치의 수
quantity-epoch-batches = 한 에포크의 배치 수

limit-order-alike = 연속한 표본의 클래스가 우연 수준보다 자주 같은 정도(우연 수준과 최댓값 사이의 비율)
limit-order-alike-origin = 직접 정함: 섞으면 0, 정렬하면 1
limit-order-pairs = 순서를 판단하는 데 필요한 연속한 쌍의 최소 수
limit-order-pairs-origin = 이때 비율의 2시그마가 0.14입니다
limit-between-batch-variance-excess = 목표값의 분산 가운데 배치 사이에 있는 비율(섞은 배치에서의 값을 뺀 것)
limit-between-batch-variance-excess-origin = 섞으면 0; 측정값
limit-between-batch-variance-low = 목표값의 분산 가운데 배치 안이 아니라 배치 사이에 있는 비율
limit-between-batch-variance-low-origin = 배치가 서로 비슷하면 0, 섞은 표본 B개씩이면 1/B, 클래스 셋을 둘씩 정렬하면 0.25; 직접 정함
limit-between-batch-variance-high = 목표값의 분산 가운데 배치 안이 아니라 배치 사이에 있는 비율
limit-between-batch-variance-high-origin = 섞으면 0, 고르게 퍼진 목표값을 정렬해 배치 N개로 나누면 1 - 1/N²; 직접 정함: 배치 넷이면 이보다 높습니다
