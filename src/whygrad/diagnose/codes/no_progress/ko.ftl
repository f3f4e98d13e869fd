title-no-progress = 진전 없음
finding-no-progress = { $reason ->
    [never] 업데이트가 한 번도 없었습니다. 역전파를 { $idle_passes }번 하는 동안 옵티마이저의 step()을 부르지 않아 가중치가 초깃값 그대로입니다.
    [discards] 기울기가 거의 쓰이지 않습니다. { $source }에서 실행한 역전파 가운데 { $unused_passes }는 옵티마이저의 step()을 부르기 전에 기울기가 지워졌습니다(임계값 { $unused_passes_limit }). step()이 학습 루프 안에 있는지 확인하세요.
    [uphill] 학습이 손실을 키웁니다. { $source }에서 관찰한 업데이트의 { $uphill_updates }가 손실을 키웠습니다(임계값 { $uphill_updates_limit }). 부호를 뒤집은 손실에 backward()를 불렀거나, 옵티마이저가 손실을 최대화합니다. 진척도는 { $final_progress }입니다.
    [unbounded] 손실에 하한이 없습니다. 끝난 때의 손실은 학습 중간보다 0 아래로 { $unbounded_fall }배 더 내려갔습니다(임계값 { $unbounded_fall_limit }). 손실을 이루는 모든 항의 부호와, 목표값이 손실이 기대하는 범위에 있는지 확인하세요.
    [constant] 신경망의 출력이 모든 입력에 대해 같아서, 손실이 상수 예측보다 낮아질 수 없습니다. 업데이트 { $updates }회 뒤의 진척도(1 − 손실 / 우연 수준의 손실)는 { $final_progress }입니다(임계값 { $final_progress_limit }).{ $role ->
        [cause] {" "}forward()가 입력을 어떻게 쓰는지 확인하세요.
       *[consequence] { "" }
        }
    [decay] 가중치 감쇠가 너무 강합니다. 가중치가 초깃값의 { $weights_left }로 줄었습니다(임계값 { $weights_left_limit }). 업데이트 { $updates }회 뒤의 진척도(1 − 손실 / 우연 수준의 손실)는 { $final_progress }입니다(임계값 { $final_progress_limit }).
    [outweighed] 손실의 다른 항이 진척도를 나타내는 항을 압도합니다. 첫 업데이트 전에 { $layers }에서 다른 항의 기울기는, 진척도를 나타내는 항이 자기 출력층에서 갖는 기울기의 { $outweighed }배입니다(임계값 { $outweighed_limit }). 업데이트 { $updates }회 뒤에 진척도(1 − 손실 / 무작위 수준 손실)는 { $final_progress }입니다(임계값 { $final_progress_limit }). 항마다 가중치를 두어 균형을 맞추거나 목표값을 스케일링하세요.
    [restored] 프로그램이 가중치를 초깃값으로 되돌렸습니다. 업데이트 뒤의 기록 { $restored }개에서(임계값 { $restored_limit }) 모든 층의 가중치가 초깃값과 정확히 같습니다. 그때까지 배운 것은 사라졌습니다. 저장한 상태를 언제 불러오는지(load_state_dict) 확인하세요.
    [returns] { $course ->
        [worse] 에이전트가 더 나빠졌습니다. 손실의 부호를 확인하세요.
        [worse-values] 에이전트가 더 나빠졌습니다. 가치의 목표값을 확인하세요. 목표값은 실제로 한 행동의 것이어야 합니다. 에피소드의 마지막 스텝에서는 보상만이 목표값입니다.
       *[flat] 에이전트가 나아졌다고 볼 근거가 없습니다.
        } 에피소드의 평균 반환값은 학습 초기에 { $first_return }, 학습이 끝날 때 { $last_return }입니다. 그 차이는 표준오차의 { $return_gain }배입니다(임계값 { $return_gain_limit }).
   *[other] 손실이 상수 예측보다 거의 나아지지 않았습니다. 업데이트 { $updates }회 뒤의 진척도(1 − 손실 / 우연 수준의 손실)는 { $final_progress }입니다(임계값 { $final_progress_limit }).{ $role ->
        [cause] {" "}더 구체적인 원인은 찾지 못했습니다.
       *[consequence] { "" }
        }
    }
explain-no-progress = 훈련 손실이 가장 좋은 상수 예측의 손실 근처에서 끝났습니다. 진척도는 1 − 손실 / 우연 수준의 손실입니다. 우연 수준이면 0 %, 완벽하면 100 %입니다. 신경망은 목표값의 평균 말고는 아는 것이 거의 없습니다. 그래도 정확도는 올랐을 수 있습니다. 확신하면서 틀린 예측이 맞힌 예측의 이득을 지울 수 있기 때문입니다. 다른 문제가 이것을 설명하면 그 문제부터 고치세요. 그렇지 않으면 규제(L1, L2), 신경망의 크기, 특성을 살펴보고 다른 옵티마이저를 써 보세요. 그다음 배치 하나를 외울 수 있는지 보세요. 외울 수 있으면 초기화, 손실, 옵티마이저는 아마 올바르므로 데이터와 규제를 살펴보세요. 외우지 못하면 신경망, 입력, 손실, 옵티마이저를 살펴보세요.

