# Letterdrop 的全部正體（繁體）中文文案，供臺灣、香港、澳門的使用者閱讀。
#
# 每個問題有三段文字：發生了什麼、.why（原因）、.next（怎麼辦）。鍵名即 bot/problems.py 中的類別名稱，
# 變數即該類別的欄位。憑證的主控台連結以按鈕提供，文中只寫「主控台」。需要重新傳送時，.next 中的
# { $again }（即 `drop-again`）說明傳送到哪裡、是否需要再寫憑證 ID。
#
# 用詞：人「傳送」，機器人「上傳」；憑證「簽發」「吊銷」「關注」，與騰訊雲的狀態名稱一致；檔案「調整」；
# 「提交」只用於資料和工單；thread 依 Slack 的說明頁稱「對話串」。憑證論張，確認函論份。
# 設定項的名稱只出現在記錄檔和說明文件中。以上由 tests/locales/test_terms.py 檢查。
#
# 排版：全形標點前後不留空格，引號用「」；漢字與西文、數字、變數之間留一個空格。Slack 要求程式碼片段（`…`）
# 的首尾處於詞的邊界；全形標點與空格一樣是邊界，因此「`letter.pdf`，」無需空格。由同一測試檢查。

## Answers

heading-accepted = 確認函已上傳
heading-accepted-revocation = 吊銷確認函已上傳
heading-again = 先前已上傳
heading-not-uploaded = 未上傳
heading-refused = 騰訊雲未受理
heading-no-such-certificate = 找不到這張憑證
heading-console = 請在主控台上傳確認函
heading-none-needed = 不需要確認函
heading-unclear = 尚不確定是否已上傳

accepted = 騰訊雲已收到 { $name }。
    .by-status = { $name } 應已送達：雖然沒有收到上傳結果，但這張憑證已不再等待確認函。
    .next = CA 機構審核通常需要 3–5 個工作天（OV）或 5–7 個工作天（EV）；如來電查證，請務必接聽。
    .next-ov = CA 機構審核通常需要 3–5 個工作天；如來電查證，請務必接聽。
    .next-ev = CA 機構審核通常需要 5–7 個工作天；如來電查證，請務必接聽。
accepted-revocation = 騰訊雲已收到 { $name }。
    .by-status = { $name } 應已送達：雖然沒有收到上傳結果，但這張憑證已不再等待吊銷確認函。
    .next = CA 機構審核通過後即吊銷這張憑證，且無法復原。如仍有服務在使用，請儘快更換憑證。
progress = 審核進度可在主控台查看。
    .watched = CA 機構有結果後，我會在這裡通知您。
again = { $name } 與先前（{ $when }）上傳的確認函相同。
    .next = 這次沒有重複上傳，您不需要做任何事。如主控台再次要求確認函，請在主控台上傳，或重新掃描後傳送到這裡。
left =
    { $count ->
       *[other] { $names } 未上傳：這類檔案不能作為確認函。
    }
drop-again = 之後將確認函傳送到本對話串即可，不需再寫憑證 ID。
    .unknown = 之後請將確認函傳送到這裡，並寫明憑證 ID。

working =
    .upload = 正在上傳 { $name }（憑證 { $certificate }）…
    .check = 正在檢查 { $name }（憑證 { $certificate }）…
    .wait = { $name } 需要調整，正在排隊（憑證 { $certificate }）…
    .mend = 正在調整 { $name }（憑證 { $certificate }）…
summary = 共 { $total } 份確認函，已上傳 { $accepted } 份
    .open = 請回答本對話串中的問題。
    .more = 另有 { $count } 份
submitted = { $user } 將 { $name } 作為憑證 { $certificate } 的確認函上傳。
    .note = 備註：{ $note }

certificate = { $certificate } ({ $domain })
letter =
    { $kind ->
        [revoke] 吊銷確認函
       *[confirm] 確認函
    }

paragraph = { $first }{ $second }
label-file = 檔案
label-product = 憑證類型
label-error = 錯誤碼
label-message = 騰訊雲回傳訊息
label-request = RequestId
label-lookup = 狀態查詢的 RequestId
button-console = 在主控台查看
button-first = 查看第一則回覆
button-stop = 停止關注

## How it ended

ending-issued = { $user } 憑證已簽發，{ $name } 已通過審核。
    .title = 憑證已簽發
    .valid = { $user } 憑證已簽發，有效期從 { $begins } 到 { $ends }，{ $name } 已通過審核。
    .next = 請在主控台下載憑證並安裝到伺服器。
ending-revoked = { $user } 憑證已依 { $name } 吊銷。
    .title = 憑證已吊銷
    .next = 瀏覽器不再信任這張憑證；如仍有服務在使用，請儘快更換。
ending-revoked-meanwhile = { $user } 憑證已被吊銷，且無法復原。
    .title = 憑證已吊銷
    .next = 如需新憑證，請在主控台購買，再將其確認函傳送到這裡，並寫明新的憑證 ID。
ending-not-revoked = { $user } 吊銷流程已結束，憑證未被吊銷。
    .title = 未吊銷
    .valid = { $user } 吊銷流程已結束，憑證未被吊銷，有效期至 { $ends }。
    .next = 請在主控台查看原因。如仍需吊銷，請在主控台重新申請，再將新的吊銷確認函傳送到這裡，並寫明憑證 ID。
ending-sent-back = { $user } { $name } 未通過審核，需要重新上傳確認函。
    .title = CA 要求重新上傳確認函
    .next = 請在主控台查看原因，重新蓋章後將新的掃描檔傳送到本對話串，不需再寫憑證 ID。
ending-revocation-sent-back = { $user } { $name } 未通過審核，需要重新上傳吊銷確認函。
    .title = CA 要求重新上傳吊銷確認函
    .next = 請在主控台查看原因，將新的掃描檔傳送到本對話串，不需再寫憑證 ID。
ending-confirmation-wanted = { $user } 這張憑證現在等待上傳確認函。
    .title = CA 要求上傳確認函
    .next = 請在主控台下載確認函，蓋章後將掃描檔傳送到本對話串，不需再寫憑證 ID。
ending-revocation-wanted = { $user } 有人申請吊銷這張憑證，現在等待上傳吊銷確認函。
    .title = CA 要求上傳吊銷確認函
    .next = 如確實要吊銷，請將吊銷確認函傳送到本對話串，不需再寫憑證 ID；如不需要，請在主控台撤回申請。
ending-reason = 騰訊雲提供的原因是 { $reason }。
ending-rejected = { $user } { $name } 對應的申請未通過審核。
    .title = 審核失敗
ending-information-missing = { $user } 騰訊雲要求重新提交這張憑證的資料。
    .title = 待提交資料
    .next = 請在主控台提交資料並下載新的確認函，蓋章後將掃描檔傳送到本對話串，不需再寫憑證 ID。
ending-cancelled = { $user } 這張憑證的訂單已取消，不再需要 { $name }。
    .title = 訂單已取消
    .next = 如仍需要這張憑證，請在主控台重新申請。待主控台要求確認函時，將其傳送到這裡，並寫明當時顯示的憑證 ID。
