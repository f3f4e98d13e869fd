title-softmax-before-cross-entropy = 소프트맥스 이중 적용
finding-softmax-before-cross-entropy = 소프트맥스가 두 번 적용됩니다. 출력층이 한 번 적용하고, 로짓을 받는 교차 엔트로피 손실이 다시 적용합니다. 손실이 0에 가까워질 수 없고 기울기도 작습니다(진척도 { $final_progress }).
explain-softmax-before-cross-entropy = 이런 교차 엔트로피 손실은 로짓을 받아 스스로 소프트맥스를 적용합니다. 확률을 주면 두 번째 소프트맥스가 값들을 거의 같게 만듭니다. 완벽한 예측도 손실이 높고, 기울기는 원래보다 훨씬 작습니다. 오류는 나지 않고 느리고 나쁘게 학습할 뿐입니다. 출력에서 활성화 함수를 빼세요.

studio-lesson-softmax-before-cross-entropy-digits = 숫자를 알아보지만 확신하지 못합니다. 손실 앞에서 무엇을 두 번 적용할까요?
studio-lesson-watch-softmax-before-cross-entropy-digits = 실행을 누르세요. 손실을 읽고, 출력 함수를 자동으로 바꾸어 다시 실행하세요.
studio-lesson-why-softmax-before-cross-entropy-digits = 출력층이 소프트맥스를 적용하고 손실 함수가 한 번 더 적용합니다. 둘째 소프트맥스는 0부터 1까지의 값을 받으므로 손실이 1.46보다 작아질 수 없습니다. 손실은 1.65, 테스트 정확도는 84 % 근처에서 끝납니다. 자동에서는 0.06과 95 %가 됩니다.
