title-dead-units = 죽은 유닛
finding-dead-units = 유닛이 죽었습니다. { $step }번째 업데이트부터 { $layers } 층에서 많게는 유닛의 { $dead_share }가 모든 표본에서 0을 내고 기울기를 받지 못합니다(임계값 { $dead_share_limit }).
explain-dead-units = 모든 표본에서 활성화 이전 값이 음수인 ReLU 유닛은 0을 냅니다. 미분값도 0이므로 그 유닛의 가중치에는 기울기가 오지 않아 스스로 살아나지 못합니다. 너무 큰 스텝이 가중치나 편향을 멀리 밀어내면 유닛이 죽습니다. 깊고 좁은 신경망에서는 처음부터 죽어 있기도 합니다. 한 층이 대부분 죽으면 신호도 기울기도 그 층을 지나지 못합니다. 미분값이 0이 되지 않는 Leaky ReLU나 ELU, 정규화 층, 더 넓은 층, 더 낮은 학습률을 쓰세요.

quantity-dead-share = 한 층에서 죽은 유닛의 비율

limit-dead-share = 한 층에서 모든 표본에 0을 내는 유닛의 비율
limit-dead-share-origin = SageMaker Debugger의 DeadRelu는 0.5를 씁니다
limit-dead-share-most = 무언가를 배웠거나 손실로는 얼마나 배웠는지 알 수 없는 신경망에서의 같은 비율
limit-dead-share-most-origin = 선택한 값: 층의 10분의 1만 남습니다
limit-signal-faint = 층의 출력값 크기 대비 표본 사이의 표준편차
limit-signal-faint-origin = 측정값

studio-lesson-dead-units-moons = 깊이는 스무 층, 너비는 두 유닛입니다. 신호는 지나가면서 어떻게 될까요?
studio-lesson-watch-dead-units-moons = 실행을 누르세요. 유닛들을 왼쪽부터 보세요. 몇 번째 층부터 값이 일정한가요?
studio-lesson-why-dead-units-moons = ReLU 유닛은 활성화 이전 값이 음수이면 0을 출력합니다. 층마다 유닛이 둘뿐이라, 학습 전에 이미 둘 다 0인 층이 있습니다. 그 뒤로는 출력이 일정하고 기울기도 전달되지 않습니다. 손실은 0.693에 머뭅니다.