ending-refunded = { $user } 這張憑證的訂單已退款，不再需要 { $name }。
    .title = 訂單已退款
    .next = 如仍需要憑證，請在主控台購買，再將其確認函傳送到這裡，並寫明新的憑證 ID。
ending-expired = { $user } 憑證已過期。
    .title = 憑證已過期
    .next = 請在主控台續費。新憑證有新的憑證 ID；待主控台要求其確認函時，將其傳送到這裡，並寫明新 ID。
ending-other = { $user } 這張憑證的狀態已變為「{ $state }」。
    .title = 憑證狀態有變化
    .next = 請在主控台查看詳細資訊。
ending-still-open = { $user } { $name } 上傳已 { $days } 天，仍無審核結果，我已停止關注這張憑證。
    .title = 仍無結果
    .next = 請在主控台查看還缺什麼，或向騰訊雲提交工單。

## Questions

question =
    { $count ->
       *[other] 請問 { $names } 是哪張憑證的？
    }
    .several =
        { $count ->
           *[other] 您提到了 { $candidates }，{ $names } 是哪一張的？
        }
    .unknown =
        { $count ->
           *[other] 帳號下沒有憑證 { $certificate }（ID 區分大小寫；也可能屬於其他帳號或站點）。請問 { $names } 是哪張憑證的？
        }
    .write = 請直接回覆憑證 ID，例如 { $example }。
    .pick = 請在下方選擇，或直接回覆該憑證 ID。
    .choose = 請在下方選擇，或直接回覆憑證 ID 或網域。
search-certificate = 以 ID 或網域搜尋

which-file = 哪個檔案是憑證 { $certificate } 的確認函？只能上傳一個；如有多頁，請合併為一個 PDF 後重新傳送。
    .pages = 哪個檔案是憑證 { $certificate } 的確認函？只能上傳一個；如果是同一份的多頁，我可以依此順序合併。
choose-file = 請選擇檔案
button-join = 合併為一個 PDF

revocation = 這份確認函將吊銷憑證
    .told = 這張憑證待上傳吊銷確認函，{ $name } 將作為吊銷確認函上傳。
    .next = 吊銷後無法復原。請確認已沒有任何服務在使用這張憑證，再上傳。
    .dialog-title = 確定要吊銷這張憑證？
    .dialog = 憑證 { $certificate }（{ $domain }）的吊銷確認函將送交 CA 機構，審核通過後即吊銷這張憑證，且無法復原。
button-revoke = 上傳吊銷確認函
button-do-not-send = 不上傳
button-cancel = 取消

mended =
    { $pages ->
       *[other] { $why }，因此我將 { $names } 調整為 { $letter }（共 { $pages } 頁）。
    }
    .title = 請核對調整後的確認函
    .changes = 調整內容：{ $changes }。
    .sizes = 大小由 { $before } 變為 { $after }。
    .open = 請開啟本對話串中的檔案核對
    .next = { $open }，將原樣上傳。文字和印章是否清晰？
    .for-console = { $why }，請上傳本對話串中調整後的 { $letter }。
    .unasked = { $why }，因此我依機器人管理員的設定，在上傳前調整了確認函。
mended-why =
    .joined = 這些檔案是同一份確認函的頁面
    .script = 這個 PDF 開啟時會執行指令碼
    .format = 騰訊雲不支援 { $kind } 檔案
    .size = 檔案為 { $size }，超過騰訊雲的 { $limit } 上限
    .brand = 這個品牌的憑證，騰訊雲不支援 { $kind } 檔案
    .pages = 只有部分頁面是確認函
    .other = 騰訊雲不接受原檔案
change =
    .joined = 將各檔案合併為一個 PDF
    .pages = 僅保留所選頁面
    .converted = 由 { $was } 轉換為 { $kind }
    .rendered = 將頁面轉為圖片
    .shrunk = 降低解析度
    .recompressed = 壓縮
    .script = 移除指令碼
    .rotated = 旋轉至正向
    .greyscale = 轉為灰階
    .location = 移除拍攝地點資訊
    .metadata = 移除隱藏資訊（相機等）
concern =
    .blank = { $pages ->
        [1] 這一頁是空白的。如不應為空白，請重新掃描。
       *[other] 有一頁是空白的。如不應為空白，請重新掃描。
    }
    .little-ink = { $pages ->
        [1] 這一頁幾乎沒有內容。如有缺漏，請重新掃描。
       *[other] 有一頁幾乎沒有內容。如有缺漏，請重新掃描。
    }
    .too-dark = { $pages ->
        [1] 這一頁太暗。如看不清楚，請在光線充足處重新掃描。
       *[other] 有一頁太暗。如看不清楚，請在光線充足處重新掃描。
    }
    .too-coarse = { $pages ->
        [1] 這一頁像素太少。如小字看不清楚，請以更高解析度重新掃描，或改傳 PDF。
       *[other] 有一頁像素太少。如小字看不清楚，請以更高解析度重新掃描，或改傳 PDF。
    }
    .missing-characters = 部分文字缺漏：PDF 中未內嵌字型。請內嵌字型後重新儲存 PDF。
    .annotations = PDF 上的線條、圖形或圖章註解未出現在調整後的頁面中。如要保留，請重新列印為 PDF。
    .signature = 調整後 PDF 的數位簽章會失效。如 CA 機構需要該簽章，請用簽章的軟體另存為更小的 PDF。
    .attachments = 這個 PDF 帶有附件，調整後附件會遺失。如果確認函是其中的附件，請單獨傳送該檔案。
doubt =
    .title = 確認函是否清晰？
    .blank = { $name } 是空白的，所有頁面都沒有內容。
    .too-dark = { $name } 太暗，難以辨認。
    .too-coarse = { $name } 像素太少，小字難以辨認。
    .next = 請開啟檔案核對：確認函是否正確，文字和印章是否清晰？如不是，請重新掃描，並傳送到本對話串。
button-send-mended = 上傳這個檔案
button-send-another = 我另傳一份

which-pages = { $names } 共有 { $count } 頁。哪些頁是憑證 { $certificate } 的確認函？本對話串中的圖片標有各頁頁碼。
    .together = { $names } 的 { $count } 頁無法在保持清晰的前提下合為一份確認函。哪些頁是憑證 { $certificate } 的確認函？本對話串中的圖片標有各頁頁碼。
    .choose = 請選擇頁面
    .one = 第 { $page } 頁
    .more = 第 { $first } 至 { $last } 頁

other-name = 確認函寫的是 { $named }，而憑證是 { $own }。
    .title = 確認函是否正確？
    .next = 請確認 { $name } 確實用於這張憑證，再上傳。
button-send-anyway = 仍要上傳

hint =
    .nonsense = 請直接回覆憑證 ID，例如 { $example }。
    .unknown-certificate = 帳號下沒有憑證 { $said }（ID 區分大小寫）。請從主控台複製憑證 ID。
    .unknown-domain = 網域 { $said } 沒有等待確認函的憑證。請直接回覆憑證 ID，例如 { $example }。
    .several-for-domain = 網域 { $said } 有多張憑證在等待確認函。請從上方選擇，或直接回覆憑證 ID。
    .several-named = 您提到了 { $said }。請從上方選擇，或只回覆其中一個憑證 ID。
    .not-offered = 請從上方選項中選擇。
    .button = 請使用上方的按鈕或選單，或將更好的檔案傳送到這裡。

