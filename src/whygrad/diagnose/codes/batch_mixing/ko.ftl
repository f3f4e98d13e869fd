title-batch-mixing = 배치 안의 표본 간 누출
finding-batch-mixing = 한 표본의 출력이 다른 표본에 따라 달라집니다. { $mixing_change_state ->
        [crossed] 다른 표본만 바꿨는데 출력이 그 크기의 { $mixing_change }만큼 변했습니다(임계값 { $mixing_change_limit }).
       *[other] 손실 앞의 소프트맥스가 클래스 축이 아니라 배치의 표본 축을 따라 계산됩니다.
    }
explain-batch-mixing = 잘못된 view, reshape, transpose는 표본의 값을 서로 섞습니다. 배치 축을 따라 계산하는 소프트맥스나 배치 축을 시간으로 받는 순환층도 마찬가지입니다. 형태가 맞아 오류는 나지 않지만, 출력은 섞인 표본에 대한 것입니다. 축을 바꿀 때는 view 대신 permute를 쓰고, 소프트맥스에는 클래스 축을 지정하세요. 배치 축이 앞에 오면 batch_first=True로 하세요.

quantity-mixing-change = 다른 표본 때문에 변한 출력

limit-mixing = 출력의 크기 대비, 다른 표본의 입력이나 자기 입력의 비선형 부분 때문에 생긴 출력의 변화
limit-mixing-origin = 측정값. 이 실수가 있는 스크립트에서는 0.025 이상입니다. 미분방정식 풀이법의 스텝 크기는 모든 표본에 따라 정해지므로 출력이 0.005만큼 달라집니다
