### Every sentence a user can see. One section an area; a message is named after the area that shows it.

## errors: experiment

error-value = { $key }: { $value } 값은 쓸 수 없습니다. 허용: { $allowed }.
error-value-nearest = { $key }: { $value } 값은 쓸 수 없습니다. '{ $nearest }' 값을 찾으셨나요? 허용: { $allowed }.
allowed-whole = { $low }부터 { $high }까지의 정수
allowed-number = { $low }부터 { $high }까지의 수
allowed-number-above = { $low }보다 크고 { $high } 이하인 수
allowed-wholes = { $low }부터 { $high }까지의 정수 목록(최대 { $most }개)
allowed-words = 중복 없는 목록. 가능한 값: { $choices }
allowed-texts = 서로 다른 이름 1~{ $most }개의 목록
allowed-word = { $choices }
allowed-text = 출력할 수 있는 글자 { $most }자 이하의 텍스트
allowed-truth = true 또는 false
allowed-parameter = { $symbol }: { $low }부터 { $high }까지
allowed-parameter-above = { $symbol }: { $low }보다 크고 { $high } 이하
allowed-with-parameter = { $phrase } ({ $symbols })
allowed-or-word = { $phrase }, 또는 { $word }
allowed-or-path = { $phrase }, 또는 CSV 파일(이름.csv)이나 이미지 폴더(폴더/)의 경로
allowed-or-by-layer = { $phrase }, 또는 은닉층마다 하나씩 적은 목록
error-unknown-key = { $key } 키는 없습니다. 쓸 수 있는 키: { $allowed }.
error-unknown-key-nearest = { $key } 키는 없습니다. '{ $nearest }' 키를 찾으셨나요?
error-unknown-section = { $section } 섹션은 없습니다. 쓸 수 있는 섹션: { $allowed }.
error-unknown-section-nearest = { $section } 섹션은 없습니다. '{ $nearest }' 섹션을 찾으셨나요? 쓸 수 있는 섹션: { $allowed }.
error-not-a-section = { $section }: 키를 담은 섹션이어야 합니다. 받은 값: { $value }.
error-not-an-experiment = 실험은 data, network, training, recording 섹션으로 이루어져야 합니다. 받은 값: { $value }.
error-frozen = 실험은 바꿀 수 없으므로 { $key } 값을 대입할 수 없습니다. replace({ $key }=…)로 새 실험을 만드세요.
error-key-twice = { $key } 키가 두 번 나옵니다.
error-layers-list = { $key }: [{"{"} conv = 6, kernel = 5 {"}"}, "relu", "flatten", {"{"} dense = 10 {"}"}] 같은 층의 목록이어야 합니다. 받은 값: { $value }.
error-layers-many = { $key }: 신경망의 층은 최대 { $most }개이며, 블록은 최대 { $deepest }단계까지 중첩할 수 있습니다.
error-layer = { $key }: 층은 "relu" 같은 이름이나 {"{"} conv = 6, kernel = 5 {"}"} 같은 표여야 합니다. 받은 값: { $value }.
error-layer-kind = { $key }: { $kind } 층은 없습니다. 쓸 수 있는 층: { $allowed }.
error-layer-kind-nearest = { $key }: { $kind } 층은 없습니다. '{ $nearest }' 층을 찾으셨나요?
error-layer-kinds = { $key }: 표 하나에 여러 층({ $kinds })을 쓸 수 없습니다. 층마다 표를 하나씩 쓰세요.
error-layer-lacks = { $key }: "{ $kind }" 층에는 수가 필요합니다. {"{"} { $kind } = … {"}"} 형식으로 쓰세요. 허용: { $allowed }.
error-layer-number = { $key }: { $kind } 층에는 수를 쓰지 않습니다. "{ $kind }"만 쓰세요.
error-layer-key = { $key }: { $kind } 층에는 { $name } 설정이 없습니다. 쓸 수 있는 설정: { $allowed }.
error-layer-key-nearest = { $key }: { $kind } 층에는 { $name } 설정이 없습니다. '{ $nearest }' 설정을 찾으셨나요?
error-layers-output = { $key }: 마지막 출력은 { $shape }인데 이 데이터셋({ $task })에는 출력 { $outputs }개가 필요합니다. 마지막 층을 {"{"} dense = { $outputs } {"}"}로 하세요.
error-layers-batch-of-one = { $key } 값이 1입니다. 배치 정규화에는 배치마다 표본이 2개 이상 필요합니다.
error-no-cuda = PyTorch가 이 컴퓨터에서 GPU를 찾지 못했습니다. device = "auto" 또는 "cpu"를 쓰세요.
train-folder-other = { $path }: 다른 실험의 학습이 들어 있습니다(experiment.toml 참조). 다른 폴더를 지정하거나 이 폴더를 지우세요.
train-folder-taken = { $path }: whygrad의 학습이 아닌 파일이 들어 있습니다. 비어 있거나 새로운 폴더를 지정하세요.
model-unfinished = { $path }: 이 폴더의 학습이 끝나기 전에 멈췄습니다. 같은 whygrad train … --out 명령을 실행하면 이어서 학습합니다.
model-missing = { $path }: 모델이 없습니다. whygrad train --out으로 저장한 폴더나 그 안의 .safetensors 파일을 지정하세요.
model-not-ours = { $path }: whygrad가 저장한 파일이 아닙니다. whygrad train --out으로 저장한 모델 파일을 지정하세요.
model-damaged = { $path }: 모델로 읽을 수 없습니다: { $reason }.
model-not-affine = 이 모델의 입력은 모델 파일만으로 계산할 수 없는 특성입니다. Python에서 whygrad.data.load(model.experiment.data).transform을 쓰세요.
error-layers-not-dense = { $key }: 여기서는 층 목록을 쓸 수 없고 network.hidden으로 나타낸 신경망만 쓸 수 있습니다. whygrad train이나 whygrad zoo를 쓰세요.
error-kernel-layers = engine = "kernel"은 network.hidden으로 나타낸 신경망만 조기 종료 없이 학습합니다. network.layers나 training.patience에는 engine = "torch" 또는 "auto"를 쓰세요.
error-layers-and-hidden = { $key }: network.hidden으로 나타낸 신경망에만 씁니다. network.layers에서는 목록에 층으로 넣으세요.
error-layer-unfit = { $key }, { $layer }: { $problem }
error-layer-needs-picture = { $kind } 층의 입력은 이미지(채널 × 높이 × 너비)여야 합니다. 받은 입력: { $shape }.
error-layer-needs-sequence = { $kind } 층의 입력은 시퀀스(시점 × 특성)여야 합니다. 받은 입력: { $shape }.
error-layer-needs-tokens = 임베딩의 입력은 토큰의 시퀀스여야 합니다. 받은 입력: { $shape }.
error-layer-words = 서로 다른 토큰의 수를 알 수 없습니다. words = N으로 적으세요.
error-layer-flatten-first = { $kind } 층의 입력은 1차원이어야 합니다. 받은 입력: { $shape }. 앞에 "flatten"이나 "global_avg_pool"을 넣으세요.
error-layer-too-small = 창의 길이는 { $reach }인데 입력의 길이는 { $padded }뿐입니다(크기 { $size }, 패딩 { $padding }). 커널을 줄이거나 패딩을 늘리세요.
error-layer-groups = 입력 채널 { $inputs }개와 출력 채널 { $outputs }개를 그룹 { $groups }개로 나눌 수 없습니다. 둘 다 그룹 수의 배수여야 합니다.
error-layer-pool-padding = 패딩 { $padding } 값이 커널 크기 { $kernel }의 절반보다 큽니다. 절반 이하로 정하세요.
error-layer-sequence-norm = batch_norm은 시퀀스에 쓸 수 없습니다. layer_norm을 쓰세요.
error-layer-branches = 블록의 출력은 { $inside }, 숏컷의 출력은 { $beside }입니다. 더하려면 둘의 형태가 같아야 합니다.
allowed-layers = 층의 목록
allowed-size = { $low }부터 { $high }까지의 정수 하나 또는 둘: [높이, 너비]
error-target-without-file = data.target은 CSV 파일의 열을 가리키는데 data.name은 내장 데이터셋 { $name }입니다. data.target을 비워 두세요.
error-empty-share = 표본이 { $samples }개이고 data.train_share = { $share }이면 훈련 세트나 테스트 세트가 비게 됩니다. data.samples를 늘리거나 data.train_share를 0.5에 가깝게 하세요.
error-feature = data.features에 { $value } 값은 쓸 수 없습니다. { $name }에 허용: { $allowed }.
error-feature-nearest = data.features에 { $value } 값은 쓸 수 없습니다. '{ $nearest }' 값을 찾으셨나요? { $name }에 허용: { $allowed }.
error-features-of-set = 데이터셋 { $name }에서는 data.features를 고를 수 없습니다. auto로 두세요.
error-size-without-folder = data.size는 폴더에서 읽는 이미지에만 쓰는데 data.name은 { $name }입니다. data.size를 auto로 두세요.
error-only-pictures = { $key }: 이미지에만 쓸 수 있는데 데이터셋 { $name }에는 이미지가 없습니다. 이 키를 빼거나 digits, fashion-mnist, 이미지 폴더 중 하나를 쓰세요.
error-augmentation-after = data.augmentation에는 이미지가 필요한데 data.preprocessing "{ $step }" 뒤에는 이미지가 남지 않습니다. 둘 중 하나를 빼세요.
error-augmentation-hidden = { $key }: network.hidden이 아니라 network.layers로 나타낸 신경망에만 쓸 수 있습니다. 이 키를 빼거나 층 목록을 쓰세요.
error-augmentation-features = data.augmentation은 스텝마다 이미지를 바꾸는데 data.features "{ $feature }" 특성은 그 전에 한 번만 계산합니다. 둘 중 하나를 빼세요.
error-feature-twice = data.features { $value }: 같은 이름이 두 번 있습니다. 한 번만 쓰세요.
error-feature-hog-room = data.features "hog:{ $cell }": 한 변이 { $cell }픽셀인 셀이 적어도 { $block } × { $block }개 필요한데 이미지는 { $height } × { $width }픽셀입니다. hog:{ $most } 이하로 정하세요.
error-feature-words-room = data.features "words": 이미지가 { $patch } × { $patch }픽셀 이상이어야 하는데 { $height } × { $width }픽셀입니다. 다른 특성을 쓰세요.
error-feature-words-few = data.features: 시각 단어 { $words }개에는 패치가 그 이상 필요한데 훈련 이미지에는 { $patches }개뿐입니다. 단어 수를 줄이세요.
error-features-channels = data.preprocessing "{ $step }"에는 이미지의 채널이 필요한데 data.features "{ $features }" 뒤에는 채널이 남지 않습니다. { $instead } 단계를 쓰세요.
error-features-room = data.features: 이미지 { $samples }개에 값을 { $features }개씩 두면 메모리가 너무 많이 듭니다. data.samples를 { $most } 이하로 정하거나 더 작은 특성을 쓰세요.
error-channels-after = data.preprocessing "{ $step }" 뒤에는 채널이 남지 않습니다. center-channel과 scale-channel을 그 앞에 쓰세요.
error-preprocessing-tokens = data.preprocessing은 수에만 쓸 수 있는데 데이터셋 { $name }의 입력은 토큰입니다. 비워 두세요.
error-residual = network.residual에는 유닛 수가 같은 은닉층 둘이 이어져 있어야 합니다. 지금 network.hidden은 { $hidden }입니다.
error-activation-by-layer = network.activation에 활성화 함수가 { $words }개 있는데 은닉층은 { $layers }개입니다. network.hidden의 층마다 하나씩 쓰거나, 모든 층에 쓸 이름 하나만 쓰세요.
error-perceptron-hidden = 퍼셉트론 규칙은 층 하나만 학습합니다. training.optimizer = perceptron이면 network.hidden은 []이어야 합니다. 받은 값: { $hidden }.
error-perceptron-loss = 퍼셉트론 규칙에는 고유의 손실이 있습니다. training.optimizer = perceptron이면 training.loss는 auto여야 합니다. 받은 값: { $loss }.
error-vary-list = { $key }: 비교할 값의 목록이 필요합니다. 받은 값: { $value }.
error-vary-empty = { $key }: 비교할 값이 하나도 없습니다.
error-assignment = 설정은 learning_rate=0.1처럼 KEY=VALUE 형식으로 써야 합니다. 받은 값: { $value }.
error-in-file = { $file }: { $problem }
error-in-line = { $line }행: { $problem }
error-in-line-of-file = { $file }, { $line }행: { $problem }
error-not-toml = 올바른 TOML이 아닙니다: { $reason }.
error-not-json = 올바른 JSON이 아닙니다.
error-not-toml-nested = 올바른 TOML이 아닙니다: 수가 너무 길거나 목록 또는 표가 너무 깊이 중첩되어 있습니다.
error-file-missing = { $file }: 파일을 찾을 수 없습니다.
error-file-missing-nearest = { $file }: 파일을 찾을 수 없습니다. '{ $nearest }' 파일을 찾으셨나요?
error-file-unreadable = { $file }: 파일을 읽을 수 없습니다: { $reason }.
error-file-unwritable = { $file }: 파일에 쓸 수 없습니다: { $reason }.
error-file-special = { $file }: 일반 파일이 아닙니다. 실험은 .toml 파일입니다.
error-file-too-long = { $file }: { $most }바이트보다 길어서 실험 파일이 아닙니다.
error-file-not-utf8 = { $file }, { $line }행: UTF-8 텍스트가 아닙니다. 파일을 UTF-8로 저장하세요.
error-not-a-link = 실험의 링크가 아닙니다: { $value }. whygrad=1&network.hidden=8~8 같은 링크나 TensorFlow Playground의 주소를 쓰세요.
error-link-weights = 링크의 가중치가 손상되었습니다. 4바이트짜리 유한한 수를 base64url로 인코딩한 것이어야 합니다.
error-link-points = 링크의 점이 손상되었습니다. 종류와 열의 수(c2, n1), 마침표, 2바이트 정수를 base64url로 인코딩한 것이어야 합니다.
error-link-version = 링크의 버전은 { $version }인데 이 whygrad는 버전 { $known }까지 읽습니다. 더 새로운 whygrad를 설치하세요.
error-link-too-long = 링크가 { $length }자인데 최대 { $most }자까지 쓸 수 있습니다. 실험을 TOML 파일로 보내세요.
error-link-path = { $key } = { $value }: 링크에는 실험 폴더 안에 있는 경로만 쓸 수 있습니다.
error-playground-key = TensorFlow Playground에는 { $key } 설정이 없습니다. 쓸 수 있는 설정: { $allowed }.
error-playground-key-nearest = TensorFlow Playground에는 { $key } 설정이 없습니다. '{ $nearest }' 설정을 찾으셨나요?
error-playground-features = 이 Playground 링크에는 켜진 입력이 없습니다. 다음 중 하나 이상을 켜세요: { $allowed }.
error-unknown-preset = { $value } 프리셋은 없습니다.
error-unknown-preset-nearest = { $value } 프리셋은 없습니다. '{ $nearest }' 프리셋을 찾으셨나요?
error-preset-shows = shows는 진단 코드의 목록이어야 합니다. 받은 값: { $value }.

## errors: data

error-data-unknown = "{ $name }" 데이터셋은 없습니다. { $known }, CSV 파일(이름.csv), 이미지 폴더(폴더/) 중 하나를 쓰세요.
error-data-unknown-nearest = "{ $name }" 데이터셋은 없습니다. '{ $nearest }' 데이터셋을 찾으셨나요? { $known }, CSV 파일(이름.csv), 이미지 폴더(폴더/) 중 하나를 쓰세요.
error-data-split = { $data }: 표본이 { $samples }개이고 data.train_share = { $train_share }이면 훈련 세트나 테스트 세트가 비게 됩니다. 0.5에 가깝게 하거나 표본을 늘리세요.
error-data-components = data.preprocessing "{ $step }": 훈련 표본이 { $samples }개, 열이 { $features }개이면 주성분은 최대 { $most }개입니다. 그 이하로 정하세요.
error-data-components-room = data.preprocessing "{ $step }": 이런 이미지 { $samples }개에는 메모리가 너무 많이 듭니다. data.samples를 { $most } 이하로 정하세요.
error-data-not-here = { $name } 데이터셋이 이 컴퓨터에 없습니다(찾은 곳: { $folders }). whygrad data { $name } --download로 내려받거나, { $name }/ 폴더가 있는 폴더를 { $variable } 환경 변수에 적으세요.
error-data-broken = { $file }: 잘렸거나 손상되었거나 다른 파일입니다. 지우고 다시 내려받으세요.
error-data-sequences = 시점이 { $length }개인 시퀀스 { $samples }개에는 메모리가 너무 많이 듭니다. data.samples를 { $most } 이하로 정하세요.
error-download-none = "{ $name }" 데이터셋은 내려받을 수 없습니다. 내려받을 수 있는 데이터셋: { $known }.
error-download-network = { $address }: 연결할 수 없습니다. 네트워크를 확인하거나, whygrad data { $name } 명령이 찾는 폴더에 파일을 넣으세요.
error-download-cut = { $address }: 내려받기가 끊겼습니다. whygrad data { $name } --download를 다시 실행하면 이어서 받습니다.
error-download-refused = { $address }: HTTP 상태 { $status } 응답을 받았습니다. 나중에 다시 시도하세요.
error-download-checksum = { $address }: 받은 파일이 공개된 파일과 달라서(SHA-256) 지웠습니다. 다시 시도하세요.
error-download-full = 디스크가 가득 찼습니다. 내려받으려면 { $folder }에 { $size } MB가 필요합니다.
error-download-disk = { $folder }: 쓸 수 없습니다: { $reason }.
error-pooch-missing = 내려받으려면 pooch 패키지가 필요합니다. 설치: pip install "whygrad[zoo]"
error-augmentation-torch = 데이터 증강에는 PyTorch가 필요합니다. 설치: pip install "whygrad[torch]"
error-data-outside = data.name: { $name }: 여기서 데이터를 읽을 수 있는 폴더 { $folder } 밖에 있습니다.
error-pictures-missing = { $folder }: 폴더를 찾을 수 없습니다. 클래스마다 이미지 하위 폴더가 하나씩 있는 폴더를 지정하세요.
error-pictures-not-a-folder = { $folder }: 폴더가 아닙니다. data.name에는 클래스마다 이미지 하위 폴더가 하나씩 있는 폴더를 쓰세요.
error-pictures-classes = { $folder }: 이미지(PNG, JPEG)가 든 하위 폴더가 { $count }개입니다. 클래스마다 하나씩 2개 이상이어야 합니다(train/과 test/ 안에 있어도 됩니다).
error-pictures-class = { $folder }: test/에 있는 클래스 "{ $name }" 폴더가 train/에는 없습니다. 하위 폴더의 이름을 맞추세요.
error-pictures-none = { $folder }: 클래스 "{ $name }"의 이미지를 하나도 읽을 수 없습니다. 이미지를 바꾸거나 하위 폴더를 지우세요.
error-pictures-unreadable = { $folder }: 읽을 수 있는 이미지가 없습니다. PNG나 JPEG 파일을 쓰세요.
error-pictures-many = { $folder }: 이미지가 { $files }개인데 최대 { $most }개까지 읽습니다. 수를 줄이세요.
error-pictures-bytes = { $folder }: 이미지를 { $height }×{ $width }픽셀로 읽으면 { $most } GB를 넘습니다. data.size를 [32, 32]처럼 더 작게 정하세요.
error-pictures-size = { $file }: { $height }×{ $width }픽셀인데 한 변에 최대 { $most }픽셀까지 씁니다. data.size를 [64, 64]처럼 정하세요.
error-csv-missing = { $file }: 파일을 찾을 수 없습니다.
error-csv-missing-nearest = { $file }: 파일을 찾을 수 없습니다. 같은 폴더의 '{ $nearest }' 파일을 찾으셨나요?
error-csv-not-a-file = { $file }: 폴더나 장치입니다. data.name에는 CSV 파일을 쓰세요.
error-csv-unreadable = { $file }: 읽을 수 없습니다: { $reason }.
error-csv-bytes = { $file }: 크기가 { $size } MB인데 최대 { $most } MB까지 읽습니다. 행이나 열을 줄이세요.
error-csv-rows = { $file }: 행이 { $rows }개인데 최대 { $most }개까지 읽습니다. 행을 줄이세요.
error-csv-columns = { $file }: 열이 { $columns }개인데 최대 { $most }개까지 읽습니다. 열을 줄이세요.
error-csv-encoding = { $file }, { $line }행: UTF-8 텍스트가 아닙니다. 표를 UTF-8 CSV로 저장하세요.
error-csv-nul = { $file }, { $line }행: 텍스트에 쓸 수 없는 NUL 문자가 있습니다. 표를 UTF-8 CSV로 저장하세요.
error-no-home = { $path }: 이 사용자의 홈 폴더를 알 수 없습니다. 전체 경로를 쓰세요.
error-csv-syntax = { $file }, { $line }행: 올바른 CSV가 아닙니다({ $reason }). 따옴표를 확인하세요.
error-csv-empty = { $file }: 행이 없습니다. 열 이름을 적은 첫 줄과, 표본마다 한 줄이 있어야 합니다.
error-csv-one-column = { $file }, { $line }행: 열이 하나뿐입니다. 특성과 목표값을 쉼표, 세미콜론, 탭 중 하나로 나누세요.
error-csv-no-header = { $file }, { $line }행: 첫 줄에는 열 이름이 있어야 하는데 "{ $name }"은(는) 수입니다. 표본 앞에 열 이름 줄을 넣으세요.
error-csv-unprintable = { $file }, { $line }행: { $column }번째 열의 이름에 출력할 수 없는 문자가 있습니다. 이름을 바꾸세요.
error-csv-unnamed = { $file }, { $line }행: { $column }번째 열에 이름이 없습니다. 이름을 붙이세요.
error-csv-name-twice = { $file }, { $line }행: 이름이 "{ $name }"인 열이 둘입니다. 하나의 이름을 바꾸세요.
error-csv-ragged = { $file }, { $line }행: 칸이 { $cells }개인데 첫 줄의 열은 { $columns }개입니다. 칸을 더하거나 빼세요.
error-csv-text = { $file }, { $line }행, "{ $column }" 열: "{ $cell }"은(는) 수가 아닙니다(소수점은 마침표로 씁니다). 값을 고치거나 data.features에서 이 열을 빼세요.
error-csv-gap = { $file }, { $line }행, "{ $column }" 열: 값이 없습니다. 값을 채우거나, 행을 지우거나, data.features에서 이 열을 빼세요.
error-csv-column = { $file }: "{ $name }" 열이 없습니다. 있는 열: { $columns }.
error-csv-column-nearest = { $file }: "{ $name }" 열이 없습니다. '{ $nearest }' 열을 찾으셨나요? 있는 열: { $columns }.
error-csv-target-feature = { $file }: "{ $name }" 열은 목표값이므로 특성이 될 수 없습니다. data.features에서 빼거나 data.target을 다른 열로 정하세요.
error-csv-one-class = { $file }, "{ $column }" 열: 목표값이 모든 행에서 "{ $value }"이므로 배울 것이 없습니다. data.target을 다른 열로 정하세요.
error-csv-many-classes = { $file }, "{ $column }" 열: 서로 다른 목표값이 { $classes }개인데 클래스는 최대 { $most }개까지 쓸 수 있습니다. data.target을 다른 열로 정하세요.

## errors: trace

trace-missing = { $path }: 트레이스를 찾을 수 없습니다. 트레이스는 폴더이며 이름은 보통 NAME.zarr입니다.
trace-not-a-trace = { $path }: whygrad의 트레이스가 아닙니다. Trace.save, Recorder 또는 `whygrad train --out`으로 저장한 폴더를 지정하세요.
trace-newer = { $path }: 트레이스의 형식은 { $found }인데 이 whygrad는 형식 { $known }까지 읽습니다. 더 새로운 whygrad를 설치하세요.
trace-damaged = { $path }: 손상된 부분이 있습니다({ $part }). 트레이스를 다시 복사하거나 기록하세요.
trace-damaged-shape = { $path }: 트레이스가 손상되었습니다: { $reason }.
trace-too-large = { $path }: 트레이스에 허용된 것보다 많은 메모리가 필요한 부분이 있어 읽지 않았습니다({ $part }).
trace-codec = { $path }: { $part } 배열이 "{ $codec }" 방식으로 압축되어 있는데 압축하지 않은 배열만 읽을 수 있습니다. 압축 없이 다시 복사하세요.
trace-not-a-file = { $path }: 파일이 아니라 파이프, 장치, 폴더 또는 링크입니다({ $part }). 트레이스를 다시 복사하거나 기록하세요.
trace-not-read = { $path }: 트레이스를 읽을 수 없습니다: { $reason }.
trace-not-written = { $path }: 트레이스를 쓸 수 없습니다: { $reason }.
trace-place-taken = { $path }: 트레이스가 아닌 폴더가 이미 있어 아무것도 쓰지 않았습니다. 다른 이름이나 빈 폴더를 지정하세요.
trace-place-shared = { $path }: 이 트레이스를 덮어쓰면 폴더 안의 { $name } 파일이 사라집니다. 그 파일을 옮기거나 다른 이름을 지정하세요.
trace-place-is-file = { $path }: 파일인데 트레이스에는 폴더가 필요합니다. 다른 이름을 지정하세요.
trace-unknown-channel = { $channel } 채널은 없습니다. 모든 채널은 whygrad.trace.CHANNELS에 있습니다.
trace-unknown-channel-nearest = { $channel } 채널은 없습니다. '{ $nearest }' 채널을 찾으셨나요?
trace-not-recorded = { $trace }: { $channel } 채널은 기록되지 않았습니다. 기록된 채널은 trace.channels에 있습니다.
trace-not-recorded-detail = { $trace }: { $channel } 채널은 기록되지 않았습니다. 기록하려면 detail=["{ $detail }"]를 쓰세요.

## errors: engine

error-memory = 이 학습에는 메모리가 약 { $needed } 필요한데 { $free }만 남아 있습니다. { $what ->
    [seeds] 시드 수를 줄이세요.
    [records] 기록 횟수를 줄이세요(recording.every).
    [steps] 에포크 수를 줄이거나 배치를 키우세요.
    [data] 표본이나 특성의 수를 줄이세요.
    [batch] 배치나 층의 크기를 줄이세요.
   *[network] 층의 수나 크기를 줄이세요.
 }
error-no-memory = 이 학습에 필요한 메모리가 부족합니다. 시드 수나 층의 크기, 배치 크기를 줄이세요.
error-memory-stated = { $variable } 변수는 4 GB나 500 MB처럼 학습에 쓸 메모리의 양이어야 합니다. 받은 값: { $value }.
error-instruction-set = { $variable } 변수에는 이 컴퓨터가 지원하는 명령어 집합({ $names }) 가운데 하나를 지정해야 합니다(받은 값: { $value }).
error-seeds-twice = 시드는 모두 달라야 합니다. 시드가 같으면 실행도 같습니다.
error-nothing-to-train = train에는 실험 하나나 실험의 목록이 필요합니다. 받은 값: { $value }.
error-engine = engine 값은 auto, kernel, torch 중 하나여야 합니다. 받은 값: { $engine }.
error-kernel-cannot = engine = "kernel"이 이 신경망을 지원하지 않거나 이 컴퓨터용으로 빌드되지 않았습니다. engine = "auto" 또는 "torch"를 쓰세요.
error-not-a-trace = diagnose에는 트레이스가 필요합니다. 먼저 실험을 학습하세요. 받은 값: { $value }.
error-seeds = seeds 값은 1 이상의 실행 수 또는 0부터 4294967295까지의 정수 목록이어야 합니다. 받은 값: { $seeds }.
error-out-needs-one-experiment = out=에는 실험 하나의 트레이스만 저장할 수 있습니다. 여러 실험은 out 없이 학습한 뒤 트레이스를 각각 저장하세요.
error-loss-needs-classes = training.loss = { $loss }에는 클래스가 필요한데 이 데이터셋의 목표값은 수입니다. squared나 auto를 쓰세요.
error-perceptron-classes = { $classes ->
    [numbers] 퍼셉트론 규칙은 두 클래스를 구별하는데 이 데이터셋의 목표값은 수입니다. sgd 같은 다른 training.optimizer를 쓰세요.
   *[other] 퍼셉트론 규칙은 두 클래스를 구별하는데 이 데이터셋의 클래스는 { $classes }개입니다. sgd 같은 다른 training.optimizer를 쓰세요.
    }
error-skimage-missing = 특성 hog에는 scikit-image가 필요합니다. 설치: pip install "whygrad[zoo]"
error-torch-missing = torch 엔진에는 PyTorch가 필요합니다. 설치: pip install "whygrad[torch]"

## options: help of every key of an experiment (option-<key with dots as dashes>)

options-title = 실험의 옵션
options-about = 실험 파일(TOML)의 모든 키입니다. 키마다 기본값이 있으므로 파일에는 기본값과 다른 것만 적습니다. 키를 섹션 밖에 적어도 됩니다. 이 문서는 실험을 검증하는 표에서 만들었습니다.
options-key = 키
options-default = 기본값
options-allowed = 쓸 수 있는 값
options-meaning = 뜻
option-data-name = 데이터셋입니다. 내장 데이터셋의 이름, CSV 파일의 경로, 이미지 폴더의 경로(/로 끝남) 중 하나를 씁니다. 경로는 실험 파일이 있는 폴더를 기준으로 합니다.
option-data-samples = 내장 데이터셋의 표본 수로, 훈련 세트와 테스트 세트를 합친 값입니다. 훈련 세트와 테스트 세트로 나뉘어 공개된 데이터셋에서는 훈련 세트의 표본 수입니다. 기본값이면 생성하지 않는 데이터셋의 표본을 모두 씁니다.
option-data-noise = 잡음의 크기입니다. 무엇을 바꾸는지는 데이터셋마다 다릅니다: 레이블, 클래스의 분산, 점의 위치, 목표값.
option-data-train-share = 표본 가운데 훈련 세트에 넣는 비율입니다. 나머지는 테스트 세트가 됩니다. 훈련 세트와 테스트 세트로 나뉘어 공개된 데이터셋은 기본값에서 그대로 쓰고, 다른 값이면 공개된 훈련 세트를 나눕니다.
option-data-target = CSV 파일에서 예측할 열입니다. 비워 두면 마지막 열입니다.
option-data-features = 신경망의 입력입니다. 점: x1 x2 x1^2 x2^2 x1*x2 sin(x1) sin(x2). CSV 파일: 파일의 열. 이미지: pixels(픽셀) 또는 다음. histogram과 joint-histogram: 채널마다 BINS개 구간에 든 밝기나 색의 비율. hog: 한 변이 CELL픽셀인 셀마다 에지의 방향. words와 soft-words: 작은 패치 N가지 중 무엇으로 이루어졌는지. auto: x1과 x2, 모든 열, 또는 픽셀.
option-data-preprocessing = 입력의 전처리입니다. 적힌 순서대로 적용하며 훈련 세트에만 맞춥니다. center: 평균 빼기. scale: 표준편차로 나누기. center-channel과 scale-channel: 같은 일을 이미지 채널별로. pca: 주성분 N개 남기기. whiten: 상관을 없애고 분산을 1로.
option-data-augmentation = 스텝마다 훈련 이미지를 무작위로 바꾸는 데이터 증강입니다. flip: 확률 P로 좌우 뒤집기. crop: 최대 PIXELS픽셀 이동. scale: 최대 1 ± S배로 크기 바꾸기. rotate: 최대 DEGREES도 회전. jitter: 밝기, 대비, (컬러에서는) 채도를 최대 1 ± J배로 바꾸기. erase: 확률 P로 직사각형 지우기.
option-data-size = 폴더에서 읽은 이미지를 맞출 높이와 너비입니다. auto이면 첫 이미지의 크기를 씁니다.
option-data-seed = 데이터를 만들고 섞고 나눌 때 쓰는 시드입니다.
option-network-hidden = 입력 쪽부터 출력 쪽까지 각 은닉층의 유닛 수입니다. []이면 단층 신경망입니다.
option-network-activation = 은닉층의 활성화 함수입니다. 모든 층에 쓸 하나, 또는 층마다 하나씩 적은 목록입니다.
option-network-init = 가중치 초기화 방법입니다. xavier, he, lecun은 층의 너비에 따라 달라집니다. normal: 고정된 표준편차 STD. playground: ±0.5의 균등분포, 편향 0.1. 그 밖의 편향은 0에서 시작합니다.
option-network-normalization = 각 은닉층의 활성화 함수 앞에 두는 정규화입니다: 배치 정규화(batch) 또는 층 정규화(layer).
option-network-dropout = 학습 중에 드롭아웃이 은닉 유닛의 출력을 0으로 만드는 확률입니다.
option-network-residual = 잔차 연결입니다. 둘째 은닉층부터, 입력과 출력의 유닛 수가 같은 층은 입력을 출력에 더합니다.
option-network-output = 손실 앞에서 출력에 적용하는 함수입니다. auto는 손실에 맞는 것을 씁니다. 로짓을 받는 교차 엔트로피와 수치 예측에는 없고, 클래스에 대한 제곱 손실과 힌지 손실에는 tanh입니다.
option-network-layers = 은닉층 대신 층의 목록으로 나타낸 신경망입니다. 합성곱, 풀링, 순환층, 잔차 블록을 쓸 수 있습니다.
option-training-loss = 손실 함수입니다. auto는 클래스에는 교차 엔트로피, 수에는 제곱 오차입니다.
option-training-optimizer = 옵티마이저입니다. perceptron은 단층 신경망에 쓰는 퍼셉트론 규칙입니다.
option-training-learning-rate = 학습률입니다. 업데이트가 기울기에 곱하는 값입니다.
option-training-schedule = 학습 중에 학습률을 바꾸는 방식입니다. constant: 그대로, step: 50 %와 75 %에서 0.1배, cosine과 linear: 0까지 줄이기, inverse-sqrt: 1/√(1 + 에포크 수).
option-training-warmup = 워밍업: 학습률을 0에서부터 올리는 구간이 전체 학습에서 차지하는 비율입니다.
option-training-batch-size = 배치 하나의 표본 수입니다.
option-training-epochs = 에포크 수입니다. 훈련 세트 전체를 몇 번 쓰는지 정합니다.
option-training-patience = 조기 종료: 검증 손실이 이만큼의 에포크 동안 줄지 않으면 학습을 끝내고 가장 좋았던 가중치를 씁니다. 검증 세트는 훈련 세트의 10분의 1입니다. 0이면 훈련 세트 전체로 끝까지 학습합니다.
option-training-l1 = L1 규제: 가중치의 l1·‖w‖₁을 손실에 더합니다.
option-training-l2 = L2 규제: 가중치의 ½·l2·‖w‖²을 손실에 더합니다. adamw에서는 가중치 감쇠로 적용합니다.
option-training-clip = 기울기 클리핑: 기울기 노름의 상한입니다. 이보다 크면 상한에 맞춰 줄입니다. 0이면 쓰지 않습니다.
option-recording-every = 두 기록 사이의 업데이트 수입니다. auto는 최대 열여덟 번 기록합니다. 처음에는 촘촘히, 그 뒤로는 전체 학습의 9분의 1마다 기록합니다.

## engine

## channels (channel-<name with underscores as dashes>): what a recorded quantity is called

