title-labels-look-random = 무작위로 보이는 레이블
finding-labels-look-random = { $reason ->
    [numbers] 목표값이 무작위로 보입니다. 입력이 비슷한 표본(최근접 이웃)으로도, 어느 열로도 표본의 목표값을 예측할 수 없습니다{ $neighbor_agreement_state ->
        [crossed] (표준오차의 { $neighbor_agreement }배, 임계값 { $neighbor_agreement_limit })
       *[other] { "" }
        }. 새 표본에서 신경망의 예측은 상수 예측보다 거의 나은 것이 없습니다(테스트 진척도의 최댓값 { $test_progress }, 임계값 { $test_progress_limit }).
    [untested] 레이블이 무작위로 보입니다. 입력이 비슷한 표본(최근접 이웃)의 클래스가 서로 같은 비율이 우연 수준보다 뚜렷이 높지 않습니다(표준오차의 { $neighbor_agreement }배, 임계값 { $neighbor_agreement_limit }). 신경망은 훈련 표본에서도 아무것도 배우지 못했습니다(진척도 { $final_progress }, 임계값 { $final_progress_limit }).
   *[other] 레이블이 무작위로 보입니다. 입력이 비슷한 표본(최근접 이웃)의 클래스가 서로 같은 비율이 우연 수준보다 뚜렷이 높지 않습니다(표준오차의 { $neighbor_agreement }배, 임계값 { $neighbor_agreement_limit }). 신경망은 새 표본을 우연 수준보다 잘 예측하지 못합니다(우연 수준을 넘는 정확도가 표준오차의 { $test_skill }배, 임계값 { $test_skill_limit }).
    }
explain-labels-look-random = 비슷한 표본들의 레이블이 서로 관계가 없으면 신경망은 표본을 하나씩 외울 수밖에 없습니다. 흔한 원인은 레이블과 어긋나게 밀리거나 섞인 행, 잘못 고른 목표값 열, 필요한 정보가 없는 특성입니다. 훈련 손실은 줄어도 테스트 정확도는 우연 수준에 머뭅니다. 표본 몇 개의 레이블을 직접 확인하세요.

quantity-neighbor-agreement = 목표값이 같은 최근접 이웃의 비율(우연 수준과의 차이, 표준오차 단위)
quantity-test-skill = 테스트 정확도(우연 수준과의 차이, 표준오차 단위)
quantity-test-progress = 테스트 세트에서 진척도의 최댓값

limit-label-neighbors = 클래스가 같은 최근접 이웃의 비율(우연 수준과의 차이)
limit-label-neighbors-origin = 2시그마: 무작위 레이블은 데이터셋 100개 중 98개에서 이보다 낮습니다
limit-label-columns = 가장 좋은 열 하나나 둘이 레이블에 대해 알려 주는 것(우연히 나올 최댓값과의 차이)
limit-label-columns-origin = 2시그마
limit-label-errors = 우연 수준을 넘은 정확도
limit-label-errors-origin = 3시그마
limit-test-progress = 테스트 세트에서 진척도의 최댓값
limit-test-progress-origin = 측정값
limit-label-samples = 레이블과 잡음을 구별하는 데 필요한 최소 표본 수(테스트 세트, 일반적인 크기의 클래스, 가장 큰 클래스를 뺀 나머지)
limit-label-samples-origin = 직접 정함

studio-lesson-labels-look-random-csv = 100에포크 뒤에도 테스트 정확도가 동전 던지기와 같습니다. 데이터에 무슨 문제가 있을까요?
studio-lesson-watch-labels-look-random-csv = 실행을 누르세요. 훈련 정확도와 테스트 정확도를 비교하고, 표에서 규칙을 찾아보세요.
studio-lesson-why-labels-look-random-csv = 레이블이 행과 어긋나게 섞여 있어 열이 레이블에 대해 아무것도 알려 주지 않습니다. 표본을 하나씩 맞추어 훈련 정확도만 55 % 근처까지 오릅니다. 테스트 정확도는 50 % 근처에 머뭅니다. 어떤 신경망으로도 고칠 수 없습니다. 행과 레이블을 어떻게 합쳤는지 확인하세요.
