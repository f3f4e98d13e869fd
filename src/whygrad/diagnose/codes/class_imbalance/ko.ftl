title-class-imbalance = 클래스 불균형
finding-class-imbalance = { $reason ->
    [single] 모든 목표값이 한 클래스여서 구별할 것이 없습니다. 레이블을 만들고 읽어 들이는 부분을 확인하세요.
    [weights] 클래스 가중치가 불균형을 더 키웁니다. 가장 작은 클래스의 가중치가 가장 큰 클래스의 { $rare_weight }배뿐이어서, 손실에서 가장 큰 클래스의 비중이 가장 작은 클래스의 { $class_ratio }배입니다(임계값 { $class_ratio_limit }). { $skill_state ->
        [within] 그래도 신경망은 늘 가장 큰 클래스로 예측할 때보다 많이 맞힙니다(정확도를 더 높일 수 있는 폭의 { $skill }).
       *[other] 신경망은 늘 가장 큰 클래스로 예측할 때보다 거의 낫지 않습니다(정확도를 더 높일 수 있는 폭의 { $skill }, 임계값 { $skill_limit }).
        }
    [elsewhere] 클래스가 불균형한데, 새 표본에는 드문 클래스가 더 많습니다. 가장 큰 클래스가 가장 작은 클래스의 { $class_ratio }배입니다(임계값 { $class_ratio_limit }). 그래서 훈련에서는 표가 나지 않던 오류가 새 표본에서는 자주 나타납니다. 우연 수준을 넘어 높일 수 있는 폭에 비추면 새 표본에서 정확도가 { $answers_lost } 낮습니다(임계값 { $answers_lost_limit }).
   *[other] 클래스가 불균형합니다. 가장 큰 클래스가 가장 작은 클래스의 { $class_ratio }배입니다(임계값 { $class_ratio_limit }). { $skill_state ->
        [within] 그래도 신경망은 늘 가장 큰 클래스로 예측할 때보다 많이 맞힙니다(정확도를 더 높일 수 있는 폭의 { $skill }).
       *[other] 신경망은 늘 가장 큰 클래스로 예측할 때보다 거의 낫지 않습니다(정확도를 더 높일 수 있는 폭의 { $skill }, 임계값 { $skill_limit }).
        }
 }
explain-class-imbalance = 한 클래스가 표본의 대부분이면 늘 그 클래스로 예측해도 정확도가 높습니다. 클래스의 비율을 확률로 예측하기만 해도 손실이 낮습니다. 그러면 드문 클래스의 기울기가 묻힙니다. 증상: 정확도가 가장 큰 클래스의 비율을 거의 넘지 못합니다. 가중치나 표본 추출로 클래스의 균형을 맞추고, 드문 클래스의 표본을 더 모으고, 클래스별 정확도를 보세요.

quantity-single-class = 목표값에 있는 클래스 수
quantity-rare-weight = 손실에서 가장 큰 클래스 대비 가장 작은 클래스의 가중치
quantity-class-ratio = 가장 작은 클래스 대비 가장 큰 클래스(클래스 가중치 포함)

limit-class-ratio = 가장 작은 클래스 대비 가장 큰 클래스의 크기
limit-class-ratio-origin = SageMaker Debugger는 10을 씁니다; 측정값
limit-class-ratio-alone = 가장 작은 클래스 대비 가장 큰 클래스의 크기(최근접 이웃이 클래스를 구별하지 못할 때)
limit-class-ratio-alone-origin = SageMaker Debugger와 같은 값
limit-majority = 가장 큰 클래스의 표본 비율
limit-majority-origin = 직접 정함: 나머지를 모두 합한 것보다 많습니다
limit-minority-skill = 늘 가장 큰 클래스로 예측할 때보다 높은 정확도(더 높일 수 있는 폭에 대한 비율)
limit-minority-skill-origin = 측정값

studio-lesson-class-imbalance-csv = 표본 열 개 가운데 아홉 개를 맞힙니다. 정말 쓸모가 있을까요?
studio-lesson-watch-class-imbalance-csv = 실행을 누르세요. 테스트 정확도를 늘 많은 쪽 클래스로 예측할 때의 정확도와 비교하세요.
studio-lesson-why-class-imbalance-csv = 400행 가운데 사기는 38행뿐입니다. 늘 "no"라고 예측해도 테스트 세트의 93 %가 맞는데, 신경망은 약 90 %만 맞힙니다. 클래스별 정확도를 보고, 손실에서 클래스에 가중치를 주세요.