quantity-idle-passes = 업데이트 없는 역전파
quantity-different-outputs = 서로 다른 입력에 대해 서로 다른 출력의 수
quantity-weights-left = 초깃값 대비 끝난 때 가중치의 RMS
quantity-outweighed = 진척도를 나타내는 항 대비 손실의 다른 항의 기울기
quantity-restored = 업데이트 뒤에 가중치가 초깃값과 같은 기록
quantity-unused-passes = 업데이트에 쓰이지 않은 역전파
quantity-first-return = 에피소드의 평균 반환값(학습의 처음 10분의 1)
quantity-last-return = 에피소드의 평균 반환값(학습의 마지막 4분의 1)
quantity-uphill-updates = 손실을 키운 업데이트
quantity-unbounded-fall = 끝난 때 0 아래의 손실(학습 중간 대비)

limit-outweighed = 첫 업데이트 전, 주된 항이 출력층에서 갖는 기울기 대비 손실의 다른 항이 들어오는 곳에서의 기울기
limit-outweighed-origin = 직접 정함: 이때 주된 항이 스텝에서 차지하는 몫은 3 %입니다
limit-restored = 업데이트 뒤에 모든 층의 가중치가 초깃값과 같은 기록의 수
limit-restored-origin = 직접 정함: 움직인 가중치가 우연히 마지막 자리까지 돌아오지는 않습니다
limit-uphill-updates = 관찰한 업데이트 가운데 부호나 maximize 때문에 손실을 키우도록 되어 있던 비율
limit-uphill-updates-origin = 직접 정함: 부호는 맞거나 틀리거나 둘 중 하나입니다
limit-unbounded-fall = 끝난 때 0 아래로 내려간 손실(학습 중간과 시작할 때의 크기 대비)
limit-unbounded-fall-origin = 직접 정함: 하한이 있는 손실은 갈수록 천천히 줄어듭니다
limit-unused-passes = 업데이트하기 전에 기울기가 지워진 역전파의 비율
limit-unused-passes-origin = 직접 정함: 생성자는 자기 역전파 한 번마다 판별자의 역전파 다섯 번에서도 기울기를 받을 수 있습니다
limit-return-gain = 학습의 마지막 4분의 1의 평균 반환값에서 처음 10분의 1의 평균 반환값을 뺀 값(그 차이의 표준오차 대비)
limit-return-gain-origin = 아무것도 배우지 않아도 우연히 이를 넘을 확률은 2 %입니다(정규 분포)
limit-returns-risen = 같은 차이; 이보다 크면 에이전트가 배운 것으로 봅니다
limit-returns-risen-origin = 선택한 값: 학습을 여러 번 살펴보므로 우연도 여러 번 기회를 얻습니다
limit-episodes = 학습의 처음 10분의 1과 마지막 4분의 1에 각각 있어야 하는 최소 에피소드 수
limit-episodes-origin = 선택한 값: 이보다 적으면 표준오차를 믿기 어렵습니다
limit-targets-alike = 가장 좋은 상수 예측의 손실에서 가능한 가장 낮은 손실을 뺀 값(앞의 손실 대비)
limit-targets-alike-origin = 선택한 값: float32로 많은 수를 더하면 그만큼까지 어긋납니다
limit-one-batch-learned = 배치 하나만 학습했을 때, 이 이상이면 외운 것으로 보는 진척도
limit-one-batch-learned-origin = Karpathy 2019; 측정값: 문제없는 프리셋은 모두 중앙값이 이보다 높습니다
limit-one-batch-nothing = 이보다 낮으면 배치 하나도 배우지 못한 것으로 보는 같은 진척도
limit-one-batch-nothing-origin = 측정값

studio-lesson-no-progress-strong-l2 = 모든 가중치가 0으로 갑니다. 손실의 어느 항 때문일까요?
studio-lesson-watch-no-progress-strong-l2 = 실행을 누르세요. "층별 가중치"를 본 다음, L2 강도를 0으로 바꾸고 다시 실행하세요.
studio-lesson-why-no-progress-strong-l2 = L2 강도가 1입니다. 규제 항의 기울기가 데이터보다 강하게 모든 가중치를 0으로 당깁니다. 손실은 우연 수준인 0.693에서 끝납니다. 강도가 0이나 0.01이면 정확도가 100 %가 됩니다.
