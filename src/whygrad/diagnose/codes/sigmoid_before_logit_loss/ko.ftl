title-sigmoid-before-logit-loss = 시그모이드 이중 적용
finding-sigmoid-before-logit-loss = 시그모이드가 두 번 적용됩니다. 출력층이 한 번 적용하고, 로짓을 받는 손실이 다시 적용합니다. 0에 가까운 확률을 나타낼 수 없습니다(진척도 { $final_progress }).
explain-sigmoid-before-logit-loss = 로짓을 받는 이진 교차 엔트로피는 스스로 시그모이드를 적용합니다. 0과 1 사이의 값을 주면 0.5와 0.73 사이의 확률만 나타낼 수 있습니다. 손실은 계속 높고, 기울기는 평평한 함수를 하나 더 지납니다. 오류는 나지 않고 느리고 나쁘게 학습할 뿐입니다. 출력에서 활성화 함수를 빼세요.

studio-lesson-sigmoid-before-logit-loss-moons = 학습하기는 하는데 느립니다. 무엇을 두 번 적용했을까요?
studio-lesson-watch-sigmoid-before-logit-loss-moons = 실행을 누르세요. 훈련 손실을 읽고, 출력 함수를 자동으로 바꾸어 다시 실행하세요.
studio-lesson-why-sigmoid-before-logit-loss-moons = 출력층이 시그모이드를 적용하고 손실 함수가 한 번 더 적용합니다. 둘째 시그모이드는 0부터 1까지의 값만 받으므로 손실이 0.58 근처에서 멈춥니다. 자동에서는 0.27까지 줄어듭니다.