channel-loss-train = 훈련 손실
channel-loss-test = 테스트 손실
channel-accuracy-train = 훈련 정확도
channel-accuracy-test = 테스트 정확도
channel-gradient-norm = 기울기 노름
channel-learning-rate = 학습률
channel-gradient-coherence = 배치 기울기의 일치도
channel-coherence-batches = 일치도 계산에 쓴 배치 수
channel-step-quality = 스텝 품질
channel-gradient-rms = 기울기(RMS)
channel-gradient-l2 = 기울기 노름
channel-backprop-rms = 역전파 신호(RMS)
channel-weight-rms = 가중치(RMS)
channel-update-ratio = 업데이트 / 가중치(RMS)
channel-preactivation-mean = 활성화 이전 값의 평균
channel-preactivation-std = 활성화 이전 값의 표준편차
channel-preactivation-rms = 활성화 이전 값(RMS)
channel-activation-mean = 활성값의 평균
channel-activation-std = 활성값의 표준편차
channel-activation-rms = 활성값(RMS)
channel-sample-std = 표본 간 표준편차
channel-unit-std = 유닛 간 표준편차
channel-dead-share = 죽은 유닛의 비율
channel-saturated-share = 포화된 활성화 이전 값의 비율
channel-zero-share = 0의 비율
channel-input-mean = 입력의 평균
channel-input-std = 입력의 표준편차
channel-class-share = 클래스별 비율
channel-test-class-share = 평가한 표본의 클래스별 비율
channel-preactivation-histogram = 활성화 이전 값 z
channel-activation-histogram = 활성값 a
channel-gradient-histogram = log₁₀ |기울기|
channel-weight-histogram = log₁₀ |가중치|
channel-unit-activation-mean = 유닛별 활성값의 평균
channel-unit-active-share = 유닛을 활성화하는 표본의 비율
channel-one-batch-progress = 배치 하나에서의 진척도

## findings: finding-<code> (one sentence with its evidence), title-<code> (its short name)

layers-by-number = { $form ->
    [several] { $before }, { $last }번
   *[other] { $last }번
 }
layers-from-to = { $first }~{ $last }
finding-runs = 실행 { $of }개 중 { $affected }개에서 나타났습니다.
finding-by-experiment = 기록된 수치에는 이 원인이 드러나지 않지만 다시 학습해 보면 드러납니다.
finding-test-confirmed = 다시 학습해 확인했습니다. 이렇게 바꾸면({ $changes }) 실행 { $of }개 중 { $learned }개가 학습에 성공합니다. 바꾸기 전에는 { $before }개였습니다.
finding-test-refuted = 다시 학습해 보니 원인이 아니었습니다. 이렇게 바꾸면({ $changes }) 실행 { $of }개 중 { $learned }개가 학습에 성공합니다. 바꾸기 전에는 { $before }개였습니다.
finding-test-undecided = 다시 학습해도 판단할 수 없습니다. 이렇게 바꾸면({ $changes }) 실행 { $of }개 중 { $learned }개가 학습에 성공합니다. 바꾸기 전에는 { $before }개였습니다.
finding-one-batch-learned = 신경망이 배치 하나는 외울 수 있습니다(진척도 { $value }). 따라서 초기화, 손실, 옵티마이저는 아마 올바릅니다. 용량, 데이터, 규제를 살펴보세요.
finding-one-batch-part = 신경망이 배치 하나를 일부만 외웁니다(진척도 { $value }, 임계값 { $threshold }). 따라서 초기화, 손실, 옵티마이저는 아마 올바르지만 학습이 느리거나 제한됩니다.
finding-one-batch-nothing = 신경망이 배치 하나조차 외우지 못합니다(진척도 { $value }, 임계값 { $threshold }). 따라서 데이터의 양이 아니라 신경망, 입력, 손실, 옵티마이저를 살펴보세요.
finding-uncalled = { $place }에서 { $method }의 이름만 쓰고 호출하지 않았습니다. 괄호가 빠졌습니다.
evidence = { $name }: { $value }{ $decided ->
        [yes] {" "}(임계값 { $threshold })
       *[no] { "" }
    }{ $timed ->
        [yes] , { $step }번째 업데이트
       *[no] { "" }
    }

finding-slow-so-far = 아직은 학습이 느립니다. 업데이트 { $updates }회{ $known ->
        [True] ({ $epochs }에포크)
       *[other] { "" }
    } 뒤의 진척도는 { $progress_so_far }입니다. { $rate ->
        [epochs] 이 속도라면 약 { $epochs_left }에포크 뒤에 50 %에 이릅니다.
        [updates] 이 속도라면 업데이트 약 { $updates_left }회 뒤에 50 %에 이릅니다.
       *[none] 학습이 될지 판단하기에는 이릅니다.
    } 더 오래 학습해 확인하세요.

quantity-gradient-ratio = 출력층 대비 활성화 이전 값에 대한 기울기
quantity-init-scale = 보통 크기 대비 가중치 초깃값
quantity-updates-made = 전체 학습의 업데이트 횟수
quantity-final-progress = 진척도(1 − 손실 / 우연 수준의 손실)
quantity-return-gain = 평균 반환값의 차이 / 그 표준오차
quantity-skill = 상수 예측에서 완벽한 예측까지 나아간 비율
quantity-progress-so-far = 지금까지의 진척도
quantity-updates-left = 지금 속도로 진척도 50 %까지 남은 업데이트
quantity-epochs-seen = 학습한 에포크
quantity-one-batch-progress = 배치 하나만 학습했을 때의 진척도

## limits: limit-<name> (what is compared with it), limit-<name>-origin (where its value comes from)

limit-affected-runs = 문제를 보고하기 위해 그 문제가 나타나야 하는 실행의 최소 비율
limit-affected-runs-origin = 직접 정함: 네 번 중 한 번이면 우연이 아닙니다
limit-records = 학습을 판단하는 데 필요한 최소 기록 수
limit-records-origin = 직접 정함
limit-updates = 아무것도 배우지 못했다고 판단하는 데 필요한 최소 업데이트 수
limit-updates-origin = 측정값
limit-progress-none = 이보다 낮으면 "진전 없음"으로 보는 진척도(1 − 손실 / 우연 수준의 손실)
limit-progress-none-origin = 측정값
limit-progress-poor = 이보다 낮게 끝나면 나쁜 학습으로 보는 진척도
limit-progress-poor-origin = 측정값
limit-progress-done = 이보다 높으면 더 배울 것이 거의 없는 진척도
limit-progress-done-origin = 측정값
limit-waited = 진척도가 처음 10 %에 이를 때까지의 업데이트 비율
limit-waited-origin = 측정값
limit-times-longer = 끝난 학습이 더 이어졌을 수 있다고 보는 길이(지금까지의 배수)
limit-times-longer-origin = 이미 살펴본 공개 프로그램을 보고 정함
limit-times-longer-running = 진행 중인 학습이 더 이어질 수 있다고 보는 길이(지금까지의 배수)
limit-times-longer-running-origin = 직접 정함: 업데이트 1,000회가 지나야 너무 느리다고 판단하고, 10,000회까지 지켜봅니다
limit-trend-errors = 도중에 멈춘 학습의 손실이 아직 줄고 있다고 볼 때, 측정한 감소 추세에 더하는 표준오차의 수
limit-trend-errors-origin = 직접 정함: 우연히 이보다 가파를 확률은 44분의 1입니다
limit-loss-seen = 학습의 이 비율까지 손실을 알아야 학습이 어떻게 끝났는지 판단함
limit-loss-seen-origin = 직접 정함: 학습이 어떻게 끝났는지는 후반부가 보여 줍니다
limit-speed-up = 앞 4분의 1 대비 마지막 4분의 1의 업데이트에서 얻은 진척도; 이보다 크면 학습이 빨라지고 있다고 봅니다
limit-speed-up-origin = 직접 정함: 정체 구간을 벗어나는 신경망은 지수적으로 빨라집니다(Saxe et al. 2014)
limit-samples-begun = 데이터셋의 크기를 모를 때, 이보다 적게 보았으면 학습이 막 시작된 것으로 보는 표본 수
limit-samples-begun-origin = 직접 정함: 작은 이미지 데이터셋의 표본 수의 5분의 1
limit-few-samples = 이보다 적으면 손실의 중앙값 대신 평균을 쓰는, 배치의 목표값 수
limit-few-samples-origin = 직접 정함: 정규분포를 따르는 수 1, 4, 8개의 제곱 평균의 중앙값은 기댓값의 45, 84, 92 %입니다
limit-test-errors = 테스트 표본에서 잰 차이를 인정하는 데 필요한 표준오차의 수
limit-test-errors-origin = 2시그마

## 학습의 사실을 정하는 임계값(trace/limits.toml)

limit-diverged-loss = 처음 손실과 무작위 수준 손실 중 큰 쪽에 대한 마지막 손실의 비. 이보다 크면 발산으로 봅니다
limit-diverged-loss-origin = 직접 정함
limit-diverged-records = 모두 그 수준보다 높아야 하는, 프로그램의 마지막 손실 기록 수
limit-diverged-records-origin = 직접 정함: 작은 배치 하나의 손실은 크게 벗어날 수 있습니다
limit-paired-samples = 손실 없는 평가의 목표값을 프로그램의 변수에서 찾는 데 필요한 최소 표본 수
limit-paired-samples-origin = 직접 정함: 이보다 적은 수는 우연히 목표값처럼 보일 수 있습니다
limit-targets-spread = 프로그램의 변수에 있는 수를 평가의 목표값으로 볼 수 있는 표준편차의 최대 비
limit-targets-spread-origin = 직접 정함
limit-probabilities-sum = 클래스의 확률로 볼 수 있는, 확률의 합과 1의 최대 차이
limit-probabilities-sum-origin = 직접 정함: bfloat16의 반올림
limit-next-symbols = 시퀀스의 위치 가운데 목표값이 바로 다음 기호인 것의 비율. 이 이상이면 그 축을 시간으로 봅니다
limit-next-symbols-origin = 직접 정함. 나머지는 패딩입니다
limit-same-symbols = 텍스트의 두 위치를 같은 위치로 보는, 앞선 기호의 수
limit-same-symbols-origin = 직접 정함
limit-lasting-records = 매개변수를 판단하려면 그 매개변수가 쓰이거나 변하지 않아야 하는 기록 수
limit-lasting-records-origin = 직접 정함
limit-adopted-updates = 다른 모델에 기울기가 생긴 업데이트의 수. 이보다 많으면 그 모델도 학습에 속합니다
limit-adopted-updates-origin = 직접 정함
limit-set-back-updates = 프로그램이 스스로 가중치를 업데이트보다 더 크게 바꾼 업데이트의 최소 수
limit-set-back-updates-origin = 직접 정함
limit-set-back-share = 비교한 업데이트 중 그런 업데이트의 최소 비율
limit-set-back-share-origin = 직접 정함: Reptile의 내부 반복은 업데이트가 많아야 20번입니다
limit-steps-alone = 다른 최적화기가 연이어 실행한 단계의 수. 이보다 많으면 그 단계를 셉니다
limit-steps-alone-origin = 직접 정함: GAN의 판별자는 이보다 적은 단계를 연이어 실행합니다
limit-passes-without-update = 업데이트 없이 이만큼 역전파하면 프로그램을 진단합니다
limit-passes-without-update-origin = 직접 정함
limit-mixture-samples = 클래스를 비교하는 데 필요한, 학습의 전반과 후반 각각의 최소 표본 수
limit-mixture-samples-origin = 직접 정함
limit-batch-targets = 배치 하나에서 무작위 수준 손실을 추정하는 데 필요한 최소 목표값 수
limit-batch-targets-origin = 직접 정함: 목표값이 이보다 적으면 최적 상수가 새 목표값보다 그 목표값에 눈에 띄게 더 잘 맞습니다
limit-repeated-share = 다시 나온 표본의 비율. 이보다 작으면 값의 반올림 때문일 수 있습니다
limit-repeated-share-origin = 직접 정함
limit-repeated-samples = 데이터셋의 크기를 추정하는 데 필요한, 다시 나온 표본의 최소 수
limit-repeated-samples-origin = 직접 정함: 이때 추정값의 표준오차는 약 5분의 1입니다
limit-level-batches = 다시 계산한 손실의 무작위 수준을 정하는 데 필요한 최소 배치 수
limit-level-batches-origin = 직접 정함
limit-level-samples = 이 배치들에 필요한 최소 표본 수(배치가 많으면 필요 없음)
limit-level-samples-origin = 직접 정함
limit-floor-batches = 다시 계산한 손실의 최솟값을 정하는 데 쓰는 배치 수
limit-floor-batches-origin = 직접 정함
limit-level-difference = 손실의 무작위 수준과 최솟값의 최소 차이(무작위 수준에 대한 비율)
limit-level-difference-origin = 직접 정함: float32의 반올림보다 훨씬 큽니다
limit-samples-for-a-number = 상수 답의 수 하나에 해당하는 표본 수. 이보다 적으면 시퀀스나 그림의 모든 위치에 같은 답을 씁니다
limit-samples-for-a-number-origin = 직접 정함
limit-times = 시간을 거슬러 가는 기울기를 판단하는 데 필요한 최소 시점 수
limit-times-origin = 직접 정함
limit-label-noise = 더한 잡음 때문에 레이블이 0과 1 사이의 범위를 벗어날 수 있는 최대 거리
limit-label-noise-origin = 직접 정함

## watching: users' own trainings

watch-part-failed = 관찰할 수 없는 항목: { $part } ({ $what }). 이 항목이 필요한 문제는 "검사하지 못함"으로 나옵니다. 학습 자체에는 영향이 없습니다.
part-modules = 호출되는 모델과 층
part-functions = 호출되는 함수와 그 인자
part-parameters = 매개변수
part-steps = 역전파와 업데이트
part-record = 기록
part-losses = 손실과 목표값
part-levels = 우연 수준의 손실
part-evaluations = 평가
part-samples = 표본의 반복과 순서
part-inputs = 입력
part-targets = 입력이 목표값을 결정하는 정도
part-mixing = 표본끼리 출력에 영향을 주는지 여부
part-layers = 층의 값
part-backpropagation = 층 출력의 기울기
part-recurrence = 순환층의 시간에 따른 기울기
part-gradients = 매개변수의 기울기
part-weights = 가중치의 크기
part-updates = 업데이트가 가중치를 바꾸는 정도
part-coherence = 배치 기울기가 서로 일치하는 정도
part-rates = 학습률
part-details = 히스토그램과 개별 유닛
part-report = 학습 중의 저장과 보고
tensorboard-missing = 이벤트 파일을 쓰려면 TensorBoard가 필요합니다: pip install "whygrad[tensorboard]".
tensorboard-not-written = { $path }: 이벤트 파일을 쓸 수 없습니다({ $reason }).
watch-needs-torch = 학습을 관찰하려면 PyTorch가 필요합니다: pip install "whygrad[torch]".
watch-needs-extra = { $what } 학습을 관찰하려면 설치되지 않은 패키지가 필요합니다: pip install "whygrad[{ $extra }]".
watch-keras-backend = Keras가 { $backend } 백엔드를 쓰고 있습니다. 컴파일된 학습 스텝에서는 층과 기울기를 볼 수 없습니다. 이 학습을 관찰하려면 KERAS_BACKEND=torch로 설정하세요.
watch-not-begun = 아직 관찰한 학습이 없습니다. { $name }의 콜백은 첫 학습과 함께 시작합니다.
watch-not-a-module = 모델은 torch.nn.Module(여러 개도 가능)이어야 합니다. 받은 값: { $value }.
watch-not-an-optimizer = 옵티마이저는 torch.optim.Optimizer(여러 개도 가능)여야 합니다. 받은 값: { $value }.
watch-bad-report = "report" 값은 True, False 또는 문장 한 줄을 받는 함수여야 합니다. 받은 값: { $value }.
watch-bad-name = "name" 값은 문자열이어야 합니다. 받은 값: { $value }.
watch-bad-every = "every" 값은 "auto", "dense" 또는 1 이상의 정수여야 합니다. 받은 값: { $value }.
watch-finding = whygrad: { $step }번째 업데이트: { $title } ({ $code })
watch-finding-at = whygrad: { $step }번째 업데이트: { $title }, 위치 { $place } ({ $code })
watch-finding-gone = whygrad: { $step }번째 업데이트: 더는 나타나지 않음 - { $title } ({ $code })

## testing: whygrad.testing.assert_trains

testing-bad-batch = 배치는 입력과 목표값의 쌍이어야 합니다. 받은 값: { $value }.
testing-unknown-check = 건너뛸 검사 { $name } 항목이 없습니다. 가능한 검사: { $known }.
testing-fails = 학습할 수 없는 모델입니다: { $name }
testing-explained = 설명 보기: whygrad explain { $code }
testing-the-model = 모델의 출력
testing-nothing-trained = 기울기를 구하는 매개변수(requires_grad)가 하나도 없습니다.
testing-detached = 손실이 어느 매개변수와도 이어져 있지 않습니다. 모델과 손실 사이에서 계산 그래프가 끊어졌습니다(detach, item, argmax, no_grad).
testing-not-registered = 손실에 쓰이는, 학습할 텐서 { $count }개가 모델의 매개변수로 등록되어 있지 않아 옵티마이저에 전달되지 않습니다. 형태: { $shapes }.
testing-no-gradient = 기울기를 한 번도 받지 못하는 매개변수가 { $count }개 있습니다: { $names }.
testing-first-not-finite = 첫 손실이 { $loss }입니다.
testing-far-from-chance = 첫 손실({ $loss })이 우연 수준의 손실({ $chance })보다 훨씬 큽니다.
testing-not-deterministic = 평가 모드에서 같은 입력에 대해 출력이 달라집니다. 처음 달라지는 곳: { $layer }.
testing-mixes = 한 표본의 출력이 배치의 다른 표본에 따라 달라집니다. 처음 달라지는 곳: { $layer }.
testing-not-overfitted = 모델이 배치 하나조차 외우지 못합니다. 업데이트 { $steps }회 뒤의 손실이 { $loss }이며 { $goal } 아래로 내려가지 않았습니다{ $place }.
testing-at = {""}. 원인이 되는 층: { $places }

## undecided: why a rule cannot tell

undecided-missing = { $title }: 다음을 알 수 없어 검사하지 못했습니다: { $missing }.
undecided-failed = { $title }: 다음을 관찰하지 못해 검사하지 못했습니다: { $parts }.
undecided-records = { $title }: 학습에서 기록된 부분이 너무 적어 검사하지 못했습니다.

## remedies: remedy-<code> (what to change and why it helps), title-remedy-<code> (its short name)

title-remedy-use-relu-he = ReLU와 He 초기화
remedy-use-relu-he = 은닉층에 ReLU와 He 초기화를 쓰세요. ReLU는 켜진 유닛에서 미분값이 1이므로 기울기가 줄지 않고 전달됩니다. He의 분산 2/입력 수가 꺼진 절반을 보충합니다.
title-remedy-use-tanh-xavier = tanh와 Xavier 초기화
remedy-use-tanh-xavier = 은닉층에 tanh와 Xavier 초기화를 쓰세요. tanh는 0을 중심으로 대칭이고 0에서 가장 가파릅니다. Xavier의 분산이 신호를 그 범위에 유지합니다.
title-remedy-use-leaky-relu = Leaky ReLU
remedy-use-leaky-relu = Leaky ReLU를 쓰세요. 0 아래에서도 미분값이 조금 있어, 꺼진 유닛에도 기울기가 전달되고 다시 켜질 수 있습니다.
title-remedy-use-elu = ELU
remedy-use-elu = ELU를 쓰세요. 매끄럽고 출력의 평균이 0에 가까우며, 꺼진 유닛에서도 미분값이 0이 아닙니다.
title-remedy-use-selu-lecun = SELU와 LeCun 초기화
remedy-use-selu-lecun = SELU와 LeCun 초기화를 쓰세요. 둘을 함께 쓰면 층이 아무리 많아도 각 층의 출력이 평균 0, 분산 1로 돌아옵니다.
title-remedy-nonlinear-activation = 비선형 활성화 함수
remedy-nonlinear-activation = 층 사이에 비선형 활성화 함수를 넣으세요. 없으면 층이 아무리 많아도 선형 층 하나와 같습니다.
title-remedy-add-batch-normalization = 배치 정규화
remedy-add-batch-normalization = 유닛마다 배치에 대해 정규화하세요. 앞쪽 층의 가중치와 상관없이 활성화 함수의 입력이 평균 0, 표준편차 1이 됩니다.
title-remedy-add-layer-normalization = 층 정규화
remedy-add-layer-normalization = 표본마다 한 층의 유닛들에 대해 정규화하세요. 배치가 작아도 신호의 크기가 층을 지나며 유지됩니다. 깊은 시그모이드 신경망처럼 거의 같아진 표본들을 다시 구별해 주지는 않습니다.
title-remedy-add-residual = 잔차 연결
remedy-add-residual = 각 층의 출력에 입력을 더하세요. 기울기가 활성화 함수에서 줄어들지 않고 덧셈을 따라 그대로 전달됩니다.
title-remedy-fewer-layers = 층 줄이기
remedy-fewer-layers = 층을 줄이세요. 층마다 기울기에 값이 하나씩 곱해지므로, 층이 적을수록 기울기가 더 보존됩니다. 표와 점 데이터에는 대부분 은닉층 두 개면 충분합니다.
title-remedy-use-he-init = He 초기화
remedy-use-he-init = 가중치를 분산 2/입력 수인 He 방식으로 초기화하세요. ReLU와 비슷한 함수를 지나도 신호의 크기가 유지되고 유닛들이 서로 다르게 시작합니다.
title-remedy-use-xavier-init = Xavier 초기화
remedy-use-xavier-init = 가중치를 분산 2/(입력 수 + 출력 수)인 Xavier 방식으로 초기화하세요. 신호와 기울기의 크기가 유지되고 유닛들이 서로 다르게 시작합니다.
title-remedy-use-orthogonal-init = 직교 초기화
remedy-use-orthogonal-init = 가중치를 직교 행렬로 초기화하세요. 입력과 출력의 수가 같은 층에서는 신호와 기울기의 길이를 바꾸지 않고 방향만 돌립니다. 길이는 활성화 함수만 바꿉니다.
title-remedy-use-gated-units = 게이트가 있는 유닛(GRU, LSTM)
remedy-use-gated-units = 단순 순환층 대신 GRU나 LSTM을 쓰세요. 게이트가 상태를 여러 시점에 걸쳐 유지하는 법을 배웁니다. 게이트가 상태를 유지하는 동안 기울기가 거의 줄지 않고 전달됩니다.
title-remedy-use-orthogonal-recurrence = 직교 순환 가중치
remedy-use-orthogonal-recurrence = 순환 가중치를 직교 행렬로 초기화하세요. 시점이 바뀔 때 상태의 길이를 바꾸지 않고 방향만 돌리므로 기울기가 더 먼 과거까지 닿습니다. tanh 같은 활성화 함수는 여전히 길이를 줄입니다.
title-remedy-lower-learning-rate = 학습률 낮추기
remedy-lower-learning-rate = 학습률을 낮추세요. 스텝이 작으면 최솟값을 건너뛰지 않고 기울기가 정확한 범위 안에 머뭅니다.
title-remedy-raise-learning-rate = 학습률 높이기
remedy-raise-learning-rate = 학습률을 높이세요. 손실이 꾸준히 줄지만 너무 느려서 수렴하기 훨씬 전에 학습이 끝납니다.
title-remedy-clip-gradients = 기울기 클리핑
remedy-clip-gradients = 기울기의 노름이 1을 넘지 않게 클리핑하세요. 큰 기울기 하나가 가중치를 멀리 옮기지 못하며, 방향은 그대로입니다.
title-remedy-add-warmup = 학습률 워밍업
remedy-add-warmup = 학습의 처음 10분의 1 동안 학습률을 0에서부터 올리세요. 손실이 가장 가파른 첫 스텝들이 작게 유지됩니다.
title-remedy-use-adam = Adam
remedy-use-adam = Adam을 쓰세요. 가중치마다 스텝을 평소 기울기의 크기로 나누므로, 기울기가 아주 작은 가중치도 다른 가중치만큼 빨리 학습합니다.
title-remedy-use-momentum = 모멘텀
remedy-use-momentum = 모멘텀 0.9를 쓰세요. 방향이 일정한 스텝은 합쳐져 최대 10배까지 커지고, 방향이 번갈아 바뀌는 스텝은 상쇄됩니다.
title-remedy-larger-batch = 배치 키우기
remedy-larger-batch = 배치를 8배로 키우세요. 기울기의 분산이 8분의 1이 되어 업데이트가 서로 일치합니다.
title-remedy-cosine-schedule = 코사인 스케줄
remedy-cosine-schedule = 학습률을 코사인 곡선을 따라 0까지 낮추세요. 처음 스텝은 크고, 마지막 스텝은 잡음이 문제가 되지 않을 만큼 작습니다.
title-remedy-scale-inputs = 입력 표준화
remedy-scale-inputs = 입력의 각 열을 평균 0, 표준편차 1로 표준화하세요. 평균과 표준편차는 훈련 세트에서 구합니다. 그러면 한 열이 다른 열을 압도하지 않고 학습률 하나가 모든 가중치에 맞습니다.
title-remedy-drop-constant-columns = 상수 열 빼기
remedy-drop-constant-columns = 변하지 않는 열을 빼세요. 이런 열에는 정보가 없고, 값이 크면 학습률이 아주 큰 편향처럼 작용합니다.
title-remedy-clean-data = NaN과 무한대 제거
remedy-clean-data = 빈 값과 무한대를 지우거나 채우세요. 하나만 있어도 손실이 NaN이 되고, 업데이트하면 그 기울기를 받은 가중치도 NaN이 됩니다.
title-remedy-add-features = 특성 추가
remedy-add-features = 좌표의 제곱, 곱, 사인을 입력에 추가하세요. 그러면 신경망이 그런 모양을 몇 안 되는 유닛으로 만들지 않아도 됩니다.
title-remedy-more-data = 데이터 늘리기
remedy-more-data = 더 많은 표본으로 학습하세요. 외우는 내용은 표본마다 다르지만, 배워야 할 내용은 같습니다.
title-remedy-use-cross-entropy = 교차 엔트로피 손실
remedy-use-cross-entropy = 로짓에 교차 엔트로피를 쓰세요. 로짓에 대한 기울기가 예측 확률과 목표값의 차이이므로, 확신하면서 틀린 곳에서도 사라지지 않습니다.
title-remedy-output-auto = 손실에 맞는 출력 쓰기
remedy-output-auto = 손실이 받는 출력을 쓰세요. 교차 엔트로피는 소프트맥스나 시그모이드를 스스로 적용하므로, 두 번 적용하면 기울기가 작아집니다. 범위가 없는 목표값에는 범위가 없는 출력이 필요합니다.
title-remedy-identity-output = 항등 출력
remedy-identity-output = 항등 출력을 쓰세요. tanh와 시그모이드는 범위 밖의 목표값에 결코 닿지 못합니다.
title-remedy-wider-network = 층 넓히기
remedy-wider-network = 층마다 유닛을 4배로 늘리세요. 유닛이 하나 늘면 신경망이 쓸 수 있는 모양도 하나 늘고, 죽지 않고 남는 유닛도 생깁니다.
title-remedy-deeper-network = 층 추가
remedy-deeper-network = 은닉층을 하나 추가하세요. 앞쪽 층의 모양들을 조합해 새로운 모양을 만듭니다.
title-remedy-longer-training = 더 오래 학습하기
remedy-longer-training = 4배 오래 학습하세요. 학습이 끝날 때 손실이 아직 줄고 있었습니다.
title-remedy-add-dropout = 드롭아웃
remedy-add-dropout = 학습 중에 유닛의 30 %를 무작위로 끄세요. 그러면 신경망이 어느 한 유닛에 의존할 수 없습니다.
title-remedy-add-l2 = L2 규제
remedy-add-l2 = 큰 가중치를 규제하세요(L2). 함수가 매끄러워지고, 잡음에 맞추는 이득이 사라집니다.
title-remedy-add-l1 = L1 규제
remedy-add-l1 = 모든 가중치를 규제하세요(L1). 필요 없는 가중치가 0이 되어 신경망이 단순해집니다.
title-remedy-smaller-network = 작은 신경망
remedy-smaller-network = 유닛을 4분의 1로 줄이세요. 가중치가 적을수록 표본을 외울 여지가 줄어듭니다.
title-remedy-fewer-epochs = 조기 종료
remedy-fewer-epochs = 테스트 손실이 가장 낮았던 곳에서 멈추세요. 그 뒤에는 훈련 세트의 잡음을 배웁니다. 결과는 고르는 데 쓰지 않은 데이터로 확인하세요.
title-remedy-larger-network = 큰 신경망
remedy-larger-network = 유닛이 32개 이상인 은닉층을 두 개 이상 쓰세요. 적은 유닛으로 나타낼 수 없는 모양을 대부분 나타낼 수 있습니다.
title-remedy-remove-regularization = 규제 제거
remedy-remove-regularization = L1, L2, 드롭아웃을 0으로 설정하세요. 너무 강하면 가중치가 0 근처에 묶여 신경망이 배우지 못합니다.
title-remedy-scale-targets = 목표값 스케일링
remedy-scale-targets = 목표값을 신경망 출력의 크기에 맞추고, 예측은 원래 크기로 되돌리세요. 목표값을 표준편차로 나누거나 시그모이드나 tanh의 범위로 옮기세요. 그러면 출력이 먼저 커질 필요가 없고, 제곱 오차가 오버플로하지 않으며, 모든 목표값에 닿을 수 있습니다.
title-remedy-use-float32 = 단정밀도(float32)
remedy-use-float32 = 매개변수와 옵티마이저는 float32로 두고 torch.autocast와 GradScaler로 반정밀도 계산을 하세요. 또는 범위가 float32와 같은 bfloat16을 쓰세요. 또는 Adam의 엡실론을 float16이 나타낼 수 있는 값(1e-4)으로 바꾸세요.
title-remedy-balance-classes = 클래스 균형 맞추기
remedy-balance-classes = 드문 클래스의 손실 가중치를 높이거나, 더 자주 뽑거나, 표본을 더 모으세요. 그렇지 않으면 늘 가장 많은 클래스로 예측하는 것만으로도 이득입니다.
title-remedy-check-labels = 레이블 확인
remedy-check-labels = 신경망에 들어가는 그대로 표본 수십 개를 레이블과 함께 살펴보세요. 레이블과 입력의 짝이 뒤섞였거나, 클래스 번호의 순서가 다를 수 있습니다.
title-remedy-call-backward = loss.backward() 호출
remedy-call-backward = optimizer.step()을 부르기 전에 매번 loss.backward()를 부르세요. 업데이트에 쓸 기울기는 backward()가 계산합니다.
title-remedy-call-step = optimizer.step() 호출
remedy-call-step = loss.backward() 뒤에 매번 optimizer.step()을 부르세요. 가중치는 step()에서만 바뀝니다.
title-remedy-minimize-loss = 손실 최소화(부호를 바꾸지 않기)
remedy-minimize-loss = 부호를 바꾼 손실이 아니라 손실 그대로 backward()를 부르세요. 옵티마이저의 maximize는 False로 두세요.
title-remedy-use-inputs = forward()에서 입력 쓰기
remedy-use-inputs = 입력을 forward() 안에서 따라가며 어디에서 사라지는지 찾으세요. 쓰지 않는 변수, 0과의 곱, 시퀀스 대신 배치에 대한 어텐션이 흔한 원인입니다.
title-remedy-clear-gradients = 기울기 지우기(zero_grad)
remedy-clear-gradients = optimizer.zero_grad()를 역전파마다 그 전에 부르고, 역전파와 step() 사이에는 부르지 마세요. 그러면 기울기를 한 번씩만 쓰고, 업데이트할 때 기울기가 남아 있습니다.
title-remedy-pass-all-parameters = 모든 매개변수를 옵티마이저에 전달
remedy-pass-all-parameters = 마지막 층을 추가한 뒤에 모든 매개변수를 옵티마이저에 넘기세요. 옵티마이저는 받지 않은 매개변수를 바꾸지 않습니다.
title-remedy-unfreeze-parameters = 매개변수 고정 해제
remedy-unfreeze-parameters = 학습해야 할 층에 requires_grad = True를 설정하고, 그 뒤에 옵티마이저를 만드세요.
title-remedy-keep-graph-attached = 손실 앞에서 텐서를 분리(detach)하지 않기
remedy-keep-graph-attached = 매개변수와 손실 사이에서 detach(), .item(), .data, NumPy, no_grad()를 쓰지 마세요. 기울기가 이들을 통과하지 못합니다.
title-remedy-shuffle-data = 데이터 섞기
remedy-shuffle-data = 에포크마다 표본을 새로 섞으세요. 클래스가 하나씩 차례로 나오면 신경망이 방금 배운 것을 잊습니다.
title-remedy-keep-samples-apart = 배치 차원을 맨 앞에 두기
remedy-keep-samples-apart = 배치 차원을 맨 앞에 그대로 두세요. 차원의 순서를 바꿀 때는 permute나 transpose를 쓰고, 표본과 클래스, 위치를 섞는 view나 reshape은 쓰지 마세요.
title-remedy-swap-arguments = 손실에 입력을 먼저 주기
remedy-swap-arguments = 손실에 신경망의 출력을 먼저, 목표값을 그다음에 주세요. Keras에서는 순서가 반대입니다.
title-remedy-match-shapes = 형태(shape) 맞추기
remedy-match-shapes = 출력과 목표값의 형태를 (N, 1)이나 (N,) 하나로 맞추세요. (N, 1)과 (N,)이면 출력마다 모든 목표값과 비교합니다.
title-remedy-fix-targets = 목표값 범위 맞추기
remedy-fix-targets = 목표값을 손실의 범위에 맞추세요. 클래스 번호는 0부터 (클래스 수 - 1)까지, 확률은 0에서 1까지, ±1 레이블은 -1과 1입니다.
title-remedy-call-eval = model.eval() 호출
remedy-call-eval = 평가하기 전에 model.eval()을 부르세요. 그러면 드롭아웃이 꺼지고 배치 정규화가 누적 통계를 씁니다.
title-remedy-call-train = model.train() 호출
remedy-call-train = 학습 에포크를 시작할 때마다 model.train()을 부르세요. 평가한 뒤에는 드롭아웃이 꺼져 있고 누적 통계가 고정되어 있습니다.

## trial

trial-baseline = 처방 없음
trial-random = 무작위 변경
trial-control = 무작위 변경 ({ $count }개)
trial-best-control = 가장 나은 무작위 변경
trial-verdict-helps = 처방이 효과가 있습니다: { $remedy }. { $metric }: { $before } → { $after }.
trial-verdict-ties = 비슷한 효과를 낸 처방이 { $count }개 더 있습니다.
trial-verdict-nothing-helps = 효과가 있는 처방이 없습니다. 시도한 처방 { $count }개 중 그대로 둔 것보다 확실히 나은 것이 없습니다.
trial-verdict-no-remedy = 여기서 시도해 볼 처방이 없습니다.
trial-verdict-too-few-seeds = 시드 { $seeds }개로는 처방의 효과와 우연을 구별할 수 없습니다. 적어도 { $least }개가 필요합니다.
trial-verdict-interrupted = 비교할 결과가 나오기 전에 중단되었습니다.
trial-verdict-out-of-time = 비교할 결과가 나오기 전에 시간이 다 되었습니다. --budget으로 시간을 늘리세요.
trial-interrupted = 비교 실험이 중단되었습니다. 끝까지 학습한 실행만 순위를 매겼습니다.
trial-beats-random = 해결된 실행의 비율: { $remedy } { $share }, 무작위 변경 평균 { $random }.
trial-without-random = 끝까지 실행한 무작위 변경이 너무 적어 비교할 수 없습니다.
trial-repaired-at = 해결 기준: { $metric } { $value } { $direction ->
    [up] 이상
   *[down] 이하
 }.
