title-constant-feature = 상수 특성
finding-constant-feature = 입력 열 { $constant_columns }개는 모든 행에서 값이 같아 아무 정보도 없습니다{ $named ->
    [no] { "" }
   *[other] ({ $columns })
 }.
explain-constant-feature = 변하지 않는 열은 표본을 구별하는 데 도움이 되지 않습니다. 편향이 하나 더 있는 것과 같습니다. 값이 크면 유닛을 포화시키거나 죽이고 스텝을 너무 크게 만듭니다. 그 열을 빼세요.

quantity-constant-columns = 상수인 입력 열

limit-constant-most = 스크립트에서 변하지 않는 입력 열의 비율; 이보다 작으면 이미지의 가장자리 픽셀일 수 있습니다
limit-constant-most-origin = 직접 정함: 절반
limit-samples-a-column = 스크립트의 입력 열당 표본 수; 이 이상이면 변하지 않은 열을 드문 특성으로 보지 않습니다
limit-samples-a-column-origin = 직접 정함: 열마다 행이 10개이면, 그만큼의 행에 한 번꼴로 0이 아닌 특성도 아마 한 번은 나타났을 것입니다

studio-lesson-constant-feature-csv = 이 열들 가운데 하나는 아무 정보도 주지 않습니다. 어느 열이고, 해가 될까요?
studio-lesson-watch-constant-feature-csv = 실행을 누르세요. 그다음 "평균 빼기"와 "표준편차로 나누기"를 선택하고 다시 실행하세요.
studio-lesson-why-constant-feature-csv = year 열은 모든 행에서 2024라서 아주 큰 편향처럼 작용합니다. 첫 층의 모든 tanh 유닛이 처음부터 포화되고 정확도는 우연 수준에 머뭅니다. 두 전처리를 모두 하면 테스트 정확도가 96 %가 됩니다.