invitation = 請將憑證 { $certificate } 的確認函傳送到這裡。
    .forwarded = 您轉寄的訊息中沒有我看得到的檔案。請將確認函直接傳送到這裡。
    .forwarded-named = 您轉寄的訊息中沒有我看得到的檔案。請將憑證 { $certificate } 的確認函直接傳送到這裡。

closed =
    .certificate = { $user } 為 { $name } 選擇了憑證 { $certificate }。
    .file = { $user } 為憑證 { $certificate } 選擇了檔案 { $name }。
    .mended = { $user } 已核對 { $name }，同意為憑證 { $certificate } 上傳。
    .anyway = { $user } 仍同意為憑證 { $certificate } 上傳 { $name }。
    .joined = { $user } 選擇將 { $count } 個檔案合併為憑證 { $certificate } 的一份確認函。
    .pages =
        { $count ->
           *[other] { $user } 選擇了 { $names } 的第 { $pages } 頁。
        }
    .another =
        { $count ->
           *[other] { $names } 未上傳，{ $user } 將在本對話串中另傳一份，不需再寫憑證 ID。
        }
    .replaced =
        { $count ->
           *[other] { $names } 未上傳：憑證 { $certificate } 已有更新的確認函。
        }
    .taken-back =
        { $count ->
           *[other] { $names } 已從 Slack 中移除，未上傳任何檔案。
        }
    .confirmed = { $user } 已確認上傳憑證 { $certificate } 的吊銷確認函。
    .unconfirmed = { $days } 天內無人確認吊銷憑證 { $certificate }，{ $name } 未上傳。如仍需吊銷，請將確認函重新傳送到本對話串，不需再寫憑證 ID。
    .dismissed =
        { $count ->
           *[other] { $user } 已關閉該問題，{ $names } 未上傳。
        }

## The form

form = 上傳確認函
    .submit = 上傳
    .certificate = 憑證
    .search-hint = 列出等待確認函的憑證；也可輸入其他憑證 ID，例如 { $example }（區分大小寫）。
    .write-hint = 主控台中顯示的憑證 ID，例如 { $example }（區分大小寫）。
    .file = 確認函
    .note = 備註
    .note-hint = 僅在 Slack 中與確認函一起顯示，不會傳送給騰訊雲。

fault-unreadable = 無法讀取這份表單，未上傳任何內容。機器人可能剛更新過，請關閉表單，重新開啟後再填寫；或將確認函以私訊傳送給我。
fault-certificate = 這不是憑證 ID。憑證 ID 是類似 { $example } 的 8 位英數字，請從主控台複製。
fault-misfit = 請核對憑證 ID；可用「/letter 狀態 { $certificate }」查看詳細資訊。
fault-no-file = 請加入確認函檔案。
fault-several-files = 請只保留一個檔案：騰訊雲每張憑證只接收一個檔案，請將全部頁面合併為一個 PDF。
fault-file-type = 不支援這類檔案。請選擇 PDF、JPG、PNG，或 HEIC、WebP、TIFF 等照片。
fault-file-empty = 這個檔案是空的，請重新儲存或掃描確認函。
fault-file-too-small = 這個檔案太小：騰訊雲要求不小於 { $smallest }，請重新掃描確認函。
fault-file-too-large = 這個檔案太大：我最多能調整 { $largest }。請以 150 dpi 重新掃描，或匯出更小的 PDF。

## Lists

pending =
    { $count ->
        [0] 沒有待上傳確認函的憑證
       *[other] { $count } 張憑證待上傳確認函
    }
    .page = 第 { $page } 頁，共 { $pages } 頁
    .last = 最近一次上傳：{ $letter }
waits =
    { $kind ->
        [revoke] 待上傳吊銷確認函
       *[confirm] 待上傳確認函
    }
    .ordered =
        { $kind ->
            [revoke] 待上傳吊銷確認函 · 申請於 { $day }
           *[confirm] 待上傳確認函 · 申請於 { $day }
        }
button-hand-in =
    { $kind ->
        [revoke] 上傳吊銷確認函
       *[confirm] 上傳確認函
    }
digest =
    { $kind ->
        [revoke] 待上傳吊銷確認函
       *[confirm] 待上傳確認函
    }
    .ordered = 申請於 { $day }
button-previous = 上一頁
button-next = 下一頁
fact =
    .stage = 詳細資訊：{ $value }
    .product = 憑證類型：{ $value }
    .alias = 備註名稱：{ $value }
    .names = 其他網域：{ $value }
    .ordered = 申請時間：{ $value }
    .valid = 有效期：{ $value }
span = { $begins } 至 { $ends }
history =
    { $count ->
        [0] 尚無紀錄
       *[other] 最近 { $count } 份確認函
    }

## Home and help

home-title = 如何上傳確認函
home-steps =
    1. 將蓋章後的確認函以私訊傳送給我，或傳送到我所在的頻道。
    2. 在同一則訊息中寫明憑證 ID，也就是類似 { $example } 的 8 位英數字。
    3. 我會將確認函上傳至騰訊雲，並在其對話串中回覆結果。
home-limits = 每張憑證一個檔案，包含全部頁面；支援 PDF、JPG、PNG 格式，大小 { $smallest } 至 { $largest }。更大的檔案和其他格式的圖片，我會先調整並請您查看。
home-more = 另有 { $count } 張：{ $command }
warning-may-not-list = 無法列出等待確認函的憑證：機器人的騰訊雲金鑰無權查看憑證清單。請聯絡機器人管理員：在存取管理（CAM）中授予 ssl:DescribeCertificates 權限。
warning-no-users-read = 無法區分訪客與正式成員，也無法得知各人使用的語言，因此不顯示清單，也沒有人能上傳吊銷確認函。請聯絡機器人管理員：新增 users:read 權限並重新安裝 Slack 應用程式。
warning-slow = 騰訊雲暫無回應，無法列出等待確認函的憑證。請過幾分鐘再來查看。
help = 指令
    .form = `/letter` 或 `/letter ID`：開啟上傳確認函的表單
    .pending = `/letter 待辦`：查看待上傳確認函的憑證
    .status = `/letter 狀態 ID`：查看憑證狀態
    .history = `/letter 紀錄`：查看最近 20 份確認函，以及 CA 機構的審核結果
    .help = `/letter 說明`：查看本說明
    .nearest = 您是否要輸入 { $command }？

## Told to one person

shortcut-no-file = 這則訊息中沒有檔案。請在附有確認函的訊息上使用這個捷徑。
form-not-opened = 表單未能及時開啟。請再試一次，或將確認函傳送到這裡，並寫明憑證 ID。
question-closed = 這個問題已關閉：已有人回答，或已過期。詳見對話串。
watching-ended = 已停止關注這張憑證。
ask-again = 正在處理中，請稍候幾秒再試。
no-status = 暫時無法查詢憑證 { $certificate } 的狀態，請在主控台查看：{ $page }