trial-advice = 여기서 시도할 수는 없지만 도움이 될 수 있는 처방
trial-note = 시드 { $seeds }개, 같은 시드끼리의 차이, 95 % 부트스트랩 구간. 동률인 처방은 서로 구별할 수 없습니다.
view-chosen-by-test = 테스트 세트의 결과로 순위를 매겼습니다. 가장 좋은 것은 고르는 데 쓰지 않은 데이터로 확인하세요.
trial-column-rank = 순위
trial-column-remedy = 처방
trial-column-difference = 차이
trial-column-interval = 95 % 구간
trial-column-repaired = 해결률
trial-column-cost = 비용
trial-metric-accuracy-test = 테스트 정확도
trial-metric-r2-test = 테스트 R²
trial-metric-relative-loss-test = 테스트 손실 / 우연 수준의 손실
trial-metric-relative-loss-train = 훈련 손실 / 우연 수준의 손실
trial-metric-accuracy-train = 훈련 정확도
trial-metric-accuracy-balanced-train = 훈련 정확도(클래스 평균)
trial-metric-accuracy-balanced-test = 테스트 정확도(클래스 평균)
trial-metric-r2-train = 훈련 R²
trial-metric-loss-fall-train = 처음 값 대비 훈련 손실의 감소
trial-snippet = 스크립트에서 고칠 곳: { $remedy }
trial-broke-off = 다음 처방을 적용하면 스크립트가 오류로 멈춥니다: { $remedy } ({ $error }).
trial-left-out = 시간이 모자라 비교하지 못한 처방(일부는 한 번만 실행): { $remedies }.
trial-nothing-to-act-on = 스크립트에서 바꿀 것을 찾지 못한 처방: { $remedies }.
trial-column-mean = 평균

## terminal

view-runs = 실행 { $count }개
view-steps = 업데이트 { $count }회
view-layers = { $count }개 층
view-samples = 훈련 표본 { $count }개
view-batch-size = 배치 크기 { $count }
view-healthy = 문제를 찾지 못했습니다. 어느 규칙도 이 신경망의 학습을 방해하는 것을 찾지 못했습니다.
view-nothing-found = 문제를 찾지 못했지만, 검사 { $asked }개 중 { $count }개는 판단할 수 없었습니다.
view-no-level = { $why ->
    [mutual] 두 신경망이 서로의 출력으로 학습하므로 어느 쪽 손실로도 얼마나 배웠는지 알 수 없습니다.
    [policy] 정책 경사법의 손실로는 얼마나 배웠는지 알 수 없습니다.
    [moving] 학습 중인 신경망이 목표값을 만들므로 손실로는 얼마나 배웠는지 알 수 없습니다.
    [played] 표본이 에이전트 자신의 에피소드에서 나와 행동에 따라 달라지므로, 손실로는 얼마나 배웠는지 알 수 없습니다.
    [set-back] 프로그램이 가중치를 거듭 되돌리므로, 손실로는 얼마나 배웠는지 알 수 없습니다.
    [alike] 모든 표본의 목표값이 같아 상수 예측이 완벽하므로, 손실로는 얼마나 배웠는지 알 수 없습니다.
   *[unknown] 상수 예측의 손실을 알 수 없으므로 손실로는 얼마나 배웠는지 알 수 없습니다.
 }
view-returns-rose = 에이전트는 배웠습니다. 에피소드의 평균 반환값이 학습 초기의 { $first }에서 끝의 { $last }(으)로 올랐습니다.
view-few-records = { $kind ->
    [model] 기록한 업데이트가 너무 적어 학습을 판단할 수 없습니다. 더 오래 학습하거나 whygrad.watch(..., every=10)으로 더 자주 기록하세요.
   *[other] 업데이트가 너무 적어 학습을 판단할 수 없습니다. 더 오래 학습하세요.
 }
view-one-finding = 문제 1개를 찾았습니다: { $root }.
view-probability = 이것이 원인일 추정 확률: { $percent } %(공개 학습 프로그램의 이전 진단 { $diagnoses }건으로 만든 로지스틱 회귀의 값).
view-findings = 문제 { $count }개를 찾았습니다. 먼저 고칠 것: { $root }.
view-engine-kernel = whygrad의 C++ 엔진
view-at-layers = { $layers } 층
view-from-step = { $step }번째 업데이트부터
view-evidence = 근거
view-value = 값
view-threshold = 임계값
view-step = 업데이트
view-helps = 처방:
view-undecided = 데이터가 없어 검사하지 못함: { $codes }.
view-severity-error = 오류
view-severity-warning = 경고
view-severity-info = 참고
view-status-non-finite = { $of ->
    [1] 실행이 NaN이나 무한대로 끝났습니다.
   *[other] 실행 { $of }개 중 { $count }개가 NaN이나 무한대로 끝났습니다.
 }
view-status-diverged = { $of ->
    [1] 실행이 발산했습니다.
   *[other] 실행 { $of }개 중 { $count }개가 발산했습니다.
 }
view-status-interrupted = { $of ->
    [1] 실행이 중단되었습니다.
   *[other] 실행 { $of }개 중 { $count }개가 중단되었습니다.
 }
view-status-running = 이 기록을 쓸 때 아직 학습 중이었거나, 알림 없이 끝났습니다.
view-status-crashed = { $place ->
    [none] 프로그램이 오류로 멈췄습니다: { $error }
   *[other] 프로그램이 { $place }에서 오류로 멈췄습니다: { $error }
 }
view-ended = 결과
view-ended-non-finite = NaN
view-ended-diverged = 발산
view-ended-interrupted = 중단
view-quantity = 측정값
view-start = 처음
view-median = 끝(중앙값)
view-smallest = 최소
view-largest = 최대
view-trial = 처방 비교 실험: 변형 { $experiments }개 × 시드 { $seeds }개, 비교 지표는 { $metric }
view-was-interrupted = 끝나기 전에 중단됨

## plots

plot-train = 훈련
plot-test = 테스트
plot-chance = 우연 수준
plot-epoch = 에포크
plot-loss = 손실
plot-accuracy = 정확도
plot-non-finite = NaN 또는 무한대
plot-loss-title = 학습 중의 손실
plot-loss-alt = 실행 { $runs }개의 훈련 손실 중앙값이 { $start }에서 { $epochs }에포크 뒤 { $end }(으)로 바뀝니다. 우연 수준의 손실은 { $chance }입니다.
plot-loss-alt-test = 마지막 테스트 손실은 { $end }입니다.
plot-loss-alt-accuracy = 마지막 테스트 정확도는 { $end }입니다.
plot-loss-alt-broken = 실행 { $count }개가 NaN이나 무한대로 끝났습니다.
plot-layers-title = 층별 값: { $quantity }
plot-log10 = log₁₀ { $quantity }
plot-at-epoch = 에포크 { $epoch }
plot-layer-number = 층(입력에서 출력 쪽으로)
plot-layers-alt = { $quantity }, 에포크 { $epoch }, 실행들의 중앙값: { $first } { $first_value }, { $last } { $last_value }. 가장 작은 값은 { $low }의 { $low_value }, 가장 큰 값은 { $high }의 { $high_value }입니다.
plot-layers-alt-none = { $quantity }: 유한한 값이 기록되지 않았습니다.
plot-histogram-title = 히스토그램: { $quantity }
plot-histogram-alt = 학습이 끝났을 때 층별 { $quantity }의 분포입니다.
plot-histogram-alt-layer = { $layer }: 가장 높은 구간은 { $low }부터 { $high }까지이며 { $share }를 차지합니다.
plot-at-start = 처음
plot-at-end = 끝
plot-boundary-title = 결정 경계
plot-boundary-alt = 두 입력의 평면에 그린 실행 { $runs }개의 결정 경계입니다. 중앙값에 해당하는 실행에서 두 번째 클래스는 평면의 { $share }이고 훈련 정확도는 { $accuracy }입니다.
plot-boundary-alt-many = 실행 { $runs }개 중 중앙값에 해당하는 실행이 두 입력의 평면을 { $classes }개 클래스로 나눈 것입니다. 훈련 정확도는 { $accuracy }입니다.
plot-surface-title = 신경망의 출력
plot-zero = 검은색: 정확히 0
plot-surface-alt = 실행 { $runs }개 중 중앙값에 해당하는 실행의 출력과 표본입니다.
plot-features-title = 선형 분류기에 넣은 이미지 특성
plot-features-alt = 데이터셋 { $data }의 여러 특성을 같은 선형 분류기에 넣었을 때의 테스트 정확도, 시드 { $seeds }개.
plot-features-alt-one = { $features }: { $mean }, 95 % 구간 { $low }부터 { $high }까지.
plot-features-accuracy = 테스트 정확도(%)와 95 % 구간, 회색은 시드별 값
plot-features-pixels = 테스트 이미지
plot-templates-title = 선형 분류기의 템플릿
plot-templates-alt = 클래스 { $classes }개의 템플릿입니다. 그 옆에는 클래스의 평균 이미지와, 다른 클래스로 잘못 예측한 이미지가 있습니다.
plot-templates-alt-one = { $label }: 맞힘 { $right }, 대칭 { $symmetry }.
plot-templates-mean = 평균
plot-templates-plain = 템플릿
plot-templates-mirrored = 뒤집은 이미지도
    학습
plot-templates-worst = 잘못된 예측
plot-regions-title = 학습 전과 후의 선형 영역
plot-regions-alt = 입력 평면에서 본 ReLU 신경망의 선형 영역과 결정 경계입니다. 윗줄은 처음, 아랫줄은 학습 후입니다.
plot-regions-alt-one = { $hidden }: 처음에 영역 { $start }개, 학습 후에 { $end }개.
plot-regions-count = { $hidden }: 영역 { $count }개
plot-regions-start = 처음
plot-regions-end = 학습 후
plot-samples = 표본
plot-confusion-title = 혼동 행렬
plot-confusion-alt = 테스트 표본 { $samples }개의 혼동 행렬로, 정확도는 { $right }입니다. 가장 잦은 실수: { $true } 표본을 { $answer }(으)로 예측({ $count }회).
plot-confusion-answer = 예측한 클래스
plot-confusion-true = 실제 클래스
plot-confusion-share = 실제 클래스 안에서의 비율
plot-calibration-title = 신뢰도 다이어그램(보정)
plot-calibration-alt = 신뢰도 다이어그램: 기대 보정 오차(ECE)는 { $error }입니다. 전체적으로 신경망이 { $side ->
    [over] 실제 정확도보다 더 확신합니다(과신).
   *[under] 실제 정확도보다 덜 확신합니다(과소 확신).
}
plot-calibration-ideal = 완벽한 보정
plot-calibration-right = 정확도
plot-calibration-confidence = 확신도(예측의 확률)
plot-calibration-share = 표본 비율
plot-mistakes-title = 가장 확신하며 틀린 예측
plot-mistakes-alt = 테스트 표본 { $samples }개 중 { $count }개를 틀리게 예측했습니다. 가장 확신한 것부터:
plot-mistakes-one = 예측 { $answer }({ $sure }), 실제 { $true }.
plot-mistakes-true = 실제: { $true }
plot-scores-title = 클래스별 정밀도와 재현율
plot-scores-one = { $label }: 정밀도 { $precision }, 재현율 { $recall }.
plot-scores-precision = 정밀도: 그 클래스로 예측한 것 중 맞은 비율
plot-scores-recall = 재현율: 그 클래스의 표본 중 찾은 비율
plot-scores-share = 비율
plot-filters-title = { $layer } 층의 필터
plot-filters-alt = { $layer } 층의 필터 { $count }개, 채널 { $channels }개, 가중치 { $height }×{ $width }개. 노름은 { $low }에서 { $high }까지입니다.
plot-filters-signed = 필터 { $of }개 중 { $filters }개, 개별 스케일: 파랑은 양수, 주황은 음수, 흰색은 0
plot-filters-color = 필터 { $of }개 중 { $filters }개, 개별 스케일: 회색은 세 색 모두 0
plot-filters-slices = 필터 { $of }개 중 { $filters }개(줄마다 하나), 채널 { $all }개 중 { $channels }개: 파랑은 양수, 주황은 음수
plot-maps-title = 특징 맵
plot-maps-alt = 층의 특징 맵입니다. 평균 크기가 큰 채널부터 나옵니다.
plot-maps-alt-one = { $picture }에 대한 { $layer } 층, { $height }×{ $width }: 채널 { $channels }, 최댓값 { $high }.
plot-channel = 채널 { $number }
plot-exciting-title = 활성화 최대화: { $layer }
plot-exciting-alt = { $layer } 층의 채널마다 경사 상승으로 만든 이미지와, 데이터셋에서 그 채널을 가장 크게 활성화하는 이미지입니다.
plot-exciting-alt-one = { $channel }: 경사 상승으로 { $start }에서 { $end }까지
plot-exciting-alt-best = ; 데이터셋의 이미지로는 최대 { $value }.
plot-exciting-note = 왼쪽: 경사 상승, 오른쪽: 활성값(위의 수)이 가장 큰 데이터셋의 이미지
plot-exciting-note-made = 경사 상승으로 만든 이미지
plot-attribution-title = 예측의 근거가 되는 픽셀
plot-attribution-alt = 이미지마다 어느 픽셀이 그 클래스를 뒷받침하는지 나타냅니다: { $ways }.
plot-attribution-alt-one = { $picture }, { $way }: { $place }에서 가장 강하며, 절반이 픽셀의 { $part }에 모여 있습니다.
plot-attribution-note = 파랑: 그 클래스를 뒷받침함, 주황: 반대, 노랑: 부호 없이 중요함. 맵마다 스케일이 다릅니다
plot-place-00 = 왼쪽 위
plot-place-01 = 위
plot-place-02 = 오른쪽 위
plot-place-10 = 왼쪽
plot-place-11 = 가운데
plot-place-12 = 오른쪽
plot-place-20 = 왼쪽 아래
plot-place-21 = 아래
plot-place-22 = 오른쪽 아래
plot-depth-inside-title = 깊이별 가중치와 활성값
plot-depth-inside-alt = 첫 층부터 마지막 층까지입니다.
plot-depth-inside-alt-one = { $layer }: 활성값 { $mean } ± { $std }, 0의 비율 { $zeros }.
plot-depth-weights = 가중치의 표준편차
plot-depth-outputs = 활성값, 평균 ± 표준편차
plot-depth-zeros = 활성값 중 0의 비율(%)
plot-convolution-title = 매개변수 수와 정확도
plot-convolution-alt = 합성곱 신경망과 완전 연결 신경망의 매개변수 수에 따른 평균 테스트 정확도입니다.
plot-convolution-alt-one = { $network }: 매개변수 { $parameters }개, { $accuracy }.
plot-convolution-conv = 합성곱 신경망(수: 첫 층의 필터)
plot-convolution-dense = 완전 연결 신경망(수: 은닉 유닛)
plot-convolution-accuracy = 테스트 정확도(%), 평균과 95 % 구간
plot-forest-title = 처방별 효과
plot-forest-alt = 시드 { $seeds }개로 처방 { $count }개를 비교했습니다. 처방이 없을 때와 비교한 { $metric }의 개선 폭과 95 % 구간입니다.
plot-improvement = { $metric }의 개선과 95 % 구간
plot-points = (퍼센트포인트)
plot-comparison-title = 비교
plot-comparison-alt = 설정 { $count }가지의 비교. { $metric }의 평균과 95 % 구간:
plot-sequence-step = 시점
plot-as-it-is = 원본
plot-augmentation-step = 스텝마다 신경망이 보는 모습
plot-augmentation-title = 데이터 증강: { $words }
plot-augmentation-alt = 훈련 이미지 { $pictures }개와, 스텝 { $steps }개 동안 데이터 증강({ $words })으로 바뀐 모습입니다.
plot-dataset-alt-tokens = 토큰 { $steps }개로 된 훈련 표본 { $samples }개이며, 서로 다른 토큰은 { $tokens }가지입니다.
plot-dataset-title = 데이터셋
plot-dataset-alt = 훈련 표본 { $samples }개, 입력 { $features }개. 입력의 평균은 { $mean_low }부터 { $mean_high }까지, 표준편차는 { $std_low }부터 { $std_high }까지입니다.
plot-dataset-alt-after = 전처리한 뒤에는 표본 { $samples }개, 입력 { $features }개. 평균은 { $mean_low }부터 { $mean_high }까지, 표준편차는 { $std_low }부터 { $std_high }까지입니다.
plot-before = 전처리 전
plot-after = 전처리 후
plot-target = 목표값
plot-inputs = 입력
plot-mean-spread = 평균 ± 표준편차
plot-gallery-title = 활성화 함수
plot-gallery-alt = 활성화 함수 { $count }개와 그 도함수입니다.
plot-gallery-alt-one = { $name }: 도함수의 최댓값 { $steepest }.
plot-depth-title = 깊이에 따른 기울기
plot-time-title = 시간에 따른 기울기
plot-time-start = 학습 전
plot-time-middle = 학습 중간
plot-time-end = 학습 후
plot-time-distance = 손실까지의 시점 수
plot-time-updates = 업데이트 횟수
plot-time-relative = 마지막 상태 대비 기울기
plot-time-reach = 첫 상태에 도달하는 기울기
plot-time-norm = 기울기 노름
plot-time-loss = 훈련 손실
plot-time-cell = { $cell }
plot-time-clipped = { $cell }, 클리핑 { $clip }
plot-time-profile-title = 순환층에서 시간에 따른 기울기
plot-time-profile-beside = 시간에 따른 기울기의 비교
plot-time-profile-clipped = { $name }, 기울기 클리핑 { $clip }
plot-time-profile-distance = 마지막 시점까지의 시점 수
plot-time-profile-gradient = 상태의 기울기(RMS)
plot-time-profile-at = { $step }번째 업데이트
plot-time-profile-alt = 순환층 상태에 대한 기울기, 실행들의 중앙값입니다.
plot-time-profile-alt-layer = { $layer }, { $step }번째 업데이트: 마지막 시점에서 { $near }, { $distance }시점 앞에서 { $far }.
plot-time-profile-alt-none = 시간에 따른 기울기: 유한한 값이 기록되지 않았습니다.
plot-time-alt = 순환 셀의 첫 상태에서 잰 기울기입니다. { $distance }시점 뒤인 마지막 상태의 기울기로 나눈 값입니다.
plot-time-alt-one = { $cell }(클리핑 { $clip }): 학습 전 { $start }, 학습 후 { $end }.
plot-plain-title = 깊이에 따른 일반 신경망과 잔차 신경망
plot-plain-accuracy = 테스트 정확도, %
plot-plain-loss = 훈련 손실
plot-plain-depth = 층 수
plot-plain-before = 학습 전 층별 기울기
plot-plain-after = 학습 후 층별 기울기
plot-plain-alt = { $family }, 층 { $depth }개: 테스트 정확도 { $accuracy }, 훈련 손실 { $loss }.
plot-depth = 출력에서부터 센 층 수
plot-relative-gradient = 출력층 대비 기울기
plot-depth-alt = 지나온 층 수({ $layers }개까지)에 따른 출력층 대비 기울기를 초기화와 활성화 함수별로 그렸습니다. 층마다 곱해지는 값:
plot-depth-alt-one = { $init }, { $activation }: { $factor }.
plot-bad-format = { $path }: 그림을 저장할 수 없습니다. 파일 이름은 다음 중 하나로 끝나야 합니다: { $known }.
plot-no-hangul = 한글 글꼴이 설치되어 있지 않아 그림을 영어로 그립니다. 글꼴을 설치하세요(Debian, Ubuntu: apt install fonts-noto-cjk).

## report

report-title = { $name }: whygrad 진단
report-kind = 학습 진단 보고서
report-verdict = 요약
report-findings = 문제
report-no-findings = 어느 규칙도 문제를 찾지 못했습니다.
report-cause = 근본 원인
report-because = 원인: { $cause }
report-undecided = 판단할 수 없는 검사
report-trial = 처방 비교 실험
report-change = 변경
report-tied = 가장 나은 처방과 구별할 수 없음
report-helps = 효과가 뚜렷함
report-trial-legend = ✓ 효과가 뚜렷함: 구간이 0을 포함하지 않고 지표가 우연 수준보다 낫습니다. 어떤 처방에도 효과가 없다면, 이만큼 뚜렷한 차이는 비교 실험 20번에 한 번 이하로 나옵니다.
report-pictures = 그림
report-experiment = 실험
report-experiment-use = experiment.toml로 저장한 뒤 다음을 실행하면 다시 진단할 수 있습니다: whygrad diagnose experiment.toml
report-layer = 층
report-layer-kind = 종류
report-inputs = 입력 수
report-outputs = 출력 수
report-activation = 활성화 함수
report-normalization = 정규화

## exports (export-error-*: one line; export-code-*: comments of the exported scripts)

export-error-kind = 실험을 { $kind } 형식으로 내보낼 수 없습니다. 가능한 형식: { $known }.
export-error-kind-nearest = 실험을 { $kind } 형식으로 내보낼 수 없습니다. '{ $nearest }' 형식을 찾으셨나요? 가능한 형식: { $known }.
export-error-weights = 받은 수는 { $given }개인데 이 신경망의 가중치와 누적 통계는 { $count }개입니다.
export-error-not-finite = 가중치가 NaN이나 무한대여서 이어서 학습할 수 없습니다. 가중치 초깃값으로 신경망을 내보내세요.
export-error-no-experiment = { $name }: 이 트레이스에는 실험과 마지막 가중치가 없어 내보낼 것이 없습니다.
export-error-no-seed = { $name }: 이 트레이스에는 시드 { $seed } 실행이 없습니다. 있는 시드: { $known }.
error-onnx-missing = ONNX로 내보내려면 onnx 패키지가 필요합니다. 설치: pip install "whygrad[onnx]"
export-code-title = { $name }: { $framework } 코드로 쓴 신경망과 그 학습. whygrad { $version }에서 작성.
export-code-untrained = 시드 { $seed }의 가중치 초깃값에서 시작합니다.
export-code-trained = whygrad가 시드 { $seed } 실행에서 학습한 가중치에서 이어 갑니다.
export-code-agrees = 데이터, 가중치, 표본 순서가 whygrad와 같습니다. 따라서 손실도 반올림 오차 안에서 같습니다.
export-code-agrees-without-dropout = 데이터, 가중치, 표본 순서가 whygrad와 같습니다. 드롭아웃의 난수는 다르므로 손실은 다릅니다.
export-code-threefry = 카운터와 번호마다 32비트 난수 두 개를 만듭니다(Salmon et al. 2011, "Threefry").
export-code-order = 한 에포크의 표본 순서. SEED와 에포크만으로 정해지는 순열입니다.
export-code-unpacked = 텍스트에서 배열을 읽습니다. float32 수가 열 순서대로 있습니다.
export-code-dropout = nn.Dropout(DROPOUT)과 같고 난수만 whygrad와 같은 것을 씁니다.
export-code-batch-of-one = 표본이 하나뿐인 마지막 배치도 받는 nn.BatchNorm1d입니다.
export-code-network = 층별로 쓴 신경망.
export-code-batch-norm = PyTorch와 whygrad의 배치 정규화. 누적 분산은 불편 분산입니다.
export-code-loss-squared = 제곱 오차의 절반을 출력마다 더한 값.
export-code-loss-binary-cross-entropy = 두 클래스의 교차 엔트로피. 로짓을 받아 시그모이드를 직접 적용합니다.
export-code-loss-softmax-cross-entropy = 여러 클래스의 교차 엔트로피. 로짓을 받아 소프트맥스를 직접 적용합니다.
export-code-loss-hinge = 힌지 손실. 출력이 옳은 쪽으로 1 이상 떨어져 있으면 0입니다.
export-code-loss-perceptron = 손실로 쓴 로젠블랫의 퍼셉트론 규칙. 옳은 출력이면 0이고, 출력 0은 틀린 것으로 봅니다.
export-code-factor = 각 스텝에서 학습률에 곱하는 값.
export-code-steps = 학습률 스케줄 각 부분의 길이(스텝 수).
export-code-main = 학습하면서 에포크마다 손실을 출력합니다.
export-code-weights-only = L2(가중치 감쇠)는 가중치에만 적용하고 편향과 정규화에는 적용하지 않습니다.
export-code-l1 = L1·‖w‖₁의 기울기. 가중치에만 적용하며 클리핑하지 않습니다.
export-code-optimizer = PyTorch와 whygrad의 옵티마이저.
export-code-clip-first = 클리핑은 손실의 기울기에 적용하고, 규제 항의 기울기는 그 뒤에 더합니다.
export-code-momentum = 학습률은 현재 기울기만이 아니라 속도 전체에 곱합니다.
export-code-evaluated = 규제 항을 뺀 표본들의 평균 손실.
export-code-assign = 변수마다 차례대로 값을 넣습니다.
export-code-data = 전처리를 모두 마친, 신경망에 들어가는 표본. 열: { $features }
export-code-targets-numbers = 목표값은 예측할 수입니다.
export-code-targets-classes = 목표값은 클래스의 번호입니다.
export-code-targets-signs = 목표값은 맞으면 1, 아니면 -1이며 출력마다 한 열입니다.
export-code-targets-shares = 목표값은 맞으면 1, 아니면 0이며 출력마다 한 열입니다.
export-code-start = 가중치 초깃값과, 있으면 누적 통계. 층 순서대로 있습니다.
export-error-no-training = { $name }: 데이터와 학습이 없는 신경망입니다. torch, keras, onnx 중 하나로 내보내세요.
export-error-layers = { $name }: HTML 페이지는 network.hidden으로 나타낸 신경망만 학습합니다. 층 목록은 torch, keras, onnx, toml 중 하나로 내보내세요.
export-code-network-title = { $name }: { $framework } 신경망. 가중치는 다른 파일에 있습니다.
export-code-network-trained = 가중치는 whygrad가 받은 파일에서 왔습니다.
export-code-network-random = 가중치는 난수입니다. 이 신경망은 학습하지 않았습니다.
export-code-network-main = 가중치를 읽고, 표본 하나에 대한 출력의 형태를 출력합니다.
export-code-layers = 층별로 쓴 신경망. 층 옆에는 배치 차원을 뺀 출력의 형태가 있습니다.
export-code-layers-main = 학습하고, 에포크마다 손실을 출력하고, 가중치를 { $file } 파일에 저장합니다.
export-code-agrees-loosely = 데이터, 가중치, 표본 순서가 whygrad와 같습니다. 따라서 손실도 반올림 오차 안에서 같습니다. 예외: { $parts }.
export-code-part-dropout = 드롭아웃(난수가 다름)
export-code-part-augmentation = 데이터 증강(Keras의 층이 처리함)
export-code-part-recurrent = 순환층(두 편향 중 하나에도 규제 항을 적용함)
export-code-append-one = 항상 1인 입력을 하나 더합니다. 그 가중치는 PyTorch의 순환층이 가진 두 번째 편향입니다.
export-code-basicblock = 합성곱 두 개의 결과에 입력을 더합니다(He et al. 2015).
export-code-bottleneck = 합성곱 세 개(가운데가 좁음)의 결과에 입력을 더합니다(He et al. 2015).
export-code-residual = body(x) + shortcut(x). shortcut이 없으면 x 자체를 더합니다.
export-code-recurrent = 순환층의 마지막 시점(역방향은 첫 시점) 또는 모든 시점의 출력.
export-code-prepared = 이미지를 0~1의 수로 바꾼 뒤 평균을 빼고 크기를 맞춥니다.
export-code-prepared-augmented = 이미지를 0~1의 수로 바꾸고, 학습 중에는 증강한 뒤, 평균을 빼고 크기를 맞춥니다.
export-code-prepared-one-hot = 토큰을 원-핫 벡터로 바꿉니다.
export-code-moved = 채널을 마지막 축으로 옮긴 이미지.
export-code-evaluated-classes = 표본들의 평균 손실(규제 항 제외)과 정확도.
export-code-evaluated-numbers = 표본들의 평균 손실(규제 항 제외).
export-code-samples = 표본. 이미지는 바이트 그대로이고, 나머지는 whygrad가 전처리한 값입니다.
export-code-held-back = 처음 TRAINED_ON개 다음의 표본이 검증 세트입니다. PATIENCE 에포크 동안 나아지지 않으면 학습을 끝냅니다.
export-code-dropout-seed = 어느 유닛을 끌지는 whygrad처럼 스텝마다 정해집니다.
export-code-chance = 한 스텝에서 증강 하나에 쓰는 난수. whygrad와 같습니다.
export-code-augment-flip = 이미지마다 확률 `share`로 좌우를 뒤집습니다.
export-code-augment-crop = 이미지마다 최대 이만큼의 픽셀을 옮깁니다. 새로 생기는 픽셀은 검은색입니다.
export-code-augment-scale = 이미지마다 1 - `most`에서 1 + `most` 사이의 배율로 크기를 바꿉니다.
export-code-augment-rotate = 이미지마다 최대 이만큼의 각도로 회전합니다.
export-code-augment-warped = 이미지를 `degrees`만큼 시계 반대 방향으로 회전하고 `factor`배로 크기를 바꿉니다.
export-code-augment-jitter = 이미지마다 밝기, 대비, (컬러에서는) 채도를 바꿉니다.
export-code-augment-gray = 픽셀마다의 밝기.
export-code-augment-erase = 이미지마다 확률 `share`로 직사각형 하나를 검게 만듭니다.
export-code-augment-uniform = low에서 high 사이의 난수를 이미지마다 하나씩.
export-code-augment-mixed = 정수들을 63비트 정수 하나로 섞습니다. 작은 차이도 모든 비트에 퍼집니다(SplitMix64).
export-code-augment-whole = low에서 high까지의 정수 난수를 이미지마다 하나씩.
export-code-half = Keras의 층은 이미지의 절반을 바꿉니다.
export-code-local-response-norm = 값마다 다른 채널에 있는 이웃 값들의 합으로 나눕니다(Krizhevsky et al. 2012).
export-code-max-border = 최댓값이 될 수 없는 -∞ 테두리.
export-code-dilated-max-pool = 팽창한 창 안의 최댓값.
export-code-decays = 변수에 규제 항을 적용하는지 정합니다. 가중치에는 적용하고, 편향과 학습되는 음수 쪽 계수에는 적용하지 않습니다.
export-code-penalties = 규제 항의 기울기는 클리핑한 뒤에 손실의 기울기에 더합니다.
export-code-load = 변수마다 경로로 찾아 값을 넣습니다.
export-code-channels-last = 다음 가중치의 순서에 맞게 채널별로 펼칩니다.

## command line

cli-about = 신경망의 학습이 왜 실패하는지 찾고, 무엇을 바꾸면 해결되는지 시험합니다.
cli-usage = 사용법:
cli-usage-command = 명령 [옵션]
cli-usage-options = [옵션]
cli-commands = 명령
cli-arguments = 인자
cli-options = 옵션
cli-presets = 프리셋
cli-presets-ill = 문제 있음
cli-presets-healthy = 문제 없음
cli-presets-recipes = 오래 걸림(몇 분)
cli-default = (기본값: { $value })
cli-epilog = 이렇게 시작해 보세요: whygrad diagnose vanishing-gradient-digits --trial
cli-first-try = 이렇게 시작하세요
cli-first-script = 내 PyTorch 스크립트를 진단합니다. 파일은 바뀌지 않습니다.
cli-first-preset = 학습이 안 되는 예제 신경망을 진단하고 처방을 하나씩 시험합니다.
cli-first-play = 브라우저에서 작은 신경망이 학습하는 과정을 봅니다.
cli-first-explain = whygrad가 찾는 문제의 목록을 봅니다.
cli-first-more = 모든 명령 보기: whygrad --help
cli-help-lang = 출력 언어. 기본값은 로캘의 언어입니다.
cli-help-version = 버전을 표시하고 끝냅니다.
cli-help-help = 이 도움말을 표시하고 끝냅니다.
cli-option-seeds = 실행 수. 시드는 0부터 N-1까지입니다.
cli-option-set = 실험의 설정을 바꿉니다. 예: learning_rate=0.1, "hidden=[8,8]". 여러 번 쓸 수 있습니다.
cli-option-tensorboard = 학습 곡선을 TensorBoard 이벤트 파일로 이 폴더에 저장합니다.
cli-option-json = 결과를 파일 F에 JSON으로 씁니다. F를 생략하거나 "-"를 주면 표 대신 JSON을 표준 출력에 씁니다.
cli-option-picture = 그림을 .png, .svg, .pdf로 끝나는 파일에 저장합니다.
cli-experiment = 프리셋 이름, 실험 파일(.toml) 또는 링크.

cli-diagnose = 학습을 진단합니다. 무엇이 문제이고 원인이 무엇이며 어떤 처방을 시도할지 알려 줍니다.
    종료 코드: 0 정상, 1 문제 발견, 2 잘못된 사용이거나 진단할 것이 없음, 3 판정 없음, 130 중단. 판정 없음: 찾은 문제는 없지만 스크립트가 오류로 끝났거나 대부분의 규칙에 데이터가 모자랍니다.
cli-diagnose-examples = 예:
      whygrad diagnose dead-units-moons
      whygrad diagnose experiment.toml --trial --report report.html
      whygrad diagnose run.zarr --json -
      whygrad diagnose train.py -- --epochs 3
cli-diagnose-target = 학습 스크립트(.py), 프리셋 이름, 실험 파일(.toml)이나 링크, 또는 저장된 트레이스 폴더.
cli-diagnose-trial = 처방을 시도해 순위를 매깁니다. 비교를 위해 같은 수(적어도 4개)의 무작위 변경도 시도합니다.
cli-diagnose-steps = 업데이트를 최대 N회 학습합니다. 실험: 에포크 단위로 올립니다. 스크립트: 기본값 2000회, 진단이 안정되면 더 일찍 끝냅니다. 느리거나, 원인 없이 증상만 찾았거나, 과적합인지 아직 모르는 학습은 최대 10000회, 아직 배울 수도 있는 에이전트는 최대 100000회입니다.
cli-diagnose-seeds = 실행 수. 시드는 0부터 N-1까지입니다(기본값 8). 스크립트: 비교 실험의 라운드 수(기본값 6, --trial 필요).
cli-diagnose-report = 보고서를 HTML 파일 하나로 저장합니다.
cli-diagnose-compare-with = 다른 순환 신경망의 트레이스. 보고서에 두 학습의 시간에 따른 기울기를 나란히 그립니다. 예: 같은 학습에 기울기 클리핑을 쓴 것.

cli-doctor = 버그 신고에 필요한 버전, 명령어 집합, GPU, 선택 패키지를 보여 줍니다.
    종료 코드: 0 모두 정상, 1 설치된 것 중 작동하지 않는 것이 있음.
cli-doctor-examples = 예:
      whygrad doctor
      whygrad doctor --json
cli-doctor-part = 항목
cli-doctor-found = 값
cli-doctor-system = 운영 체제
cli-doctor-cores = CPU 코어
cli-doctor-instruction-sets = 커널의 명령어 집합
cli-doctor-language = 언어
cli-doctor-cache = 캐시 폴더
cli-doctor-no-gpu = PyTorch가 쓸 수 있는 것 없음
cli-doctor-not-installed = 설치되지 않음. pip install "whygrad[{ $extra }]"
cli-doctor-missing = 필수 패키지가 없습니다: { $names }. whygrad를 다시 설치하세요: pip install --force-reinstall whygrad
cli-doctor-kernel = whygrad의 C++ 커널을 불러올 수 없습니다: { $reason }
cli-doctor-torch = PyTorch가 설치되어 있지만 불러올 수 없습니다: { $reason }

cli-train = 실험을 여러 시드로 학습하고 기록해 저장합니다.
cli-train-examples = 예:
      whygrad train healthy-moons --out run.zarr
      whygrad train experiment.toml --set optimizer=adam --plots figures
cli-train-out = 학습하면서 트레이스를 이 폴더에 저장합니다.
cli-predict = 학습한 신경망으로 예측합니다: 이미지의 클래스, 또는 표의 행마다 목표값.
cli-predict-examples = 예:
    whygrad predict fashion image.png
    whygrad predict fashion/model.safetensors *.jpg --json predictions.json
