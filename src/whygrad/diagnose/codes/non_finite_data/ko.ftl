title-non-finite-data = 데이터에 든 잘못된 값
finding-non-finite-data = 데이터에 NaN이나 무한대가 { $non_finite_values }개 있습니다(열: { $columns }). 하나만 있어도 손실이 NaN이 되고, 기울기를 받는 가중치가 모두 NaN이 됩니다.
explain-non-finite-data = 입력이나 목표값에 NaN이나 무한대가 있으면 손실과 기울기가 NaN이 됩니다. 한 번 업데이트하면 그 기울기를 받은 가중치가 모두 NaN이 됩니다. 이런 값은 빈칸, 0으로 나누기, 잘못 내보낸 파일에서 옵니다. 그 행을 지우거나, 빈 값을 채우거나, 그 열을 빼세요.

quantity-non-finite-values = 데이터에 든 NaN이나 무한대

studio-lesson-non-finite-data-csv = 첫 업데이트도 하기 전에 실패합니다. 표에 무엇이 들어 있을까요?
studio-lesson-watch-non-finite-data-csv = 실행을 누르고 진단을 읽으세요.
studio-lesson-why-non-finite-data-csv = 표의 칸 여섯 개가 무한대입니다. 배치에 하나만 있어도 기울기가 NaN이 되고, 업데이트하면 가중치도 NaN이 됩니다. 학습 전에 이런 칸을 지우거나 바꾸세요.