## Sizes and lists

size-bytes = { $count } 位元組
size-kilobytes = { $count } KB
size-megabytes = { $count } MB
list-comma = { $first }、{ $second }
no-name = 該檔案
list-and = { $first } 和 { $second }
phrases = { $first }，{ $second }
    .and = { $first }，{ $second }
list-more = { $first } 及另外 { $count } 個

## The file at Slack

file-deleted = { $name } 在讀取前已被刪除。
    .why = Slack 中已沒有這個檔案。
    .next = 請重新找到這個檔案，例如從您的電腦。{ $again }
file-hidden = Slack 已不再提供 { $name } 的下載。
    .why = 這個檔案已超出目前 Slack 方案保留的歷史紀錄範圍。
    .next = 請重新找到這個檔案，例如從您的電腦。{ $again }
remote-file = { $name } 是指向其他服務的檔案連結。
    .why = 我只能讀取儲存在 Slack 中的檔案。
    .next = 請先下載這個檔案。{ $again }
slack-document = { $name } 是畫布、電子郵件之類的 Slack 文件，不是檔案。
    .why = 騰訊雲僅支援 PDF、JPG、PNG 格式的檔案。
    .next = 請將蓋章後的確認函存為 PDF、JPG 或 PNG 檔案。{ $again }
file-not-visible = 我在 Slack 中看不到 { $name }。
    .why = 這個檔案未公開，或我不在分享該檔案的頻道中。
    .next = 請將檔案重新上傳到 Slack，或邀請我加入檔案所在的頻道。{ $again }
files-scope-missing = 無法從 Slack 下載 { $name }。
    .why = 我沒有讀取檔案的權限，或無權存取這個檔案。
    .next = 請聯絡機器人管理員：為 Slack 應用程式新增 files:read 權限並重新安裝。{ $again }
foreign-host = { $name } 儲存在 { $host } 上，不在 Slack 中。
    .why = 為了安全，我只從 Slack 下載檔案。
    .next = 請先下載這個檔案。{ $again }如仍無效，請聯絡機器人管理員：檢查 Slack API 位址的設定。
slack-unreachable = 多次嘗試後仍無法從 Slack 下載 { $name }。
    .why = Slack 目前忙碌或無法連線。
    .next = 請等待幾分鐘。{ $again }
incomplete-download = { $name } 下載不完整：應為 { $expected }，實際收到 { $received }。
    .why = 從 Slack 下載時中斷或受到干擾。
    .next = 請等待一分鐘。{ $again }

## The letter itself

empty-file = { $name } 是空的檔案。
    .why = 檔案中沒有內容，可能是儲存或掃描失敗。
    .next = 請重新儲存或掃描確認函。{ $again }
file-too-small = { $name } 只有 { $size }。
    .why = 騰訊雲要求檔案不小於 { $limit }，這個檔案不像是完整的確認函。
    .next = 請重新掃描蓋章後的確認函。{ $again }
file-too-large = { $name } 的大小為 { $size }。
    .why = 騰訊雲要求檔案不超過 { $limit }。
    .next = 請以 150 dpi 重新掃描，或匯出更小的 PDF。{ $again }
truncated-file = { $name } 不完整：{ $format } 檔案的結尾缺漏。
    .why = CA 機構將無法開啟這個檔案，可能是儲存或上傳時中斷。
    .next = 請重新儲存或掃描確認函，並確認能正常開啟。{ $again }
web-page = { $name } 的內容是網頁，不是確認函。
    .why = 騰訊雲僅支援 PDF、JPG、PNG 格式的檔案。
    .next = 請下載確認函檔案本身（可能需要先登入該網站）。{ $again }
office-document = { $name } 是{ $format ->
        [word] { " " }Word 文件
        [excel] { " " }Excel 活頁簿
        [powerpoint] { " " }PowerPoint 簡報
        [opendocument] { " " }OpenDocument 文件
        [RTF] { " " }RTF 文件
       *[other] { " " }Office 文件
    }。
    .why = 騰訊雲僅支援 PDF、JPG、PNG 格式的檔案。
    .next = 請列印、蓋章後掃描；如檔案中已有印章，可另存為 PDF。{ $again }
other-format = { $name } 是{ $format ->
        [video] 影片
        [audio] 音訊
        [mail] 電子郵件
       *[other] { " " }{ $format } 檔案
    }。
    .why = 騰訊雲僅支援 PDF、JPG、PNG 格式的檔案。
    .next = { $format ->
        [mail] 如確認函是其附件，請將附件另存為檔案。{ $again }
       *[other] 請掃描蓋章後的確認函，或另存為 PDF。{ $again }
    }
archive = { $name } 是壓縮檔（{ $format }）。
    .why = 騰訊雲僅支援 PDF、JPG、PNG 格式的檔案。
    .next = 請解壓縮，只取確認函這一個檔案。{ $again }
executable = { $name } 是執行檔，不是確認函。
    .why = 騰訊雲僅支援 PDF、JPG、PNG 格式的檔案。
    .next = 請勿開啟這個檔案，並查明其來源。{ $again }
unsupported-image = { $name } 是 { $format } 格式的圖片。
    .why = 騰訊雲僅支援 PDF、JPG、PNG 格式的檔案。
    .next = 請將圖片另存為 JPG。{ $again }
unknown-file = { $name } 不是 PDF、JPG 或 PNG 檔案。
    .why = 騰訊雲僅支援這三種格式，以檔案內容為準，與檔名無關。
    .next = 請掃描蓋章後的確認函，或另存為 PDF。{ $again }
png-not-taken = { $name } 是 PNG 檔案。
    .why = 這個品牌的憑證（WoTrus、DNSPod 國密 SM2），騰訊雲支援 PDF、JPG、GIF，不支援 PNG。
    .next = 請將確認函儲存為 PDF 或 JPG。{ $again }

## A look inside the letter

password-protected = { $name } 設有密碼。
    .why = 騰訊雲和 CA 機構都無法開啟加密的檔案。
    .next = 請移除密碼後另存，或列印成新的 PDF。{ $again }
locked-for-people = { $name } 僅限特定人員開啟。
    .why = 這個檔案沒有通用密碼，騰訊雲和 CA 機構都無法開啟。
    .next = 請向檔案作者索取未加密的版本，或掃描蓋章後的確認函。{ $again }
damaged-file = { $name } 無法開啟：這個 { $format } 檔案已損毀。
    .why = CA 機構同樣無法開啟。可能是儲存、掃描或傳輸時出了錯。
    .next = 請重新儲存或掃描確認函，並確認能正常開啟。{ $again }
unreadable-image = { $name } 是我無法讀取的特殊 { $format } 圖片。
    .why = CA 機構可能也無法開啟。
    .next = 請將圖片另存為 JPG。{ $again }
no-pages = { $name } 是沒有頁面的 PDF。
    .why = 很可能是儲存或匯出時出了錯。
    .next = 請重新儲存或掃描確認函，並確認能看到內容。{ $again }