cli-predict-model = whygrad train --out으로 저장한 폴더 또는 그 안의 .safetensors 파일.
cli-predict-files = 예측할 이미지(PNG, JPEG) 또는 표(CSV).
predict-input = 입력
predict-label = 예측
predict-value = 예측
predict-probability = 확률
predict-others = 다음 후보
predict-no-pictures = { $path }: 이 모델은 표로 학습했습니다. 다음 열이 있는 CSV 파일을 지정하세요: { $columns }.
predict-no-tables = { $path }: 이 모델은 이미지로 학습했습니다. PNG나 JPEG 파일을 지정하세요.
predict-column = { $path }: { $column } 열이 없습니다. 모델에 필요한 열: { $columns }.
predict-cell = { $place }: { $column } 값이 수가 아닙니다.
predict-empty = { $path }: 행이 없습니다.
cli-train-seeds = 실행 수. 시드는 0부터 N-1까지입니다(기본값 8, network.layers이면 1).
cli-train-device = network.layers를 학습할 장치: cpu, cuda 또는 auto(GPU가 있으면 GPU).
cli-train-resumes = { $path }: 이 학습의 { $step }번째 업데이트까지(시드 { $seed }) 들어 있습니다. 거기서부터 이어서 학습합니다.
cli-model-written = 모델과 트레이스를 { $path }에 저장했습니다.
cli-train-judged = 테스트 정확도 { $right }, 표본 { $samples }개(95 % 구간 { $low } ~ { $high }), 보정 오차 { $error }.
cli-train-engine = 엔진: auto, kernel, torch.
cli-train-plots = 학습의 모든 그림을 이 폴더에 저장합니다.
cli-export = 실험을 코드(PyTorch, Keras 3), ONNX 모델, TOML, 또는 브라우저에서 학습하는 HTML 페이지로 내보냅니다.
    스크립트에는 데이터와 가중치가 들어 있어 whygrad와 같은 손실이 나옵니다.
cli-export-examples = 예:
      whygrad export healthy-moons --to torch
      whygrad export experiment.toml --to keras --seed 3 --out train.py
      whygrad export run.zarr --to onnx
      whygrad export healthy-moons --to html
      whygrad export resnet-50 --to onnx --weights download
cli-export-experiment = 이름(프리셋, whygrad zoo의 신경망), 실험 파일(.toml)이나 링크. 또는 학습한 것: 저장된 트레이스, whygrad train --out으로 저장한 폴더.
cli-export-to = 형식: pytorch(또는 torch), keras, onnx, toml, html.
cli-export-out = 저장할 파일. -는 표준 출력입니다. 기본값은 실험 이름의 파일이며, 이미 있는 파일은 덮어쓰지 않습니다.
cli-export-seed = 가중치와 표본 순서의 시드. 기본값은 0이고, 트레이스이면 첫 번째 시드입니다.
cli-export-trained = 먼저 학습하고 학습된 가중치를 내보냅니다.
cli-compare = 실험의 여러 설정을 같은 시드로 학습해 비교합니다. 순위가 있는 표, 그림, 파레토 프런트를 보여 줍니다.
cli-compare-examples = 예:
      whygrad compare healthy-moons --vary "hidden=[4],[8],[8,8]" --vary activation=tanh,relu --out grid.png
      whygrad compare healthy-moons --vary learning_rate=1e-4,1e-3,0.01,0.1,1 --out range-test.png
      whygrad compare healthy-moons --vary schedule=constant,step,cosine,linear,inverse-sqrt --set warmup=0.1
      whygrad compare healthy-moons --vary learning_rate=0.001:1:log --vary width=2:16 --samples 20 --sort accuracy_test --front front.png
cli-compare-vary = 비교할 값. 괄호 밖의 쉼표로 나눕니다. 여러 번 쓰면 모든 조합을 학습합니다. --samples를 쓰면 KEY=LO:HI나 KEY=LO:HI:log 같은 범위도 됩니다. depth와 width도 쓸 수 있습니다.
cli-compare-samples = 모든 조합 대신 무작위로 뽑은 설정 N개를 학습합니다.
cli-compare-sample-seed = 설정을 무작위로 뽑는 시드.
cli-compare-sort = 행의 순서(가장 좋은 것부터): accuracy_test, loss_test, time, parameters. 기본값은 조합의 순서입니다.
cli-compare-time = 설정을 하나씩 차례로 학습하며 걸린 시간을 초 단위로 잽니다. 시간은 컴퓨터에 따라 다릅니다.
cli-compare-front = 파레토 프런트 그림을 .png, .svg, .pdf로 끝나는 파일에 저장합니다.
cli-search = 가장 잘 학습되는 실험 설정이나 PyTorch 스크립트의 인자를 Optuna로 탐색합니다.
    앞선 결과를 바탕으로 다음에 시도할 값을 고릅니다. whygrad[search]가 필요합니다.
cli-search-examples = 예:
      whygrad search healthy-moons --vary learning_rate=1e-4:1:log --vary hidden=[4],[8],[8,8] --trials 20
      whygrad search experiment.toml --vary width=4:64:log --vary l2=0:0.1 --study moons.journal --json best.json
      whygrad search train.py --vary --lr=1e-4:1:log --vary --width=16,32,64 --trials 12 -- --epochs 5
cli-search-target = 프리셋 이름, 실험 파일(.toml)이나 링크, 또는 학습 스크립트(.py). 스크립트의 나머지 인자는 -- 뒤에 씁니다.
cli-search-vary = 바꿀 것. KEY=LO:HI나 KEY=LO:HI:log 같은 범위, 또는 KEY=V1,V2 같은 값. 스크립트에서는 --lr=1e-4:1:log 같은 인자. 여러 번 쓸 수 있습니다.
cli-search-trials = 전체 시도(설정을 한 번 고른 것) 횟수. --study 파일에 이미 있는 것도 셉니다. 기본값은 실험 32, 스크립트 16입니다.
cli-search-goal = 최적화할 지표. 실험: accuracy_validation, loss_validation, accuracy_test, loss_test, loss_train. 스크립트: loss_test(기본값), accuracy_test, loss_train. 실험의 기본값은 훈련 세트에서 떼어 둔 표본의 정확도(분류)나 손실(회귀)입니다.
cli-search-sampler = 값을 고르는 방법: tpe(tree-structured Parzen estimator) 또는 random.
cli-search-seed = 값을 고르는 데 쓰는 시드.
cli-search-study = 시도한 것을 모두 이 파일에 보관합니다(Optuna의 저널 형식). 같은 파일을 지정하면 이어서 탐색합니다.
cli-search-at-once = 함께 실행할 시도의 수. 기본값은 실험 4, 스크립트 2이고, --in-place이면 1입니다.
cli-search-seeds = 실험을 시도할 때마다 학습할 실행 수. 평균을 기준으로 삼습니다. 기본값: 4.
cli-search-steps = 업데이트가 N번이면 스크립트를 끝냅니다. 기본값은 스크립트의 끝까지입니다.
cli-search-seconds = 학습 시간이 N초가 되면 스크립트를 끝냅니다. 기본값: 120.
cli-search-total-seconds = 전체 N초가 되면 스크립트를 끝냅니다. 기본값은 --seconds의 두 배입니다.
cli-search-in-place = 스크립트를 작업 폴더에서 그대로 실행합니다. 지정하지 않으면 시도마다 폴더의 임시 사본에서 실행하고, 끝나면 사본을 지웁니다.
cli-progress-search = 탐색 중
search-needs-optuna = 탐색에는 Optuna가 필요한데 설치되어 있지 않습니다: pip install "whygrad[search]".
search-unknown-goal = { $name }: 그런 기준은 없습니다. 다음 중 하나를 쓰세요: { $known }.
search-unknown-sampler = { $name }: 값을 고르는 그런 방법은 없습니다. 다음 중 하나를 쓰세요: { $known }.
search-too-many-trials = 시도가 { $count }번으로 너무 많습니다. 최대 { $most }번까지 할 수 있습니다.
search-argument-form = { $value }: 바꿀 인자가 아닙니다. --name=V1,V2, --name=LO:HI, --name=LO:HI:log 형식으로 쓰세요.
search-bad-study = { $path }: 이어서 탐색할 수 있는 파일이 아닙니다({ $reason }). --study로 다른 파일을 지정하세요.
search-study-too-large = { $path }: { $most } MB보다 큽니다. --study로 다른 파일을 지정하세요.
search-other-study = { $path }: 다른 탐색의 파일입니다(다른 점: { $what }). --study로 다른 파일을 지정하거나, 옵션을 전과 같게 쓰세요.
search-no-accuracy = { $name }: 클래스가 있어야 하는데 이 실험은 수를 예측합니다. loss로 시작하는 기준을 쓰세요.
search-no-validation = { $name }: 훈련 세트에서 표본을 떼어 두어야 하는데 여기서는 그럴 수 없습니다. --goal accuracy_test나 loss_test를 쓰세요.
search-losses = { $name }: --vary가 손실 함수를 바꾸므로 손실 값을 비교할 수 없습니다. accuracy로 시작하는 기준을 쓰세요.
search-no-result = { $name }: 처음 시도에서 { $goal } 값이 기록되지 않았습니다. --goal loss_train처럼 다른 기준을 쓰거나 --seconds를 늘리세요.
search-all-crashed = { $name }: 처음 시도가 모두 학습하기 전에 오류로 끝났습니다: { $reason }
search-goal-accuracy-validation = 검증 정확도
search-goal-loss-validation = 검증 손실
search-trial = 시도
search-count = 시도 { $count }번 중 { $done }번의 결과가 있습니다(방법 { $sampler }, 시드 { $seed }).
search-ended-crashed = 오류로 끝난 시도 { $count }번:
search-ended-refused = 설정이 서로 맞지 않은 시도 { $count }번:
search-ended-non-finite = 손실이 발산했거나 NaN 또는 무한대가 된 시도가 { $count }번 있습니다.
search-ended-no-result = 기준으로 삼을 값이 기록되지 않은 시도가 { $count }번 있습니다.
search-ties = 시도 { $count }번의 값이 가장 좋은 값으로 같습니다. 그중 처음은 시도 { $number }입니다.
search-by-validation = 가장 좋은 시도는 테스트 세트가 아니라 훈련 세트에서 떼어 둔 표본으로 골랐습니다.
search-by-test = 가장 좋은 시도를 테스트 세트의 결과로 골랐습니다. 고르는 데 쓰지 않은 데이터로 확인하세요.
search-by-train = 가장 좋은 시도를 훈련 손실로 골랐습니다. 새 데이터에서 어떨지는 알 수 없습니다.
search-by-script = 가장 좋은 시도를 스크립트의 평가 결과로 골랐습니다. 그것이 테스트 세트라면 다른 데이터로 확인하세요.
search-confirmed = 가장 좋은 설정의 { $channel }(다른 시드 { $seeds }개): { $best }. 원래 설정: { $before }. 차이: { $difference }.
search-no-difference = 차이의 구간에 0이 들어 있습니다. 이 시드들로는 어느 쪽이 더 좋은지 알 수 없습니다.
search-worse = 원래 설정이 더 좋습니다. 원래 설정을 그대로 쓰거나, 시도를 늘리거나 범위를 바꾸세요.
search-command = 가장 좋은 설정:
cli-map = 두 설정이 이루는 평면의 픽셀마다 신경망을 하나씩 학습하고, 어디에서 학습이 되는지 그립니다.
cli-map-examples = 예:
      whygrad map healthy-circle --x learning_rate=0.001:10:log --y init=normal:0.01:10:log --out map.png
      whygrad map healthy-moons --x learning_rate=0.001:10:log --y depth=1:10 --measure finding --size 48 --out why.svg
      whygrad map healthy-circle --x batch_size=1:64:log --y learning_rate=0.01:1:log --z activation=tanh,relu --out map.zarr
cli-map-x = 가로축의 설정. learning_rate=0.001:10:log 같은 범위나 activation=tanh,relu 같은 값 목록. depth와 width도 쓸 수 있습니다.
cli-map-y = 세로축의 설정. --x와 같은 형식입니다.
cli-map-z = 값을 나열한 세 번째 설정. 값마다 평면을 하나씩 그립니다.
cli-map-size = 한 축의 픽셀 수.
cli-map-measure = 픽셀이 나타내는 것: loss, accuracy, train-loss, train-accuracy, speed, finding.
cli-map-out = 그림을 F에 저장합니다(.png, .svg, .pdf). .zarr이면 모든 수치를 zarr 저장소에 저장합니다. 여러 번 쓸 수 있습니다.
cli-map-folder = 학습한 픽셀을 보관할 폴더. 다음 실행은 여기서 이어집니다. 기본값: 사용자의 캐시.
cli-map-minutes = N분보다 오래 걸릴 지도는 거부합니다.
cli-map-on = 이 컴퓨터의 GPU(cuda)나 Ray 클러스터에서 학습합니다. ray는 이 컴퓨터가 속한 Ray 클러스터이고, 없으면 이 컴퓨터에서 새로 시작합니다. 다른 클러스터는 ray://HOST:PORT로 씁니다.
cli-option-on = Ray 클러스터에서 실행합니다. ray는 이 컴퓨터가 속한 클러스터이고, 없으면 이 컴퓨터에서 새로 시작합니다. 다른 클러스터는 ray://HOST:PORT로 씁니다.
cli-option-task-cpus = --on에서 스크립트를 다시 실행할 때마다 쓸 CPU 코어 수이자 PyTorch의 스레드 수.
cli-option-task-gpus = --on에서 스크립트를 다시 실행할 때마다 쓸 GPU 수. 0.25처럼 쓰면 GPU 하나를 나누어 씁니다.
cli-option-exclude = --on에서 작업 디렉터리의 이 파일들은 클러스터로 보내지 않습니다. 예: data, *.pt. 여러 번 쓸 수 있습니다.
cli-option-env = --on에서 이 컴퓨터의 환경 변수를 재실행에도 설정합니다. 여러 번 쓸 수 있습니다.
cli-diagnose-keep-runs = --trial에서 재실행마다 출력과 점수를 폴더 DIR에 저장합니다.
cli-not-gpus = 값은 0, GPU 하나의 일부(0과 1 사이), 또는 64 이하의 GPU 수여야 합니다. 받은 값: { $value }.
cli-script-needs-trial = { $name }: 스크립트입니다. { $option } 옵션은 재실행에 쓰므로 --trial이 필요합니다.
cli-for-scripts = { $name }: 스크립트가 아닙니다. { $option } 옵션은 스크립트에만 씁니다.
cli-progress-claims = 주장 검증 중
claim-on-needs-run = --on은 주장을 실행할 곳을 정합니다. --run을 함께 쓰세요.
cluster-option-alone = { $option } 옵션은 클러스터의 작업에 씁니다. --on으로 클러스터를 지정하세요.
cluster-too-small = 작업 하나에 필요한 코어 { $cpus }개와 GPU { $gpus }개를 갖춘 컴퓨터가 클러스터에 없습니다. 가장 큰 컴퓨터: 코어 { $most }개, GPU { $gpus_most }개.
cluster-variable = { $name } 환경 변수가 이 컴퓨터에 설정되어 있지 않아 --env로 클러스터에 보낼 수 없습니다.
cluster-folder-size = { $folder }의 크기는 { $size } MB로, 클러스터로 보낼 수 있는 { $most } MB를 넘습니다: { $largest }. 스크립트가 읽지 않는 것은 --exclude NAME으로 빼거나, 모든 컴퓨터가 공유하는 디스크에서 읽게 하세요.
cluster-folder-files = { $folder }의 파일 수가 클러스터로 보낼 수 있는 { $most }개를 넘습니다. 스크립트가 읽지 않는 것은 --exclude NAME으로 빼세요.
cluster-script-fails = { $script }: 이 컴퓨터에서는 학습하지만 클러스터에서는 실패합니다: { $error }. 클러스터에는 { $folder }만 보냅니다. 필요한 패키지와 그 밖의 파일은 컴퓨터마다 준비하세요.
compare-time-elsewhere = --time은 이 컴퓨터의 시간을 잽니다. --time(과 --sort time)이나 --on 중 하나를 빼세요.
cluster-address = { $value }: 클러스터가 아닙니다. ray 또는 ray://HOST:PORT로 쓰세요. cuda는 지도에만 쓸 수 있습니다.
cluster-needs-ray = Ray 클러스터를 쓰려면 설치되지 않은 패키지가 필요합니다: pip install "whygrad[ray]".
cluster-not-started = 이 컴퓨터에서 Ray를 시작하지 못했습니다: { $reason }
cluster-unreachable = { $address }의 Ray 클러스터가 응답하지 않습니다: { $reason }
cluster-version = 클러스터의 코드가 이 컴퓨터와 다릅니다. 클러스터: { $there }. 이 컴퓨터: { $here }. 양쪽에 같은 버전을 설치하세요.
cluster-no-whygrad = 클러스터의 작업자가 { $name }을(를) 가져오지 못합니다. 클러스터의 모든 컴퓨터에 whygrad를 설치하세요.
cluster-lost = 클러스터가 같은 작업을 { $count }번 잃었습니다: { $reason }
gpu-needs-cuda = GPU에서 학습하려면 설치되지 않은 패키지가 필요합니다: pip install "whygrad[cuda]".
gpu-no-driver = --on cuda에 필요한 NVIDIA 드라이버가 이 컴퓨터에 없습니다. 드라이버를 설치하거나, --on을 빼고 CPU에서 학습하세요.
gpu-macos = macOS용 NVIDIA 드라이버는 없습니다. --on을 빼고 CPU에서 학습하세요.
gpu-none = NVIDIA 드라이버가 GPU를 찾지 못했습니다({ $reason }). nvidia-smi로 확인하거나, --on을 빼고 CPU에서 학습하세요.
gpu-too-old = 이 GPU의 컴퓨팅 기능(compute capability)은 { $capability }인데, --on cuda에는 { $oldest } 이상이 필요합니다. --on을 빼고 CPU에서 학습하세요.
gpu-memory = 지도에 GPU 메모리가 적어도 { $needed } MB 필요한데 { $free } MB만 비어 있습니다. 신경망이나 배치를 더 작게 하세요.
gpu-failed = GPU 오류({ $function }): { $reason }. 그 전에 학습한 픽셀은 보관되어 있습니다.
map-gpu-finding = --on cuda는 진단에 필요한 값을 기록하지 않습니다. 다른 --measure를 쓰거나, --on을 빼고 CPU에서 학습하세요.
map-gpu-network = --on cuda는 조기 종료가 없는 완전 연결 신경망(network.hidden)만 학습합니다. 다른 신경망은 --on을 빼고 CPU에서 학습하세요.
cli-map-interrupted = 중단되었습니다. 픽셀의 { $share } %를 학습해 보관했습니다. 같은 명령을 다시 실행하면 이어집니다.
cli-progress-map = 지도 학습 중
cli-inside = 이미지 분류기의 내부를 봅니다: 필터, 특징 맵, 채널을 활성화하는 것, 예측의 근거가 되는 픽셀.
cli-inside-examples = 예:
    whygrad inside fashion-mnist --out inside
    whygrad inside fashion coat.png --what saliency,grad-cam --class shirt --out coat-or-shirt.png
    whygrad inside resnet-50 --weights resnet50.pth dog.jpg --out dog
    whygrad inside my_model.py:Net --input 3x32x32 --weights net.pt --data images/
cli-inside-model = whygrad train --out으로 저장한 폴더, fashion-mnist(whygrad에 들어 있는 작은 학습된 신경망), 또는 whygrad zoo 목록의 신경망. 직접 만든 nn.Module은 FILE.py:NAME(파일을 불러옵니다).
cli-inside-pictures = 살펴볼 이미지. 기본값은 데이터셋의 이미지 몇 장입니다.
cli-inside-what = 분석 방법: filters, maps, exciting, occlusion, saliency, grad-cam, depth. 기본값은 모두입니다.
cli-inside-layer = 살펴볼 층. 기본값: 필터는 첫 합성곱층, 특징 맵은 모든 합성곱층, 채널과 Grad-CAM은 마지막 합성곱층.
cli-inside-class = 설명할 클래스의 이름이나 번호. 기본값은 예측한 클래스입니다.
cli-inside-saliency = 현저성(saliency) 방법: gradient, input-gradient, smooth-grad.
cli-inside-weights = whygrad zoo의 신경망이나 직접 만든 신경망의 가중치 파일(.pth, .safetensors).
cli-inside-input = whygrad zoo의 신경망이나 직접 만든 신경망의 이미지 크기. 예: 3x224x224.
cli-inside-data = 이미지를 가져올 데이터셋, 또는 클래스마다 이미지 하위 폴더가 하나씩 있는 폴더.
cli-inside-out = 그림을 저장할 폴더. 그림이 하나뿐이면 파일(.png, .svg, .pdf).
cli-inside-report = 학습 폴더의 보고서에 이 그림들을 추가합니다.
cli-inside-no-what = "{ $name }" 분석 방법은 없습니다. 쓸 수 있는 방법: { $known }.
cli-inside-no-method = "{ $name }" 현저성 방법은 없습니다. 쓸 수 있는 방법: { $known }.
cli-inside-one-file = { $path }: 파일은 하나인데 그림이 { $count }개입니다. 폴더를 지정하거나 --what으로 한 가지만 고르세요.
cli-inside-no-report = { $place }: 그림을 추가할 { $report } 파일이 없습니다. whygrad train --out이 분류기의 보고서를 만듭니다.
cli-inside-written = { $path }에 저장했습니다: { $names }.
cli-inside-reported = 보고서: { $path }
cli-progress-inside = 분석하는 중
cli-zoo = 내장 모델의 목록을 보여 주거나 하나를 층별로 보여 줍니다: 출력 형태, 수용 영역, 매개변수, 계산량.
cli-zoo-examples = 예:
      whygrad zoo
      whygrad zoo lenet-5 --formulas
      whygrad zoo resnet-50 --classes 10 --json -
      whygrad zoo my_model.py:Net --input 3x224x224
cli-zoo-name = resnet-50 같은 내장 모델, 또는 실험(프리셋, .toml 파일, 학습 폴더). 직접 만든 nn.Module은 FILE.py:NAME(파일을 불러옵니다).
cli-zoo-input = 표본 하나의 형태: 이미지는 채널, 높이, 너비, 시퀀스는 시점 수와 특성 수, 그 밖에는 수 하나.
cli-zoo-classes = 클래스의 수(공개된 것과 다를 때).
cli-zoo-formulas = 층마다 수를 대입한 공식을 보여 줍니다.
cli-zoo-weights = torchvision의 이름을 쓰는 가중치 파일(.pth, .safetensors), 또는 공개된 가중치를 받는 download.
cli-zoo-classify = 이 이미지를 분류합니다. 여러 번 쓸 수 있습니다.
cli-zoo-evaluate = 클래스마다 이미지 하위 폴더가 하나씩 있는 폴더를 분류합니다. Top-1과 Top-5 정확도, 가장 잦은 혼동, 가장 확신하며 틀린 예측을 보여 줍니다.
cli-zoo-labels = 하위 폴더 대신 이미지의 레이블을 image.jpg,207 같은 줄로 적은 파일.
cli-zoo-one-of = --weights는 --classify IMAGE나 --evaluate FOLDER 중 하나와 함께 쓰고, --labels는 --evaluate와 함께 씁니다.
cli-zoo-published = 공개된 가중치: { $address }. 쓰는 법: whygrad zoo { $name } --weights download --classify IMAGE
cli-zoo-no-weights = { $name } 신경망에는 가중치가 필요합니다. --weights download는 { $address } 파일을 내려받고, --weights FILE은 가지고 있는 파일을 읽습니다.
cli-progress-download = 내려받는 중
cli-progress-pictures = 분류하는 중
cli-zoo-more = 하나를 층별로 보려면: whygrad zoo NAME.
cli-zoo-which = { $name }: 파일의 어느 신경망인지 { $name }:NAME처럼 적으세요.
cli-zoo-no-input = { $name }: 표본 하나의 형태를 나타내는 --input이 필요합니다. 예: --input 3x224x224.
cli-zoo-no-classes = --classes는 내장 모델에만 씁니다. { $name }의 클래스 수는 정해져 있습니다.
cli-bad-shape = { $value } 값은 형태가 아닙니다. 3x224x224, 50x2, 784처럼 1부터 { $most }까지의 정수를 하나에서 셋까지 쓰세요.
cli-bad-layer = { $key }: { $value } 값은 층이 아닙니다. conv=64,kernel=11,stride=4나 flatten처럼 쓰세요.
cli-size = 층의 출력 형태, 수용 영역, 매개변수 수를 공식과 함께 계산합니다.
cli-size-examples = 예:
      whygrad size "conv=64,kernel=11,stride=4,padding=2"
      whygrad size --input 3x32x32 conv=16,kernel=5 relu max_pool=2 flatten dense=10
      whygrad size --input 50x2 lstm=64,depth=2
cli-size-layers = 순서대로 적은 층. relu 같은 이름이나 conv=64,kernel=3,padding=1 같은 설정.
cli-size-input = 표본 하나의 형태: 이미지는 채널, 높이, 너비, 시퀀스는 시점 수와 특성 수, 그 밖에는 수 하나.
cli-play = 스튜디오를 엽니다. 브라우저에서 신경망을 학습하면서 문제와 원인, 처방을 보는 페이지입니다.
    종료 코드: 0 Ctrl-C로 끝냄, 2 잘못된 사용.
cli-play-examples = 예:
      whygrad play
      whygrad play vanishing-gradient-moons
      whygrad play runs/
      whygrad play --port 0 --no-browser
