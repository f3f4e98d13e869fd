title-symmetric-init = 대칭 초기화
finding-symmetric-init = { $reason ->
        [copies] 여러 층이 같은 값을 계산합니다({ $layers } 층). 서로의 복사본으로 시작해 같은 기울기를 받으므로 계속 같습니다. 모두 합쳐도 층 하나보다 많은 것을 표현하지 못합니다.
        [together] 한 층의 유닛들이 거의 같은 값을 계산합니다({ $layers } 층). 표본에 따라 함께 변하고, 서로의 차이는 그 변화의 { $units_apart }에 지나지 않습니다(임계값 { $units_apart_limit }). 그래서 기울기도 거의 같습니다. torch.rand처럼 모두 양수인 무작위 가중치를 쓰지 않았는지 확인하세요.
        [constant] 한 층의 가중치 초깃값이 모두 같은 수이고 다음 층도 그렇습니다({ $layers } 층). 유닛들은 모든 입력을 똑같이 받고 기울기도 거의 같습니다. 서로 다른 것은 편향뿐입니다.
       *[units] 한 층의 모든 유닛이 같은 값을 계산합니다({ $layers } 층). 같은 값에서 시작해 같은 기울기를 받으므로 계속 같습니다. 그 층은 유닛 하나보다 많은 것을 표현하지 못합니다.
    }
explain-symmetric-init = 가중치가 같은 유닛들은 같은 값을 계산하고 같은 기울기를 받습니다. 층이 아무리 넓어도 영원히 같은 채로 남습니다. 모든 가중치가 0이나 한 값에서 시작할 때 생깁니다. MoE(전문가 혼합)의 전문가 네트워크처럼 나란히 놓인 층을 서로 복사해 만들 때도 생깁니다. 증상: 한 층의 유닛 사이에 차이가 전혀 없습니다. 무작위 초기화(Xavier, He)가 대칭을 깨뜨립니다.

quantity-unit-difference = 한 층의 유닛 사이 가장 큰 차이
quantity-copy-difference = 복사된 층 사이의 가장 큰 상대 차이
quantity-constant-layers = 가중치 초깃값이 모두 같은 수인 은닉층의 비율
quantity-units-apart = 표본에 따른 변화 대비, 한 층의 유닛 사이의 차이

limit-symmetric-units = 층의 크기 대비 유닛 사이의 차이, 또는 복사된 두 층의 상대 차이
limit-symmetric-units-origin = float32의 분해능은 1e-7입니다
limit-units-apart = 아무것도 배우지 못한 학습에서, 표본에 따른 변화 대비 한 층의 유닛 사이의 차이
limit-units-apart-origin = 이를 위해 기록한 프로그램 85개에서는 0.3보다 크고, 여섯 층의 가중치가 모두 양수로 시작한 프로그램에서는 4e-6

studio-lesson-symmetric-init-circle = 늘 똑같은 유닛 여덟 개입니다. 무슨 쓸모가 있을까요?
studio-lesson-watch-symmetric-init-circle = 실행을 누르세요. 한 은닉층의 유닛들을 비교하고 "층별 가중치"를 여세요.
studio-lesson-why-symmetric-init-circle = 모든 가중치가 0에서 시작하므로 한 층의 유닛들은 같은 기울기를 받고, 여기서는 정확히 0입니다. 손실은 우연 수준인 0.693에 머뭅니다. 무작위 초깃값을 쓰면 정확도가 100 %가 됩니다.