dynamic-form = { $name } 是只有 Adobe Reader 才能顯示的表單。
    .why = CA 機構只會看到「無法顯示此文件」的提示（XFA 表單）。
    .next = 請列印成新的 PDF，或列印、蓋章後掃描。{ $again }
portfolio = { $name } 是 PDF 公事包，確認函是其中的某個檔案。
    .why = CA 機構只會看到一頁說明，看不到確認函。
    .next = 請從中將確認函另存為單獨的檔案。{ $again }
too-many-pages = { $name } 有 { $pages } 頁。
    .why = 確認函只有幾頁，我最多支援 { $most } 頁。
    .next = 請將蓋章確認函的頁面單獨儲存為 PDF。{ $again }
too-many-pixels = { $name } 有 { $megapixels }00 萬像素。
    .why = 這種格式的圖片我最多只開啟 { $most }00 萬像素，過大的圖片可能含有惡意內容。
    .next = 請用 1200 萬像素重新拍照，或另存為較小的 JPG。{ $again }
huge-page = { $name } 中有長或寬超過五公尺的頁面。
    .why = 確認函不會這麼大，檔案可能含有惡意內容，或匯出時出了錯。
    .next = 請將確認函列印成新的 A4 PDF，或重新掃描。{ $again }
two-files-in-one = { $name } 中藏有另一種格式的檔案。
    .why = 您看到的內容與 CA 機構看到的可能不同，這類檔案常用於詐騙。
    .next = 請重新掃描蓋章後的確認函，或列印成新的 PDF。{ $again }
check-stopped = 無法檢查 { $name }。
    .why = 開啟它所需的時間或記憶體遠超過正常的確認函。
    .next = 請用 300 dpi 以下重新掃描確認函，或列印成新的 PDF。{ $again }
cannot-shrink = { $name } 無法在保持清晰的同時壓縮到夠小。
    .why = 檔案為 { $size }，而我會將確認函壓縮到 { $limit } 以下，以確保騰訊雲接受。
    .next = 請只掃描確認函的頁面，使用 150 dpi 或黑白模式。{ $again }
too-large-to-mend = { $name } 的大小為 { $size }。
    .why = 騰訊雲只接受小得多的檔案，而我最多能壓縮 { $limit } 的檔案。
    .next = 請用 150 dpi 重新掃描，或匯出較小的 PDF。{ $again }
cannot-show = { $name } 需要先調整，但我無法在本對話串中顯示調整結果，因此未上傳。
    .why = Slack 不允許我在這裡傳送檔案，而調整後的檔案還沒有人核對過。
    .next = 請聯絡機器人管理員：為 Slack 應用程式新增 files:write 權限並重新安裝。{ $again }

## The drop

question-expired = { $days } 天內未收到憑證 ID。
    .why = 沒有憑證 ID，無法確定確認函是哪張憑證的。
    .next = 請在這裡回覆憑證 ID（可從主控台複製），不需重新傳送檔案。
nobody-agreed = { $days } 天內無人回答關於這份確認函的問題。
    .why = 未得到回答，因此沒有上傳。
    .next = 請再核對一次確認函。{ $again }
channel-not-allowed = 這個頻道不接收確認函。
    .why = 我只在 { $channels } 和給我的私訊中接收確認函。
    .next = 請傳送到上述頻道或以私訊傳送給我，也可請機器人管理員開放這個頻道。
guest-not-allowed = 訪客不能在這裡上傳確認函。
    .why = 機器人管理員僅允許正式成員上傳。
    .next = 請由正式成員代為傳送，或請機器人管理員開放給訪客。
external-not-allowed = 其他工作空間的成員不能在這裡上傳確認函。
    .why = 機器人管理員僅允許本工作空間的成員上傳。
    .next = 請由本工作空間的成員代為傳送，或請機器人管理員開放給其他工作空間。
not-in-usergroup = 僅 { $groups } 的成員可以在這裡上傳確認函。
    .why = 機器人管理員限定了可上傳的人員。
    .next = 請由其中的成員代為傳送，或請機器人管理員將您加入。
not-a-revoker = 您不能確認吊銷確認函，{ $groups } 可以。
    .why = 機器人管理員限定了可以吊銷憑證的人員。
    .next = 請其中一位來點擊按鈕。
second-person-needed = 這份吊銷確認函須由另一位同事確認。
    .why = 吊銷無法復原，機器人管理員要求由兩人完成。
    .next = 請一位同事查看確認函後點擊按鈕。
usergroups-unknown = 無法確認您是否可以上傳確認函，未上傳任何內容。
    .why = 僅特定使用者群組的成員可以上傳，而 Slack 未提供成員名單。
    .next = 請聯絡機器人管理員：新增 usergroups:read 權限，重新安裝 Slack 應用程式，並檢查可使用的使用者群組。完成後請重新傳送確認函。
person-unknown = 無法確認您是否為本工作空間的成員，因此不顯示清單，您也不能上傳吊銷確認函。
    .why = Slack 未告訴我誰是正式成員、訪客或其他工作空間的成員。
    .next = 請聯絡機器人管理員：新增 users:read 權限並重新安裝 Slack 應用程式。您仍可傳送確認函。

## The certificate takes no letter now

dv-certificate = 這是 DV 憑證，不需要確認函。
    .why = 對於 DV 憑證，CA 機構只驗證網域。
    .next = 如網域尚未驗證，請在主控台完成驗證。如這份確認函屬於其他憑證，請直接回覆那張憑證的 ID。
uploaded-certificate = 這張憑證是從外部上傳到騰訊雲的，並非在騰訊雲購買。
    .why = 騰訊雲只接收在騰訊雲購買的憑證的確認函。
    .next = 如憑證 ID 有誤，請直接回覆正確的憑證 ID；如無誤，請將確認函交給這張憑證的銷售商。
information-missing = 這張憑證尚未提交資料。
    .why = 提交資料後，騰訊雲才接收確認函。
    .next = 如憑證 ID 有誤，請直接回覆正確的憑證 ID；如無誤，請在主控台按「提交資料」，下載這張憑證的確認函，蓋章後傳送到這裡，並寫明憑證 ID。
free-not-submitted = 這是免費憑證，尚未提交資料。
    .why = 免費憑證都是 DV 憑證，CA 機構只驗證網域，沒有確認函。
    .next = 請在主控台提交資料並完成網域驗證。如這份確認函屬於其他憑證，請直接回覆那張憑證的 ID。
review-failed = 這張憑證審核失敗。
    .why = { $stage ->
        [domain-refused] 網域未通過 CA 機構的安全審查。
        [dcv-timeout] 網域驗證逾時，訂單已自動關閉。
        [papers-refused] 憑證資料未通過 CA 機構審核，審核人員會致電您留下的聯絡人。
        [unexplained] 騰訊雲未說明原因。
       *[other] 騰訊雲提供的原因是 { $status_msg }。
    }
    .next = { $stage ->
        [domain-refused] 請就該網域向騰訊雲提交工單，或更換網域後重新申請。
        [dcv-timeout] 請在主控台重新申請憑證。待主控台要求確認函時，將其傳送到這裡，並寫明當時顯示的憑證 ID。
       *[other] 請在主控台修改資料並重新提交，等待主控台再次要求確認函。{ $again }
    }