cli-play-experiment = 페이지에서 처음 보여 줄 것: 프리셋 이름, 실험 파일(.toml), 링크 또는 TensorFlow Playground 주소. 학습 폴더를 지정하면 그 트레이스를 (학습하는 동안에도) 보여 주고 신경망의 내부도 보여 줍니다.
cli-play-port = 사용할 포트. 0이면 비어 있는 포트를 고릅니다.
cli-play-host = 사용할 주소. 0.0.0.0이면 다른 컴퓨터에서도 출력된 주소의 토큰으로 접속할 수 있습니다.
cli-play-frame = 스튜디오를 포함(embed)할 수 있는 페이지의 출처(origin). 예: https://course.example. 여러 번 쓸 수 있습니다.
cli-play-public = 리버스 프록시가 스튜디오에 붙이는 주소(예: https://class.example). 이때 포트에는 프록시만 접속할 수 있어야 합니다.
cli-play-no-browser = 브라우저를 열지 않고 주소만 출력합니다.
cli-mcp = 코딩 어시스턴트가 diagnose, trial, explain, compare를 도구로 쓰게 합니다(Model Context Protocol, stdio).
    종료 코드: 클라이언트가 연결을 끊으면 0, 잘못된 사용은 2.
cli-mcp-examples = 예:
      whygrad mcp
      whygrad mcp experiments/
      claude mcp add whygrad -- whygrad mcp .
cli-mcp-folder = 어시스턴트가 사용할 수 있는 폴더. 없으면 현재 폴더입니다. 다른 곳의 스크립트, 트레이스, 실험은 거부합니다.
cli-progress-updates = 관찰한 업데이트 { $count }회
mcp-missing = whygrad mcp에는 MCP SDK가 필요합니다: pip install "whygrad[mcp]".
mcp-no-streams = whygrad mcp는 stdin과 stdout으로 클라이언트와 통신하는데, 둘 중 하나가 닫혀 있습니다.
mcp-no-folder = { $path }: 그런 폴더가 없습니다.
mcp-outside = { $name }: whygrad mcp를 시작할 때 정한 폴더 { $folder } 밖에 있습니다.
mcp-unknown-tool = { $name }: 그런 도구가 없습니다. 사용할 수 있는 도구: { $known }.
mcp-bad-argument = { $tool }: 인자 { $argument }: { $what }.
mcp-no-answer = whygrad가 결과 없이 끝났습니다(종료 코드 { $status }).
mcp-refused = { $sentence }
mcp-instructions = whygrad는 신경망이 왜 학습되지 않는지 찾습니다. 먼저 PyTorch 학습 스크립트로 diagnose를 호출하세요. 찾은 문제마다 코드의 줄, 임계값과 함께 제시한 근거, 수정이 확실한 경우의 unified diff가 있습니다. 경로는 { $folder }부터 시작하며, 그 밖의 것은 거부합니다. 스크립트는 사용자의 권한으로 실행됩니다.
mcp-tool-diagnose = PyTorch 학습 스크립트를 실행하거나(또는 실험을 학습하거나 저장된 트레이스를 읽어) 왜 학습되지 않는지 진단합니다. 문제마다 위치, 근거, 임계값, 수정 내용을 근본 원인부터 알려 줍니다. 파일은 바꾸지 않습니다. 충분히 관찰하면 실행을 끝냅니다.
mcp-tool-trial = diagnose처럼 진단한 뒤, 제안한 처방을 여러 시드로 시험하여 무엇이 도움이 되는지 측정합니다. 몇 분이 걸립니다.
mcp-tool-explain = 문제나 처방의 코드를 설명합니다. 뜻, 나타나는 모습, 원인, 고치는 법을 알려 줍니다. 코드가 없으면 모든 코드를 나열합니다.
mcp-tool-compare = 실험 하나를 여러 설정으로, 같은 시드로 학습하고 결과마다 평균과 구간을 알려 줍니다.
mcp-argument-target = 학습 스크립트(.py), 실험(.toml), 저장된 트레이스의 폴더, 또는 vanishing-gradient-digits 같은 프리셋 이름. 경로는 whygrad mcp에 지정한 폴더를 기준으로 합니다.
mcp-argument-arguments = 스크립트가 명령줄에서 받을 인자.
mcp-argument-steps = 이만큼 업데이트한 뒤 멈춥니다. 없으면 스크립트는 진단이 안정될 때, 실험은 끝까지 학습한 뒤 멈춥니다.
mcp-argument-seconds = 스크립트에만: 이만큼 학습한 뒤(초) 멈춥니다. 평가 시간은 세지 않습니다.
mcp-argument-seeds = 실행 횟수. 시드는 0부터 N-1까지입니다. 한 번만 실행하는 스크립트의 진단에는 쓸 수 없습니다.
mcp-argument-changes = 실험에만: 바꿀 설정, 각각 KEY=VALUE. 예: learning_rate=0.1.
mcp-argument-budget = 스크립트에만: 처방을 시도하는 데 쓸 수 있는 시간(초).
mcp-argument-code = 문제나 처방의 코드. 예: dead-units.
mcp-argument-experiment = whygrad mcp에 지정한 폴더에 있는 실험(.toml) 또는 프리셋 이름.
mcp-argument-vary = 바꿔 볼 설정, 각각 KEY=V1,V2. 예: learning_rate=0.01,0.1. 키가 여럿이면 모든 조합을 학습합니다.
mcp-problems = { $count ->
    [0] { $name }: 문제를 찾지 못했습니다.
   *[other] { $name }: 문제를 { $count }개 찾았습니다. 첫 번째부터 고치세요.
}
mcp-no-verdict = { $name }: 판단할 수 없습니다. 대부분의 규칙이 판단하지 못했습니다.
mcp-because = { $cause }의 결과입니다.
mcp-place = 위치: { $place }
mcp-change = 수정:
mcp-remedy = 처방: { $remedy }
mcp-undecided = 데이터가 없어 검사하지 못함: { $codes }.
mcp-ended = 스크립트가 예외로 끝났습니다: { $error } ({ $place })
mcp-trial = 시드 { $seeds }개로 처방 비교, 판정 { $verdict }. 기준과의 차이와 구간:
mcp-helps = 도움이 됩니다
mcp-helps-not = 뚜렷한 도움이 되지 않습니다
cli-data = 데이터셋의 목록을 보여 주거나, 하나를 전처리 전후로 보여 줍니다.
cli-data-examples = 예:
      whygrad data
      whygrad data digits --set preprocessing=pca:2 --out digits.png
cli-data-name = 데이터셋 이름, CSV 파일, 이미지 폴더, 또는 그 데이터를 쓰는 프리셋이나 실험.
cli-data-download = 데이터셋이 캐시에 없으면 먼저 내려받습니다.
cli-data-downloading = { $name } 내려받는 중
cli-data-downloaded = { $name }: { $folder }에 있습니다.
cli-data-more = 하나를 자세히 보려면: whygrad data 이름. CSV 파일과 이미지 폴더도 쓸 수 있습니다.
cli-explain = 문제, 처방 또는 주제를 설명합니다. 코드를 쓰지 않으면 문제의 목록을 보여 줍니다.
cli-explain-examples = 예:
      whygrad explain vanishing-gradient
      whygrad explain activations --out activations.png
      whygrad explain depth --out depth.png
cli-explain-code = 문제나 처방의 코드, 활성화 함수의 이름, 또는 주제(아래 참조).
cli-topics = 주제
cli-explain-topic-activations = 모든 활성화 함수의 비교.
cli-explain-topic-convolution = 합성곱이 줄이는 매개변수.
cli-explain-topic-depth = 층을 지나며 작아지거나 커지는 기울기.
cli-explain-topic-family = 유닛 하나의 네 가지 손실.
cli-explain-topic-features = 선형 분류기에 넣는 이미지 특성.
cli-explain-topic-gates = XOR에 두 층이 필요한 이유.
cli-explain-topic-linear = 활성화 함수가 없으면 깊이가 소용없는 이유.
cli-explain-topic-neuron = 신경 세포와 퍼셉트론의 비교.
cli-explain-topic-plain-and-residual = 깊은 신경망에 잔차 연결이 필요한 이유.
cli-explain-topic-regions = ReLU 신경망의 선형 영역.
cli-explain-topic-templates = 이미지의 선형 분류기가 배우는 것.
cli-explain-topic-through-time = 순환 신경망이 배우는 과거의 길이.
cli-explain-script = 이 문제가 있는 예제 스크립트를 출력합니다. > train.py로 저장할 수 있습니다.
cli-explain-data = features와 templates에 쓸 데이터셋 또는 이미지 폴더.
cli-explain-seeds = 학습하는 주제에서 신경망마다 실행 수.
cli-explain-depths = plain-and-residual에서 비교할 깊이(층 수, 6n + 2 꼴).
cli-topic-option = "{ $name }"에는 { $option } 옵션이 없습니다. 옵션이 있는 주제: { $topics }.
cli-no-script = "{ $name }": 문제의 코드가 아니어서 --script로 출력할 것이 없습니다. 코드의 목록은 whygrad explain으로 볼 수 있습니다.
cli-explain-more = 하나를 자세히 보려면: whygrad explain 코드. 활성화 함수와 다음 주제도 설명합니다: { $topics }.
cli-list-codes = 코드의 목록은 whygrad explain으로 볼 수 있습니다

cli-progress-train = 학습 중
cli-diagnose-experiments = 의심되는 원인을 하나씩 없애고 다시 학습합니다. 없앴을 때 신경망이 학습하는 원인을 맨 앞에 표시합니다. 프리셋과 실험 파일에서는 기본으로 켜져 있고, 스크립트와 저장된 트레이스에서는 꺼져 있습니다. --no-experiments로 끕니다.
cli-progress-experiments = 원인 확인 중
cli-causes-not-tested = { $name }: 확인되거나 반박된 원인이 없습니다. { $reason ->
        [no-fix] 이 문제들의 처방 가운데 스크립트를 고치지 않고 적용할 수 있는 것이 없습니다.
        [too-long] 실행이 너무 오래 걸려 두 번씩 비교할 수 없습니다. --trial을 쓰면 더 오래 시험합니다.
        [no-measure] 스크립트가 얼마나 배웠는지 알려 주는 값을 계산하지 않습니다.
        [learns] 그대로도 학습되며, 처방을 적용해 보아도 원인인지 가려지지 않습니다.
       *[no-help] 어떤 처방으로도 같은 업데이트 수 안에 학습되지 않았습니다. --trial을 쓰면 더 많은 처방을 시험합니다.
    }
cli-progress-trial = 처방 비교 중
cli-progress-loading = 이미지를 읽는 중
cli-event-files-written = TensorBoard: tensorboard --logdir { $path }
cli-script-trial-next = { $found ->
        [nothing] 신경망이 기대보다 덜 배운다면 일반적인 처방을 스크립트에 시험해 보세요(최대 { $seconds }초): { $command }
       *[problems] 제안한 처방을 스크립트에 시험하려면(최대 { $seconds }초): { $command }
    }
cli-report-written = 보고서: { $path }
cli-trace-written = 트레이스: { $path }
cli-export-several = { $name }: 스크립트가 옆에 있는 파일에서 가중치와 데이터를 읽으므로 표준 출력에 쓸 수 없습니다. --out으로 스크립트 이름을 지정하세요.
cli-export-only-networks = { $name }: whygrad zoo의 신경망이 아닙니다. --weights, --input, --classes는 그 신경망에만 씁니다.
cli-export-network = { $name }: 학습이 없는 신경망입니다. --set과 --trained를 빼세요.
cli-export-set-model = { $name }: 학습된 모델이라 실험을 바꿀 수 없습니다. --set을 빼세요.
cli-export-too-large = { $name }: 너무 커서 트레이스에 가중치를 저장할 수 없습니다. whygrad train --out FOLDER로 학습한 뒤 그 폴더를 내보내세요.
cli-export-random = { $name }의 가중치는 난수입니다. 학습된 가중치는 --weights FILE이나 --weights download로 지정하세요.
cli-export-weights = whygrad zoo의 신경망에 쓸 가중치 파일(.pth, .safetensors), 또는 공개된 가중치를 받는 download. 기본값은 난수입니다.
cli-export-input = whygrad zoo의 신경망에 쓸 표본 하나의 형태(공개된 것과 다를 때).
cli-export-written = 저장했습니다: { $path } ({ $size }바이트)
cli-export-exists = { $path }: 이미 있는 파일입니다. --out으로 다른 파일을 지정하세요. 덮어쓰려면 이 파일을 지정하세요.
cli-export-hides = { $path }: 이 이름의 스크립트가 있으면 { $package } 패키지를 불러올 수 없습니다. 다른 이름을 지정하세요.
cli-export-two-outputs = --out과 --json을 둘 다 표준 출력에 쓸 수 없습니다. 하나는 파일로 지정하세요.
cli-export-set = { $name }: 트레이스라 실험을 바꿀 수 없습니다. --set을 빼세요.
cli-interrupted-exporting = 중단되었습니다. 지금까지의 가중치를 내보냅니다.
cli-not-a-seed = 값은 0부터 4294967295까지의 정수여야 합니다. 받은 값: { $value }.
cli-picture-written = 그림: { $path }

cli-interrupted = 중단되었습니다.
cli-interrupted-finishing = 중단되었습니다. 하던 일을 마무리하는 중입니다(바로 끝내려면 Ctrl-C를 한 번 더 누르세요) …
cli-interrupted-shown = 중단되었습니다. 지금까지 기록한 것을 보여 줍니다.
cli-interrupted-kept = 중단되었습니다. 지금까지 기록한 것을 보여 주고 저장합니다.
cli-interrupted-drawing = 중단되었습니다. 지금까지 기록한 것을 보여 주고 그림을 그리는 중입니다(Ctrl-C를 한 번 더 누르면 그리지 않습니다) …
cli-bug = 예상하지 못한 오류입니다. whygrad의 버그입니다: { $kind }: { $what } (WHYGRAD_TRACEBACK=1로 위치를 볼 수 있습니다).
cli-system-error = { $where }: { $what }
cli-no-memory = 메모리가 부족합니다. 다른 프로그램을 닫거나 더 작은 입력을 사용하세요.
cli-too-deep = 입력이 너무 깊이 중첩되어 있습니다.
cli-did-you-mean = '{ $near }'을(를) 찾으셨나요?
cli-known-commands = 쓸 수 있는 명령: { $known }.
cli-known-options = 쓸 수 있는 옵션: { $known }.
cli-known-presets = 쓸 수 있는 프리셋: { $known }.
cli-list-presets = 프리셋 목록은 whygrad diagnose --help에서 볼 수 있습니다.
cli-no-such-command = { $name } 명령은 없습니다. { $hint }
cli-no-such-option = { $command }에는 { $name } 옵션이 없습니다. { $hint }
cli-missing = { $name } 인자가 빠졌습니다. { $command } --help를 보세요.
cli-needs-a-value = { $command }: { $name } 옵션에 값이 필요합니다.
cli-takes-no-value = { $command }: { $name } 옵션은 값을 받지 않습니다.
cli-extra-argument = 예상하지 못한 인자입니다: { $what }. { $command } --help를 보세요.
cli-not-a-whole-number = 값은 1부터 1000000까지의 정수여야 합니다. 받은 값: { $value }.
cli-unknown-language = --lang 값은 { $known } 중 하나여야 합니다. 받은 값: { $name }.
cli-not-one-of = 값은 { $known } 중 하나여야 합니다. 받은 값: { $name }.
cli-unknown-target = "{ $name }": 이런 프리셋이나 파일이 없습니다. { $hint }
cli-network-alone = { $name }: 데이터와 학습이 없는 신경망입니다. `whygrad zoo { $name }` 명령으로 보거나, small-resnet 같은 실험을 쓰세요(`whygrad diagnose --help` 참조).
cli-unknown-code = "{ $name }": 문제나 처방의 코드가 아닙니다. { $hint }
cli-script-missing = { $name }: 파일을 찾을 수 없습니다.
cli-script-is-folder = { $name }: 스크립트가 아니라 폴더입니다.
cli-script-syntax = { $name }, { $line }행: { $what }.
cli-script-unreadable = { $name }: Python 코드로 읽을 수 없습니다: { $what }.
cli-script-died = { $name }: 학습하기 전에 { $signal } 시그널로 강제 종료되어 진단할 것이 없습니다.
cli-script-stopped-early = { $name }에서 학습이 관찰되기 전에 시간제한에 이르렀습니다. --seconds N이나 --total-seconds N으로 시간을 늘리세요.
cli-script-never-trained = { $name }에서 학습이 관찰되지 않았습니다. backward()도, PyTorch 옵티마이저의 step()도 부르지 않았습니다.
cli-script-exited-early = { $name }: 학습하기 전에 종료 코드 { $status }(으)로 끝나 진단할 것이 없습니다.
cli-script-wants-arguments = { $name }: 학습하기 전에 종료 코드 { $status }(으)로 끝났습니다. 인수가 빠진 프로그램이 흔히 이렇게 끝납니다. 인수는 -- 뒤에 쓰세요: whygrad diagnose { $name } -- 인수
cli-script-not-read = { $name }: 학습은 했지만 whygrad가 기록을 읽지 못했습니다. 위의 오류는 whygrad의 버그입니다(WHYGRAD_TRACEBACK=1로 위치를 볼 수 있습니다).
cli-script-no-torch = { $name }에서 학습이 관찰되지 않았습니다. 스크립트를 관찰하려면 스크립트가 PyTorch를 불러와야 합니다.
cli-script-needs-torch = { $name }: PyTorch가 설치되어 있지 않아 진단할 수 없습니다. 다음 명령으로 설치하세요: pip install "whygrad[torch]"
cli-script-crashed-early = { $name }: 학습하기 전에 오류로 끝나 진단할 것이 없습니다: { $error } ({ $place })
cli-script-crashed-on-gpu = { $name }: 학습하기 전에 GPU에서 오류로 끝났습니다: { $error } ({ $place }). 대개 범위를 벗어난 인덱스, 이를테면 클래스가 아닌 목표값 때문입니다. CPU에서 실행하면 진단할 수 있습니다.
cli-script-has-no = { $name }: 스크립트는 있는 그대로 실행됩니다. { $option } 옵션은 실험에만 씁니다.
cli-script-same = 이와 같은 신경망의 학습 { $count }개에서도 같은 진단이 나왔습니다.
cli-script-as-written = 모델 안의 층을 볼 수 있도록 torch.compile을 끄고 실행했습니다(켜 두려면 --compiled).
cli-seconds-for-scripts = { $name }: 스크립트가 아닙니다. { $option } 옵션은 스크립트에만 쓰고, 실험은 --steps로 제한합니다.
cli-diagnose-budget = 스크립트를 다시 실행하는 데 쓸 전체 시간(초). --trial의 기본값은 300, --experiments의 기본값은 60입니다.
cli-diagnose-seconds = 학습 시간이 N초가 되면 스크립트를 끝냅니다(기본값 600). 진단이 안정되면 더 일찍 끝냅니다. 평가 시간은 빼고, 첫 업데이트부터 다시 셉니다.
cli-diagnose-total-seconds = 준비와 평가를 포함해 전체 N초가 되면 스크립트를 끝냅니다(기본값: --seconds의 두 배).
cli-diagnose-compiled = 스크립트의 모델을 torch.compile로 컴파일합니다. 컴파일된 모델 안의 층은 볼 수 없습니다.
cli-needs-experiment = { $name }: 폴더입니다. 프리셋이나 실험 파일(.toml)을 지정하세요.
cli-no-record-yet = { $path }: 이 폴더의 학습에는 아직 기록이 없습니다. 첫 기록을 기다리거나(`whygrad play { $path }` 명령으로 볼 수 있습니다) 학습을 이어서 하세요.
cli-compare-with-report = --compare-with는 보고서에 그림을 추가합니다. --report F.html도 지정하세요.
cli-compare-with-recurrent = { $name }: --compare-with가 비교할 시간에 따른 기울기가 기록되지 않았습니다. 순환 신경망의 트레이스를 지정하세요.
cli-no-experiment = { $name }: 실험이 들어 있지 않아 처방을 시도할 수 없습니다.
cli-trace-is-fixed = { $name }: 저장된 트레이스입니다. --set, --steps, 그리고 --trial 없는 --seeds에는 새로운 학습이 필요합니다.
play-elsewhere = 다른 컴퓨터에서 여는 주소: { $address }
play-how-to-end = Ctrl-C를 누르면 끝납니다.
play-bad-port = 포트는 0부터 65535까지의 정수여야 합니다. 받은 값: { $port }.
play-port-busy = 포트 { $port }은(는) 이미 사용 중입니다. --port N으로 다른 포트를, --port 0으로 비어 있는 포트를 고르세요.
play-port-forbidden = 포트 { $port }을(를) 사용할 권한이 없습니다. --port N으로 1024 이상의 포트를, --port 0으로 비어 있는 포트를 고르세요.
play-bad-host = { $host }은(는) 이 컴퓨터의 주소가 아닙니다. 127.0.0.1 또는 모든 주소를 뜻하는 0.0.0.0을 쓰세요.
play-bad-frame = 스튜디오를 포함할 페이지는 https://course.example이나 http://localhost:8000 같은 출처(origin)로 적어야 합니다. 받은 값: { $origin }.
play-bad-public = 리버스 프록시의 주소는 https://class.example처럼 경로 없이 스킴과 이름으로 적어야 하며, { $origin } 값은 쓸 수 없습니다.
play-bad-token = { $variable } 변수는 글자(A-Z, a-z), 숫자, -, _로 된 20~200자여야 합니다. openssl rand -hex 16으로 만들 수 있습니다.
play-no-traces = { $name }: 폴더에 트레이스가 없고 다른 파일만 있습니다. 트레이스 폴더, 트레이스가 든 폴더, 또는 빈 폴더를 지정하세요.
play-csv-too-long = { $file }: { $most }자를 넘어 페이지에서 쓸 수 없습니다. whygrad train을 쓰세요.
cli-no-file = { $path }: 쓸 수 없습니다. 폴더이거나, 상위 경로가 폴더가 아닙니다.
cli-no-folder = { $path }: 파일입니다. 폴더를 지정하세요.
cli-not-encodable = { $text }에 UTF-8로 쓸 수 없는 문자가 있습니다.
cli-not-writable = { $path }: 쓸 수 없습니다: { $reason }.
cli-wrong-ending = { $option }: 파일 이름의 끝은 { $known } 중 하나여야 합니다. 받은 값: { $path }.
cli-no-picture = { $name }의 그림은 없습니다. 그림이 있는 것: { $topics }.
cli-varied-twice = { $key }: --vary가 두 번 있습니다. 모든 값을 --vary 하나에 쓰세요.
cli-varied-and-set = { $key }: --vary와 --set에 모두 지정했습니다. --set에서 빼세요.
cli-value-twice = { $key }: 같은 값이 두 번 있습니다: { $value }. 하나만 쓰세요.
cli-too-many-variants = 조합이 { $count }개로 너무 많습니다. 최대 { $most }개까지 비교할 수 있습니다.

dataset-column-name = 이름
dataset-column-task = 과제
dataset-column-what = 설명
dataset-numbers = 수치 예측
dataset-classes = { $count }개 클래스
dataset-samples = 표본
dataset-split = 훈련 { $train }개, 테스트 { $test }개
dataset-features = 입력 수
dataset-shares = 클래스별 비율
dataset-target = 목표값
dataset-target-range = { $low }부터 { $high }까지, 표준편차 { $std }
dataset-neighbors = 최근접 이웃
dataset-neighbors-value = 표본의 { $share }에서 클래스가 같음(우연 수준 { $chance })
dataset-not-here = 이 컴퓨터에 없음: whygrad data { $name } --download ({ $size } MB)
dataset-shape = 표본의 형태
dataset-picture-shape = { $height }×{ $width } 픽셀, { $channels ->
    [1] 흑백
   *[other] 채널 { $channels }개
}
dataset-token-shape = 토큰 { $steps }개, 서로 다른 토큰은 { $tokens }가지
dataset-sequence-shape = 시점 { $steps }개, 시점마다 수 { $features }개
dataset-skipped = 제외한 파일
dataset-skipped-files = 읽을 수 없는 파일 { $count }개: { $names }
dataset-augmentation = 데이터 증강
dataset-noise = noise 옵션: { $meaning }
dataset-input = 입력
dataset-mean = 평균
dataset-std = 표준편차
dataset-after = 전처리 후({ $steps }):

codes-page = whygrad가 찾는 모든 문제입니다. 문제마다 영어와 한국어 페이지가 있으며 `whygrad explain 코드`로 볼 수 있습니다. 이 목록은 `python -m whygrad.diagnose.pages`로 만듭니다.
group-gradient-flow = 기울기 흐름
group-initialization = 가중치 초기화
group-optimization = 최적화
group-data = 데이터
group-output-and-loss = 출력과 손실
group-generalization = 일반화
topic-causes = 원인이 될 수 있는 것:
topic-consequences = 결과로 나타날 수 있는 것:
topic-presets = 직접 보기:
topic-against = 처방할 문제:
topic-remedy = 처방
topic-why = 무엇을 왜 바꾸는지
topic-limit = 조건
topic-origin = 임계값의 출처
topic-activation = 활성화 함수
topic-steepest = 최대 f′
topic-range = 치역
topic-centered = 0 중심
topic-saturated = 포화 구간
topic-mean = 평균
topic-zeros = 0의 비율
topic-cost = 시간
topic-yes = 예
topic-no = 아니요
topic-activations-note = 평균과 0의 비율: 입력이 표준 정규분포일 때 출력의 평균과 정확히 0인 출력의 비율. 0 중심: 출력이 0 주위에 있음. 포화 구간: 도함수가 최댓값의 5 %보다 작은 구간. 시간: 2-16-16-16-1 신경망의 학습 시간을 지금 이 컴퓨터에서 재어 linear와 비교한 비율.
topic-depth-head = 한 층을 지날 때 기울기에 곱해지는 값: 유닛 { $width }개인 층 { $layers }개의 기하평균, 표준 정규분포 입력, 학습 전.
topic-depth-note = 1보다 작으면 깊이에 따라 기울기가 소실되고, 1보다 크면 폭주합니다. 줄표는 기울기가 도달하지 않는다는 뜻입니다. 깊이만큼 거듭제곱하세요. 층마다 0.5이면 열 층 뒤에 0.001이 남습니다.

## datasets: data-<name> (what it is), noise-<meaning> (what the option noise does to it)

data-circle = 고리에 둘러싸인 원판 (TensorFlow Playground)
data-xor = 마주 보는 사분면끼리 같은 클래스인 네 사분면 (TensorFlow Playground)
data-gauss = 정규분포를 따르는 두 군집 (TensorFlow Playground)
data-spiral = 서로 감긴 두 갈래 나선 (TensorFlow Playground)
data-moons = 서로 맞물린 두 반원(scikit-learn의 make_moons)
data-rings = 중심이 같은 세 고리
data-checkerboard = 두 클래스로 칠한 4×4 체커보드
data-blobs = 원둘레에 놓인 정규분포 군집 3개, 또는 blobs:K로 K개 (2~6)
data-and = AND 게이트: 두 입력이 모두 1이면 클래스 1
data-or = OR 게이트: 입력 중 하나라도 1이면 클래스 1
data-nand = NAND 게이트: 두 입력이 모두 1이면 클래스 0
data-xor-gate = XOR 게이트: 두 입력이 서로 다르면 클래스 1. 네 꼭짓점을 두 클래스로 나누는 직선은 없음
data-plane = 두 입력 위의 기울어진 평면 (TensorFlow Playground)
data-bumps = 두 입력 위에 부호가 번갈아 나타나는 여섯 봉우리 (TensorFlow Playground)
data-sine = 입력 하나에 대한 사인 곡선
data-steps = 입력 하나에 대한 네 단 계단
data-fashion-mnist = 의류, 28×28 흑백 픽셀, 훈련 이미지 60,000개와 테스트 이미지 10,000개 (Zalando)
data-fashion-mnist-small = whygrad에 들어 있는 Fashion-MNIST의 훈련 이미지 600개와 테스트 이미지 300개
data-cifar-10 = 동물과 탈것, 32×32 컬러 픽셀, 훈련 이미지 50,000개와 테스트 이미지 10,000개 (Krizhevsky)
data-adding = 덧셈 문제: 수와 표시의 쌍 T개에서 표시된 두 수의 합을 예측 (T = 50, 또는 adding:T)
data-copying = 토큰 T개의 마지막 다음에 첫 토큰을 다시 출력 (T = 20, 또는 copying:T)
data-parity = 비트 T개에서 1의 개수가 홀수인지 예측 (T = 8, 또는 parity:T)
data-sine-wave = 주기를 모르는 사인파의 값 T개에서 다음 값을 예측 (T = 25, 또는 sine-wave:T)
data-names = 이름을 한 글자씩 읽고 영어, 이탈리아어, 일본어, 한국어 중 예측 (마지막 12글자, 또는 names:T)
data-digits = 손글씨 숫자, 값이 0~16인 8×8 픽셀 (scikit-learn 제공, data.samples로 줄이지 않으면 1,797개 전부)
noise-label = 레이블: 평면 너비의 절반에 noise를 곱한 만큼까지 옮긴 점에서 목표값을 정하고, 점은 그대로 둡니다
noise-spread = 분산: 군집의 분산이 0.5 + 7 × noise가 됩니다
noise-jitter = 위치: 모든 점을 무작위로 noise만큼 옮깁니다
noise-relabel = 레이블: 이 비율의 표본이 무작위 클래스를 받습니다
noise-target = 목표값: 목표값 표준편차의 noise배인 정규 잡음을 더합니다

## zoo

error-network-nearest = { $name }(이)라는 내장 모델은 없습니다. 혹시 '{ $nearest }'을(를) 찾으셨나요?
error-network = { $name }(이)라는 내장 모델은 없습니다. 쓸 수 있는 모델: { $known }.
error-own-module-file = { $file } 파일이 없습니다.
error-own-module-import = { $file } 파일을 불러올 수 없습니다: { $problem }
error-own-module-name = { $file } 파일에는 { $name }도, nn.Module 클래스도 없습니다.
error-own-module-name-nearest = { $file } 파일에는 { $name }(이)라는 이름이 없습니다. 혹시 '{ $nearest }'을(를) 찾으셨나요?
error-own-module-kind = { $file } 파일의 { $name } 객체는 { $kind } 형입니다. nn.Module이거나, 인자 없이 nn.Module을 만드는 클래스 또는 함수여야 합니다.
error-own-module-make = { $file } 파일의 { $name }()는 인자 없이 신경망을 만들지 못합니다: { $problem }
error-own-module-run = { $place } 신경망에는 { $shape } 입력을 넣을 수 없습니다: { $problem }
error-hidden-is-flat = 은닉층으로만 이루어진 신경망에는 { $example }처럼 1차원 입력을 넣어야 합니다.
error-weights-missing = 가중치 파일이 없습니다: { $file }
error-weights-unsafe = { $file } 파일에는 텐서가 아닌 것이 들어 있습니다. 코드가 실행될 수 있어 읽지 않았습니다. state dict만 저장하거나 .safetensors를 쓰세요.
error-weights-broken = { $file } 파일을 가중치로 읽을 수 없습니다. 파일이 잘렸거나 손상되었습니다. 다시 내려받으세요.
error-weights-other = { $file } 파일은 state dict가 아닙니다. 이름이 붙은 텐서가 들어 있어야 합니다.
error-weights-classes = { $file } 파일은 클래스가 { $classes }개가 아니라 { $count }개인 { $name } 가중치입니다. --classes { $count } 옵션을 추가하세요.
error-weights-fit = { $file } 파일의 가중치가 { $name } 신경망과 맞지 않습니다: { $problems }.
weights-missing = 없는 가중치 { $count }개({ $names })
weights-left = 남는 가중치 { $count }개({ $names })
weights-other = 형태가 다른 가중치 { $count }개({ $names })
weights-shape = { $name }: { $wanted } 대신 { $have }
error-weights-none = { $name } 신경망에는 공개된 가중치가 없습니다. --weights로 파일을 지정하세요.
error-weights-full = 디스크가 가득 차서 가중치를 { $folder } 폴더에 저장할 수 없습니다.
error-weights-disk = { $folder } 폴더에 쓸 수 없습니다: { $reason }.
error-weights-checksum = { $address }에서 받은 파일의 SHA-256이 공개된 값과 달라 지웠습니다. 다시 시도하세요.
error-weights-refused = { $address } 서버가 HTTP 상태 { $status }로 응답합니다. 나중에 다시 시도하세요.
error-weights-cut = { $address } 내려받기가 끊겼습니다. 같은 명령을 다시 실행하면 이어받습니다.
error-weights-network = { $address } 주소에 연결할 수 없습니다. 네트워크를 확인하거나, 다른 곳에서 받은 파일을 --weights로 지정하세요.
error-safetensors-missing = .safetensors 파일을 읽으려면 safetensors 패키지가 필요한데 설치되어 있지 않습니다. 설치: pip install "whygrad[zoo]"
error-zoo-not-224 = 이미지 분류에는 입력이 3×224×224인 신경망을 씁니다. { $name } 신경망은 입력이 다릅니다. 목록: whygrad zoo.
inside-layer-nearest = { $name } 층은 없습니다. 혹시 '{ $nearest }'을(를) 찾으셨나요? 있는 층: { $known }.
inside-class-name = { $name } 클래스는 없습니다. 이름이나 0부터 { $last }까지의 번호를 쓰세요.
inside-class-nearest = { $name } 클래스는 없습니다. 혹시 '{ $nearest }'을(를) 찾으셨나요?
inside-no-data = { $name }에는 딸린 이미지가 없습니다. 이미지를 지정하거나 --data 옵션으로 데이터셋을 고르세요.
inside-no-pictures = { $name } 신경망의 입력은 이미지의 픽셀이 아니므로 시각화할 것이 없습니다.
inside-data-no-pictures = { $name } 데이터셋에는 이미지가 없습니다.
inside-run-knows = { $option } 옵션은 내장 모델과 직접 만든 파일에 씁니다. { $place }에는 이미 정해져 있습니다.
inside-weights = { $file } 파일의 가중치가 맞지 않습니다: { $problem }
inside-shape = { $name }의 입력 형태 { $shape }은(는) 채널이 하나나 셋인 이미지가 아닙니다.
inside-note-random = 가중치가 무작위이며 학습되지 않았습니다. 학습된 가중치는 --weights 파일로 지정하세요.
inside-note-raw = 입력은 0부터 1까지의 값입니다. 신경망이 이 범위로 학습되었는지는 알 수 없습니다.
inside-way-filters = 필터
inside-way-maps = 특징 맵
inside-way-exciting = 활성화 최대화
inside-way-occlusion = 가림(occlusion)
inside-way-saliency = 현저성 맵
inside-way-grad-cam = Grad-CAM
inside-way-depth = 깊이별
inside-skipped = { $way } 생략: { $why }
inside-over = 이미지 { $count }장에 대한 출력
inside-more = 그림: --out 폴더를 지정하면 필터, 특징 맵, 활성화 최대화, 예측의 근거를 그립니다.
inside-norm = ‖W‖
inside-weights-std = W의 표준편차
inside-mean = 출력 평균
inside-std = 표준편차
inside-zeros = 0의 비율
inside-about = 설명하는 클래스
inside-taken-for = { $picture }
    → { $answer }
inside-explained = 설명: { $label }
inside-output = 내부를 시각화하려면 클래스마다 출력이 하나인 신경망, 즉 출력 형태가 (N, K)인 신경망이 필요합니다. 이 신경망의 출력은 { $shape }입니다.
inside-class = 클래스 { $number }번은 없습니다. 번호는 0부터 { $last }까지입니다.
inside-layer = { $name } 층은 없습니다. 있는 층: { $known }.
inside-not-called = 순전파에서 { $name } 층을 쓰지 않습니다.
inside-no-convolution = 이 신경망에는 합성곱층이 없습니다.
inside-no-filters = { $name } 층에는 이미지로 그릴 필터가 없습니다. 필터가 있는 층: { $known }.
inside-no-weights = 이 신경망에는 가중치를 그릴 합성곱층이나 완전 연결층이 없습니다.
inside-no-places = { $name } 층의 출력에는 맵으로 나타낼 공간 위치가 없습니다. 합성곱층: { $known }.
inside-not-channels = 채널이 있는 층의 출력 형태는 (C, H, W)이거나 채널마다 수 하나입니다. 이 층의 출력은 { $shape }입니다.
inside-channel = { $name } 층에 채널 { $number }번은 없습니다. 번호는 0부터 { $last }까지입니다.
inside-no-gradient = 신경망의 출력을 미분할 수 없습니다. 기울기를 전달하는 연산이 없습니다.
inside-patch = { $patch }픽셀 패치는 { $size } 크기의 이미지에 들어가지 않습니다.
error-picture-missing = 이미지 파일이 없습니다: { $file }
error-picture-huge = { $file } 이미지는 { $most }백만 픽셀이 넘습니다. 먼저 크기를 줄이세요.
error-picture-unknown = { $file } 파일은 지원하는 형식의 이미지가 아닙니다. 지원하는 형식: { $known }.
error-picture-broken = { $file } 이미지가 잘렸거나 손상되었습니다.
error-evaluate-folder = 폴더가 없습니다: { $folder }
error-evaluate-classes = { $folder } 폴더에 클래스별 하위 폴더가 없습니다. 하위 폴더를 만들거나 --labels로 레이블을 지정하세요.
error-evaluate-class = { $folder } 폴더의 이름에 맞는 클래스가 없습니다. 번호, WordNet id, 또는 { $nearest } 같은 이름을 쓰세요.
error-evaluate-empty = { $folder } 폴더에 이미지가 없습니다: { $known }.
error-evaluate-none = 쓸 수 있는 이미지가 하나도 없습니다: { $problem }
error-labels-file = { $file } 파일을 읽을 수 없습니다: { $reason }.
error-labels-line = { $file } 파일의 { $line }번째 줄에서 이미지와 클래스를 알 수 없습니다: { $text }. picture.jpg,207처럼 쓰세요.
error-labels-empty = { $file } 파일에 적힌 이미지가 없습니다.
error-network-input = { $name } 신경망에는 { $shape } 입력을 넣을 수 없습니다: { $problem }

zoo-input = 입력
zoo-output = 출력
zoo-layer = 층
zoo-column-field = 수용 영역
zoo-column-parameters = 매개변수
zoo-column-cost = 곱셈-덧셈
zoo-field = 수용 영역
zoo-multiply-adds = 곱셈-덧셈
zoo-memory = 메모리
zoo-published = 출처
zoo-totals = 합계: 매개변수 { $parameters }개, 표본 하나당 곱셈-덧셈 { $multiply_adds }({ $exact })번, 활성값 { $memory }.
zoo-not-called = 순전파에서 쓰이지 않은 층: { $names }.

zoo-class = 클래스
zoo-probability = 확률
zoo-right = 맞힘
zoo-share = 비율
zoo-interval = 95 % 구간
zoo-top-five = 첫 번째 예측이 맞으면({ $one }) 다섯 후보에도 들어 있으므로({ $five }) Top-5는 Top-1보다 낮을 수 없습니다.
zoo-confusion = 혼동한 경우
zoo-worst = 가장 크게 틀린 경우
zoo-is = 레이블
zoo-taken-for = 예측
zoo-times = 횟수
zoo-picture = 이미지
picture-turned = EXIF 정보에 따라 돌렸습니다.
picture-gray = 회색조 이미지라서 세 채널이 모두 같습니다.
picture-cmyk = CMYK에서 변환했습니다.
picture-transparent = 투명한 부분을 흰색으로 채웠습니다.
picture-deep = 픽셀당 8비트가 넘는 값에서 변환했습니다.
formula-slid = 출력 크기 ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1: 입력 크기 n, 커널 k, 패딩 p, 스트라이드 s, 팽창(dilation) d.
formula-conv-parameters = 합성곱: 입력 채널 C_in개를 g개 그룹으로 나누고 필터가 C_out개이면 가중치 k·k·C_in/g·C_out개와 편향 C_out개.
formula-conv-multiply-adds = 합성곱의 곱셈-덧셈: 출력의 H·W개 위치마다 가중치를 한 번씩 씁니다.
formula-dense-parameters = 완전 연결층: 입력 I개, 출력 O개이면 가중치 I·O개와 편향 O개.
formula-pool-parameters = 풀링에는 매개변수가 없습니다.
formula-normalization-parameters = 정규화: 채널이나 값마다 스케일과 시프트가 하나씩 있어 2·C개.
formula-recurrent-parameters = 순환층: 방향 D개, 게이트 G개, 유닛 H개, 입력 I개이면 쌓은 층마다 D·G·(H·(I + H) + 2·H)개.
formula-embedding-parameters = 임베딩: 단어 W개마다 수 E개로 된 벡터가 있어 W·E개.
formula-residual = 잔차 블록: F(x) + x. 덧셈에는 매개변수가 없고, 둘의 형태가 같아야 합니다.
formula-receptive-field = 수용 영역 r + d(k − 1)·j: 층의 입력에서 수용 영역 r과 이웃 사이의 간격 j, 커널 k, 팽창(dilation) d.

size-without-padding = 패딩을 빼고 계산하면 { $calculation }이(가) 나옵니다. 올바른 값은 { $right }입니다.
size-without-filters = 출력 채널과 편향을 빼고 세면 매개변수가 { $calculation }개가 됩니다. 올바른 값은 { $right }개입니다.
size-total = 합계: 매개변수 { $parameters }개, 곱셈-덧셈 { $multiply_adds }번.
zoo-not-linear = 이 신경망에는 { $what } 연산이 있어 선형 층만 쌓은 것이 아닙니다.
zoo-family-classes = 단층 분류기를 비교하려면 클래스가 두 개인 데이터셋이 필요합니다. { $data } 데이터셋은 클래스 수가 다릅니다.

neuron-title = 신경 세포와 퍼셉트론
neuron-about = 로젠블랫의 퍼셉트론(1958)은 신경 세포를 본떴습니다. 한쪽의 한 부분을 가리키면 다른 쪽에서 대응하는 부분이 강조됩니다. 둘 다 아래에서 고른 게이트를 계산합니다.
neuron-topic = 로젠블랫의 퍼셉트론(1958)은 신경 세포를 본떴습니다. 부분별 대응은 다음과 같습니다.
neuron-topic-gate = AND 게이트일 때(가중치 1과 1, 편향 -1.5):
neuron-cell = 신경 세포
neuron-unit = 퍼셉트론
neuron-cell-name = 신경 세포 그림입니다. 왼쪽에 시냅스가 달린 가지돌기 두 개, 가운데에 세포체, 오른쪽에 축삭이 있습니다.
neuron-unit-name = 퍼셉트론 그림입니다. 왼쪽에 입력 두 개, 연결선 위에 가중치, 가운데에 합과 임계값, 오른쪽에 출력이 있습니다.
neuron-dendrite = 가지돌기
neuron-synapse = 시냅스
neuron-body = 세포체
neuron-axon = 축삭
neuron-as-dendrite = 입력
neuron-as-synapse = 가중치
neuron-as-body = 합과 임계값
neuron-as-axon = 출력
neuron-does-dendrite = 다른 세포가 보내는 것을 받아들입니다. 신호가 있으면 1, 없으면 0입니다.
neuron-does-synapse = 신호가 얼마나 전해지는지, 흥분시키는지(양수, 실선) 억제하는지(음수, 점선) 정합니다. 학습은 이 값을 바꿉니다.
neuron-does-body = 도착한 신호와 편향을 모두 더합니다. 합이 0 이상이면 발화합니다.
neuron-does-axon = 출력을 다음 세포로 전합니다. 발화하면 1, 아니면 0입니다.
neuron-bias = 편향 b
neuron-bias-value = 편향 { $bias }
neuron-inputs = 입력
neuron-gates = 게이트의 가중치
neuron-hint = 한 부분을 가리키거나 Tab 키로 옮겨 가세요. Enter 키를 누르면 강조가 유지됩니다.
neuron-sentence = { $sum } { $side } 0이므로 출력은 { $output }입니다.
neuron-is-gate = 입력 00, 01, 10, 11에 대한 출력은 { $answers }입니다. { $gate } 게이트입니다.
neuron-is-none = 입력 00, 01, 10, 11에 대한 출력은 { $answers }입니다. 어떤 가중치와 편향으로도 XOR(0 1 1 0)은 계산할 수 없습니다. 네 꼭짓점을 나누는 직선이 없기 때문입니다.
neuron-table = 부분별 대응
neuron-task = 하는 일
neuron-now = 지금
zoo-gate = 게이트
zoo-on-where = 켜지는 조건
zoo-separating = 켜짐과 꺼짐을 가르는 직선
zoo-no-line = 없음
zoo-network = 신경망
zoo-perceptron = 퍼셉트론
zoo-hidden = tanh 유닛 { $units }개, 출력 1개
zoo-learned = 학습 성공
zoo-of = { $of } 중 { $count }
zoo-epochs = 에포크
zoo-best = 최고 정확도
zoo-gates-head = 가중치를 직접 정한 계단 함수 유닛의 게이트가 00, 01, 10, 11에 내는 출력입니다. 퍼셉트론 하나는 직선의 한쪽에서 1, 다른 쪽에서 0을 출력합니다. 그래서 XOR에는 층이 하나 더 필요합니다. 여기서는 NAND와 OR의 결과를 AND로 합칩니다.
zoo-gates-learned = 게이트의 표본으로 학습한 결과입니다(시드 { $seeds }개, 퍼셉트론은 퍼셉트론 규칙으로 학습). 에포크는 모든 표본을 맞힐 때까지 걸린 수의 중앙값입니다.
zoo-proof = 퍼셉트론이 { $gate } 게이트를 학습할 수 없는 이유: { $on } = { $off } = { $common }. 이 점은 켜지는 꼭짓점들의 평균이면서 꺼지는 꼭짓점들의 평균입니다. 둘을 나누는 직선이 있다면 이 점이 직선의 양쪽에 동시에 있어야 합니다.

zoo-parameters = 매개변수
zoo-additive = 가산성 오차
zoo-homogeneous = 동차성 오차
zoo-collapsed = 한 층과의 차이
zoo-train = 훈련 정확도
zoo-test = 테스트 정확도
zoo-linear-single = 선형 층 1개
zoo-linear-stack = 선형 층 3개
zoo-linear-tanh = tanh 층 3개
zoo-linear-head = 학습한 신경망 g(x) = f(x) - f(0)는 선형 사상일까요? 표는 시드 { $seeds }개에서 g(x + y) = g(x) + g(y)와 g(a·x) = a·g(x)가 가장 크게 어긋난 정도를 양변의 크기로 나눈 값입니다. 0이면 선형이고, 가능한 가장 큰 값은 1입니다.
zoo-linear-collapse = 매개변수가 { $parameters }개인 선형 층 { $layers }개는 층 하나와 같습니다(시드 0): { $line }.
zoo-linear-note = 활성화 함수 없이 층을 늘리면 매개변수만 늘고 표현할 수 있는 함수는 늘지 않습니다. 층을 쌓아도 결정 경계는 한 층일 때처럼 직선입니다.

zoo-member = 유닛
zoo-loss = 손실, y = ±1
zoo-line = 직선(시드 0)
zoo-turn = 각도의 흩어짐
zoo-family-perceptron = 퍼셉트론
zoo-family-adaline = 아달라인, 선형 회귀
zoo-family-logistic = 로지스틱 회귀
zoo-family-svm = 선형 SVM
zoo-loss-perceptron = max(0, -yz)
zoo-loss-adaline = (y-z)²/2
zoo-loss-logistic = ln(1+e⁻ʸᶻ)
zoo-loss-svm = max(0, 1-yz)
zoo-family-head = 유닛 하나 z = w·x + b를 네 가지 손실로, 같은 데이터({ $data })와 시드 { $seeds }개에서 학습했습니다. 예측은 z의 부호입니다.
zoo-family-note = 각도의 흩어짐은 시드마다 얻은 직선이 평균 방향에서 벗어난 각도의 평균입니다. 퍼셉트론은 오류가 없는 직선이면 아무 데서나 멈추고, 그런 직선이 없으면 계속 바뀝니다. 나머지 손실에서는 가장 좋은 직선이 하나로 정해집니다. 정확도는 시드에 대한 평균입니다.

zoo-convolution-pictures = 합성곱에는 클래스가 여럿인 이미지가 필요한데 { $data } 데이터셋에는 없습니다.
zoo-convolution-conv = 합성곱 { $size }, { $next }
zoo-convolution-dense = 완전 연결 { $size }개
zoo-convolution-head = 3×3 합성곱 두 층과 완전 연결층 하나로 된 신경망을, 완전 연결 은닉층이 하나인 신경망들과 비교합니다. 모두 ReLU를 쓰고, 이미지 { $samples }장({ $data })과 시드 { $seeds }개로 똑같이 학습합니다. 구간은 시드에 대한 평균의 구간입니다.
zoo-convolution-twin = { $network }: 테스트 정확도가 같거나 높은 가장 작은 완전 연결 신경망은 { $dense }이며, 매개변수가 { $times }배입니다. 테스트 세트로 고른 것이니 다른 데이터로 확인하세요.
zoo-convolution-none = { $network }: 여기에는 이 테스트 정확도에 이르는 완전 연결 신경망이 없습니다. 매개변수가 { $times }배인 { $dense }도 미치지 못합니다.
zoo-convolution-note = 합성곱은 같은 가중치를 이미지의 모든 위치에 씁니다. 그래서 매개변수는 줄지만 곱셈은 줄지 않습니다.
zoo-regions-bent = 이 신경망은 조각별 선형이 아닙니다. { $what } 때문에 굽어 있어 선형 영역이 없습니다.
zoo-regions-inputs = 선형 영역은 입력이 하나나 둘일 때 구할 수 있습니다. 이 신경망의 입력 수: { $inputs }.
zoo-regions-finite = 선형 영역을 구하려면 가중치가 유한해야 하고, 입력 범위의 하한이 상한보다 작아야 합니다.
zoo-regions-many = 입력 범위 안의 선형 영역이 { $most }개를 넘습니다. 더 좁은 범위나 더 작은 신경망을 쓰세요.
zoo-regions-line = 꺾이는 점은 입력이 하나인 신경망에만 있습니다. 이 신경망은 입력이 둘입니다.
zoo-function-shape = 함수에는 x와 y가 같은 수만큼, 1개부터 { $most }개까지 있어야 합니다. 지금은 { $x }개와 { $y }개입니다.
zoo-function-finite = 함수의 점과 변화율은 유한한 수여야 합니다. 유한하지 않은 곳: { $where }.
zoo-function-order = x는 점마다 커져야 합니다. { $where } = { $x }, 그 앞의 값은 { $before }입니다.
zoo-function-steep = 두 점이 너무 가까워 그 사이의 변화율을 수로 나타낼 수 없습니다. 서로 떨어뜨리세요.
zoo-function-range = 좁은 신경망에는 하한이 상한보다 작은 유한한 범위가 필요합니다. 받은 범위: { $low }부터 { $high }까지.
zoo-regions-hidden = 은닉층
zoo-regions-units = 유닛
zoo-regions-start = 초기화 직후의 영역
zoo-regions-end = 학습 뒤
zoo-regions-pieces = 출력의 조각
zoo-regions-most = 상한
zoo-regions-head = ReLU 신경망은 조각별 선형 함수입니다. { $data } 표본이 있는 범위에서 선형 영역을 정확히 센 값이며, 시드 { $seeds }개의 평균입니다.
zoo-no-pictures = 선형 이미지 분류기에는 클래스가 있는 이미지가 필요한데 { $data } 데이터셋에는 없습니다. fashion-mnist-small, cifar-10, 이미지 폴더 가운데 하나를 쓰세요.
zoo-not-single-layer = 템플릿과 특성에는 층이 하나인 신경망이 필요합니다. network.hidden과 network.layers를 빼세요. 템플릿에는 픽셀도 필요하므로 data.features와 pca, whiten도 빼세요.
zoo-features-words = 특성
zoo-features-inputs = 입력 수
zoo-features-more = 픽셀과의 차이
zoo-features-head = { $data } 데이터셋의 여러 특성을 같은 선형 분류기에 넣었습니다. 훈련 이미지 { $train }장, 테스트 이미지 { $test }장, 시드 { $seeds }개이며 값은 퍼센트, 괄호 안은 95 % 구간입니다.
zoo-features-note = 시드마다 시각 단어를 새로 구하고, 가중치를 새로 초기화하고, 순서를 새로 섞습니다. 구간에는 시드가 달라질 때와 테스트 이미지가 달라질 때의 차이가 모두 들어 있습니다. 히스토그램에는 밝기나 색이 담기지만 위치는 담기지 않습니다. HoG에는 밝기와 상관없이 에지의 위치와 방향이 담깁니다. 시각 단어에는 어떤 작은 패치가 있는지가 담기지만 위치는 담기지 않습니다. 분류기와 학습 방법은 모두 같으므로 결과의 차이는 특성의 차이입니다. 어느 특성에도 설정을 따로 조정하지 않았습니다.
zoo-templates-class = 클래스
zoo-templates-right = 테스트 정확도
zoo-templates-taken = 가장 자주 혼동한 클래스
zoo-templates-symmetry = 대칭
zoo-templates-symmetry-mirrored = 대칭(뒤집은 이미지도 학습)
zoo-templates-trained = 훈련 이미지
zoo-templates-on-mirrored = 뒤집은 테스트 이미지에서
zoo-templates-plain = 그대로
zoo-templates-mirrored = 무작위로 좌우를 뒤집음
zoo-templates-head = { $data } 데이터셋의 선형 분류기에는 클래스마다 템플릿이 하나 있습니다. 테스트 이미지 { $test }장, 시드 { $seeds }개이며 클래스별 값은 첫 시드에서 얻었습니다.
zoo-templates-pairs = 서로 가장 자주 혼동한 클래스: { $pairs }
zoo-templates-note = 클래스의 점수는 픽셀 × 가중치의 합입니다. 템플릿 하나를 그 클래스의 모든 이미지에 씁니다. 왼쪽이나 오른쪽을 향하는 신발과 말처럼 두 가지 모습이 있는 클래스도 있습니다. 그런 클래스의 템플릿은 두 모습의 합이 되어, 머리가 둘 달린 말처럼 보입니다. 이런 템플릿은 어느 모습과도 꼭 닮지 않고, 다른 클래스의 이미지에도 잘 맞습니다. 대칭은 템플릿과 그 거울상 사이의 코사인이며, 1이면 좌우가 같습니다.
zoo-regions-note = 영역은 어떤 유닛도 켜짐과 꺼짐이 바뀌지 않는 곳입니다. 초기화 직후에는 편향이 0이므로 첫 층의 직선이 모두 원점을 지나, 유닛 n개가 영역 2n개를 만듭니다. 학습하면서 직선들이 흩어집니다. 출력의 조각은 같은 선형 사상을 가진 이웃 영역을 하나로 센 것입니다. 상한은 어떤 가중치로도 넘을 수 없는 수입니다. 너비와 함께 커지고 깊이와 함께 훨씬 빨리 커지지만, 학습된 신경망은 그보다 훨씬 적습니다.
zoo-time-sequences = 시간에 따른 기울기를 보려면 시퀀스 데이터가 필요한데 "{ $data }"은(는) 시퀀스가 아닙니다. 예: --set name=adding:40, copying, parity, sine-wave.
zoo-cell-rnn = 단순 RNN
zoo-cell-rnn-orthogonal = RNN, 직교 초기화
zoo-cell-rnn-large = RNN, 큰 가중치
zoo-cell-lstm = LSTM
zoo-cell-gru = GRU
zoo-time-cell = 셀
zoo-time-clip = 기울기 클리핑
zoo-time-off = 없음
zoo-time-start = 학습 전 비율
zoo-time-end = 학습 후 비율
zoo-time-norm = 가장 큰 기울기 노름
zoo-time-loss = 마지막 손실
zoo-time-head = { $data } 데이터에서 시간에 따른 기울기, 업데이트 { $updates }회, 시드 { $seeds }개. 비율: 첫 상태의 기울기를 { $distance }시점 뒤 마지막 상태의 기울기로 나눈 값이며, 괄호 안은 시점마다 곱해지는 값입니다.
zoo-time-note = 어떤 상태의 기울기는 손실까지 시점마다 하나씩 곱해지는 값의 곱입니다. 이 값이 1보다 작으면 기울기가 소실됩니다. 그러면 앞쪽 입력에서 배우지 못하고 손실은 우연 수준에 머뭅니다. 이 값이 1보다 크면 유닛이 포화될 때까지 기울기가 폭주합니다. 직교 순환 가중치는 이 값이 1에 가까운 상태에서 시작합니다. LSTM과 GRU의 게이트는 상태를 유지하는 법을 배우므로, 학습하면서 이 값이 1에 가까워집니다. 기울기 클리핑은 기울기가 전달되는 거리를 바꾸지 않고 업데이트의 크기만 제한합니다.
zoo-depth-depths = 깊이는 층 6n + 2개여야 하며 8에서 { $most }까지입니다(8, 14, 20, 26, …). { $depth }은(는) 쓸 수 없습니다.
zoo-depth-pictures = 일반 신경망과 잔차 신경망은 여러 클래스의 이미지로 비교하는데 "{ $data }"에는 그런 이미지가 없습니다. 예: --set name=fashion-mnist, digits.
zoo-family-of-vgg-style = VGG 방식
zoo-family-of-plain = 일반, 정규화
zoo-family-of-resnet = 잔차, 정규화
zoo-depth-depth = 층
zoo-depth-family = 신경망
zoo-depth-loss = 훈련 손실
zoo-depth-test = 테스트 정확도
zoo-depth-ratio = 기울기, 첫 층 / 끝 층
zoo-depth-finding = 진단
zoo-depth-healthy = –
zoo-depth-head = { $data } 데이터에서 깊이를 늘려 가며 비교한 일반 신경망과 잔차 신경망, 업데이트 { $updates }회씩, 시드 { $seeds }개. 기울기, 첫 층 / 끝 층: 학습 전 첫 층 가중치 기울기의 RMS를 출력층의 RMS로 나눈 값. ±: 시드에 대한 95 % 구간의 절반.
zoo-depth-note = VGG 방식은 3×3 합성곱과 ReLU만 씁니다. 일반은 합성곱마다 배치 정규화를 더하고, 잔차는 같은 층 두 개마다 잔차 연결을 둡니다. 더 깊은 신경망은 얕은 신경망이 계산하는 것을 모두 계산할 수 있는데도, 일반 신경망은 층이 늘수록 훈련 손실이 커집니다(He et al. 2015). 정규화만 있으면 기울기가 역전파되면서 층마다 일정한 비율로 커집니다(Yang et al. 2019). 잔차 연결이 있으면 그대로 전달됩니다.

plot-gates-title = 게이트
plot-gates-layers = { $gate }, 두 층
plot-gates-alt = 두 입력의 평면과 네 꼭짓점입니다. 게이트가 켜지는 꼭짓점은 채워져 있습니다. 배경은 가중치를 직접 정한 신경망이 켜지는 곳입니다: { $names }.
plot-gates-alt-crossing = { $gate }: 켜지는 꼭짓점을 잇는 선분과 꺼지는 꼭짓점을 잇는 선분이 서로 만나므로 둘을 가르는 직선이 없습니다.

## studio: server (studio-error-*: one line on the page about what it asked for)

studio-error-host = 이 서버는 호스트 이름 "{ $host }"을(를) 받지 않습니다. whygrad play가 출력한 주소를 여세요.
studio-error-origin = { $origin }의 페이지는 이 서버에 요청할 수 없습니다.
studio-error-token = 이 페이지에는 올바른 토큰이 없습니다. whygrad play가 출력한 주소를 다시 여세요.
studio-error-bug = 서버에서 예상하지 못한 오류가 났습니다. whygrad의 버그입니다: { $kind }.
studio-error-busy = 서버가 다른 요청을 처리하고 있습니다. 잠시 뒤에 다시 시도하세요.
studio-error-body-size = 요청이 너무 큽니다. 한 번에 최대 { $most }바이트까지 보낼 수 있습니다.
studio-error-body-slow = 데이터가 도착하는 데 너무 오래 걸렸습니다. 다시 시도하세요.
studio-error-body-nested = 데이터가 너무 깊이 중첩되어 있거나 항목이 너무 많습니다.
studio-error-json = 요청이 올바른 JSON이 아닙니다.
studio-error-request = 요청의 { $where } 항목이 올바르지 않습니다.
studio-error-method = 여기에서는 { $method } 요청을 할 수 없습니다.
studio-error-no-page = { $path }에는 아무것도 없습니다.
studio-error-channel = "{ $name }"은(는) 페이지에서 기록할 수 있는 값이 아닙니다.
studio-error-array-shape = 배열 { $name }은(는) 형태가 { $shape }인 float32 값이어야 합니다.
studio-error-trace = 기록된 학습의 내용이 서로 맞지 않습니다. 스텝은 커져야 하고, 실행마다 상태가 있어야 합니다.
studio-error-trial-size = 학습량이 너무 많아 여기서는 처방을 비교할 수 없습니다. 에포크, 유닛, 표본, 시드를 줄이거나 whygrad diagnose --trial을 쓰세요.
studio-error-pixels-work = 학습량이 너무 많아 여기서는 지도를 만들 수 없습니다. 에포크, 유닛, 표본을 줄이거나 whygrad map을 쓰세요.
studio-error-check-time = 검사가 { $seconds }초 넘게 걸립니다. 유닛, 층, 특성을 줄이세요.
studio-error-trial-time = 처방을 비교하는 데 { $seconds }초가 넘게 걸려 중단했습니다. 에포크, 유닛, 시드를 줄이세요.
studio-error-time = 요청을 처리하는 데 { $seconds }초가 넘게 걸려 중단했습니다. 더 작은 요청을 보내세요.
studio-error-memory = 요청을 처리하는 데 서버가 허용하는 것보다 많은 메모리가 필요합니다. 더 작은 요청을 보내세요.
studio-error-gone = 이 요청을 보낸 페이지가 닫혔습니다.
studio-error-array = 배열 { $name }의 값이 적힌 형태와 맞지 않습니다.
studio-error-two-experiments = 실험과 링크 가운데 하나만 보내세요.
studio-error-two-data-sets = 그린 점과 CSV 텍스트 가운데 하나만 보내세요.
studio-error-points-shape = 점을 2개 이상 그리세요. 점마다 클래스나 수가 하나씩 있어야 합니다.
studio-error-points-finite = 점의 값은 유한한 수여야 합니다.
studio-error-points-classes = 점의 클래스는 0부터 시작하는 정수여야 하고, 최대 { $most }개입니다.
studio-error-network-size = { $key }: 페이지의 신경망은 최대 { $layers }층, 층마다 최대 { $units }유닛입니다. 더 큰 신경망은 whygrad train으로 학습하세요.
studio-error-data-set = { $key }: { $name } 데이터셋은 시퀀스이거나 큰 이미지라서 페이지에서 학습할 수 없습니다. whygrad train으로 학습하세요.
studio-error-patience = { $key }: 페이지에는 조기 종료가 없습니다. 조기 종료는 whygrad train에서 쓸 수 있습니다.
studio-error-feature = { $key }: { $value } 계산에는 시간이 너무 오래 걸립니다. 페이지에서는 { $most }까지 쓸 수 있습니다. 더 큰 값은 whygrad train으로 학습하세요.
studio-error-samples = { $key }: 페이지에서는 표본이 최대 { $most }개입니다. 더 큰 데이터는 whygrad train으로 학습하세요.
studio-error-updates = { $key }: 이 배치 크기로는 페이지에서 최대 { $most }에포크까지 가능합니다.
studio-error-weights = 링크에 든 가중치는 { $given }개인데 신경망의 가중치는 { $needed }개입니다. 링크가 잘렸거나 두 링크가 섞였습니다.
studio-error-parameters = { $key }: 모든 신경망의 매개변수가 { $count }개인데, 페이지에서는 최대 { $most }개까지 가능합니다. 유닛이나 시드를 줄이세요.
studio-error-code = 코드가 { $code }인 문제나 처방은 없습니다.
studio-error-no-trace = 이 트레이스는 이제 없습니다. 폴더가 삭제되었거나 이동했거나 이름이 바뀌었습니다.
studio-error-trace-size = { $file }: 페이지에서는 층 { $layers }개, 실행 { $runs }개까지 볼 수 있습니다. 이 트레이스는 whygrad diagnose로 확인하세요.
studio-error-anywidget = whygrad.Studio에는 anywidget이 필요한데 설치되어 있지 않습니다. 다음 명령으로 설치하세요: pip install "whygrad[notebook]"
studio-error-seeds = seeds는 1부터 { $most }까지의 정수여야 합니다.

## studio: the bench (controls, data, lessons; studio-word-<word of an option>, studio-set-<dataset>, studio-lesson-<preset>)

studio-skip = 신경망으로 건너뛰기
studio-data = 데이터
studio-features = 특성
studio-network = 신경망
studio-training = 학습
studio-output = 출력
studio-diagnosis = 학습이 되는 이유, 안 되는 이유
studio-curves = 손실과 정확도
studio-inside = 신경망 내부
studio-lessons = 연습 문제

studio-controls = 학습 제어
studio-run = 실행
studio-pause = 일시 정지
studio-reset = 초기화
studio-reset-help = 같은 시작점으로 돌아갑니다. 가중치와 표본의 순서가 같습니다.
studio-step-batch = 배치 1개 진행
studio-batch = 배치
studio-step-batch-help = 배치 하나로 한 번 업데이트합니다.
studio-step-epoch = 에포크 1개 진행
studio-step-epoch-help = 에포크의 끝까지 학습합니다.
studio-new-start = 새 시드
studio-new-start-help = 데이터는 그대로 두고, 다른 초깃값과 다른 표본 순서로 시작합니다.
studio-speed = 속도
studio-speed-help = 1초에 학습하는 에포크 수입니다.
studio-speed-epochs = { $epochs }에포크/초
studio-speed-max = 최고 속도
studio-epoch = 에포크
studio-loss-train = 훈련 손실
studio-loss-test = 테스트 손실
studio-not-a-number = NaN
studio-status = 에포크 { $epoch }, 훈련 손실 { $train }, 테스트 손실 { $test }.
studio-status-accuracy = 테스트 정확도 { $accuracy }.
studio-status-healthy = 문제를 찾지 못했습니다.
studio-status-paused = 일시 정지됨.

studio-maps = 지도
studio-maps-help = 두 설정(예: 학습률과 가중치 초깃값)의 평면에서 픽셀마다 신경망 하나를 학습합니다
studio-networks = 신경망
studio-networks-help = 내장 모델의 크기와 비용, 직접 만든 층 목록, 학습된 신경망의 내부, 데이터 증강
studio-look-inside = 신경망 내부
studio-language = 언어
studio-theme = 테마
studio-theme-auto = 자동
studio-theme-light = 밝게
studio-theme-dark = 어둡게

studio-undo = 되돌리기
studio-undo-help = 마지막 변경을 되돌립니다.
studio-share = 공유
studio-link = 이 실험의 링크
studio-copy-link = 링크 복사
studio-copied = 복사했습니다.
studio-copy-by-hand = 위의 칸에서 직접 복사하세요.
studio-link-weights = 현재 가중치 포함
studio-link-weights-help = 화면에 보이는 신경망의 현재 가중치를 링크에 함께 담습니다. 링크를 열면 같은 시드로 그 가중치부터 학습을 이어 갑니다.
studio-link-many-weights = 가중치 { $count }개는 링크에 다 들어가지 않습니다. 약 { $room }개까지 들어갑니다. 대신 링크에는 초기화 방법만 담깁니다.
studio-link-no-numbers = 이 신경망의 가중치에 NaN이나 무한대가 있어 그 가중치로는 학습을 시작할 수 없습니다. 대신 링크에는 초기화 방법만 담깁니다.
studio-link-many-points = 점이 너무 많아 링크에 들어가지 않습니다. 약 900개까지 들어갑니다.
studio-link-own-data = 내 데이터는 링크에 담기지 않습니다.
studio-save-html = 서버 없이 학습하는 페이지 (HTML)
studio-file-about = 이 파일은 서버 없이 학습하며 오프라인에서도 동작합니다. 비활성화된 기능에는 Python이 필요합니다. pip install whygrad를 실행한 다음 whygrad play를 실행하세요.
studio-file-python = 이 파일에는 이 신경망과 데이터만 있습니다. 바꾸려면 whygrad play를 실행하세요.
studio-file-seeds = 이 파일에는 신경망 { $count }개의 초깃값이 있습니다. 다른 초깃값이 필요하면 whygrad play를 실행하세요.
studio-file-diagnosis = 이 파일을 만들 때, { $epochs }에포크 뒤에 나온 진단입니다.
studio-file-no-diagnosis = 이 파일에는 진단이 없습니다. 진단하려면 whygrad play를 실행하세요.
studio-open-link = 링크 열기
studio-open-link-help = whygrad나 TensorFlow Playground의 링크, 또는 링크에서 # 뒤의 부분을 넣으세요.
studio-open = 열기
studio-save-toml = 실험 (TOML)
studio-save-svg = 그림을 SVG로 저장
studio-save-png = 그림을 PNG로 저장
studio-save-as = 파일로 저장
studio-save-pytorch = PyTorch 코드
studio-save-keras = Keras 코드
studio-save-onnx = ONNX 모델
studio-save-now = 현재 가중치로
studio-save-now-help = PyTorch, Keras, ONNX에 적용됩니다. 선택하지 않으면 초깃값을 저장하며, 코드를 실행하면 이 페이지와 같은 손실이 나옵니다.
studio-picture-seed = 시드 { $seed }

studio-notice = { $key }: { $text }
studio-dismiss = 닫기
studio-slider = { $name }, 슬라이더

studio-problem = 문제 유형
studio-problem-classes = 분류
studio-problem-numbers = 회귀
studio-dataset = 데이터셋
studio-classes = 클래스 수
studio-noise = 잡음
studio-noise-of = 잡음: { $kind }
studio-noise-label = 레이블
studio-noise-spread = 분산
studio-noise-jitter = 위치
studio-noise-relabel = 무작위 레이블
studio-noise-target = 목표값에 더함
studio-samples = 표본 수
studio-train-share = 훈련 세트의 비율
studio-split = 훈련 세트 { $train }개, 테스트 세트 { $test }개
studio-regenerate = 표본 다시 만들기
studio-preprocessing = 전처리
studio-pca-components = 남길 주성분의 수
studio-own-data = 내 데이터
studio-own-data-in-use = 파일의 데이터: { $name }
studio-own-data-back = 내장 데이터셋으로 돌아가기
studio-csv-open = CSV 파일 열기
studio-csv-paste = 또는 붙여 넣기 (첫 줄은 열 이름)
studio-csv-use = 이 데이터 쓰기
studio-csv-target = 예측할 열
studio-csv-last = 마지막 열
studio-csv-too-long = 여기에서는 CSV 텍스트를 { $most }자까지 쓸 수 있습니다. 더 큰 데이터에는 whygrad train을 쓰세요.
studio-features-legend = 신경망에 넣을 특성
studio-features-many = 입력 { $count }개가 모두 신경망에 들어갑니다.

studio-hidden-layers = 은닉층
studio-more-settings = 더 많은 설정
studio-output-more = 표시 옵션과 개별 표본
studio-edit-layer = 은닉층 { $layer }의 유닛과 활성화 함수
studio-neurons-of = 은닉층 { $layer }의 유닛 수
studio-add-layer = 은닉층 추가
studio-remove-layer = 마지막 은닉층 삭제
studio-add-neuron = 은닉층 { $layer }에 유닛 추가
studio-remove-neuron = 은닉층 { $layer }에서 유닛 삭제
studio-activation = 활성화 함수
studio-activation-of = 은닉층 { $layer }의 활성화 함수
studio-activation-mixed = 층마다 다름
studio-initialization = 가중치 초기화
studio-normalization = 정규화
studio-dropout = 드롭아웃
studio-residual = 잔차 연결
studio-output-activation = 출력 함수

studio-learning-rate = 학습률
studio-optimizer = 옵티마이저
studio-schedule = 학습률 스케줄
studio-warmup = 워밍업
studio-batch-size = 배치 크기
studio-epochs = 에포크 수
studio-loss-function = 손실 함수
studio-regularization = 규제
studio-regularization-none = 없음
studio-regularization-l1 = L1
studio-regularization-l2 = L2
studio-regularization-both = L1과 L2
studio-rate-l1 = L1 강도
studio-rate-l2 = L2 강도
studio-clipping = 기울기 클리핑
studio-seeds = 시드 수
studio-seeds-help = 시드가 서로 다른 신경망을 몇 개나 함께 학습할지 정합니다. 1부터 { $most }까지입니다.
studio-shown = 표시할 신경망
studio-shown-help = 함께 학습하는 신경망 가운데 어느 것을 그릴지 정합니다. 곡선은 모든 신경망을 보여 줍니다.
studio-shown-seed = 시드 { $number }

studio-word-auto = 자동
studio-word-none = 없음
# made by `python -m whygrad.activations` from activations/table.py: begin
studio-word-linear = 선형
studio-word-step = 계단
export-code-step = 입력이 0 이상이면 1, 아니면 0. 도함수가 0이므로 아래층은 학습되지 않습니다.
studio-word-sign = 부호
export-code-sign = 입력이 0 이상이면 1, 아니면 -1. 도함수가 0이므로 아래층은 학습되지 않습니다.
studio-word-piecewise-linear = Hard tanh
studio-word-sigmoid = 시그모이드
studio-word-tanh = Tanh
studio-word-relu = ReLU
studio-word-leaky-relu = Leaky ReLU
export-code-leaky-relu = 0보다 크면 그대로, 작으면 100분의 1로 줄입니다.
studio-word-prelu = PReLU
studio-word-elu = ELU
studio-word-selu = SELU
studio-word-gelu = GELU
studio-word-silu = SiLU (Swish)
studio-word-softplus = Softplus
studio-word-mish = Mish
# made by `python -m whygrad.activations` from activations/table.py: end
studio-word-xavier-uniform = Xavier, 균등
studio-word-xavier-normal = Xavier, 정규
studio-word-he-uniform = He, 균등
studio-word-he-normal = He, 정규
studio-word-lecun-uniform = LeCun, 균등
studio-word-lecun-normal = LeCun, 정규
studio-word-normal = 정규분포
studio-word-orthogonal = 직교
studio-word-zeros = 모두 0
studio-word-playground = Playground 방식
studio-word-batch = 배치 정규화
studio-word-layer = 층 정규화
studio-word-identity = 항등
studio-word-softmax = 소프트맥스
studio-word-squared = 제곱 오차
studio-word-cross-entropy = 교차 엔트로피
studio-word-hinge = 힌지 손실
studio-word-sgd = SGD
studio-word-momentum = 모멘텀
studio-word-nesterov = Nesterov
studio-word-adagrad = AdaGrad
studio-word-rmsprop = RMSProp
studio-word-adam = Adam
studio-word-adamw = AdamW
studio-word-perceptron = 퍼셉트론 규칙
studio-word-constant = 일정
studio-word-cosine = 코사인
studio-word-inverse-sqrt = 1/√(1 + 에포크)
studio-word-center = 평균 빼기
studio-word-center-channel = 채널별 평균 빼기
studio-word-scale-channel = 채널별 표준편차로 나누기
studio-word-scale = 표준편차로 나누기
studio-word-pca = 주성분
studio-word-whiten = 백색화

studio-set-circle = 원
studio-set-xor = XOR
studio-set-gauss = 두 군집
studio-set-spiral = 나선
studio-set-moons = 두 반달
studio-set-rings = 고리
studio-set-checkerboard = 체커보드
studio-set-blobs = 군집
studio-set-and = AND
studio-set-or = OR
studio-set-nand = NAND
studio-set-xor-gate = XOR 게이트
studio-set-plane = 평면
studio-set-bumps = 봉우리
studio-set-sine = 사인
studio-set-steps = 계단
studio-set-digits = 숫자

studio-gates = 게이트와 XOR
studio-gates-about = 퍼셉트론은 직선의 한쪽에서 1, 다른 쪽에서 0을 출력합니다. 게이트를 고르고 실행을 누른 뒤, 출력 그림에서 직선을 지켜보세요.
studio-gates-and = AND, 퍼셉트론 하나
studio-gates-or = OR, 퍼셉트론 하나
studio-gates-nand = NAND, 퍼셉트론 하나
studio-gates-xor = XOR, 퍼셉트론 하나
studio-gates-trained = XOR, 두 층, 학습하기
studio-gates-hand = XOR, 두 층, 직접 정한 가중치
studio-gates-set = 가중치를 직접 정하기: NAND, OR, 그다음 AND
studio-gates-table = 진리표
studio-gates-none = 위의 신경망은 게이트를 학습하고 있지 않습니다. 하나를 고르세요.
studio-gates-right = 진리표 { $of }행 가운데 { $right }행이 맞습니다.
studio-gates-unit = 은닉 { $unit }
studio-gates-answer = 출력
studio-gates-wanted = 목표값
studio-gates-is = 맞음
studio-gates-proof = 퍼셉트론 하나로 XOR를 계산할 수 없는 이유: (0, 1)과 (1, 0)에서 1, (0, 0)과 (1, 1)에서 0을 출력해야 합니다. 두 쌍의 중점이 (½, ½)로 같습니다. 그래서 한 쌍을 한쪽에, 다른 쌍을 다른 쪽에 두는 직선은 없습니다. NAND와 OR로 된 은닉층은 꼭짓점을 AND가 나눌 수 있는 곳으로 옮깁니다.
studio-stack = 선형 층 쌓기
studio-stack-about = 사이에 활성화 함수가 없으면 층들은 행렬을 곱할 뿐입니다: W₃(W₂(W₁x + b₁) + b₂) + b₃ = Wx + b. 신경망을 불러와 학습해 보세요. 아래 수는 화면에 보이는 신경망에서 계산했습니다.
studio-stack-linear = 선형 층 세 개
studio-stack-tanh = 사이에 tanh를 넣은 같은 신경망
studio-stack-none = 이 문제에는 x₁과 x₂를 입력으로 받는 완전 연결층이 필요합니다. 아래 신경망 가운데 하나를 불러오세요.
studio-stack-is-one = 층 { $layers }개는 층 하나와 같습니다. Wx + b와의 가장 큰 차이는 가장 큰 출력의 { $difference }배로, 반올림 오차입니다.
studio-stack-is-more = 사이에 활성화 함수가 있으면 층 { $layers }개는 행렬의 곱과 다릅니다. Wx + b와의 가장 큰 차이는 가장 큰 출력의 { $difference }배입니다.
studio-stack-table = 신경망과 한 층의 비교. g(x) = f(x) - f(0), x = (1, 0.5), y = (-0.5, 1)
studio-stack-check = 선형 신경망에서 성립하는 식
studio-stack-left = 좌변
studio-stack-right = 우변
studio-lessons-about = 학습되는 신경망도 있고 안 되는 신경망도 있습니다. 하나를 열어 실행을 누르고, 진단이 나오기 전에 이유를 찾아보세요.
studio-claim-not-live = { $id }은(는) 이 조건에서는 이 페이지에서 실행할 수 없어 저장된 결과를 보여 줍니다. 실행하려면: whygrad claims { $id } --run
studio-claim-own-data = 주장은 내장 데이터셋으로 실행합니다. 데이터에서 하나를 고르거나 바꾼 것을 되돌리세요.
studio-claim-arm-changed = 이 설정은 "{ $claimed }"와(과) "{ $other }"을(를) 구분하므로 양쪽에서 함께 바꿀 수 없습니다. 바꾼 것을 되돌리세요.
studio-claim-no-hidden = 은닉층이 없으면 이 주장의 두 신경망이 같아집니다. 은닉층을 추가하세요.
studio-claim-no-measure = 이렇게 바꾸면 일부 실행에서 주장의 측정값을 구할 수 없습니다. 바꾼 설정을 줄이거나 모두 되돌리세요.
studio-claim-size = 이렇게 바꾸면 학습량이 너무 많아 여기서 실행할 수 없습니다. 에포크, 유닛, 표본, 시드를 줄이거나 주장의 명령을 쓰세요.
studio-claim-time = 주장을 실행하는 데 { $seconds }초가 넘게 걸려 중단했습니다. 에포크, 유닛, 표본을 줄이세요.
studio-claim-run-changed = 두 신경망에서 모두 바꾼 설정: { $changes }.
studio-claim-run-tuned = 각각 검증 데이터에서 가장 좋은 { $key }을(를) 썼습니다: { $values }.
studio-claim-run-undecided = 판정에 쓰는 구간이 의미 있는 최소 효과를 포함합니다. 이 시드 수로는 판정할 수 없습니다.
studio-course = 과정: 주장과 과제
studio-course-name = 과정
studio-course-help = 학습에 관한 주장을 초심자에게 알맞은 순서로 봅니다. 무엇을 예상하나요? 결과는 어떤가요?
studio-course-about = 초심자에게 알맞은 순서로 놓은 단계 { $count }개 가운데 { $done }개를 마쳤습니다. 주장은 결과를 보여 주기 전에 예상을 묻습니다. 진행 상황은 이 브라우저에만 남습니다.
studio-course-waits = 과정을 불러오는 중입니다.
studio-course-chosen-steps = 선택된 단계 { $count }개 가운데 { $done }개 완료
studio-course-unknown = 링크에 이 과정에 없는 단계가 있습니다: { $ids }.
studio-course-all = 전체 과정 보기
studio-course-begin = 시작
studio-course-continue = 이어서 하기
studio-course-share = 선택한 단계 공유
studio-course-share-about = 단계에 표시하세요. 링크를 연 사람은 이 단계만 이 순서로 봅니다.
studio-course-pick = { $name } 선택
studio-course-picked = 단계 { $count }개를 선택했습니다.
studio-course-link = 선택한 단계의 링크
studio-course-forget = 진행 상황 지우기
studio-course-forget-sure = 답한 내용과 결과를 본 기록을 모두 지울까요?
studio-course-forget-yes = 지우기
studio-course-forget-no = 그대로 두기
studio-course-previous = 이전 단계
studio-course-next = 다음 단계
studio-course-place = 단계 { $number }/{ $count }
studio-course-done = { $count }개 중 { $done }개 완료
studio-course-live = 직접 실행
studio-course-stored = 저장된 결과
studio-course-exercise = 과제
studio-course-state-new = 시작 전
studio-course-state-answered = 답함
studio-course-state-begun = 시작함
studio-course-state-revealed = 결과 확인
studio-course-state-solved = 해결함
studio-claim-close = 주장 닫기
studio-claim-expect = 결과가 어떨 것 같나요?
studio-claim-holds = 성립한다
studio-claim-depends = 조건에 따라 다르다
studio-claim-fails = 성립하지 않는다
studio-claim-reveal = 결과 보기
studio-claim-how = 검증 방법
studio-claim-why = 이유
studio-claim-verdict = 판정: { $verdict }.
studio-claim-depends-on = { $verdict } ({ $what })
studio-claim-right = 예상: "{ $answer }". 맞았습니다.
studio-claim-wrong = 예상: "{ $answer }".
studio-claim-live = 비교하는 신경망
studio-claim-arm = 신경망
studio-claim-condition = 조건
studio-claim-again = 바꾼 것 되돌리기
studio-claim-run = 시드 { $seeds }개 실행
studio-claim-running = 실행 중
studio-claim-running-both = 새 시드 { $seeds }개로 학습하고 있습니다.
studio-claim-ran = 시드 { $first }~{ $last }, { $measure }: { $means }. 효과 { $effect }, 95 % 구간 { $interval }: { $decision }.
studio-claim-ran-one = 시드 { $first }~{ $last }, { $measure }: { $effect }, 95 % 구간 { $interval }: { $decision }.
studio-claim-picture = 점: 시드 하나씩. 굵은 선: 평균과 95 % 구간. 점선: 의미 있는 최소 효과. 세로 실선: 차이 없음.
studio-claim-stored = 이 주장의 신경망은 페이지에서 학습하지 않으며, 저장된 결과를 보여 줍니다.
studio-claim-details-close = 닫기
studio-claim-command = 주장 전체 실행:
studio-claim-figure-waits = 그림을 그리는 중입니다.
studio-claim-table = 조건별 저장된 결과
studio-claim-column-condition = 조건
studio-claim-column-effect = 효과
studio-claim-column-interval = 95 % 구간
studio-claim-column-decision = 결과
studio-claim-outdated = 그 뒤로 코드나 주장이 바뀌었습니다.
studio-claim-literature = 문헌
studio-claim-for = 찬성
studio-claim-against = 반대
studio-lesson-close = 연습 문제 닫기
studio-lesson-hint = { $watch } 기록이 충분히 쌓이면 진단이 나옵니다.
studio-lesson-answer = 진단: { $title }. { $why }
studio-lesson-healthy = 진단: 문제를 찾지 못했습니다. { $why }
studio-lesson-healthy-blobs = 군집 넷, 클래스 넷입니다. 그 사이의 경계는 어떻게 생겼을까요?
studio-lesson-healthy-bumps = 신경망이 매끄러운 계단으로 봉우리와 골짜기 여섯 개를 만들 수 있을까요?
studio-lesson-healthy-circle = 원판을 둘러싼 고리입니다. 직선 하나씩 긋는 유닛들이 어떻게 원판을 둘러쌀까요?
studio-lesson-healthy-digits-batch-norm = 0부터 16까지의 픽셀을 전처리 없이 넣습니다. 여기에서는 왜 괜찮을까요?
studio-lesson-healthy-digits-dropout = 스텝마다 유닛의 20 %를 끕니다. 그래도 학습이 될까요?
studio-lesson-healthy-digits = 손으로 쓴 숫자입니다. 몇 에포크면 알아볼까요?
studio-lesson-healthy-gauss-linear = 군집 둘에 은닉층이 없습니다. 직선 하나로 충분할까요?
studio-lesson-healthy-moons-residual = 깊이가 열 층입니다. 왜 첫 층까지 기울기가 전달될까요?
studio-lesson-healthy-moons = 반달 두 개입니다. 그 사이의 굽은 경계는 어느 유닛이 찾을까요?
studio-lesson-healthy-plane = 기울어진 평면입니다. 신경망은 얼마나 작아도 될까요?
studio-lesson-healthy-rings = 고리 안에 고리, 그 안에 또 고리입니다. 가운데 클래스는 신경망에 어떻게 보일까요?
studio-lesson-healthy-sine = 사인의 한 주기입니다. 유닛이 몇 개면 따라갈까요?
studio-lesson-healthy-spiral-features = 나선은 어렵습니다. 사인 특성 두 개는 무엇을 바꿀까요?
studio-lesson-healthy-xor = 마주 보는 사분면은 클래스가 같습니다. 은닉층은 무엇을 바꿀까요?
studio-lesson-watch-healthy-blobs = 실행을 누르세요. 훈련 손실이 줄어드는 동안 출력의 경계를 지켜보세요.
studio-lesson-why-healthy-blobs = 소프트맥스는 출력 넷을 비교하고 가장 큰 것을 고릅니다. 경계에서는 두 출력이 같습니다. 군집이 서로 떨어져 있어 몇 에포크 만에 정확도가 100 %가 됩니다.
studio-lesson-watch-healthy-bumps = 실행을 누르세요. 출력의 색이 표본의 색과 같아지는 것을 지켜보세요.
studio-lesson-why-healthy-bumps = 첫 층의 tanh 유닛은 매끄러운 계단입니다. 둘째 층이 여러 방향의 계단을 봉우리로 합칩니다. 손실이 약 0.2에서 0.003까지 줄어듭니다.
studio-lesson-watch-healthy-circle = 실행을 누르세요. 첫 은닉층의 유닛들을 본 다음, 출력의 결정 경계를 보세요.
studio-lesson-why-healthy-circle = 첫 층의 유닛은 직선 하나를 따라 꺾입니다. 뒤의 층이 이 직선들을 닫힌 경계로 합칩니다. 100에포크 안에 정확도가 100 %가 됩니다. 유닛 3개인 은닉층 하나로도 대부분 99 %가 됩니다. 직선 세 개면 삼각형이 되기 때문입니다.
studio-lesson-watch-healthy-digits-batch-norm = 실행을 누르세요. 그다음 정규화를 없음으로 바꾸고 테스트 정확도를 비교하세요.
studio-lesson-why-healthy-digits-batch-norm = 배치 정규화는 입력의 크기와 상관없이 모든 유닛을 평균 0, 표준편차 1로 맞춥니다. 테스트 정확도는 97 % 근처에서, 없으면 94 % 근처에서 끝납니다.
studio-lesson-watch-healthy-digits-dropout = 실행을 누르세요. 훈련 정확도와 테스트 정확도를 비교하세요.
studio-lesson-why-healthy-digits-dropout = 비율이 0.2인 드롭아웃은 스텝마다 신경망의 다른 부분을 학습하므로, 유닛이 다른 유닛 하나에만 의존할 수 없습니다. 예측할 때는 모든 유닛을 씁니다. 테스트 정확도는 96 % 근처에서 끝납니다.
studio-lesson-watch-healthy-digits = 실행을 누르세요. 테스트 정확도를 지켜본 다음, 표본을 골라 신경망이 어떻게 예측하는지 보세요.
studio-lesson-why-healthy-digits = ReLU 유닛 32개인 은닉층 하나가 픽셀 64개를 받습니다. 테스트 정확도는 5에포크 안에 90 %를 넘고 95 % 근처에서 끝납니다.
studio-lesson-watch-healthy-gauss-linear = 실행을 누르세요. 출력의 직선이 두 군집 사이로 돌아가는 것을 지켜보세요.
studio-lesson-why-healthy-gauss-linear = 두 군집은 직선으로 나뉘므로 로지스틱 회귀로 충분합니다. 정확도는 100 %가 됩니다. 은닉층을 더해도 나아지지 않습니다.
studio-lesson-watch-healthy-moons-residual = 실행을 누르세요. "신경망 내부"에서 "깊이에 따른 값"을 읽으세요.
studio-lesson-why-healthy-moons-residual = 잔차 연결은 층의 입력을 출력에 더하므로 기울기가 덧셈을 따라 전달됩니다. 층 정규화는 신호의 크기를 유지합니다. 시작할 때 첫 층의 기울기가 열째 층의 기울기만큼 큽니다. 정확도는 100 %가 됩니다.
studio-lesson-watch-healthy-moons = 실행을 누르세요. 두 은닉층의 유닛을 가리키며 결정 경계가 굽은 곳을 찾으세요.
studio-lesson-why-healthy-moons = 첫 층의 ReLU 유닛은 직선 하나를 따라 꺾입니다. 결정 경계는 그 직선 여러 개를 조각조각 따라갑니다. 훈련 정확도는 100 %가 됩니다.
studio-lesson-watch-healthy-plane = 실행을 누르세요. 그다음 은닉층을 삭제하고 다시 실행하세요.
studio-lesson-why-healthy-plane = 목표값이 선형이므로 선형 유닛 하나로 충분합니다. 은닉층이 없으면 손실이 0까지 줄어듭니다. tanh 유닛 4개는 평면을 근사할 뿐이고 손실이 0.002 근처입니다.
studio-lesson-watch-healthy-rings = 실행을 누르세요. 둘째 은닉층의 유닛들을 본 다음 출력을 보세요.
studio-lesson-why-healthy-rings = 가운데 고리는 다른 두 고리 사이에 있어 직선으로 나눌 수 없습니다. 둘째 층이 첫 층의 직선들을 닫힌 곡선으로 합칩니다. 정확도는 100 %가 됩니다.
studio-lesson-watch-healthy-sine = 실행을 누르세요. 그다음 유닛이 2개나 4개인 은닉층 하나로 해 보세요.
studio-lesson-why-healthy-sine = tanh 유닛 하나가 매끄러운 계단 하나를 더하고, 한 주기에는 적어도 두 개가 필요합니다. 유닛이 4개인 은닉층 하나로는 손실이 0.02, 16개씩 두 층으로는 0.003 근처에서 끝납니다.
studio-lesson-watch-healthy-spiral-features = 실행을 누르세요. 그다음 특성 sin(x₁)과 sin(x₂)를 끄고 다시 실행하세요.
studio-lesson-why-healthy-spiral-features = 사인이 입력을 나선을 따라 미리 구부리므로 유닛이 할 일이 줄어듭니다. 테스트 정확도는 99.6 %가 됩니다. x₁과 x₂만 쓰면 89 %와 98 % 사이에서 끝납니다.
studio-lesson-watch-healthy-xor = 실행을 누르세요. 두 은닉층의 유닛들을 본 다음, 출력의 네 모서리를 보세요.
studio-lesson-why-healthy-xor = 은닉층의 ReLU 유닛은 평면을 직선을 따라 접습니다. 그러면 직선 하나로 클래스를 나눌 수 있습니다. 정확도는 100 %가 됩니다.

## studio: inside (curves, layers, histograms, diagnosis, remedies, learning, surface, factors, gallery)

studio-chart-table = 이 수치를 표로 보기
studio-curves-loss = 손실
studio-curves-accuracy = 정확도
studio-curves-log = 로그 눈금
studio-curves-keep = 이 곡선 남겨 두기
studio-curves-clear = 남겨 둔 곡선 지우기
studio-curves-read = 기록된 시점의 값 읽기
studio-curves-band = 띠: 가운데 절반의 시드
studio-curves-quartiles = 가운데 절반
studio-curves-empty = 아직 기록이 없습니다.
studio-curves-at = 에포크 { $epoch }
studio-curves-from = 훈련 손실은 { $start }에서 시작했습니다.
studio-layers-quantity = 측정값
studio-layers-auto = 진단이 고른 값
studio-layers-time = 시간에 따른 층별 변화
studio-layers-depth = 깊이에 따른 값
studio-layers-median = 시드의 중앙값
studio-layers-layer = 층
studio-layers-named = 진단에 나온 층
studio-layers-now = 업데이트 { $step }회 뒤 { $quantity }:
studio-through-time = 순환층에서 시간에 따른 기울기
studio-through-time-read = 시간에 따른 기울기를 볼 기록
studio-through-time-legend = 굵은 선은 선택한 기록, 가는 선은 첫 기록입니다. 선이 앞선 시점으로 갈수록 가파르게 작아지면 앞쪽 입력에서 거의 배우지 못합니다.
studio-through-time-keep = 기울기를 클리핑한 학습처럼 다른 학습과 비교하려면, 목록에서 그 학습을 골라 "이 곡선 남겨 두기"를 누른 뒤 돌아오세요.
studio-through-time-at = { $layer }, 업데이트 { $step }: 마지막 시점에서 { $near }, { $distance }시점 앞에서 { $far }.
studio-through-time-thinned = 시점 { $every }개마다 하나씩 표시합니다.
studio-through-time-fewer = 순환층 { $of }개 가운데 { $count }개를 표시합니다.
studio-histograms = 화면에 보이는 신경망의 히스토그램
studio-histograms-quantity = 대상
studio-histograms-legend = 막대는 현재, 윤곽선은 학습 전입니다. 양 끝 막대에는 그 바깥의 값도 모두 들어 있습니다.
studio-histograms-empty = 첫 기록이 생기면 히스토그램이 나타납니다.
studio-diagnosis-light = 해당하는 층 { $count }개 표시
studio-layers-fewer = 전체 { $of }개 층 가운데 눈에 띄는 층과 그 사이의 층 { $count }개입니다. 히트맵과 표에는 모든 층이 있습니다.
studio-curves-none = 손실이 기록되지 않았음
studio-histograms-not-recorded = 이 트레이스에는 히스토그램이 없습니다. 히스토그램은 요청할 때만 기록됩니다.
studio-histograms-alt = 평균 { $mean }, 가장 큰 구간 { $bin }(비율 { $share }).
studio-histograms-mean = 평균
studio-histograms-fullest = 가장 큰 구간
studio-histograms-share = 그 구간의 비율
studio-histograms-ends = 양 끝 구간의 비율
studio-diagnosis-start = 실행을 누르세요. 기록이 충분히 쌓이는 대로 진단이 여기에 나옵니다.
studio-diagnosis-early = 지금까지는 문제를 찾지 못했습니다. 아직 판단하기는 이릅니다.
studio-diagnosis-healthy = 문제를 찾지 못했습니다. 어느 규칙도 이 신경망의 학습을 방해하는 것을 찾지 못했습니다.
studio-diagnosis-nan = { $of ->
    [1] NaN 또는 무한대
   *[other] 실행 { $run }에서 처음 나온 NaN 또는 무한대(신경망 { $of }개 중 { $count }개)
 }: { $step }번째 업데이트에 { $layer } 층의 { $what ->
    [input] 입력
    [activation] 활성값
    [loss] 출력으로 계산한 손실
    [gradient] 기울기
    [weight] 가중치
   *[other] 값
 }에서 처음 나타나 학습이 멈추었습니다.
studio-diagnosis-numbers = 근거
studio-visit-testing = 어떤 처방이 효과가 있는지 확인하는 중입니다 …
studio-visit-again = 처방 확인하기
studio-visit-fix = 고치기: { $remedy }
studio-visit-training = 다시 학습하는 중입니다: { $remedy } …
studio-visit-fixed = { $count ->
    [1] 이제 학습이 됩니다. { $remedy }: 테스트 정확도가 { $before }에서 { $after }로 바뀌었습니다.
   *[other] 이제 학습이 됩니다. { $remedy }: 신경망 { $count }개의 테스트 정확도 중앙값이 { $before }에서 { $after }로 바뀌었습니다.
}
studio-remedies = 어떤 처방이 효과가 있을까요?
studio-remedies-try = 처방 비교하기
studio-remedies-trying = 처방마다 신경망을 학습하는 중입니다 …
studio-remedies-hint = 처방마다, 그리고 무작위 변경으로도 같은 시드로 신경망을 다시 학습해 서로 비교합니다. 테스트 세트의 결과로 순위를 매기므로, 가장 좋은 처방은 고르는 데 쓰지 않은 데이터로 확인하세요.
studio-remedies-apply = 적용
studio-remedies-apply-named = 적용: { $remedy }
studio-remedies-undo = 되돌리기
studio-remedies-applied = 적용한 처방: { $remedy }. 처음부터 다시 학습합니다.
studio-remedies-table = 처방, 효과가 큰 순서
studio-remedies-tied = 가장 좋은 처방과 동률
studio-remedies-helps = 효과 있음
studio-closer = 자세히 보기
studio-learning = 업데이트 한 번을 단계별로 보기
studio-learning-about = 표본 하나로 업데이트를 한 번 하는 계산입니다. 순전파, 손실, 역전파, 새 가중치를 차례로 봅니다.
studio-learning-sample = 표본
studio-learning-unit = 유닛
studio-learning-back = 이전
studio-learning-next = 다음
studio-learning-count = { $of }단계 중 { $at }단계
studio-learning-pause = 일시 정지하면 마지막 업데이트의 수치를 볼 수 있습니다.
studio-learning-forward = 순전파: { $layer }
studio-learning-loss = 손실
studio-learning-backward = 역전파: { $layer }
studio-learning-update = 업데이트: { $layer }
studio-learning-more = … 외 { $count }개
studio-learning-normalized = 정규화한 뒤
studio-learning-skip = 잔차 연결을 더한 값
studio-learning-skip-back = 잔차 연결을 지나온 기울기
studio-learning-output = 출력
studio-learning-parameter = 매개변수
studio-learning-new = 새 값
studio-learning-numbers = 이 단계의 수치
studio-learning-loss-note = o: 신경망의 출력, y: 목표값.
studio-learning-chain = 연쇄 법칙: 전달된 기울기에 활성화 함수의 도함수(미분값)와 가중치의 입력을 곱합니다.
studio-learning-update-note = 이 표본 하나만 쓴 결과입니다. 배치에서는 표본들의 기울기를 평균합니다.
studio-learning-update-other = 이 표본 하나로 경사 하강법을 쓴 결과입니다. { $optimizer }에서는 기울기의 크기를 조절한 뒤 업데이트합니다.
studio-learning-check = 첫 가중치의 도함수 검산
studio-learning-checked = 훈련 세트 전체에서 연쇄 법칙으로는 { $automatic }, 유한 차분(± { $step })으로는 { $finite }입니다.
studio-surface = 손실 곡면
studio-surface-about = 화면에 보이는 신경망의 매개변수를 지나는 평면에서 계산한 훈련 손실입니다. 선은 지금까지의 경로, 십자는 현재 매개변수입니다.
studio-surface-plane = 평면
studio-surface-path = 경로의 두 주성분 방향
studio-surface-random = 무작위 방향 두 개
studio-surface-weights = 가중치 두 개
studio-surface-first = 가로
studio-surface-second = 세로
studio-surface-compute = 계산
studio-surface-computing = 손실 곡면을 계산하는 중
studio-surface-no-path = 아직 경로가 없습니다. 먼저 학습을 실행하세요.
studio-surface-too-large = 매개변수가 너무 많아 이 신경망의 손실 곡면은 그릴 수 없습니다.
studio-surface-scale = 어두울수록 낮습니다. 손실은 { $low }부터 { $high }까지이며 색은 로그 눈금입니다.
studio-race = 같은 시작점의 모든 옵티마이저
studio-race-about = 옵티마이저마다 신경망 하나를, 화면에 보이는 신경망의 초깃값에서 같은 배치로 학습합니다. 위의 평면에 경로를 그리고 끝에 번호를 붙입니다. 테스트 손실로 옵티마이저를 고른다면, 고르는 데 쓰지 않은 데이터로 확인하세요.
studio-race-epochs = 에포크
studio-race-rates = 학습률
studio-race-same = 이 실험의 학습률
studio-race-usual = 옵티마이저별로 흔히 쓰는 학습률
studio-race-start = 학습
studio-race-stop = 멈춤
studio-race-racing = 모든 옵티마이저로 학습하는 중
studio-race-legend = 표시할 옵티마이저
studio-race-results = 옵티마이저별 마지막 손실
studio-race-optimizer = 옵티마이저
studio-race-rate = 학습률
studio-race-train = 훈련 손실
studio-race-test = 테스트 손실
studio-race-broken = NaN 또는 무한대
studio-race-note-same = 모두 같은 학습률 { $rate }로 학습합니다. 적응형 옵티마이저에는 보통 더 작은 학습률이 맞으므로, 흔히 쓰는 학습률로도 비교하세요.
studio-race-note-usual = 옵티마이저마다 흔히 쓰는 학습률을 씁니다. Adam과 AdamW는 0.001, 나머지는 0.01입니다.
studio-race-note-l2 = L2 규제가 없으면 Adam과 AdamW는 같습니다.
studio-regions = 선형 영역
studio-regions-about = ReLU 유닛으로 된 신경망은 조각별 선형 함수입니다. 어떤 유닛도 켜짐과 꺼짐이 바뀌지 않는 곳에서는 선형 함수 하나입니다. 그림은 그런 영역을 정확히 계산해 학습하는 동안에도 모두 보여 줍니다. 굵은 선은 결정 경계입니다.
studio-regions-count = 선형 영역은 { $count }개이며, 선형 함수가 모두 다릅니다.
studio-regions-pieces = 선형 영역은 { $count }개입니다. 선형 함수가 같은 이웃을 합치면 출력의 조각은 { $pieces }개입니다.
studio-regions-over = 선형 영역이 { $most }개를 넘어 그리지 않습니다.
studio-regions-start = 초기화 직후에는 { $count }개였습니다.
studio-regions-most = 이 크기의 신경망은 가중치와 상관없이 많아도 { $most }개입니다.
studio-regions-layer = 이 층까지
studio-regions-so-far = 영역 수
studio-regions-bent = 선형 영역이 없습니다. { $what } 때문에 신경망이 어디에서도 선형이 아닙니다.
studio-regions-relu = ReLU로 바꾸기
studio-regions-features = x₁²이나 sin x₁ 같은 특성은 굽어 있어 영역이 다각형이 아닙니다. x₁과 x₂만 쓰세요.
studio-regions-inputs = 영역은 입력이 하나나 둘일 때 그릴 수 있습니다. 이 데이터의 입력 수: { $inputs }.
studio-regions-finite = 가중치에 NaN이나 무한대가 있어 그릴 것이 없습니다.
studio-function = 함수를 그려 신경망 만들기
studio-function-about = 변수가 하나인 연속 조각별 선형 함수는 모두 ReLU 신경망입니다. 변화율이 바뀌는 점마다 유닛 하나, 거기에 하나를 더하면 됩니다. 그림이나 표에서 점을 정하세요. 가중치는 학습하지 않고 계산으로 구합니다.
studio-function-picture = 함수
studio-function-points = 함수의 점
studio-function-point = 점
studio-function-x = x
studio-function-y = f(x)
studio-function-change = 바꾸기
studio-function-x-of = 점 { $number }의 x
studio-function-y-of = 점 { $number }의 f(x)
studio-function-add = 점 추가
studio-function-remove = 삭제
studio-function-remove-of = 점 { $number } 삭제
studio-function-left = 왼쪽 변화율
studio-function-right = 오른쪽 변화율
studio-function-make = 신경망으로 불러오기
studio-function-says = ReLU 유닛 { $units }개로 된 은닉층 하나입니다. 왼쪽부터 변화율: { $slopes }.
studio-function-made = 이제 위의 신경망이 이 함수를 계산합니다. 유닛 { $units }개이며 학습은 하지 않았습니다. 초기화를 누르면 무작위 가중치가 됩니다. 그다음 학습해서 이 함수를 다시 찾는지 보세요.
studio-function-shape = 함수의 점은 1개부터 { $most }개까지입니다.
studio-function-finite = 점과 변화율은 모두 수여야 합니다.
studio-function-order = x는 점마다 커져야 합니다. 점 { $at }: { $x }, 그 앞의 점: { $before }.
studio-factors = 깊이에 따라 달라지는 기울기
studio-factors-about = 역전파될 때 층마다 가중치와 활성화 함수의 도함수(미분값)로 정해지는 계수가 기울기에 곱해집니다. 가는 선은 학습 전 넓은 층(유닛 64개, 표준 정규 입력)에서 기대되는 곱입니다. 굵은 선은 지금 이 신경망에서 잰 값입니다.
studio-factors-init = 초기화
studio-factors-legend = 표시할 활성화 함수
studio-factors-own = 지금 이 신경망
studio-gallery = 활성화 함수
studio-gallery-curves = 함수와 도함수
studio-gallery-legend = { $name }: 함수(실선)와 도함수(파선).
studio-gallery-range = 치역
studio-gallery-steepest = 가장 큰 미분값
studio-gallery-saturated = 포화되는 쪽
studio-gallery-mean = 표준 정규 입력에 대한 평균 출력
studio-gallery-zeros = 정확히 0인 비율
studio-gallery-gain = 미분값 제곱의 평균
studio-gallery-costly = 값 하나당 지수·로그 계산

## studio: pictures (the network, its output, own points, the chain rule)

studio-drawing-input = 입력
studio-drawing-hidden = 은닉층 { $number }
studio-drawing-output = 출력
studio-drawing-unit = { $layer }, 유닛 { $unit }
studio-drawing-dead = { $unit }, 출력이 일정함
studio-drawing-bundle = { $layer }, 유닛 { $units }개를 하나로 그림
studio-drawing-name = 가중치 층이 { $layers }개인 신경망입니다. 왼쪽이 입력, 오른쪽이 출력이며, 각 유닛은 데이터 평면에서의 활성값을 작은 그림으로 보여 줍니다.
studio-drawing-units = 유닛입니다. 화살표 키로 유닛 사이를 옮겨 다니고, Enter 키로 유닛을 골라 크게 보고 가중치를 엽니다.
studio-drawing-strongest = 가중치 { $all }개 가운데 가장 큰 { $shown }개를 그렸습니다. 유닛을 가리키면 그 유닛의 가중치가 모두 보입니다.
studio-drawing-skips = 점선 호는 잔차 연결입니다. 가중치 없이 층의 입력을 그 층의 출력에 그대로 더합니다. 해당 층: { $layers }.
studio-drawing-wider = 신경망 그림이 화면보다 넓습니다. 옆으로 스크롤하거나 화살표 키로 유닛 사이를 옮겨 다니세요.
studio-drawing-frame = 신경망 그림
studio-drawing-link = { $from } → { $to }: { $weight }
studio-drawing-finding = { $title }: { $layers }
studio-drawing-broken-run = 실행 { $run }: { $step }번째 업데이트부터 NaN 또는 무한대입니다. 처음 나타난 곳: { $layer }, { $what }.
studio-drawing-broken = { $step }번째 업데이트부터 NaN 또는 무한대입니다. 처음 나타난 곳: { $layer }, { $what }.
studio-broken-input = 입력
studio-broken-activation = 활성값
studio-broken-loss = 손실
studio-broken-gradient = 기울기
studio-broken-weight = 가중치
studio-drawing-table = 층별 가중치
studio-drawing-unit-head = 유닛
studio-drawing-weights-head = 들어오는 가중치
studio-card-title = 가중치
studio-card-empty = 유닛이나 연결선을 고르면 가중치를 보고 바꿀 수 있습니다.
studio-card-input = 입력에는 가중치가 없습니다.
studio-card-help = 값을 바꾸고 Enter 키를 누르세요. 학습 중에도 바꿀 수 있습니다.
studio-card-of = { $unit }의 편향과 들어오는 가중치
studio-card-from = 유닛 { $unit }
studio-card-weight = { $source }에서 오는 가중치
studio-card-bias = 편향
studio-card-gamma = 스케일 γ
studio-card-beta = 시프트 β
studio-card-slope = 음수 쪽 계수
studio-card-number = -0.5처럼 수를 입력하세요.

studio-output-name = 데이터 평면에서 신경망의 출력과, 점으로 나타낸 표본입니다.
studio-output-back = 돌아가기: 출력
studio-output-back-short = 돌아가기
studio-output-none = 이 데이터는 입력이 { $inputs }개이므로 출력을 그릴 평면이 없습니다.
studio-output-pictures = 표본이 픽셀 { $inputs }개의 이미지이므로 출력을 그릴 평면이 없습니다. 표본을 고르면 각 유닛이 그 표본에 대한 활성값을 보여 줍니다. 첫째 층의 그림은 그 층의 가중치입니다.
studio-output-value = 출력
studio-output-table = 그림을 수로 보기
studio-output-corner = x₂ \ x₁
studio-show-test = 테스트 세트 표시
studio-discretize = 출력 이산화
studio-legend-train = 훈련 표본
studio-legend-test = 테스트 표본
studio-legend-class = 클래스 { $name }
studio-legend-sure = 확실: { $name }
studio-legend-half = 판단 불가
studio-sample-label = 살펴볼 표본
studio-sample-of = / { $count }
studio-sample-close = 닫기
studio-sample-help = 점을 누르거나 번호를 입력하면 신경망이 예측을 계산하는 과정을 볼 수 있습니다.
studio-sample-picture = 표본 { $number }번의 이미지
studio-sample-train-bare = 훈련 표본 { $number }번: 목표값 { $target }, 예측 { $answer }.
studio-sample-test-bare = 테스트 표본 { $number }번: 목표값 { $target }, 예측 { $answer }.
studio-sample-train = 훈련 표본 { $number }번({ $place }): 목표값 { $target }, 예측 { $answer }.
studio-sample-test = 테스트 표본 { $number }번({ $place }): 목표값 { $target }, 예측 { $answer }.
studio-sample-right = 맞았습니다.
studio-sample-wrong = 틀렸습니다.
studio-sample-sure = 그 확률은 { $share }입니다.
studio-sample-table = 표본의 순전파
studio-sample-layer = 층
studio-sample-before = z (활성화 이전 값)
studio-sample-after = a (활성값)

studio-own-summary = 직접 점 그리기
studio-own-name = 평면 위에 직접 그린 점입니다.
studio-own-area = 그리는 영역입니다. 누르면 점이 생기고, 끌면 여러 점이 생깁니다. 화살표 키로 십자를 옮기고, Enter 키로 그 자리에 점을 추가하고, Delete 키로 가장 가까운 점을 지우며, 0부터 5까지의 키로 클래스를 고릅니다.
studio-own-at = 십자의 위치는 { $x }, { $y }입니다.
studio-own-kind = 데이터 종류
studio-own-classes = 평면 위의 클래스
studio-own-curve = 곡선, x₁에 대한 y
studio-own-brush = 누르면 추가할 것
studio-own-class = 클래스 { $name }
studio-own-point = 점
studio-own-erase = 지우기
studio-own-add = 여기에 점 추가
studio-own-undo = 마지막 점 지우기
studio-own-clear = 모두 지우기
studio-own-copy = 지금 표본에서 시작
studio-own-use = 이 점들로 학습
studio-own-help = 그리는 영역을 누르세요. 점이 4개 이상, 클래스가 둘 이상 필요합니다.
studio-own-points = 점 { $count }개
studio-own-count = 클래스 { $name }: { $count }

studio-chain = 연쇄 법칙 한 단계씩 보기
studio-chain-weight = 가중치
studio-chain-sample = 표본
studio-chain-link = { $from } → { $to }
studio-chain-own = { $unit }의 { $what }
studio-chain-factors = 경로를 따라 곱해지는 도함수의 값
studio-chain-path = 이 가중치에서 손실까지 경로는 하나입니다. 곱해지는 값은 다음과 같습니다.
studio-chain-paths = 이 가중치에서 손실까지 경로는 { $paths }개입니다. 곱이 가장 큰 경로에서 곱해지는 값은 다음과 같습니다.
studio-chain-strongest = { $unit } 쪽, { $count }개 가운데 가장 큼
studio-chain-chosen = { $unit } 쪽, { $count }개 가운데 고른 것
studio-chain-paths-own = 이 가중치에서 손실까지 경로는 { $paths }개입니다. 고른 경로에서 곱해지는 값은 다음과 같습니다.
studio-chain-way = 경로가 지나는 유닛
studio-chain-through = 지나는 곳: { $layer }
studio-chain-strongest-now = 가장 큼: { $branch }
studio-chain-strongest-choice = 가장 큰 쪽
studio-chain-branch = { $unit }, 곱해지는 값 { $factor }
studio-chain-skip = 잔차 연결, 곱해지는 값 { $factor }
studio-chain-reset = 곱이 가장 큰 경로
studio-chain-only = { $unit } 쪽
studio-chain-loss = { $output }에 대한 손실의 도함수
studio-chain-product = 이 경로의 곱: { $product }. 모든 경로의 합: ∂L/∂w = { $sum }.
studio-chain-whole = 곱: ∂L/∂w = { $sum }.
studio-chain-rule = 연쇄 법칙, 모든 경로
studio-chain-kernel = 자동 미분
studio-chain-difference = 유한 차분, h = { $step }
studio-chain-agree = ✓ 세 값이 모두 일치합니다.
studio-chain-differ = 값이 서로 다릅니다. 활성화 함수가 꺾이는 곳이거나, 단정밀도로 나타내기에는 너무 작은 수입니다.
studio-chain-broken = NaN이나 무한대가 섞여 있습니다.
studio-chain-none = 층 전체가 함께 쓰는 음수 쪽 계수에는 자신만의 경로가 없습니다. 가중치나 편향을 고르세요.

## studio: traces of others

studio-skip-trace = 트레이스로 건너뛰기
studio-traces = 트레이스
studio-traces-none = { $folder } 폴더에 아직 트레이스가 없습니다. 이 폴더에 기록되는 학습은 여기에 자동으로 나타납니다. whygrad train … --out { $folder }/이름, 또는 whygrad.trace.Recorder(…, path="{ $folder }/이름").
studio-traces-awaited = { $folder } 폴더의 학습이 시작되었지만 아직 기록이 없습니다. 첫 기록이 생기면 자동으로 나타납니다.
studio-traces-more = 더 오래된 트레이스 { $count }개는 목록에 없습니다.
studio-trace = 트레이스
studio-trace-records = 기록 { $count }개
studio-trace-growing = 기록 중
studio-trace-silent = 종료 표시와 새 기록이 없음: 중단되었거나 매우 느림
studio-trace-finished = 완료
studio-trace-non-finite = NaN 또는 무한대로 끝남
studio-trace-diverged = 발산함
studio-trace-interrupted = 중단됨
studio-trace-last = 마지막 기록: { $ago }
studio-trace-ago-seconds = { $count }초 전
studio-trace-ago-minutes = { $count }분 전
studio-trace-ago-hours = { $count }시간 전
studio-trace-ago-days = { $count }일 전
studio-trace-step = 업데이트 { $step }
studio-trace-framework = 프레임워크
studio-trace-loss = 손실
studio-trace-optimizer = 옵티마이저
studio-trace-layers-count = 층
studio-trace-runs = 실행
studio-trace-steps = 업데이트
studio-trace-recorded = 기록
studio-trace-epochs = 에포크
studio-trace-clip = 기울기 클리핑
studio-trace-follow = 새 기록 따라가기
studio-trace-run = 실행
studio-trace-all = 전체 { $count }개의 중앙값
studio-trace-seed = 시드 { $seed }
studio-trace-lab = 스튜디오에서 실험 열기
studio-trace-empty = 아직 기록된 것이 없습니다. 첫 기록이 생기면 자동으로 나타납니다.
studio-trace-lost = 서버가 응답하지 않습니다. whygrad play가 종료되었거나 네트워크가 끊겼습니다. 계속 다시 연결하며, 지금 보이는 것은 마지막으로 받은 내용입니다.
studio-trace-advice = 위의 처방은 제안입니다. 이 트레이스에는 whygrad가 다시 학습해 처방을 비교할 수 있는 실험이 들어 있지 않습니다.
studio-trace-layers = 층
studio-trace-table = 층별 표
studio-trace-filter = 층 찾기
studio-trace-found = { $of }개 중 { $count }개
studio-trace-column-layer = 층
studio-trace-column-kind = 종류
studio-trace-column-activation = 활성화 함수
studio-trace-column-size = 입력 → 출력
studio-trace-column-normalization = 정규화
studio-trace-column-dropout = 드롭아웃
studio-trace-column-gradient = 현재 기울기 RMS
studio-heat = 시간에 따른 모든 층
studio-heat-map = 층별 히트맵
studio-heat-layer = 층, 입력에서 출력 순
studio-heat-at = { $layer }, 업데이트 { $step }: { $value }
studio-heat-nothing = 값 없음
studio-heat-none = 빗금: 값 없음. 검정: 정확히 0.
studio-heat-empty = 층별로 기록된 값이 없습니다.
studio-heat-alt = 층 { $layers }개의 { $quantity }, 위가 입력이고 아래가 출력. 업데이트 { $step }회 뒤 가장 작은 값은 { $low_value }({ $low }), 가장 큰 값은 { $high_value }({ $high })입니다.

## studio: atlas (atlas-axis-…; atlas-map-<name of a ready-made map>; atlas-page-…)

atlas-axis-init = 가중치 초깃값의 표준편차
atlas-axis-init-help = 가중치 초깃값을 이 표준편차의 정규분포에서 뽑습니다: init = "normal:STD".
atlas-axis-depth = 은닉층 수
atlas-axis-depth-help = 은닉층의 개수입니다. 모든 은닉층의 유닛 수는 첫 번째 은닉층과 같습니다.
atlas-axis-width = 은닉층의 유닛 수
atlas-axis-width-help = 모든 은닉층의 유닛 수입니다.
atlas-map-circle = 학습률과 가중치 초깃값
atlas-map-circle-about = 기본 신경망을 50에포크 학습합니다. 가중치 초깃값이 0에 가까우면 거의 학습되지 않고, 학습률이 3을 넘으면 손실이 크게 흔들립니다.
atlas-map-fractal = 학습 가능성의 프랙털 경계
atlas-map-fractal-about = 전체 배치, tanh 은닉층 하나, 제곱 손실을 씁니다(Sohl-Dickstein, arXiv 2402.06184). 논문에서는 두 층의 학습률을 바꾸지만, 실험에는 학습률이 하나뿐이므로 여기서는 가중치 초깃값의 크기를 두 번째 축으로 씁니다.
atlas-map-relu = ReLU 층 네 개
atlas-map-relu-about = 가중치 초깃값이 작으면 기울기가 소실되고, 크면 폭주합니다. 그 사이의 띠에서 학습이 잘됩니다.
atlas-map-depth = 시그모이드 층 1~10개
atlas-map-depth-about = 시그모이드 층이 하나 늘 때마다 앞쪽 층의 기울기가 작아져서, 결국 어떤 학습률로도 학습되지 않습니다.
atlas-map-batch = 학습률과 배치 크기
atlas-map-batch-about = 배치가 클수록 에포크마다 업데이트가 적으므로, 같은 손실에 이르려면 학습률이 더 커야 합니다.
atlas-map-adam = Adam
atlas-map-adam-about = Adam은 업데이트의 크기를 조절하므로, SGD를 쓸 때보다 알맞은 학습률이 가중치 초깃값에 덜 좌우됩니다.
atlas-page-skip = 지도로 건너뛰기
atlas-page-title = 두 설정의 지도
atlas-page-map = 지도
atlas-page-colors = 색
atlas-page-pixel = 픽셀
atlas-page-along = 선을 따라
atlas-page-lab = 스튜디오
atlas-page-networks = 신경망
atlas-page-ready = 준비된 지도
atlas-page-other = 직접 만든 지도
atlas-page-experiment = 실험
atlas-page-experiment-help = 두 설정을 뺀 나머지는 모든 픽셀이 이 실험대로 학습합니다.
atlas-page-own = 이 지도의 실험
atlas-page-edit = 이 실험을 스튜디오에서 편집
atlas-page-x = 가로축
atlas-page-y = 세로축
atlas-page-setting = 설정
atlas-page-low = 최솟값
atlas-page-high = 최댓값
atlas-page-log = 로그 축
atlas-page-measure = 픽셀에 나타낼 값
atlas-page-ended = 학습이 끝난 상태
atlas-page-size = 픽셀 수
atlas-page-size-help = 픽셀 하나가 학습된 신경망 하나입니다.
atlas-page-seed = 시드
atlas-page-seed-help = 모든 픽셀의 학습에 쓰는 시드입니다.
atlas-page-where = 픽셀을 학습할 곳
atlas-page-where-help = whygrad 서버가 실행 중인 컴퓨터의 코어를 모두 쓰므로 브라우저보다 몇 배 빠릅니다.
atlas-page-where-page = 이 브라우저
atlas-page-where-server = 서버
atlas-page-move = 지도 이동
atlas-page-in = 확대
atlas-page-out = 축소
atlas-page-home = 전체 범위
atlas-page-line = 선 긋기
atlas-page-line-help = 지도 위에서 끌면 선을 따라 손실 곡선이 나타납니다. 이 버튼 대신 Shift를 누른 채 끌어도 됩니다.
atlas-page-canvas = 지도
atlas-page-keys = 끌면 이동하고, 휠을 굴리면 확대·축소합니다. 클릭하면 픽셀의 진단 결과가 보이고, 두 번 클릭하면 스튜디오에서 열립니다. 키보드: 화살표 이동, +와 − 확대·축소, 0 전체 범위, Shift+화살표 커서 이동, Enter 픽셀 열기, L 선의 시작과 끝.
atlas-page-progress = 학습한 픽셀
atlas-page-point = 픽셀을 가리키면 값이 나타납니다.
atlas-page-deepest = 이웃한 픽셀의 값이 이미 단정밀도로 구별할 수 있는 한계까지 가까워졌습니다.
atlas-page-unknown = 아직 학습하지 않음
atlas-page-failed = 발산, NaN 또는 무한대
atlas-page-choose = 픽셀을 클릭하면 진단 결과가 나타납니다.
atlas-page-asking = 진단하는 중 …
atlas-page-long = 이 학습은 서버에서 진단하기에는 너무 깁니다. 스튜디오에서 열면 진단 결과를 볼 수 있습니다.
atlas-page-open = 스튜디오에서 열기
atlas-page-curves = 선을 따라 본 훈련 손실
atlas-page-curves-hint = Shift를 누른 채 지도 위에서 끌어 보세요. 선 위의 신경망을 최대 12개까지 다시 학습해 손실 곡선을 그립니다.
atlas-page-open-table = 표로 보기
atlas-page-epoch = 에포크
atlas-page-share = 학습 진행률(%)
atlas-page-ends = 어두운 선: { $from }. 밝은 선: { $to }.
atlas-page-begin = 학습 전 손실
atlas-page-end = 학습 후 손실
atlas-page-table = 지도를 표로 보기
atlas-page-done = 지도를 모두 그렸습니다. 픽셀의 { $finished } %에서 학습이 발산하지 않고 끝났습니다. 가운데 픽셀: { $place }.

## studio: networks (zoo-page-<part>-…; zoo-page-setting-<setting of a layer>)

zoo-page-skip = 신경망으로 건너뛰기
zoo-page-parts = 이 페이지의 구역
zoo-page-networks = 신경망
zoo-page-inside = 신경망 내부
zoo-page-augmentation = 데이터 증강
zoo-page-lab = 스튜디오
zoo-page-list = 내장 모델
zoo-page-of-name = 신경망
zoo-page-parameters = 매개변수
zoo-page-cost = 곱셈-덧셈
zoo-page-cost-short = 곱셈-덧셈
zoo-page-weights = 가중치
zoo-page-layer = 층
zoo-page-output = 출력
zoo-page-of-kind = 종류
zoo-page-field = 수용 영역
zoo-page-memory = 메모리
zoo-page-activations = 표본 하나의 활성값
zoo-page-field-whole = 수용 영역
zoo-page-input = 입력
zoo-page-layers-count = 층 수
zoo-page-own = 직접 만든 층
zoo-page-edit = 층 편집
zoo-page-done = 돌아가기: { $name }
zoo-page-formulas = 모든 층의 공식
zoo-page-formulas-of = 공식: { $name }
zoo-page-shape-input = 입력 (채널 × 높이 × 너비)
zoo-page-drawing = 그림
zoo-page-drawing-alt = 왼쪽에서 오른쪽으로 본 신경망, 입력 { $input }, 출력 { $output }: { $main }. 모든 수는 아래 표에 있습니다.
zoo-page-drawing-more = … 그 밖에 { $count }개
zoo-page-drawing-note = 높이: 특징 맵의 크기. 두께: 채널 수. 띠: 정규화, 활성화 함수, 드롭아웃. 호: 잔차 연결.
zoo-page-table = 층별 표
zoo-page-share-of = 전체의 { $share }
zoo-page-group-convolution = 합성곱
zoo-page-group-pooling = 풀링
zoo-page-group-dense = 완전 연결
zoo-page-group-normalization = 정규화와 드롭아웃
zoo-page-group-activation = 활성화 함수
zoo-page-group-sequence = 시퀀스
zoo-page-group-input = 입력
zoo-page-editor = 층 편집
zoo-page-editor-list = 입력란으로
zoo-page-editor-text = TOML로
zoo-page-editor-text-help = 한 줄에 층 하나를 적습니다. 적지 않은 설정은 기본값을 씁니다. 입력하는 즉시 반영됩니다.
zoo-page-kind = 층 { $number }의 종류
zoo-page-setting-of = { $setting }, 층 { $number }
zoo-page-add = 층 추가
zoo-page-add-after = 층 { $number } 뒤에 층 추가
zoo-page-remove = 층 { $number } 삭제
zoo-page-more = 층 { $number }의 다른 설정
zoo-page-up = 층 { $number } 위로
zoo-page-down = 층 { $number } 아래로
zoo-page-line = { $line }번째 줄
zoo-page-stale = 아래는 마지막으로 올바르게 적은 목록입니다.
zoo-page-good = 매개변수 { $parameters }개, 출력 { $output }.
zoo-page-empty = 층이 없으면 출력은 입력과 같습니다. 첫 층을 추가하세요.
zoo-page-setting-conv = 필터 수
zoo-page-setting-dense = 유닛 수
zoo-page-setting-kernel = 커널
zoo-page-setting-stride = 스트라이드
zoo-page-setting-padding = 패딩
zoo-page-setting-dilation = 팽창(dilation)
zoo-page-setting-groups = 그룹 수
zoo-page-setting-bias = 편향
zoo-page-setting-max-pool = 커널
zoo-page-setting-avg-pool = 커널
zoo-page-setting-adaptive-avg-pool = 출력 크기
zoo-page-setting-local-response-norm = 채널 수
zoo-page-setting-alpha = α
zoo-page-setting-beta = β
zoo-page-setting-k = k
zoo-page-setting-group-norm = 그룹 수
zoo-page-setting-dropout = 확률
zoo-page-setting-residual = 블록 안의 층
zoo-page-setting-shortcut = 숏컷
zoo-page-setting-embedding = 차원 수
zoo-page-setting-words = 단어 수
zoo-page-setting-rnn = 유닛 수
zoo-page-setting-lstm = 유닛 수
zoo-page-setting-gru = 유닛 수
zoo-page-setting-depth = 쌓은 층 수
zoo-page-setting-bidirectional = 양방향
zoo-page-setting-output = 출력
zoo-page-setting-activation = 활성화 함수
zoo-page-bundled = whygrad의 작은 신경망 (Fashion-MNIST로 학습)
zoo-page-model = 학습된 신경망
zoo-page-model-more = 직접 학습한 신경망을 보려면 whygrad train fashion-mnist --out DIR을 실행한 다음 whygrad play DIR을 실행하세요.
zoo-page-missing = 시각화와 데이터 증강에는 다음 패키지가 필요합니다: { $packages }. pip install "whygrad[zoo,torch]" 명령으로 설치하고 whygrad play를 다시 시작하세요. 신경망의 크기와 비용을 보는 데에는 필요하지 않습니다.
zoo-page-pictures = 이미지
zoo-page-pictures-of = { $label }, 이미지 { $number }
zoo-page-own-picture = 내 이미지
zoo-page-own-picture-help = PNG, JPEG, WebP, GIF, BMP. 이 컴퓨터의 whygrad로만 보내며 저장하지 않습니다.
zoo-page-own-shown = 내 이미지 { $name }
zoo-page-no-data = 이 신경망을 학습한 이미지가 이 컴퓨터에 없습니다. 내 이미지를 여세요.
zoo-page-picture-large = 이 파일은 { $most } MB보다 크고 브라우저에서 크기를 줄일 수 없습니다. 먼저 더 작게 저장하세요.
zoo-page-seen = 신경망의 입력
zoo-page-seen-alt = 신경망에 들어가는 이미지: { $width }×{ $height } 픽셀.
zoo-page-prediction = 예측
zoo-page-prediction-help = 클래스를 고르면 그 클래스를 뒷받침하는 픽셀이 보입니다.
zoo-page-right = 레이블: { $label }. 예측이 맞았습니다.
zoo-page-wrong = 레이블: { $label }. 예측이 틀렸습니다.
zoo-page-evidence = 예측의 근거
zoo-page-evidence-for = 근거: { $label }
zoo-page-saliency = 현저성 맵
zoo-page-saliency-help = 클래스의 점수가 각 픽셀에 얼마나 민감한가: |∂점수/∂픽셀|.
zoo-page-saliency-smooth = 클래스의 점수가 각 픽셀에 얼마나 민감한가: |∂점수/∂픽셀|, 잡음을 더한 복사본 24개의 평균 (SmoothGrad).
zoo-page-occlusion = 가림(occlusion)
zoo-page-occlusion-help = { $patch }×{ $patch } 픽셀을 가장자리 색으로 가렸을 때 점수가 낮아지는 정도. 주황 빗금: 점수가 높아집니다.
zoo-page-grad-cam = Grad-CAM
zoo-page-grad-cam-help = 마지막 합성곱이 그 클래스를 뒷받침하는 특성에 반응하는 곳.
zoo-page-evidence-alt = { $name }: 가장 강한 곳은 { $where }, 범위 { $low } ~ { $high }.
zoo-page-where-nowhere = 없음
zoo-page-where-top-left = 왼쪽 위
zoo-page-where-top-center = 위쪽
zoo-page-where-top-right = 오른쪽 위
zoo-page-where-middle-left = 왼쪽
zoo-page-where-middle-center = 가운데
zoo-page-where-middle-right = 오른쪽
zoo-page-where-bottom-left = 왼쪽 아래
zoo-page-where-bottom-center = 아래쪽
zoo-page-where-bottom-right = 오른쪽 아래
zoo-page-layers = 층별로 보기
zoo-page-layers-choose = 볼 층
zoo-page-maps = 층 { $layer }의 출력
zoo-page-maps-said = { $height }×{ $width } 특징 맵 { $of }개 중 { $shown }개, 범위 { $low } ~ { $high }. 모두 같은 스케일입니다.
zoo-page-flat-said = 값 { $of }개, 범위 { $low } ~ { $high }, 한 줄에 { $width }개.
zoo-page-silent = { $count ->
       *[other] 모든 곳이 0인 특징 맵: { $count }개.
    }
zoo-page-map = 특징 맵 { $number }: { $low } ~ { $high }
zoo-page-filters = 층 { $layer }의 필터
zoo-page-filters-alone = 필터
zoo-page-filters-said = 필터 { $of }개 중 { $rows }개, 한 줄에 하나. 입력 채널 { $channels }개 중 { $columns }개. 가중치 { $height }×{ $width }개, 범위 { $low } ~ { $high }.
zoo-page-scale = 파랑: 0보다 큼. 주황 빗금: 0보다 작음. 빈칸: 0.
zoo-page-scale-high = 가장 큰 절댓값은 { $largest }
zoo-page-augment-help = 데이터 증강을 쓰면 같은 이미지를 두 번 학습하지 않습니다. 각 줄은 무작위 변환 하나를 학습 스텝 { $steps }개에서 보여 주고, 마지막 줄은 고른 변환을 모두 함께 적용합니다.
zoo-page-augment-as = 원본
zoo-page-augment-all = 모두 함께
zoo-page-augment-none = 변환을 하나 이상 고르세요.
zoo-page-augment-again = 다시 뽑기
zoo-page-augment-alt = { $word } { $number }: 이미지의 변형 { $steps }개.
zoo-page-augment-all-alt = { $words } 함께: 이미지의 변형 { $steps }개.
zoo-page-augment-toml = 실험 파일에서: { $toml }
zoo-page-augment-flip = 뒤집기: 확률
zoo-page-augment-crop = 자르기: 패딩 픽셀 수
zoo-page-augment-scale = 크기: 최대 ± 비율
zoo-page-augment-rotate = 회전: 최대 ± 각도
zoo-page-augment-jitter = 색상 변화: 최대 ± 비율
zoo-page-augment-erase = 지우기: 확률
zoo-page-working = 계산 중 …
zoo-page-error-key = { $key }: 알 수 없는 키입니다. 층 목록에는 "input"과 "layers"가 있습니다.
zoo-page-error-no-layers = 층 목록이 없습니다. layers = [ … ] 안에 층을 차례로 적으세요.
zoo-page-error-input = { $key }: 1에서 { $most }까지의 정수 1~3개여야 합니다. 이미지는 채널·높이·너비, 시퀀스는 시점·특성, 그 밖에는 특성 수 하나입니다.
zoo-page-error-torch = 시각화에는 PyTorch와 safetensors가 필요합니다. 설치: pip install "whygrad[zoo,torch]"
zoo-page-error-no-model = 이 신경망은 이제 없습니다. 파일이 삭제되었거나 이동했거나 이름이 바뀌었습니다.
zoo-page-error-model-size = 이 신경망의 파일은 { $most } MB보다 커서 페이지에서 열 수 없습니다.
zoo-page-error-no-pictures = 이 신경망은 이미지를 분류하지 않으므로 볼 것이 없습니다.
zoo-page-error-no-picture = 그 자리에는 이미지가 없습니다. 보이는 이미지 중에서 고르세요.
zoo-page-error-large = 이 신경망은 이미지 하나에 페이지가 허용하는 것보다 많은 곱셈-덧셈이 필요합니다. whygrad inside를 쓰세요.
zoo-page-error-flat = 이 신경망은 이미지를 1차원 벡터로 받습니다. 페이지에서는 이미지를 그대로 받는 신경망만 시각화합니다.

## claims

claim-id = ID
claim-statement = 주장
claim-verdict = 판정
claim-effect = 효과
claim-date = 날짜
claim-condition = 조건
claim-decision = 결과
claim-topic-perceptron = 퍼셉트론
claim-topic-nonlinearity = 비선형성
claim-topic-chain-rule = 손실과 연쇄 법칙
claim-topic-vanishing-gradients = 기울기 소실
claim-topic-remedies = 처방
claim-topic-generalization = 일반화
claim-topic-convolution = 합성곱
claim-topic-depth = 깊이
claim-interval = 95 % 구간
claim-supported = 지지됨
claim-refuted = 반박됨
claim-depends = 조건에 따라 다름
claim-undecided = 판정 불가
claim-stale = 오래됨
claim-no-result = 실행 전
claim-cores = 코어 { $count }개
claim-made = 시드 { $seeds }개, { $date }, { $machine }. 구간은 시드에 대한 95 % 부트스트랩 구간입니다.
claim-made-exact = 정확히 계산한 값, { $date }, { $machine }.
claim-changed = 이 실행에서 바꾼 설정: { $changes }.
claim-factor = { $factor }배
claim-rule-larger = 비교한 값: { $measure }. { $claimed }이(가) { $other }보다 { $effect } 이상 크면 지지됩니다.
claim-rule-smaller = 비교한 값: { $measure }. { $claimed }이(가) { $other }보다 { $effect } 이상 작으면 지지됩니다.
claim-rule-equal = 비교한 값: { $measure }. { $claimed }와(과) { $other }의 차이가 { $effect } 이하이면 지지됩니다.
claim-unknown = { $id } 주장은 없습니다. ID 목록: whygrad claims
claim-unknown-measure = { $name } 측정값은 없습니다. 다음 중 하나를 쓰세요: { $known }
claim-few-seeds = { $id }은(는) 여러 시드의 실행을 비교합니다. --seeds에 2 이상을 주세요.
claim-no-settings = { $id }은(는) 실험을 학습하지 않으므로 바꿀 설정이 없습니다. --set을 빼세요.
claim-none-stale = 오래된 결과가 없습니다.
claim-not-run = { $id }의 저장된 결과가 없습니다. 실행하려면: whygrad claims { $id } --run
claim-all-and-ids = --all과 --stale은 주장을 스스로 고릅니다. ID를 빼거나 옵션을 빼세요.
claim-run-which = 실행할 주장을 C09처럼 지정하거나 --all을 주세요.
plot-claim-alt = { $id }: { $verdict }. { $effects }
plot-claim-alt-curve = { $id }: { $verdict }. 효과의 곡선: { $over } { $low }에서 { $high }까지. { $effects }
plot-claim-control = 대조
plot-claim-alt-one = { $condition }: 효과 { $effect }, 구간 { $interval }, { $decision }.
cli-claims = 학습에 관한 주장과 판정을 나열하거나, 주장을 검증하는 실험을 실행합니다.
cli-claims-examples = 예:
      whygrad claims
      whygrad claims C09
      whygrad claims C11 --run --seeds 20
      whygrad claims --all --run --report claims
cli-claims-ids = C09 같은 주장의 ID. 생략하면 모두 나열합니다.
cli-claims-run = 저장된 결과를 보여 주는 대신 실험을 지금 실행해 판정합니다.
cli-claims-all = 모든 주장.
cli-claims-stale = 저장된 결과 이후에 정의, 실험, 엔진이 바뀐 모든 주장.
cli-claims-seeds = 비교 대상마다 쓸 시드 수. 시드는 0부터 N-1까지입니다. 생략하면 주장에 정해진 수를 씁니다. 주면 실험을 실행합니다.
cli-claims-report = 주장마다 ID.md, ID.svg, ID.json을 폴더 DIR에 씁니다.
cli-claims-saved = 저장됨: { $path }
cli-progress-claim = { $id } 검증 중

## course

course-about-perceptron = 유닛 하나는 직선 하나를 긋습니다. 직선으로 나눌 수 있는 것과 없는 것, 그리고 특성을 바꾸면 무엇이 달라지는지 봅니다.
course-about-nonlinearity = 활성화 함수가 없는 층은 아무리 쌓아도 선형 변환 하나입니다. 활성화 함수마다 학습 속도, 계산 비용, 죽는 유닛이 어떻게 다른지 비교합니다.
course-about-chain-rule = 학습은 손실의 도함수를 따라갑니다. 어떤 손실과 출력의 도함수가 쓸모 있는지, 활성화 함수 하나가 기울기를 얼마나 통과시키는지 봅니다.
course-about-vanishing-gradients = 연쇄 법칙은 층마다 값을 하나씩 곱합니다. 깊어질수록 그 곱이 어떻게 줄거나 커지는지, 무엇이 곱을 1 근처에 두는지 봅니다.
course-about-remedies = 같은 신경망이라도 학습률, 입력의 스케일, 가중치 초기화, 정규화에 따라 학습이 되기도 하고 안 되기도 합니다. 하나씩 바꾸어 봅니다.
course-about-generalization = 훈련 세트를 맞힌 신경망이 새 데이터에서는 틀릴 수 있습니다. 그 차이가 어디서 생기고 무엇으로 줄어드는지 봅니다.
course-about-convolution = 이미지에는 이웃한 픽셀이 있습니다. 선형 분류기가 이미지에서 무엇을 배우는지, 필터와 가중치 공유, 풀링이 무엇을 더하는지 봅니다.
course-about-depth = 층이 많으면 적은 매개변수로 더 많은 것을 나타낼 수 있습니다. 단, 학습이 되어야 합니다. 깊이가 주는 이점과 잔차 연결의 효과를 봅니다.
course-goal-at-least = { $quantity } { $value } 이상
course-goal-at-most = { $quantity } { $value } 이하
course-goal-absent = "{ $problem }" 문제 없음
course-points = { $value }퍼센트포인트
course-quantity-accuracy-test = 테스트 정확도
course-quantity-accuracy-train = 훈련 정확도
course-quantity-accuracy-gap = 훈련 정확도와 테스트 정확도의 차이
course-quantity-loss-test = 테스트 손실
course-quantity-loss-train = 훈련 손실
course-quantity-loss-gap = 테스트 손실과 훈련 손실의 차이
course-quantity-units = 은닉 유닛 수
course-quantity-layers = 은닉층 수
course-quantity-parameters = 매개변수 수
course-needed = 실행 { $runs }번 가운데 { $needed }번 이상 목표를 이루어야 합니다. 실행마다 가중치 초깃값을 바꾸어 { $epochs }에포크 동안 학습합니다. 데이터는 모든 실행에서 같으며, 새로 뽑거나 새로 나눕니다.
course-kept-always = 데이터와 에포크 수
course-setting-features = 입력 특성
course-setting-preprocessing = 전처리
course-setting-augmentation = 데이터 증강
course-setting-hidden = 은닉층
course-setting-activation = 활성화 함수
course-setting-init = 가중치 초기화
course-setting-normalization = 정규화
course-setting-dropout = 드롭아웃
course-setting-residual = 잔차 연결
course-setting-output = 출력 함수
course-setting-loss = 손실 함수
course-setting-optimizer = 옵티마이저
course-setting-learning-rate = 학습률
course-setting-schedule = 학습률 스케줄
course-setting-warmup = 워밍업
course-setting-batch-size = 배치 크기
course-setting-l1 = L1
course-setting-l2 = L2
course-setting-clip = 기울기 클리핑
course-setting-other = 데이터와 에포크 수
course-whole-data = 데이터 설정 전체
course-whole-network = 신경망 설정 전체
course-whole-training = 학습 설정 전체
course-changed = { $key }: { $kept } 값을 그대로 두어야 하는데 지금은 { $given }입니다.
course-setting-missed = 이루지 못한 목표: { $goal }. 지금은 { $value }입니다.
course-not-trained = 학습은 하지 않았습니다.
course-missed = 이루지 못한 목표: { $goal }. 실행 { $runs }번 가운데 { $reached }번 이루었고 중앙값은 { $median }입니다.
course-missed-absent = 이루지 못한 목표: { $goal }. 실행 { $runs }번 가운데 { $reached }번 이루었습니다.
course-diverged = 실행 { $runs }번 가운데 { $failed }번은 발산했습니다. 손실이 끝없이 커지거나 유한하지 않은 값이 되었습니다.
course-passed = 통과했습니다. 실행 { $runs }번 가운데 { $reached }번에서 모든 목표를 이루었습니다. 필요한 횟수는 { $needed }번입니다.
course-failed = 통과하지 못했습니다. 실행 { $runs }번 가운데 { $reached }번에서 모든 목표를 이루었습니다. 필요한 횟수는 { $needed }번입니다.
course-error-goal = { $value }: 목표가 아닙니다. "accuracy_test >= 0.95", "units <= 4", "no dead-units"처럼 쓰세요.
course-error-code = { $name }: 그런 문제 코드는 없습니다. '{ $near }' 코드를 찾으셨나요?
course-error-quantity = { $name }: 목표로 잴 수 없습니다. 값이 숫자인 설정이나 다음 가운데 하나를 쓰세요: { $known }
course-error-no-goal = 과제에는 목표가 하나 이상 있어야 합니다. 예: "accuracy_test >= 0.95"
course-error-layers = 층 목록으로 적은 신경망은 과제로 쓸 수 없습니다. network.hidden을 쓰세요.
course-error-unknown = { $name }: 그런 과제는 없습니다. 전체 목록: whygrad course
course-error-unknown-nearest = { $name }: 그런 과제는 없습니다. '{ $nearest }' 과제를 찾으셨나요?
course-kind = 종류
course-kind-claim = 주장
course-kind-exercise = 과제
course-step = 단계
course-title = 제목
course-how = 주장 읽기: whygrad claims C02. 과제 보기: whygrad course NAME.
course-start = 시작 실험
course-keep = 그대로 둘 설정
course-goals = 목표
course-hint = 힌트
course-solution = 풀이의 예
course-how-to-check = 답 검사: whygrad course { $name } EXPERIMENT.toml, 또는 --set KEY=VALUE로 바꿀 값만 적습니다.
cli-course = 과정: 주장과 과제를 순서대로 보여 주고, 과제의 답을 검사합니다.
cli-course-examples = 예:
      whygrad course
      whygrad course ten-layers-of-sigmoid --hint
      whygrad course ten-layers-of-sigmoid --set normalization=batch
cli-course-name = 주제나 과제. 없으면 과정 전체를 보여 줍니다.
cli-course-answer = 답: 실험 파일이나 링크. --set만 쓰면 시작 실험에서 바꿀 값.
cli-course-hint = 힌트를 보여 줍니다.
cli-course-solution = 풀이의 예와 그 이유를 보여 줍니다.
cli-course-out = 시작 실험을 파일로 씁니다.
cli-course-which = 먼저 과제를 고르세요. 예: whygrad course ten-layers-of-sigmoid
cli-course-claim = { $id }: 과제가 아니라 주장입니다. 이렇게 보세요: whygrad claims { $id }
cli-course-written = 저장: { $path }
cli-progress-course = { $name } 답 검사 중
## 지도

map-title = { $x }와(과) { $y }에 따른 { $measure }
map-alt = { $width } × { $height } 픽셀의 지도. 픽셀마다 신경망 하나를 학습했습니다: { $title }.
map-partly = 픽셀의 { $share } %를 학습했습니다. 나머지는 가장 가까운 학습된 픽셀로 나타냈습니다.
map-best = 가장 좋은 픽셀: { $value } ({ $settings }).
map-measure-loss = 테스트 데이터의 손실
map-measure-train-loss = 훈련 데이터의 손실
map-measure-accuracy = 테스트 데이터의 정확도
map-measure-train-accuracy = 훈련 데이터의 정확도
map-measure-speed = 훈련 손실이 우연 수준의 절반이 될 때까지의 에포크
map-measure-finding = 주된 진단 결과
map-ended = 끝난 상태
map-ended-finished = 완료
map-ended-diverged = 발산
map-ended-non-finite = NaN 또는 무한대
map-did-not-finish = 대부분 발산했거나 NaN이 됨
map-healthy = 정상
map-finding = 진단 결과
map-other-findings = 그 밖의 진단 결과
map-share-runs = 실행의 비율
map-share-pixels = 픽셀의 비율
map-not-trained = 학습하지 않음
map-axis-form = { $value }: 축이 아닙니다. KEY=LO:HI, KEY=LO:HI:log, KEY=V1,V2 형식으로 쓰세요. 예: learning_rate=0.001:10:log.
range-order = { $value }: 범위가 비어 있습니다. 첫 번째 수가 두 번째 수보다 작아야 합니다.
range-whole = { $value }: 범위의 양 끝은 정수여야 합니다.
vary-form = { $value }: 바꿀 설정이 아닙니다. KEY=V1,V2로 쓰거나, --samples와 함께 KEY=LO:HI 또는 KEY=LO:HI:log로 쓰세요.
vary-nothing = 바꿀 설정이 없습니다. --vary KEY=V1,V2를 지정하세요.
vary-hidden-twice = { $key } 설정은 은닉층을 바꾸는데, 은닉층은 다른 --vary에서도 정합니다. 하나를 빼세요.
vary-range-needs-samples = { $key } 설정이 범위입니다. 무작위로 뽑으려면 --samples N을 추가하고, 아니면 { $key }=V1,V2처럼 값을 나열하세요.
vary-too-few = 서로 다른 설정은 { $possible }개뿐이어서 { $count }개를 뽑을 수 없습니다. 모두 학습하려면 --samples를 빼세요.
sort-unknown = { $name }: 그런 순서는 없습니다. 다음 중 하나를 쓰세요: { $known }.
sort-losses = 손실 함수가 서로 달라 손실 값을 비교할 수 없습니다. --sort accuracy_test를 쓰세요.
sort-no-outcome = 학습 결과에 { $name } 값이 없습니다. 다음 중 하나를 쓰세요: { $known }.
compare-rank = 순위
compare-seconds = 초
compare-operations = 곱셈-덧셈
compare-pareto = 파레토
compare-same-cost = 모든 설정의 매개변수는 { $parameters }개이고, 표본 하나에 곱셈-덧셈을 { $adds }번 합니다.
compare-shortened = 터미널 창을 넓히거나 --json을 쓰면 손실도 볼 수 있습니다.
compare-seconds-note = 초: 한 설정의 모든 시드를 합한 시간. 이 컴퓨터에서 쟀으며 그동안 다른 프로그램도 실행되고 있었을 수 있습니다.
compare-ranks = 순위는 평균으로 매겼습니다. 괄호는 95 % 구간입니다(시드별 차이의 부호를 뒤집는 검정, 설정 수만큼 보정, 시드 { $seeds }개). 시드가 { $least }개보다 적으면 어떤 차이도 확실하지 않습니다.
compare-may-be-best = 설정 { $count }개는 구간에 1위가 들어 있어 가장 좋은 설정일 수 있습니다.
compare-front = { $mark } 표시는 파레토 프런트입니다({ $count }개). 평균 결과, { $time }, 매개변수가 모두 같거나 더 좋으면서 하나라도 더 좋은 다른 설정이 없습니다.
plot-front-title = 파레토 프런트: 결과, 매개변수, 시간
plot-front-alt = 설정 { $count }개의 { $outcome }, 매개변수와 시간에 따라. 파레토 프런트:
plot-front-on = 파레토 프런트
plot-front-others = 그 밖의 설정
range-log = { $value }: 로그 범위로 쓸 수 없습니다. 두 수가 모두 0보다 커야 합니다.
map-axis-twice = { $value }: 두 번 나옵니다. 축과 값은 한 번씩만 쓸 수 있습니다.
map-axis-cannot = { $key }: 지도의 축으로 쓸 수 없습니다. { $known } 같은 설정을 쓰세요.
map-axis-hidden = { $key } 축은 은닉층을 바꾸는데 이 실험에는 은닉층이 없습니다. 먼저 --set hidden=4,2처럼 은닉층을 정하세요.
map-axis-set = { $key } 설정은 축이 바꾸므로 --set으로 값을 정할 수 없습니다.
map-axis-z = --z { $value }: 범위는 쓸 수 없습니다. --z l2=0,0.01,0.1처럼 값을 나열하세요.
map-size = --size는 2에서 { $most } 사이여야 합니다. 받은 값: { $size }.
map-unknown-measure = { $name }: 그런 이름의 측정값이 없습니다. 다음 중 하나를 쓰세요: { $known }.
map-memory = 이 지도에는 메모리가 약 { $needed } 필요한데 { $free }만 남아 있습니다. 픽셀이나 시드 수를 줄이세요.
map-time = 이 지도는 약 { $needed } 걸려서 한도 { $limit }을(를) 넘습니다. 픽셀, 에포크, 시드 수를 줄이거나 --minutes를 늘리세요.
map-folder = { $path }: 학습한 픽셀을 보관할 수 없습니다({ $reason }). --folder로 다른 폴더를 지정하세요.
map-not-replaced = { $path }: 이미 있으며 지도가 아닙니다. 다른 이름을 쓰세요.
map-bad-format = { $path }: 지도를 저장할 수 없습니다. 파일 이름은 다음 중 하나로 끝나야 합니다: { $known }.
studio-exercise = 과제
studio-exercise-goal = 목표:
studio-exercise-keep = 그대로 둘 것:
studio-exercise-changed = 그대로 두어야 하는데 바뀐 설정: { $keys }.
studio-exercise-put-back = 되돌리기
studio-exercise-check = 답 검사
studio-exercise-checking = 가중치 초깃값을 바꾸고 데이터를 새로 뽑거나 나누어 답을 학습하는 중 …
studio-exercise-hint = 힌트
studio-exercise-start-over = 처음부터
studio-exercise-close = 과제 닫기
studio-exercise-handed = 과제.
studio-exercise-handed-task = 목표에 이르도록 이 신경망을 바꾸세요.
studio-hand-out = 과제로 나누어 주기
studio-hand-out-about = 이 링크를 열면 지금 실험이 과제가 됩니다. 받은 사람은 목표에 이를 때까지 실험을 바꾸고 답을 검사받습니다.
studio-hand-out-goals = 목표
studio-hand-out-goals-help = 여럿이면 쉼표로 나눕니다: accuracy_test >= 0.95, loss_test <= 0.1, units <= 4, no dead-units.
studio-hand-out-copy = 과제 링크 복사
studio-hand-out-link = 과제 링크
studio-hand-out-no-link = 이 실험은 링크에 담을 수 없어 과제로 나누어 줄 수 없습니다.
