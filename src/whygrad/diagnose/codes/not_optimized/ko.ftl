title-not-optimized = 옵티마이저에서 빠진 매개변수
finding-not-optimized = { $reason ->
    [waiting] { $layers } 층의 매개변수(사용하는 매개변수의 { $waiting_share })를 가진 옵티마이저의 step()을 한 번도 부르지 않아 이 매개변수가 변하지 않습니다. 학습 루프에서 그 step()을 부르세요.
   *[other] 어느 옵티마이저에도 { $layers } 층의 매개변수가 없습니다(사용하는 매개변수의 { $left_out_share }). 이 매개변수는 변하지 않습니다.
    }
explain-not-optimized = 옵티마이저는 받은 매개변수만 바꿉니다. 층을 추가하거나 바꾸기 전에 옵티마이저를 만들면 매개변수가 빠집니다. 층을 보통의 리스트나 딕셔너리에 담거나(nn.ModuleList, nn.ModuleDict를 쓰세요) 매개변수의 일부만 넘겨도 빠집니다. 그러면 나머지 층이, 무작위 초깃값에서 변하지 않는 층에 맞추어 학습하게 됩니다. 미리 학습한 앞쪽 층은 일부러 뺄 수 있습니다.

quantity-left-out-share = 사용하는 매개변수 중 옵티마이저에 없는 비율
quantity-waiting-share = 사용하는 매개변수 중 옵티마이저가 step()을 한 번도 하지 않은 비율

limit-as-drawn = 사용하는 가중치 가운데 무작위 초깃값 그대로 남는 비율
limit-as-drawn-origin = 직접 정함: 절반이 넘는 가중치