already-in-review = 這張憑證已在審核中。
    .why = { $stage ->
        [pre-reviewing] 騰訊雲正在預審核。
        [legal-reviewing] 正在法務審核。
        [ca-reviewing] CA 機構正在審核。
        [pending-dcv] 目前缺少的不是確認函，而是網域驗證。
        [wait-issue] 網域驗證已通過，正在等待 CA 機構簽發。
       *[other] 目前不需要再上傳確認函。
    }
    .next = { $stage ->
        [pending-dcv] 請儘快在主控台完成網域驗證，逾時訂單會自動關閉。僅當需要更換確認函時，請在主控台重新上傳。
        [wait-issue] 您不需要做任何事，請耐心等待。
       *[other] 請耐心等待；如 CA 機構來電查證，請務必接聽。僅當需要更換確認函時，請在主控台重新上傳（DNSPod 國密憑證不支援更換）。
    }
dns-record-added = 騰訊雲已為這張憑證新增 DNS 記錄，正在驗證網域。
    .why = 這張憑證目前等待的是網域驗證，不是確認函。
    .next = 請耐心等待。如主控台隨後要求確認函，請屆時傳送到本對話串。
being-reissued = 這張憑證正在重新簽發。
    .why = { $stage ->
        [pending-dcv] 目前缺少的不是確認函，而是網域驗證。
        [wait-issue] 網域驗證已通過，正在等待 CA 機構簽發。
       *[other] 重新簽發的申請正在審核，目前不接收確認函。
    }
    .next = { $stage ->
        [pending-dcv] 請在主控台完成網域驗證。
        [wait-issue] 您不需要做任何事，請耐心等待。
       *[other] 請耐心等待；如 CA 機構來電查證，請務必接聽。如主控台隨後要求確認函，請屆時傳送到本對話串。
    }
being-revoked = 這張憑證正在吊銷。
    .why = { $stage ->
        [pending-dcv] 目前缺少的不是確認函，而是網域驗證。
       *[other] 吊銷申請正在審核，不需要再上傳確認函。
    }
    .next = { $stage ->
        [pending-dcv] 請在三天內於主控台完成網域驗證，否則吊銷將失敗。
       *[other] 不需要上傳任何檔案。如尚未更換憑證，請在伺服器上安裝其他憑證。
    }
order-being-cancelled = 這張憑證的訂單正在取消。
    .why = 取消期間不接收確認函。
    .next = 如憑證 ID 有誤，請直接回覆正確的憑證 ID。如仍需要這張憑證，請在主控台查看能否重新申請。
being-migrated = 這張憑證正在遷移。
    .why = 遷移期間不接收確認函。
    .next = 請等待遷移完成。屆時如主控台要求確認函，請傳送到本對話串。
already-issued = { $ends ->
        [0] 這張憑證已簽發。
       *[other] 這張憑證已簽發，有效期至 { $ends }。
    }
    .why = 已簽發的憑證不需要確認函。
    .next = 續費後的憑證有新的 ID，如確認函屬於新憑證，請直接回覆新的憑證 ID。如需吊銷這張憑證，請先在主控台申請吊銷，再將吊銷確認函傳送到這裡，並寫明憑證 ID。
certificate-expired = { $ends ->
        [0] 這張憑證已過期。
       *[other] 這張憑證已過期（有效期至 { $ends }）。
    }
    .why = 已過期的憑證不再接收確認函。
    .next = 如已續費，請直接回覆新的憑證 ID。如未續費，請在主控台續費；待主控台要求確認函時，將其傳送到這裡，並寫明新的憑證 ID。
order-cancelled = 這張憑證的訂單已取消。
    .why = 已取消的訂單不再接收確認函。
    .next = 如憑證 ID 有誤，請直接回覆正確的憑證 ID。如仍需要憑證，請在主控台重新申請。待主控台要求確認函時，將其傳送到這裡，並寫明當時顯示的憑證 ID。
certificate-revoked = 這張憑證已吊銷。
    .why = 吊銷無法復原，這張憑證不再接收確認函。
    .next = 如憑證 ID 有誤，請直接回覆正確的憑證 ID。如需要新憑證，請在主控台購買，再將其確認函傳送到這裡，並寫明新的憑證 ID。
order-refunded = 這張憑證的訂單已退款。
    .why = 已退款的訂單不再接收確認函。
    .next = 如憑證 ID 有誤，請直接回覆正確的憑證 ID。如仍需要憑證，請在主控台購買，再將其確認函傳送到這裡，並寫明新的憑證 ID。
revocation-in-console = 這張憑證的吊銷確認函只能在國際站主控台上傳；您的檔案格式和大小都符合要求。
    .why = 國際站的 API 不提供這項操作。請注意，上傳吊銷確認函將吊銷這張憑證，且無法復原。
    .next =
        1. 儲存本對話串中的確認函檔案。
        2. 按下方的「在主控台查看」，登入這張憑證所屬的帳號。
        3. 在吊銷申請頁面按「上傳」，選取檔案並確認。
unknown-state = 這張憑證處於我還不認識的狀態，即 { $status_name }（編號 { $status }）。
    .why = 這個狀態可能是騰訊雲新增的。為避免出錯，這次未上傳。
    .next = 請在主控台查看這張憑證。如主控台要求確認函，請直接在主控台上傳，並請機器人管理員升級機器人。

## The states of a certificate

state-0 = 審核中
state-1 = 已簽發
state-2 = 審核失敗
state-3 = 已過期
state-4 = 已新增 DNS 記錄
state-5 = 待提交資料
state-6 = 訂單取消中
state-7 = 已取消
state-8 = 待上傳確認函
state-9 = 吊銷中
state-10 = 已吊銷
state-11 = 重新簽發中
state-12 = 待上傳吊銷確認函
state-13 = 免費憑證，待提交資料
state-14 = 已退款
state-15 = 遷移中
state-unknown = 未知狀態 { $name }（{ $status }）

stage-pre-reviewing = 預審核中
stage-legal-reviewing = 法務審核中
stage-ca-reviewing = CA 機構審核中
stage-pending-dcv = 待完成網域驗證
stage-wait-issue = 等待簽發
stage-domain-refused = 網域未通過 CA 機構安全審查
stage-dcv-timeout = 網域驗證逾時
stage-papers-refused = 資料未通過 CA 機構審核

## No clear answer from Tencent Cloud

tencent-unreachable = 嘗試 { $tries } 次仍無法連線到騰訊雲，未上傳任何內容。
    .why = 網路或騰訊雲暫時無法連線。
    .next = 請等待幾分鐘。{ $again }如多次失敗，請聯絡機器人管理員：檢查網路和騰訊雲 API 位址的設定。
outcome-unclear = 已嘗試上傳確認函 { $tries } 次，但未收到騰訊雲的明確結果。
    .why = 回傳的結果遺失或無法辨識，從憑證狀態也無法判斷是否已送達。
    .next = 請在主控台查看這張憑證。如仍在等待確認函，請重新傳送到本對話串。

## What Tencent Cloud answered: the certificate

