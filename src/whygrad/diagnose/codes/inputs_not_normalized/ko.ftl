title-inputs-not-normalized = 표준화되지 않은 입력
finding-inputs-not-normalized = { $reason ->
        [tiny] 입력이 너무 작습니다. 입력 표본의 노름이 { $input_norm }뿐입니다(임계값 { $input_norm_limit }). 그래서 첫 층의 가중치는 편향보다 훨씬 작은 기울기를 받습니다.
       *[other] 입력이 표준화되지 않았습니다.
    } 열의 RMS가 최대 { $input_size }입니다(표준화하면 약 1{ $input_size_state ->
        [crossed] , 임계값 { $input_size_limit }
       *[other] { "" }
    }). 열의 표준편차 가운데 가장 큰 값은 { $input_scales_state ->
        [crossed] 가장 작은 값의 { $input_scales }배입니다(임계값 { $input_scales_limit })
        [within] 가장 작은 값의 { $input_scales }배입니다
       *[absent] 전체 열의 중앙값의 { $input_scales_median }배입니다{ $input_scales_median_state ->
            [crossed] (임계값 { $input_scales_median_limit })
           *[other] { "" }
            }
    }.
explain-inputs-not-normalized = 큰 입력은 활성화 이전 값을 키워 유닛을 포화시키거나 값을 폭주시킵니다. 아주 작은 입력은 첫 층의 출력을 편향에만 맡깁니다. 스케일이 다른 열에는 서로 다른 학습률이 필요합니다. 그래서 학습률 하나가 한 방향에는 너무 높고 다른 방향에는 너무 낮습니다. 증상: 열들이 평균 0, 표준편차 1에서 멀고 학습이 잘되지 않습니다. 훈련 세트에서 구한 평균을 빼고 표준편차로 나누세요.

quantity-input-norm = 입력 표본의 노름, 제곱평균제곱근
quantity-input-size = 가장 큰 입력 열의 RMS
quantity-input-scales = 입력 열의 표준편차 최댓값 / 최솟값
quantity-input-scales-median = 입력 열의 표준편차 최댓값 / 중앙값

limit-input-size = 0에서 가장 먼 입력 열의 RMS; 표준화하면 1입니다
limit-input-size-origin = 측정값
limit-input-norm = 입력 표본의 노름; 표준화한 열 하나이면 1입니다
limit-input-norm-origin = 직접 정함: 이때 첫 가중치의 기울기는 편향의 기울기의 10분의 1입니다
limit-waited-tiny = 진척도가 10 %에 이르기까지의 업데이트 비율(입력이 아주 작고 배울 것이 남은 학습)
limit-waited-tiny-origin = 선택한 값: 학습의 5분의 1
limit-input-scales = 입력 열의 가장 작은 표준편차(스크립트에서는 중앙값) 대비 가장 큰 표준편차
limit-input-scales-origin = 측정값
limit-input-hidden = 가장 큰 입력 열의 크기(0이 아닌 열의 표준편차 가운데 가장 작은 값 대비)
limit-input-hidden-origin = 직접 정함: 학습률 1e-3인 Adam이 가중치를 1만큼 움직이는 데 업데이트 1000회가 걸립니다

studio-lesson-inputs-not-normalized-csv = 한 열은 수만 단위, 다른 열은 0.01 단위입니다. 신경망은 어느 열을 쓸까요?
studio-lesson-watch-inputs-not-normalized-csv = 실행을 누르세요. 그다음 "평균 빼기"와 "표준편차로 나누기"를 선택하고 다시 실행하세요.
studio-lesson-why-inputs-not-normalized-csv = 약 47,000인 income 열이 첫 층의 모든 tanh 유닛을 포화시킵니다. 약 0.04인 rate 열은 영향을 주지 못하고, 정확도는 50 % 근처에 머뭅니다. 입력을 표준화하면 테스트 정확도가 92 %가 됩니다.
