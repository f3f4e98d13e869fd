title-gradients-accumulate = 지우지 않은 기울기(zero_grad 누락)
finding-gradients-accumulate = 업데이트 사이에 기울기를 지우지 않습니다. { $source }에서 관찰한 업데이트의 { $stale_gradients }가 이전 업데이트의 기울기를 다시 썼습니다(임계값 { $stale_gradients_limit }).
explain-gradients-accumulate = 역전파는 이미 있는 기울기에 새 기울기를 더합니다. zero_grad()를 부르지 않거나 가끔만 부르면 업데이트마다 이전 업데이트가 모두 되풀이됩니다. 스텝이 커지고 예전 방향을 가리키며, 손실이 오르내리거나 발산합니다. 역전파를 여러 번 더하고 업데이트 뒤에 지우는 것은 문제가 없습니다. 그것이 기울기 누적 기법입니다. optimizer.step()마다 optimizer.zero_grad()를 한 번 부르세요.

quantity-stale-gradients = 이전 기울기를 다시 쓴 업데이트

limit-stale-gradients = 관찰한 업데이트 가운데 이전 업데이트의 기울기나 지워진 기울기를 쓴 비율
limit-stale-gradients-origin = 직접 정함: 기울기는 매번 지우거나 지우지 않거나 둘 중 하나입니다