certificate-not-found = 帳號下沒有這個 ID 的憑證。
    .why = 憑證 ID 區分大小寫；這張憑證也可能屬於其他帳號或站點（中國站、國際站）。
    .next = 請在這裡回覆正確的憑證 ID（可從主控台複製），不需重新傳送檔案。
certificate-not-waiting = 這張憑證目前不接收確認函。
    .why = 它可能正在審核或已簽發，也可能尚未提交訂單資料。
    .next = 請在主控台查看憑證狀態。如需補充資料，請先提交資料，再將確認函傳送到這裡，並寫明憑證 ID。如憑證 ID 有誤，請直接回覆正確的憑證 ID。
certificate-invalid = 這張憑證不符合騰訊雲接收確認函的條件。
    .why = 可能填寫了其他憑證的 ID，或訂單目前的狀態不接收確認函。
    .next = 如憑證 ID 有誤，請直接回覆正確的憑證 ID；如無誤，請在主控台查看憑證狀態，或向騰訊雲提交工單，並附上 RequestId。
certificate-not-available = 這張憑證目前不接收確認函。
    .why = 訂單正在變更或已關閉。
    .next = 請在主控台查看憑證狀態，待其要求確認函時重新傳送到本對話串。
certificate-from-elsewhere = 騰訊雲不接收這張憑證的確認函。
    .why = 這張憑證並非在騰訊雲購買，例如是從別處上傳的。
    .next = 如憑證 ID 有誤，請直接回覆正確的憑證 ID；如無誤，請將確認函交給這張憑證的銷售商。
manager-not-ready = 騰訊雲主控台中的公司管理人狀態異常。
    .why = 管理人審核通過後，騰訊雲才接收確認函。
    .next = 請在主控台的「我的資料」中完善管理人資訊，並等待審核通過。{ $again }

## What Tencent Cloud answered: the letter

letter-too-large = 騰訊雲認為確認函檔案太大。
    .why = 上限為 1.4 MB，騰訊雲計算的大小可能大於檔案本身。
    .next = 請將檔案壓縮到 1 MB 以內，例如以 150 dpi 掃描。{ $again }
letter-too-small = 騰訊雲認為確認函檔案太小。
    .why = 檔案應不小於 1 KB 且內容清晰。
    .next = 請重新掃描蓋章後的確認函，將全部頁面放在一個檔案中。{ $again }
letter-format = 騰訊雲不支援這個檔案的格式。
    .why = 僅支援 PDF、JPG、PNG 格式。
    .next = 請將確認函重新儲存為 PDF。{ $again }
letter-format-wosign = 這個品牌的憑證，騰訊雲不支援此檔案格式。
    .why = 這個品牌（如 DNSPod 國密 SM2 憑證）不支援 PNG。
    .next = 請將確認函儲存為 PDF 或 JPG。{ $again }

## What Tencent Cloud answered: the way

console-only = 這份確認函只能在騰訊雲主控台上傳；您的檔案格式和大小都符合要求。
    .why = 這是正常情況：部分確認函騰訊雲已不再透過 API 接收。
    .next =
        1. 儲存本對話串中的確認函檔案。
        2. 按下方的「在主控台查看」，登入這張憑證所屬的帳號。
        3. 進入「上傳確認函」，按「上傳」並選取檔案，再按「下一步」。
no-letter-for-dv = 這是 DV 憑證。
    .why = DV 憑證只需驗證網域，沒有確認函。
    .next = 請在主控台完成網域驗證。如該確認函屬於其他憑證，請直接回覆那個憑證 ID。
order-in-process = 騰訊雲仍在處理這筆訂單。
    .why = 訂單處理完成後才能接收確認函。
    .next = 請等待約十分鐘。{ $again }
wrong-value = 騰訊雲無法辨識請求中的某個值。
    .why = 最常見的原因是憑證 ID 有誤；憑證 ID 區分大小寫。
    .next = 請在這裡回覆正確的憑證 ID（可從主控台複製），不需重新傳送檔案。

## What Tencent Cloud answered: for the bot admin

clock-wrong = 機器人所在伺服器的時間不準確。
    .why = 時間相差超過五分鐘的請求會被騰訊雲拒絕。
    .next = 請聯絡機器人管理員：透過 NTP 校正伺服器時間。{ $again }
secret-id-unknown = 騰訊雲無法辨識機器人的 API 金鑰。
    .why = 該 SecretId 不存在、已停用，或屬於另一站點（中國站、國際站）。
    .next = 請聯絡機器人管理員：檢查 SecretId 和騰訊雲 API 位址的設定。{ $again }
signature-rejected = 機器人的請求簽章未通過騰訊雲驗證。
    .why = 最常見的原因是 SecretKey 與 SecretId 不相符。
    .next = 請聯絡機器人管理員：檢查 SecretKey。{ $again }
session-token-expired = 機器人的臨時金鑰無效。
    .why = 臨時金鑰的 Token 有誤或已過期。
    .next = 請聯絡機器人管理員：更新臨時金鑰及其 Token。{ $again }
mfa-required = 騰訊雲要求多重要素驗證（MFA）。
    .why = 機器人無法完成這類驗證。
    .next = 請聯絡機器人管理員：改用僅限 API 存取且不需 MFA 的子使用者金鑰。{ $again }
not-permitted = 機器人的金鑰無權對這張憑證執行此操作。
    .why = 存取管理（CAM）策略未包含該操作、這張憑證或其所屬專案。
    .next = 請聯絡機器人管理員：在存取管理（CAM）中授予機器人說明文件所列的四項 ssl 權限。{ $again }
address-refused = 騰訊雲拒絕了來自機器人 IP 位址的請求。
    .why = 該位址被帳號的網路存取規則封鎖。
    .next = 請聯絡機器人管理員：將伺服器 IP 位址加入帳號的允許清單。{ $again }
real-name-missing = 這個騰訊雲帳號尚未實名認證。
    .why = 帳號未通過實名認證，無法執行此操作。
    .next = 請聯絡機器人管理員：在主控台完成實名認證。{ $again }
service-role-missing = 這個騰訊雲帳號缺少一項授權。
    .why = SSL 憑證服務所需的服務角色尚未授權。
    .next = 請聯絡機器人管理員：開啟主控台的 SSL 憑證頁面，授權服務角色。{ $again }
request-malformed = 騰訊雲無法辨識機器人的請求。
    .why = 可能是機器人有缺陷，或騰訊雲的 API 已變更。
    .next = 請聯絡機器人管理員：升級機器人；如仍無效，請回報錯誤碼和 RequestId。在此之前請在主控台上傳確認函。
quota-exceeded = 這個騰訊雲帳號的配額已用完。
    .why = 騰訊雲不再接受該帳號的這類請求。
    .next = 請聯絡機器人管理員：在主控台查看帳號配額。{ $again }
operation-failed = 騰訊雲未能完成上傳。
    .why = 除下方資訊外，未提供更具體的原因。
    .next = 請在主控台查看這張憑證。如仍等待確認函，請聯絡機器人管理員：向騰訊雲提交工單，並附上 RequestId。
unknown-refusal = 騰訊雲回傳了我還不認識的結果。
    .why = 目前只能參考下方資訊。
    .next = 請聯絡機器人管理員：向騰訊雲提交工單，並附上錯誤碼和 RequestId。在此之前請在主控台上傳確認函。

## What Tencent Cloud answered: Tencent Cloud itself

ca-busy = 騰訊雲合作的 CA 機構目前忙碌。
    .why = 多次嘗試後仍未確認收到這份確認函。
    .next = 請等待約半小時。屆時如主控台仍要求確認函，請重新傳送到本對話串。
internal-failure = 騰訊雲發生內部錯誤。
    .why = 這與您的檔案無關。
    .next = 請等待約半小時。屆時如主控台仍要求確認函，請重新傳送到本對話串。如多次失敗，請向騰訊雲提交工單，並附上 RequestId。
too-many-requests = 這個帳號對騰訊雲的請求太頻繁。
    .why = 同一帳號下其他工具的請求也會計入。
    .next = 請等待幾分鐘。{ $again }
service-unavailable = 騰訊雲 SSL 憑證服務暫時無法使用。
    .why = 服務可能負載過高或正在維護。
    .next = 請等待約半小時。屆時如主控台仍要求確認函，請重新傳送到本對話串。
not-accepted = 騰訊雲未接受這份確認函。
    .why = 騰訊雲未說明原因。
    .next = 請在主控台查看這張憑證。如仍等待確認函，請在主控台上傳，或向騰訊雲提交工單，並附上 RequestId。

## A bug of ours

mishap = 機器人發生錯誤，操作已中斷。
    .why = 這是機器人的問題，與您無關。
    .next = 請聯絡機器人管理員：依編號 { $reference } 查找記錄檔。如主控台仍要求確認函，請重新傳送到本對話串。

## Cue words

locales = zh-Hant, zh-HK, zh-MO

cue-form = 上傳, 提交, 送出, 送件, 表單, 新增, 上傳確認函, 提交確認函
cue-pending = 待辦, 待處理, 待上傳, 待提交, 待確認, 等待, 列表, 清單, 未完成, 查看待辦
cue-status = 狀態, 查詢, 查看, 進度, 查詢狀態, 查看狀態, 查詢進度, 憑證狀態
cue-history = 紀錄, 記錄, 歷史, 歷史紀錄, 歷史記錄, 最近, 日誌, 查看紀錄
cue-help = 說明, 説明, 幫助, 用法, 使用說明, 怎麼用, 使用方法

cue-certificate = (憑證|證書|証書)(的)
cue-number = 編號, 號碼, 代碼, 代號, 號
cue-id = id(s)( )號
cue-domain = 網域(名稱), 域名, 網站, 站點

cue-letter = 確認(函|書|信)
cue-topic = 吊銷, 蓋章, 用印, 公章, 公司章, 大小章
cue-file-name = 吊銷函, 撤銷函
cue-follows = 確認(函|書|信), (吊|撤)銷函, 蓋章, 用印, 公章, 公司章, 大小章, 掃描, 附件, 如下, 下面, 接(著|着),
    (稍|隨)(後|等), 後(續|發|補), 待會, 等等, 馬上, 這就, 補上

cue-thanks = (謝|多|感)謝(您|你|妳|大家), 感恩
cue-courtesy = (再|)(麻煩|拜託|請)(您|你|妳)(了), 辛苦(您|你|妳)(了), (您|你|妳|大家|各位)好, 不好意思, 這(個|張|份)是, 是, 了
cue-request = 上傳, 提交, (發|傳)(送), 送(出|件), 寄, 幫(忙), 協助, 一下, 附件, 查收
cue-is = (就)是, 為
cue-article = -
cue-and = 和, 及, 與, 跟, 或

cue-other-id = 訂單, 工單, 使用者, 用戶, 任務, 專案, 項目, 帳號, 帳戶, 賬號, 賬戶, 請求, 客戶, 網域, 域名, 實例, 執行個體,
    員工, 會議, 微信, line, 裝置, 設備, 映像, 身(分|份), 統一, 學生
cue-password = (密|暗)碼, 口令, 權杖, 令牌, (提取|解壓|解壓縮|驗證|認證|邀請|啟用|激活|存取|訪問|授權|兌換|通行)碼
cue-unlocks = 解(壓|密|鎖)
cue-serial = -
cue-no-id = -

cue-not = 不(是|用|要|該|應), 不能, 並非, 別, 勿
    .except = 是不是, 能不能, (特|分|級|類|個)別, (不(是|用|要|該|應)|別|勿)忘
cue-for = 用, 給, 傳, 到
cue-wrong-behind = 不(對|行), 無關, 錯, 不是!
cue-wrong-before = 錯, 除(了)
cue-but = 而是
cue-hold = (先|暫|且)(別|不|勿), (別|勿|不要|不用)(再)(上|提|傳|發|送|寄), 草稿, (未|沒)(有)(蓋章|用印)
    .except = -
cue-doubt = 不, 沒, 別, 勿, 非, 除, 錯, 無, 取消, 作廢, 忽略, 排除, 刪
    .except = 不知(道), 是不是, 會不會, 行不行, 對不對, 能不能, 可不可, 好不好, 要不要, 用不用, 算不算, 不好意思,
    不(太)確定, 不清楚, 不急, 不過, 非常, (已|已經)(蓋|用印), (寫|填)錯(了), 還沒, 不(用|客)(謝|氣), 別忘(了), 沒(錯|問題),
    (確認|核對|檢查|核對過)無誤, (特|分|級|類|個)別
cue-state = (簽|頒|核)發, (過|到)期, 完成
cue-settled = 已, 舊, 另, 明(天|日|早), 下(周|週), 晚(點|些)再, 晚再, 再(發|說|傳|送)
cue-question = 嗎$, 呢$, 麼$, 嘛$
cue-asks = 審核, (吊|撤)銷了, 進度, 狀態, 好了, 下(來|發), 通過, 幾, 何, 哪, 誰, (什|怎)麼, 多(麼|久), 沒有, 上傳了, 提交了, 收到, 續,
    (有|失|生)效, 還, 有人, (發|用|辦|到|看|簽|過)了, 看過
    .except = -
cue-asks-outright = 進度, 狀態, 什麼時, 何時, 多久, 怎(麼|)樣, 到哪, 哪一步, 為(什|何), 誰的, 是誰, (簽|頒|核)發(了)(沒|嗎),
    (上傳|通過|過|好)了沒

cue-no-company = 公司, 單位, 機構, 組織, 名稱, 全名, 全稱, 簡稱, 以下, 類型, 性質, 申請企業, 申請人, 申請, 委託, 委任, 授權, 確認函, 聲明, 證明,
    同意, 蓋章, 用印, 簽章, 公章, 簽名, 簽字, 日期, 電話, 信箱, 郵箱, 地址, 法定代表人, 負責人, 聯絡人, 聯繫人, 甲方, 乙方, 立書人, 統一編號,
    隸屬於, 所屬, 特此, 關於, 茲有, 由, 為, 致, 茲, 係, 是, 與, 及, 即, 經, 給
