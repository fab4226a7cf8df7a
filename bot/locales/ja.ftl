# Letterdrop の日本語の文言一覧。
#
# 問題を伝える文は三つに分かれる：何が起きたか、.why（理由）、.next（次にすること）。キーは bot/problems.py の
# クラス名、変数はそのフィールド。証明書へのリンクはボタンで示すので、文中では「コンソール」とだけ書く。
# 確認書を送り直してもらう文は、末尾の { $again }（`drop-again`）に送り先と ID の要否を任せる。
#
# 用語：人は「送信」、ボットは「アップロード」。証明書は「発行」「失効」「再発行」、審査の続きは「フォロー」、
# ファイルは「調整」、印は「押印」「印影」。confirmation letter は「確認書」、revocation letter は
# 「失効確認書」、the CA は「認証局」、your bot admin は「ボット管理者」、direct message は「ダイレクトメッセージ」。
#
# 表記：です・ます調。全角の約物の前後に空白を置かず、和文と英数字・変数の間には半角の空白を一つ置く
# （Slack の日本語版と同じ。コードの `…` は語の境界でしか閉じないため、変数にも必要）。

## Answers

heading-accepted = 確認書をアップロードしました
heading-accepted-revocation = 失効確認書をアップロードしました
heading-again = アップロード済みです
heading-not-uploaded = アップロードしていません
heading-refused = Tencent Cloud に受け付けられませんでした
heading-no-such-certificate = 該当する証明書がありません
heading-console = コンソールから確認書をアップロードしてください
heading-none-needed = 確認書は不要です
heading-unclear = 届いたかどうか確認できません

accepted = Tencent Cloud が { $name } を受け取りました。
    .by-status = { $name } は届いているはずです。アップロードの応答は途中で失われましたが、証明書は確認書待ちではなくなっています。
    .next = 次は認証局の審査です。通常、OV は 3〜5 営業日、EV は 5〜7 営業日かかります。認証局から会社に電話があれば、ご対応ください。
    .next-ov = 次は認証局の審査です。通常 3〜5 営業日かかります。認証局から会社に電話があれば、ご対応ください。
    .next-ev = 次は認証局の審査です。通常 5〜7 営業日かかります。認証局から会社に電話があれば、ご対応ください。
accepted-revocation = Tencent Cloud が { $name } を受け取りました。
    .by-status = { $name } は届いているはずです。アップロードの応答は途中で失われましたが、証明書は失効確認書待ちではなくなっています。
    .next = 認証局の審査が終わると証明書は失効し、元に戻せません。まだ使用中の箇所があれば、別の証明書に置き換えてください。
progress = 進み具合はコンソールで確認できます。
    .watched = 認証局の結果が出たら、ここでお知らせします。
again = { $name } は、前回（{ $when }）アップロードした確認書と同じものです。
    .next = 今回は何もアップロードしていません。特に操作は不要です。コンソールで再び確認書を求められた場合は、コンソールからアップロードするか、スキャンし直したものをここに送信してください。
left =
    { $count ->
       *[other] { $names } はアップロードしていません。この種類のファイルは確認書として使えません。
    }
drop-again = その後、確認書をこのスレッドに送信してください。証明書 ID は不要です。
    .unknown = その後、確認書を証明書 ID と一緒にここに送信してください。

working =
    .upload = 証明書 { $certificate } の { $name } をアップロードしています…
    .check = 証明書 { $certificate } の { $name } を確認しています…
    .wait = 証明書 { $certificate } の { $name } は調整が必要なため、順番を待っています…
    .mend = 証明書 { $certificate } の { $name } を調整しています…
summary = 確認書 { $total } 件のうち { $accepted } 件をアップロードしました
    .open = このスレッドの質問にお答えください。
    .more = ほか { $count } 件
submitted = { $user } さんが { $name } を証明書 { $certificate } の確認書としてアップロードします。
    .note = メモ：{ $note }

certificate = { $certificate } ({ $domain })
letter =
    { $kind ->
        [revoke] 失効確認書
       *[confirm] 確認書
    }

paragraph = { $first }{ $second }
label-file = ファイル
label-product = 製品
label-error = エラーコード
label-message = Tencent Cloud のメッセージ
label-request = RequestId
label-lookup = 状態照会の RequestId
button-console = コンソールで開く
button-first = 最初の返信を見る
button-stop = フォローを終了

## How it ended

ending-issued = { $user } さん、証明書が発行されました。{ $name } は承認されました。
    .title = 証明書が発行されました
    .valid = { $user } さん、証明書が発行されました。有効期間は { $begins } から { $ends } までです。{ $name } は承認されました。
    .next = コンソールからダウンロードし、サーバーに設定してください。
ending-revoked = { $user } さん、{ $name } の申請どおり、証明書が失効しました。
    .title = 証明書が失効しました
    .next = ブラウザーに信頼されなくなります。まだ使用中の箇所があれば、別の証明書に置き換えてください。
ending-revoked-meanwhile = { $user } さん、証明書が失効しました。元に戻すことはできません。
    .title = 証明書が失効しました
    .next = 新しい証明書が必要な場合は、コンソールで購入し、その確認書を新しい証明書 ID と一緒にここに送信してください。
ending-not-revoked = { $user } さん、失効の手続きが終了しましたが、証明書は失効していません。
    .title = 失効していません
    .valid = { $user } さん、失効の手続きが終了しましたが、証明書は失効していません。{ $ends } まで有効です。
    .next = 理由をコンソールでご確認ください。失効がまだ必要な場合は、コンソールで申請し直し、新しい失効確認書を証明書 ID と一緒にここに送信してください。
ending-sent-back = { $user } さん、{ $name } は認証局に承認されませんでした。新しい確認書が必要です。
    .title = 認証局が確認書の再提出を求めています
    .next = 不備の内容をコンソールで確認し、押印し直してスキャンしたものをこのスレッドに送信してください。証明書 ID は不要です。
ending-revocation-sent-back = { $user } さん、{ $name } は認証局に承認されませんでした。新しい失効確認書が必要です。
    .title = 認証局が失効確認書の再提出を求めています
    .next = 不備の内容をコンソールで確認し、スキャンし直したものをこのスレッドに送信してください。証明書 ID は不要です。
ending-confirmation-wanted = { $user } さん、証明書が確認書待ちになりました。
    .title = 認証局が確認書を求めています
    .next = コンソールから確認書をダウンロードし、押印したものをこのスレッドに送信してください。証明書 ID は不要です。
ending-revocation-wanted = { $user } さん、証明書の失効が申請され、失効確認書待ちになりました。
    .title = 認証局が失効確認書を求めています
    .next = 失効させる場合は、失効確認書をこのスレッドに送信してください。証明書 ID は不要です。心当たりがなければ、コンソールで申請を取り下げてください。
ending-reason = Tencent Cloud が示した理由：{ $reason }
ending-rejected = { $user } さん、{ $name } による申請は認証局に承認されませんでした。
    .title = 審査に通りませんでした
ending-information-missing = { $user } さん、Tencent Cloud が証明書の申請情報を再び求めています。
    .title = 申請情報が未提出です
    .next = コンソールで申請情報を提出し、新しい確認書をダウンロードしてください。押印したら、このスレッドに送信してください。証明書 ID は不要です。
ending-cancelled = { $user } さん、証明書の注文がキャンセルされたため、{ $name } は不要になりました。
    .title = 注文がキャンセルされました
    .next = 証明書がまだ必要な場合は、コンソールで申請し直してください。確認書を求められたら、そのとき表示される証明書 ID と一緒にここに送信してください。
ending-refunded = { $user } さん、証明書の注文が返金されたため、{ $name } は不要になりました。
    .title = 注文が返金されました
    .next = 証明書がまだ必要な場合は、コンソールで購入し、その確認書を新しい証明書 ID と一緒にここに送信してください。
ending-expired = { $user } さん、証明書の有効期限が切れました。
    .title = 証明書の有効期限が切れました
    .next = コンソールで更新してください。新しい証明書には新しい ID が付きます。確認書を求められたら、その ID と一緒にここに送信してください。
ending-other = { $user } さん、証明書の状態が「{ $state }」に変わりました。
    .title = 状態が変わりました
    .next = 必要な対応をコンソールでご確認ください。
ending-still-open = { $user } さん、{ $name } のアップロードから { $days } 日たっても結果が出ていないため、この証明書のフォローを終了しました。
    .title = まだ結果が出ていません
    .next = 不足しているものをコンソールで確認するか、Tencent Cloud のサポートにお問い合わせください。

## Questions

question =
    { $count ->
       *[other] { $names } はどの証明書の確認書ですか？
    }
    .several =
        { $count ->
           *[other] { $candidates } とのことですが、{ $names } はどの証明書の確認書ですか？
        }
    .unknown =
        { $count ->
           *[other] 証明書 { $certificate } はこのアカウントにありません（ID は大文字と小文字を区別します。別のアカウントやサイトの証明書かもしれません）。{ $names } はどの証明書の確認書ですか？
        }
    .write = 証明書 ID を返信してください（例：{ $example }）。
    .pick = 下から選ぶか、証明書 ID を返信してください。
    .choose = 下から選ぶか、証明書 ID またはドメインを返信してください。
search-certificate = ID またはドメインで検索

which-file = 証明書 { $certificate } の確認書はどのファイルですか？アップロードできるのは一つだけです。複数ページある場合は、一つの PDF にまとめて送信してください。
    .pages = 証明書 { $certificate } の確認書はどのファイルですか？アップロードできるのは一つだけです。一通の確認書の各ページであれば、この順に結合できます。
choose-file = ファイルを選択
button-join = 一つの PDF に結合

revocation = この確認書は証明書を失効させます
    .told = この証明書は失効確認書を待っています。{ $name } を失効確認書としてアップロードします。
    .next = 失効は元に戻せません。この証明書を使うサーバーがもうない場合にだけアップロードしてください。
    .dialog-title = 証明書を失効させますか？
    .dialog = 証明書 { $certificate }（{ $domain }）の失効確認書が認証局に届き、認証局がこの証明書を失効させます。元に戻すことはできません。
button-revoke = 失効確認書をアップロード
button-do-not-send = アップロードしない
button-cancel = キャンセル

mended =
    { $pages ->
       *[other] { $why }ため、{ $names } から { $letter }（全 { $pages } ページ）を作成しました。
    }
    .title = 調整した確認書をご確認ください
    .changes = 調整内容：{ $changes }。
    .sizes = サイズは { $before } から { $after } になりました。
    .open = このスレッドのファイルを開く
    .next = { $open }：このままアップロードします。文字と印影はすべて読み取れますか？
    .for-console = { $why }ため、このスレッドにある調整済みの { $letter } をアップロードしてください。
    .unasked = { $why }ため、ボット管理者の設定に従い、アップロード前に確認書を調整しました。
mended-why =
    .joined = 一通の確認書が複数のファイルに分かれている
    .script = PDF を開くとスクリプトが実行される
    .format = Tencent Cloud が { $kind } ファイルに対応していない
    .size = サイズが { $size } で、Tencent Cloud の上限 { $limit } を超えている
    .brand = このブランドの証明書では、Tencent Cloud が { $kind } ファイルに対応していない
    .pages = 一部のページだけが確認書である
    .other = 元のファイルのままでは Tencent Cloud に受け付けられない
change =
    .joined = ファイルを一つの PDF に結合
    .pages = 選択されたページだけを保存
    .converted = { $was } から { $kind } に変換
    .rendered = ページを画像に変換
    .shrunk = 解像度を下げる
    .recompressed = 圧縮
    .script = スクリプトを削除
    .rotated = 正しい向きに回転
    .greyscale = グレースケールに変換
    .location = 撮影場所の情報を削除
    .metadata = 隠れた情報（カメラなど）を削除
concern =
    .blank = { $pages ->
        [1] このページは白紙です。白紙のはずがなければ、スキャンし直してください。
       *[other] 白紙のページがあります。白紙のはずがなければ、スキャンし直してください。
    }
    .little-ink = { $pages ->
        [1] このページにはほとんど何も書かれていません。欠けている部分があれば、スキャンし直してください。
       *[other] ほとんど何も書かれていないページがあります。欠けている部分があれば、スキャンし直してください。
    }
    .too-dark = { $pages ->
        [1] このページはかなり暗いです。読めない場合は、明るい場所でスキャンし直してください。
       *[other] かなり暗いページがあります。読めない場合は、明るい場所でスキャンし直してください。
    }
    .too-coarse = { $pages ->
        [1] このページは画素数が不足しています。小さな文字が読めない場合は、解像度を上げてスキャンし直すか、PDF を送信してください。
       *[other] 画素数が不足しているページがあります。小さな文字が読めない場合は、解像度を上げてスキャンし直すか、PDF を送信してください。
    }
    .missing-characters = フォントが PDF に埋め込まれていないため、一部の文字が欠けています。フォントを埋め込んで PDF を保存し直してください。
    .annotations = PDF に描き込まれた線や図形、スタンプは、調整後のページに含まれません。残すには、新しい PDF として印刷してください。
    .signature = 調整すると PDF の電子署名が失われます。認証局が電子署名を必要とする場合は、署名したソフトでより小さい PDF を保存してください。
    .attachments = 調整すると PDF の添付ファイルが失われます。確認書が添付ファイルの中にある場合は、そのファイルをここに送信してください。
doubt =
    .title = この確認書は読み取れますか？
    .blank = { $name } は白紙です。どのページにも何も書かれていません。
    .too-dark = { $name } は暗すぎて、ほとんど読めません。
    .too-coarse = { $name } は画素数が少なすぎて、小さな文字がほとんど読めません。
    .next = ファイルを開いて、正しい確認書か、文字と印影がすべて読み取れるかをご確認ください。問題があれば、スキャンし直してこのスレッドに送信してください。
button-send-mended = このファイルをアップロード
button-send-another = 別のファイルを送信

which-pages = { $names } には { $count } ページあります。証明書 { $certificate } の確認書はどのページですか？ページ番号は、このスレッドの画像をご覧ください。
    .together = { $names } の { $count } ページすべてを、読みやすさを保ったまま一通の確認書にすることはできません。証明書 { $certificate } の確認書はどのページですか？ページ番号は、このスレッドの画像をご覧ください。
    .choose = ページを選択
    .one = { $page } ページ
    .more = { $first }〜{ $last } ページ

other-name = 確認書には { $named } とありますが、証明書は { $own } のものです。
    .title = 正しい確認書ですか？
    .next = この証明書の確認書に間違いない場合にだけ、{ $name } をアップロードしてください。
button-send-anyway = このままアップロード

hint =
    .nonsense = 証明書 ID だけを返信してください（例：{ $example }）。
    .unknown-certificate = 証明書 { $said } はこのアカウントにありません（ID は大文字と小文字を区別します）。コンソールから ID をコピーしてください。
    .unknown-domain = { $said } の証明書で確認書待ちのものはありません。証明書 ID を返信してください（例：{ $example }）。
    .several-for-domain = { $said } の証明書で確認書待ちのものが複数あります。上から選ぶか、証明書 ID を返信してください。
    .several-named = { $said } とのことですが、一つに絞れません。上から選ぶか、証明書 ID を一つだけ返信してください。
    .not-offered = 選択肢にありません。上から選んでください。
    .button = 上のボタンかメニューを使うか、より鮮明なファイルをここに送信してください。

invitation = 証明書 { $certificate } の確認書をここに送信してください。
    .forwarded = 転送されたメッセージには、表示できるファイルがありません。確認書そのものをここに送信してください。
    .forwarded-named = 転送されたメッセージには、表示できるファイルがありません。証明書 { $certificate } の確認書そのものをここに送信してください。

closed =
    .certificate = { $user } さんが { $name } の証明書として { $certificate } を選びました。
    .file = { $user } さんが証明書 { $certificate } の確認書として { $name } を選びました。
    .mended = { $user } さんが { $name } を確認し、証明書 { $certificate } の確認書としてアップロードすることを承認しました。
    .anyway = { $user } さんが、{ $name } を証明書 { $certificate } の確認書としてこのままアップロードすることを承認しました。
    .joined = { $user } さんが { $count } 個のファイルを結合し、証明書 { $certificate } の一通の確認書にしました。
    .pages =
        { $count ->
           *[other] { $user } さんが { $names } のページ { $pages } を選びました。
        }
    .another =
        { $count ->
           *[other] { $names } はアップロードしていません。{ $user } さんが別の確認書をこのスレッドに送信します。証明書 ID は不要です。
        }
    .replaced =
        { $count ->
           *[other] { $names } はアップロードしていません。証明書 { $certificate } には、より新しい確認書があります。
        }
    .taken-back =
        { $count ->
           *[other] { $names } が Slack から削除されたため、何もアップロードしていません。
        }
    .confirmed = { $user } さんが証明書 { $certificate } の失効確認書のアップロードを確認しました。
    .unconfirmed = 証明書 { $certificate } の失効が { $days } 日以内に確認されなかったため、{ $name } はアップロードしていません。失効がまだ必要な場合は、確認書をこのスレッドに送信してください。証明書 ID は不要です。
    .dismissed =
        { $count ->
           *[other] { $user } さんが質問を閉じました。{ $names } はアップロードしていません。
        }

## The form

form = 確認書をアップロード
    .submit = アップロード
    .certificate = 証明書
    .search-hint = 確認書待ちの証明書が表示されます。ほかの ID も入力できます（例：{ $example }、大文字と小文字を区別）。
    .write-hint = コンソールに表示されている ID（例：{ $example }、大文字と小文字を区別）。
    .file = 確認書
    .note = メモ
    .note-hint = Slack で確認書と一緒に表示されます。Tencent Cloud には送られません。

fault-unreadable = フォームを読み取れなかったため、何もアップロードしていません。開いている間にボットが更新された可能性があります。フォームを閉じて開き直し、もう一度入力するか、確認書をボットへのダイレクトメッセージに送信してください。
fault-certificate = 証明書 ID ではありません。ID は { $example } のような 8 文字の英数字です。コンソールからコピーしてください。
fault-misfit = ID をご確認ください。詳しくは「/letter 状態 { $certificate }」で確認できます。
fault-no-file = 確認書を追加してください。
fault-several-files = ファイルを一つだけ残してください。Tencent Cloud が受け付けるのは証明書ごとに一つです。すべてのページを一つの PDF にまとめてください。
fault-file-type = この種類のファイルは使えません。PDF、JPG、PNG、または写真（HEIC、WebP、TIFF など）を追加してください。
fault-file-empty = ファイルが空です。確認書を保存またはスキャンし直してください。
fault-file-too-small = ファイルが小さすぎます。Tencent Cloud が受け付けるのは { $smallest } 以上です。確認書をスキャンし直してください。
fault-file-too-large = ファイルが大きすぎます。調整できるのは { $largest } までです。150 dpi でスキャンし直すか、より小さい PDF を書き出してください。

## Lists

pending =
    { $count ->
        [0] 確認書待ちの証明書はありません
       *[other] 確認書待ちの証明書：{ $count } 件
    }
    .page = { $page } / { $pages } ページ
    .last = 最後の確認書：{ $letter }
waits =
    { $kind ->
        [revoke] 失効確認書待ち
       *[confirm] 確認書待ち
    }
    .ordered =
        { $kind ->
            [revoke] 失効確認書待ち · 申請日 { $day }
           *[confirm] 確認書待ち · 申請日 { $day }
        }
button-hand-in =
    { $kind ->
        [revoke] 失効確認書をアップロード
       *[confirm] 確認書をアップロード
    }
digest =
    { $kind ->
        [revoke] 失効確認書待ち
       *[confirm] 確認書待ち
    }
    .ordered = 申請日 { $day }
button-previous = 前へ
button-next = 次へ
fact =
    .stage = 詳細：{ $value }
    .product = 製品：{ $value }
    .alias = エイリアス：{ $value }
    .names = その他のドメイン：{ $value }
    .ordered = 申請日：{ $value }
    .valid = 有効期間：{ $value }
span = { $begins } から { $ends } まで
history =
    { $count ->
        [0] 確認書はまだありません
       *[other] 最近の確認書：{ $count } 件
    }

## Home and help

home-title = 確認書のアップロード方法
home-steps =
    1. 押印した確認書を、ボットへのダイレクトメッセージか、ボットのいるチャンネルに送信します。
    2. 同じメッセージに証明書 ID を書きます（例：{ $example }）。
    3. ボットが確認書を Tencent Cloud にアップロードし、スレッドで結果をお知らせします。
home-limits = 証明書ごとに一つのファイルに全ページをまとめてください。形式は PDF、JPG、PNG、サイズは { $smallest } から { $largest } までです。これより大きいファイルやほかの画像形式は、調整してから先にお見せします。
home-more = ほか { $count } 件：{ $command }
warning-may-not-list = 確認書待ちの証明書を表示できません。ボットの Tencent Cloud のキーに、一覧を取得する権限がありません。ボット管理者に、CAM での ssl:DescribeCertificates の許可を依頼してください。
warning-no-users-read = ゲストとメンバーの区別も、各自の言語もわかりません。そのため一覧は表示されず、失効確認書は誰もアップロードできません。ボット管理者に、スコープ users:read の追加と Slack アプリの再インストールを依頼してください。
warning-slow = Tencent Cloud から応答がないため、確認書待ちの証明書を表示できません。数分後にもう一度ご覧ください。
help = コマンド
    .form = `/letter` または `/letter ID`：確認書のアップロードフォームを開く
    .pending = `/letter 待ち`：確認書待ちの証明書
    .status = `/letter 状態 ID`：証明書の状態
    .history = `/letter 履歴`：最近の確認書 20 件と認証局の結果
    .help = `/letter ヘルプ`：このヘルプ
    .nearest = { $command } のことですか？

## Told to one person

shortcut-no-file = このメッセージにはファイルがありません。確認書のあるメッセージでショートカットを使ってください。
form-not-opened = フォームを時間内に開けませんでした。もう一度試すか、確認書を証明書 ID と一緒にここに送信してください。
question-closed = この質問は終了しています（回答済み、または期限切れ）。スレッドをご覧ください。
watching-ended = この証明書のフォローを終了しました。
ask-again = 処理中です。数秒後にもう一度お試しください。
no-status = 証明書 { $certificate } の状態を取得できません。コンソールでご確認ください：{ $page }

## Sizes and lists

size-bytes = { $count } バイト
size-kilobytes = { $count } KB
size-megabytes = { $count } MB
list-comma = { $first }、{ $second }
no-name = このファイル
list-and = { $first } と { $second }
phrases = { $first }、{ $second }
    .and = { $first }、{ $second }
list-more = { $first }、ほか { $count } 件

## The file at Slack

file-deleted = { $name } は、読み取る前に削除されました。
    .why = ファイルはもう Slack にありません。
    .next = パソコンなどからファイルを用意し直してください。{ $again }
file-hidden = { $name } は Slack からダウンロードできなくなりました。
    .why = ご利用の Slack プランで表示できる期間を過ぎています。
    .next = パソコンなどからファイルを用意し直してください。{ $again }
remote-file = { $name } は、ほかのサービスにあるファイルへのリンクです。
    .why = 読み取れるのは、Slack に保存されたファイルだけです。
    .next = 先にファイルをダウンロードしてください。{ $again }
slack-document = { $name } は、canvas やメールなどの Slack のドキュメントです。
    .why = Tencent Cloud が受け付けるのは PDF、JPG、PNG だけです。
    .next = 押印した確認書を PDF、JPG、PNG のいずれかで保存してください。{ $again }
file-not-visible = Slack で { $name } を表示できません。
    .why = 非公開のファイルか、ボットのいないチャンネルで共有されたファイルです。
    .next = Slack に新しいファイルとしてアップロードするか、元のチャンネルにボットを招待してください。{ $again }
files-scope-missing = Slack から { $name } をダウンロードできませんでした。
    .why = ボットにファイルを読み取る権限がないか、このファイルへのアクセス権がありません。
    .next = ボット管理者に、スコープ files:read の追加と Slack アプリの再インストールを依頼してください。{ $again }
foreign-host = { $name } は Slack の外（{ $host }）に保存されています。
    .why = 安全のため、ダウンロードは Slack からだけ行います。
    .next = 先にファイルをダウンロードしてください。{ $again }解決しない場合は、ボット管理者に、設定にある Slack API のアドレスの確認を依頼してください。
slack-unreachable = 何度か試しましたが、Slack から { $name } をダウンロードできませんでした。
    .why = Slack が混み合っているか、一時的に接続できません。
    .next = 数分お待ちください。{ $again }
incomplete-download = { $name } を最後まで受け取れませんでした（{ $expected } のうち { $received }）。
    .why = Slack からのダウンロードが途中で切れたか、妨げられました。
    .next = 1 分ほどお待ちください。{ $again }

## The letter itself

empty-file = { $name } は空です。
    .why = データがありません。保存またはスキャンに失敗した可能性があります。
    .next = 確認書を保存またはスキャンし直してください。{ $again }
file-too-small = { $name } は { $size } しかありません。
    .why = Tencent Cloud が受け付けるのは { $limit } 以上です。確認書の全体が入っているとは考えにくいサイズです。
    .next = 押印した確認書をスキャンし直してください。{ $again }
file-too-large = { $name } のサイズは { $size } です。
    .why = Tencent Cloud が受け付けるのは { $limit } までです。
    .next = 150 dpi でスキャンし直すか、より小さい PDF を書き出してください。{ $again }
truncated-file = { $name } は不完全です。{ $format } ファイルの末尾が欠けています。
    .why = 認証局では開けません。保存またはアップロードが途中で切れたと思われます。
    .next = 確認書を保存またはスキャンし直し、開けることをご確認ください。{ $again }
web-page = { $name } は確認書ではなく、ウェブページです。
    .why = Tencent Cloud が受け付けるのは PDF、JPG、PNG だけです。
    .next = 確認書のファイルそのものをダウンロードしてください（先にログインが必要な場合があります）。{ $again }
office-document = { $name } は{ $format ->
        [word] { " " }Word 文書
        [excel] { " " }Excel ブック
        [powerpoint] { " " }PowerPoint プレゼンテーション
        [opendocument] { " " }OpenDocument ファイル
        [RTF] { " " }RTF 文書
       *[other] { " " }Office 文書
    }です。
    .why = Tencent Cloud が受け付けるのは PDF、JPG、PNG だけです。
    .next = 印刷して押印し、スキャンしてください。印影が入っている場合は PDF で保存してください。{ $again }
other-format = { $name } は{ $format ->
        [video] 動画
        [audio] 音声
        [mail] メール
       *[other] { " " }{ $format } ファイル
    }です。
    .why = Tencent Cloud が受け付けるのは PDF、JPG、PNG だけです。
    .next = { $format ->
        [mail] 確認書が添付されている場合は、添付ファイルを別に保存してください。{ $again }
       *[other] 押印した確認書をスキャンするか、PDF で保存してください。{ $again }
    }
archive = { $name } は圧縮ファイル（{ $format }）です。
    .why = Tencent Cloud が受け付けるのは PDF、JPG、PNG だけです。
    .next = 展開して、確認書のファイル一つだけを用意してください。{ $again }
executable = { $name } は確認書ではなく、プログラムです。
    .why = Tencent Cloud が受け付けるのは PDF、JPG、PNG だけです。
    .next = ファイルを開かず、入手元をご確認ください。{ $again }
unsupported-image = { $name } は { $format } 形式の画像です。
    .why = Tencent Cloud が受け付けるのは PDF、JPG、PNG だけです。
    .next = 画像を JPG で保存してください。{ $again }
unknown-file = { $name } は PDF、JPG、PNG のいずれでもありません。
    .why = Tencent Cloud が受け付けるのはこの三つだけで、名前ではなく中身で判断されます。
    .next = 押印した確認書をスキャンするか、PDF で保存してください。{ $again }
png-not-taken = { $name } は PNG ファイルです。
    .why = このブランド（WoTrus、DNSPod SM2）の証明書では、Tencent Cloud は PDF、JPG、GIF を受け付けますが、PNG は受け付けません。
    .next = 確認書を PDF または JPG で保存してください。{ $again }

## A look inside the letter

password-protected = { $name } はパスワードで保護されています。
    .why = Tencent Cloud も認証局も開けません。
    .next = パスワードなしで保存するか、新しい PDF として印刷してください。{ $again }
locked-for-people = { $name } は特定の人しか開けません。
    .why = パスワードでは開けず、Tencent Cloud も認証局も読めません。
    .next = 保護されていないファイルを作成者に依頼するか、押印した確認書をスキャンしてください。{ $again }
damaged-file = { $name } は開けません。{ $format } ファイルが壊れています。
    .why = 認証局でも開けません。保存、スキャン、転送のいずれかに失敗した可能性があります。
    .next = 確認書を保存またはスキャンし直し、開けることをご確認ください。{ $again }
unreadable-image = { $name } は、読み取れない特殊な { $format } 画像です。
    .why = 認証局でも開けない可能性があります。
    .next = 画像を JPG で保存してください。{ $again }
no-pages = { $name } は、ページのない PDF です。
    .why = 保存または書き出しに失敗したと思われます。
    .next = 確認書を保存またはスキャンし直し、内容が表示されることをご確認ください。{ $again }
dynamic-form = { $name } は、Adobe Reader でしか表示できないフォームです。
    .why = 認証局には、文書を表示できないという注意書き（XFA フォーム）しか見えません。
    .next = 新しい PDF として印刷するか、印刷して押印し、スキャンしてください。{ $again }
portfolio = { $name } は PDF ポートフォリオで、確認書はその中のファイルの一つです。
    .why = 認証局には、その旨を示すページしか見えません。
    .next = ポートフォリオから確認書を取り出し、単独のファイルとして保存してください。{ $again }
too-many-pages = { $name } は { $pages } ページあります。
    .why = 確認書は数ページのものです。受け付けるのは { $most } ページまでです。
    .next = 押印した確認書のページだけを PDF で保存してください。{ $again }
too-many-pixels = { $name } は { $megapixels } メガピクセルあります。
    .why = この形式の画像で開けるのは { $most } メガピクセルまでです。これより大きい画像は悪意のあるものかもしれません。
    .next = 12 メガピクセルで撮り直すか、より小さい JPG で保存してください。{ $again }
huge-page = { $name } には、縦または横が 5 メートルを超えるページがあります。
    .why = そのような確認書はありません。悪意のあるファイルか、書き出しの失敗かもしれません。
    .next = 確認書を A4 の新しい PDF として印刷するか、スキャンしてください。{ $again }
two-files-in-one = { $name } には、別の種類のファイルがもう一つ入っています。
    .why = 画面に見える内容と認証局に見える内容が異なる可能性があります。このようなファイルは、人を欺く目的で作られます。
    .next = 押印した確認書をスキャンし直すか、新しい PDF として印刷してください。{ $again }
check-stopped = { $name } を確認できませんでした。
    .why = 開くための時間またはメモリが、確認書として考えられる量を超えています。
    .next = 確認書を 300 dpi 以下でスキャンし直すか、新しい PDF として印刷してください。{ $again }
cannot-shrink = { $name } を、読みやすさを保ったまま十分に小さくできません。
    .why = サイズは { $size } です。Tencent Cloud に確実に受け付けられるよう、{ $limit } 未満にする必要があります。
    .next = 確認書のページだけを、150 dpi または白黒でスキャンしてください。{ $again }
too-large-to-mend = { $name } のサイズは { $size } です。
    .why = Tencent Cloud の上限はこれよりはるかに小さく、ボットが小さくできるのも { $limit } までです。
    .next = 150 dpi でスキャンし直すか、より小さい PDF を書き出してください。{ $again }
cannot-show = { $name } は調整が必要ですが、結果をこのスレッドでお見せできないため、何もアップロードしていません。
    .why = ボットはここにファイルを置けず、調整済みのファイルは誰にも確認されていません。
    .next = ボット管理者に、スコープ files:write の追加と Slack アプリの再インストールを依頼してください。{ $again }

## The drop

question-expired = { $days } 日以内に証明書の指定がありませんでした。
    .why = ID がないと、どの証明書の確認書かわかりません。
    .next = 証明書 ID をここに返信してください（コンソールからコピーできます）。ファイルを送り直す必要はありません。
nobody-agreed = この確認書についての質問に、{ $days } 日以内に回答がありませんでした。
    .why = 回答がなければ、何もアップロードしません。
    .next = 確認書をもう一度ご確認ください。{ $again }
channel-not-allowed = このチャンネルでは確認書を受け付けていません。
    .why = 受け付けるのは { $channels } と、ボットへのダイレクトメッセージです。
    .next = そちらに送信するか、ボット管理者にこのチャンネルの許可を依頼してください。
guest-not-allowed = ゲストは、ここで確認書をアップロードできません。
    .why = ボット管理者が、アップロードをメンバーだけに許可しています。
    .next = メンバーに送信を頼むか、ボット管理者にゲストの許可を依頼してください。
external-not-allowed = ほかのワークスペースの方は、ここで確認書をアップロードできません。
    .why = ボット管理者が、アップロードをこのワークスペースのメンバーだけに許可しています。
    .next = このワークスペースのメンバーに送信を頼むか、ボット管理者にほかのワークスペースの許可を依頼してください。
not-in-usergroup = ここで確認書をアップロードできるのは、{ $groups } のメンバーだけです。
    .why = ボット管理者が、アップロードできる人を限定しています。
    .next = そのメンバーに送信を頼むか、ボット管理者に自分の追加を依頼してください。
not-a-revoker = 失効確認書を確定できるのは { $groups } だけです。
    .why = ボット管理者が、証明書を失効できる人を限定しています。
    .next = その方にボタンを押してもらってください。
second-person-needed = この失効確認書は、別の方が確定する必要があります。
    .why = 失効は取り消せないため、ボット管理者が二人での確認を求めています。
    .next = 同僚に確認書を見てもらい、ボタンを押してもらってください。
usergroups-unknown = 確認書をアップロードできる方かどうか確認できないため、何もアップロードしていません。
    .why = アップロードは特定のグループのメンバーだけに許可されていますが、Slack からメンバーの情報を得られません。
    .next = ボット管理者に、スコープ usergroups:read の追加、Slack アプリの再インストール、グループの確認を依頼してください。その後、確認書をもう一度送信してください。
person-unknown = このワークスペースのメンバーかどうか確認できないため、一覧は表示されず、失効確認書はアップロードできません。
    .why = メンバー、ゲスト、ほかのワークスペースの方のいずれかを、Slack から確認できません。
    .next = ボット管理者に、スコープ users:read の追加と Slack アプリの再インストールを依頼してください。確認書は引き続き送信できます。

## The certificate takes no letter now

dv-certificate = これは DV 証明書です。確認書は不要です。
    .why = DV の場合、認証局が確認するのはドメインだけです。
    .next = ドメインが未検証の場合は、コンソールで検証してください。別の証明書の確認書であれば、その ID を返信してください。
uploaded-certificate = この証明書は Tencent Cloud で購入したものではなく、外部からアップロードされたものです。
    .why = Tencent Cloud が確認書を受け付けるのは、自社で販売した証明書だけです。
    .next = ID が間違っていれば、正しい ID を返信してください。正しければ、確認書を証明書の販売元に送ってください。
information-missing = この証明書の申請情報は、まだ提出されていません。
    .why = Tencent Cloud が確認書を受け付けるのは、申請情報の提出後です。
    .next = ID が間違っていれば、正しい ID を返信してください。正しければ、コンソールの「Submit Info」で申請情報を提出し、確認書をダウンロードしてください。押印したら、ID と一緒にここに送信してください。
free-not-submitted = これは無料の証明書で、申請情報がまだ提出されていません。
    .why = 無料の証明書は DV です。認証局が確認するのはドメインだけで、確認書はありません。
    .next = コンソールで申請情報を提出し、ドメインを検証してください。別の証明書の確認書であれば、その ID を返信してください。
review-failed = この証明書は審査に通りませんでした。
    .why = { $stage ->
        [domain-refused] ドメインが認証局のセキュリティ審査に通りませんでした。
        [dcv-timeout] ドメインが期限内に検証されず、注文が終了しました。
        [papers-refused] 申請情報が認証局に承認されませんでした。認証局の担当者から連絡先に電話があります。
        [unexplained] Tencent Cloud は理由を示していません。
       *[other] Tencent Cloud が示した理由：{ $status_msg }
    }
    .next = { $stage ->
        [domain-refused] ドメインについて Tencent Cloud のサポートに問い合わせるか、別のドメインで申請し直してください。
        [dcv-timeout] コンソールで証明書を申請し直してください。確認書を求められたら、そのとき表示される証明書 ID と一緒にここに送信してください。
       *[other] コンソールで申請情報を修正して再提出し、確認書を求められるまでお待ちください。{ $again }
    }
already-in-review = この証明書はすでに審査中です。
    .why = { $stage ->
        [pre-reviewing] Tencent Cloud が事前審査をしています。
        [legal-reviewing] 法務審査が行われています。
        [ca-reviewing] 認証局が審査しています。
        [pending-dcv] 不足しているのは確認書ではなく、ドメインの検証です。
        [wait-issue] ドメインは検証済みで、まもなく認証局が証明書を発行します。
       *[other] 現在、追加の確認書は不要です。
    }
    .next = { $stage ->
        [pending-dcv] 早めにコンソールでドメインを検証してください。遅れると注文が終了します。確認書を差し替える場合は、新しいものをコンソールからアップロードしてください。
        [wait-issue] このままお待ちください。ほかに必要な操作はありません。
       *[other] このままお待ちください。認証局から会社に電話があれば、ご対応ください。確認書を差し替える場合は、新しいものをコンソールからアップロードしてください（DNSPod SM2 は不可）。
    }
dns-record-added = Tencent Cloud がこの証明書の DNS レコードを追加し、ドメインを検証しています。
    .why = 証明書が待っているのは確認書ではなく、ドメインの検証です。
    .next = このままお待ちください。その後コンソールで確認書を求められたら、このスレッドに送信してください。
being-reissued = この証明書は再発行中です。
    .why = { $stage ->
        [pending-dcv] 不足しているのは確認書ではなく、ドメインの検証です。
        [wait-issue] ドメインは検証済みで、まもなく認証局が発行します。
       *[other] 再発行の審査中で、現在は確認書を受け付けていません。
    }
    .next = { $stage ->
        [pending-dcv] コンソールでドメインを検証してください。
        [wait-issue] このままお待ちください。ほかに必要な操作はありません。
       *[other] このままお待ちください。認証局から会社に電話があれば、ご対応ください。その後コンソールで確認書を求められたら、このスレッドに送信してください。
    }
being-revoked = この証明書は失効手続き中です。
    .why = { $stage ->
        [pending-dcv] 不足しているのは確認書ではなく、ドメインの検証です。
       *[other] 失効の審査中で、追加の確認書は不要です。
    }
    .next = { $stage ->
        [pending-dcv] 3 日以内にコンソールでドメインを検証してください。期限を過ぎると失効できません。
       *[other] アップロードするものはありません。まだの場合は、サーバーに別の証明書を設定してください。
    }
order-being-cancelled = この証明書の注文はキャンセル手続き中です。
    .why = 手続き中は確認書を受け付けていません。
    .next = ID が間違っていれば、正しい ID を返信してください。証明書がまだ必要な場合は、申請し直せるかどうかコンソールでご確認ください。
being-migrated = Tencent Cloud がこの証明書を移行しています。
    .why = 移行中は確認書を受け付けていません。
    .next = 移行が終わるまでお待ちください。その後コンソールで確認書を求められたら、このスレッドに送信してください。
already-issued = { $ends ->
        [0] この証明書はすでに発行されています。
       *[other] この証明書はすでに発行されていて、{ $ends } まで有効です。
    }
    .why = 発行済みの証明書に確認書は不要です。
    .next = 更新した証明書には新しい ID が付きます。そちらの確認書であれば、新しい ID を返信してください。この証明書を失効させる場合は、先にコンソールで申請し、失効確認書を ID と一緒にここに送信してください。
certificate-expired = { $ends ->
        [0] この証明書は有効期限が切れています。
       *[other] この証明書は有効期限が切れています（{ $ends } まで）。
    }
    .why = 有効期限が切れた証明書は、確認書を受け付けていません。
    .next = 更新済みであれば、新しい証明書の ID を返信してください。まだであれば、コンソールで更新し、確認書を求められたら、新しい ID と一緒にここに送信してください。
order-cancelled = この証明書の注文はキャンセルされています。
    .why = キャンセルされた注文は、確認書を受け付けていません。
    .next = ID が間違っていれば、正しい ID を返信してください。証明書がまだ必要な場合は、コンソールで申請し直してください。確認書を求められたら、そのとき表示される ID と一緒にここに送信してください。
certificate-revoked = この証明書は失効しています。
    .why = 失効は元に戻せないため、確認書はもう受け付けていません。
    .next = ID が間違っていれば、正しい ID を返信してください。新しい証明書が必要な場合は、コンソールで購入し、その確認書を新しい ID と一緒にここに送信してください。
order-refunded = この証明書の注文は返金されています。
    .why = 返金された注文は、確認書を受け付けていません。
    .next = ID が間違っていれば、正しい ID を返信してください。証明書がまだ必要な場合は、コンソールで購入し、その確認書を新しい ID と一緒にここに送信してください。
revocation-in-console = この失効確認書は、国際サイトのコンソールからしかアップロードできません。ファイルの種類とサイズには問題ありません。
    .why = 国際サイトの API にはこの操作がありません。失効確認書をアップロードすると証明書は失効し、元に戻せません。ご注意ください。
    .next =
        1. このスレッドのファイルを保存します。
        2. 下の「コンソールで開く」を押し、証明書のアカウントでログインします。
        3. 失効のページで「Upload」を押し、ファイルを選んで提出します。
unknown-state = この証明書は未知の状態です：{ $status_name }（番号 { $status }）。
    .why = Tencent Cloud が新しく追加した状態かもしれません。念のため、何もアップロードしていません。
    .next = コンソールで証明書をご確認ください。確認書を求められていたら、コンソールからアップロードし、ボット管理者にボットの更新を依頼してください。

## The states of a certificate

state-0 = 審査中
state-1 = 発行済み
state-2 = 審査不合格
state-3 = 有効期限切れ
state-4 = DNS レコード追加済み
state-5 = 申請情報の提出待ち
state-6 = 注文のキャンセル手続き中
state-7 = キャンセル済み
state-8 = 確認書待ち
state-9 = 失効手続き中
state-10 = 失効済み
state-11 = 再発行中
state-12 = 失効確認書待ち
state-13 = 無料、申請情報の提出待ち
state-14 = 返金済み
state-15 = 移行中
state-unknown = 未知の状態 { $name }（{ $status }）

stage-pre-reviewing = 事前審査中
stage-legal-reviewing = 法務審査中
stage-ca-reviewing = 認証局の審査中
stage-pending-dcv = ドメイン検証待ち
stage-wait-issue = まもなく発行
stage-domain-refused = ドメインが認証局のセキュリティ審査で不合格
stage-dcv-timeout = ドメイン検証の期限切れ
stage-papers-refused = 申請情報が認証局の審査で不合格

## No clear answer from Tencent Cloud

tencent-unreachable = { $tries } 回試しましたが Tencent Cloud に接続できず、何もアップロードしていません。
    .why = ネットワークまたは Tencent Cloud が一時的に停止しています。
    .next = 数分お待ちください。{ $again }続く場合は、ボット管理者に、ネットワークと Tencent Cloud API のアドレスの確認を依頼してください。
outcome-unclear = 確認書のアップロードを { $tries } 回試しましたが、Tencent Cloud から明確な応答がありませんでした。
    .why = 応答が失われたか読み取れず、証明書の状態からも判断できませんでした。
    .next = コンソールで証明書をご確認ください。まだ確認書待ちであれば、もう一度このスレッドに送信してください。

## What Tencent Cloud answered: the certificate

certificate-not-found = この ID の証明書は、アカウントにありません。
    .why = ID は大文字と小文字を区別します。別のアカウントやサイト（中国本土または国際）の証明書かもしれません。
    .next = 正しい ID をここに返信してください（コンソールからコピーできます）。ファイルを送り直す必要はありません。
certificate-not-waiting = この証明書は確認書待ちではありません。
    .why = 審査中か発行済み、または申請情報が未提出の可能性があります。
    .next = コンソールで状態をご確認ください。申請情報が不足していれば先に提出し、その後、確認書を ID と一緒にここに送信してください。ID が間違っていれば、正しい ID を返信してください。
certificate-invalid = この証明書は、Tencent Cloud が確認書を受け付ける条件を満たしていません。
    .why = 別の証明書の ID か、注文が確認書を受け付けない状態かもしれません。
    .next = ID が間違っていれば、正しい ID を返信してください。正しければ、コンソールで状態を確認するか、Tencent Cloud のサポートに RequestId を添えてお問い合わせください。
certificate-not-available = この証明書では、現在確認書を受け付けていません。
    .why = 注文が変更中か、終了しています。
    .next = コンソールで状態をご確認ください。確認書を求められたら、もう一度このスレッドに送信してください。
certificate-from-elsewhere = Tencent Cloud は、この証明書の確認書を受け付けません。
    .why = Tencent Cloud で購入したものではありません。外部からアップロードされた可能性があります。
    .next = ID が間違っていれば、正しい ID を返信してください。正しければ、確認書を証明書の販売元に送ってください。
manager-not-ready = 会社の管理者が Tencent Cloud のコンソールで未承認です。
    .why = 管理者が承認されるまで、Tencent Cloud は確認書を受け付けません。
    .next = コンソールの「My Profile」で管理者の情報を入力し、承認をお待ちください。{ $again }

## What Tencent Cloud answered: the letter

letter-too-large = Tencent Cloud によると、確認書のサイズが大きすぎます。
    .why = 上限は 1.4 MB ですが、ファイルのサイズより大きく数えられることがあります。
    .next = 150 dpi でスキャンするなどして、ファイルを 1 MB 未満にしてください。{ $again }
letter-too-small = Tencent Cloud によると、確認書のサイズが小さすぎます。
    .why = 1 KB 以上の鮮明な画像が必要です。
    .next = 押印した確認書をスキャンし直し、全ページを一つのファイルにまとめてください。{ $again }
letter-format = Tencent Cloud は、このファイル形式を受け付けません。
    .why = 受け付けるのは PDF、JPG、PNG だけです。
    .next = 確認書を PDF で保存し直してください。{ $again }
letter-format-wosign = このブランドの証明書では、Tencent Cloud はこのファイル形式を受け付けません。
    .why = このブランド（DNSPod SM2 など）では、PNG は使えません。
    .next = 確認書を PDF または JPG で保存してください。{ $again }

## What Tencent Cloud answered: the way

console-only = この確認書は、Tencent Cloud のコンソールからしかアップロードできません。ファイルの種類とサイズには問題ありません。
    .why = 異常ではありません。Tencent Cloud は、ボットなどのプログラムからの確認書を一部受け付けなくなっています。
    .next =
        1. このスレッドのファイルを保存します。
        2. 下の「コンソールで開く」を押し、証明書のアカウントでログインします。
        3. 「Upload Confirmation Letter」を選び、「Upload」を押してファイルを選択し、「Next」を押します。
no-letter-for-dv = これは DV 証明書です。
    .why = DV の場合、認証局が確認するのはドメインだけで、確認書はありません。
    .next = コンソールでドメインの検証を完了してください。別の証明書の確認書であれば、その ID を返信してください。
order-in-process = Tencent Cloud がまだ注文を処理しています。
    .why = 確認書を受け付けるのは、処理が終わった後です。
    .next = 10 分ほどお待ちください。{ $again }
wrong-value = リクエストの値を Tencent Cloud が認識できません。
    .why = 多くの場合、原因は証明書 ID です。ID は大文字と小文字を区別します。
    .next = 正しい ID をここに返信してください（コンソールからコピーできます）。ファイルを送り直す必要はありません。

## What Tencent Cloud answered: for the bot admin

clock-wrong = ボットのサーバーの時刻が合っていません。
    .why = Tencent Cloud は、5 分を超えてずれたリクエストを拒否します。
    .next = ボット管理者に、NTP によるサーバーの時刻合わせを依頼してください。{ $again }
secret-id-unknown = ボットの API キーが Tencent Cloud に認識されません。
    .why = SecretId が存在しないか無効、または別のサイト（中国本土または国際）のものです。
    .next = ボット管理者に、SecretId と Tencent Cloud API のアドレスの確認を依頼してください。{ $again }
signature-rejected = ボットの署名が Tencent Cloud に拒否されました。
    .why = 多くの場合、SecretKey が SecretId に対応していません。
    .next = ボット管理者に、SecretKey の確認を依頼してください。{ $again }
session-token-expired = ボットの一時的な認証情報が無効です。
    .why = セッショントークンが間違っているか、期限切れです。
    .next = ボット管理者に、キーとセッショントークンの更新を依頼してください。{ $again }
mfa-required = Tencent Cloud が多要素認証を求めています。
    .why = ボットは多要素認証に応答できません。
    .next = ボット管理者に、API アクセスがあり MFA のないサブユーザーのキーの使用を依頼してください。{ $again }
not-permitted = ボットのキーには、この証明書に対する操作の権限がありません。
    .why = CAM ポリシーに、この操作、証明書、またはそのプロジェクトが含まれていません。
    .next = ボット管理者に、ドキュメントにある四つの ssl の操作を CAM で許可するよう依頼してください。{ $again }
address-refused = ボットの IP アドレスが Tencent Cloud に拒否されました。
    .why = アカウントのネットワーク規則でブロックされています。
    .next = ボット管理者に、サーバーの IP アドレスをアカウントの許可リストに追加するよう依頼してください。{ $again }
real-name-missing = Tencent Cloud のアカウントが未認証です。
    .why = アカウントの実名認証が済んでいません。
    .next = ボット管理者に、コンソールでの実名認証を依頼してください。{ $again }
service-role-missing = Tencent Cloud のアカウントに、必要な権限の付与がありません。
    .why = SSL 証明書サービスに必要なサービスロールがありません。
    .next = ボット管理者に、コンソールの SSL 証明書のページでサービスロールを許可するよう依頼してください。{ $again }
request-malformed = ボットのリクエストを Tencent Cloud が解釈できませんでした。
    .why = ボットの不具合か、Tencent Cloud の API の変更によるものです。
    .next = ボット管理者に、ボットの更新を依頼してください。解決しない場合は、エラーコードと RequestId の報告も依頼してください。それまでは、コンソールから確認書をアップロードしてください。
quota-exceeded = Tencent Cloud アカウントの割り当てを使い切りました。
    .why = このアカウントからの同種のリクエストは、これ以上受け付けられません。
    .next = ボット管理者に、コンソールでのアカウントの割り当ての確認を依頼してください。{ $again }
operation-failed = Tencent Cloud でアップロードを完了できませんでした。
    .why = 下の情報のほかに、詳しい原因は示されていません。
    .next = コンソールで証明書をご確認ください。確認書待ちであれば、ボット管理者に、RequestId を添えた Tencent Cloud のサポートへの問い合わせを依頼してください。
unknown-refusal = Tencent Cloud から未知の応答がありました。
    .why = 手がかりは下の情報だけです。
    .next = ボット管理者に、エラーコードと RequestId を添えた Tencent Cloud のサポートへの問い合わせを依頼してください。それまでは、コンソールから確認書をアップロードしてください。

## What Tencent Cloud answered: Tencent Cloud itself

ca-busy = Tencent Cloud の先の認証局が混み合っています。
    .why = 何度か試しましたが、確認書の受領が確認されませんでした。
    .next = 30 分ほどお待ちください。その後もコンソールで確認書を求められていたら、もう一度このスレッドに送信してください。
internal-failure = Tencent Cloud で内部エラーが発生しました。
    .why = お送りいただいたファイルが原因ではありません。
    .next = 30 分ほどお待ちください。その後もコンソールで確認書を求められていたら、もう一度このスレッドに送信してください。続く場合は、Tencent Cloud のサポートに RequestId をお伝えください。
too-many-requests = アカウントから Tencent Cloud へのリクエストが多すぎます。
    .why = アカウントのほかのツールからのリクエストも数えられます。
    .next = 数分お待ちください。{ $again }
service-unavailable = Tencent Cloud の SSL 証明書サービスは、現在利用できません。
    .why = 過負荷か、メンテナンス中です。
    .next = 30 分ほどお待ちください。その後もコンソールで確認書を求められていたら、もう一度このスレッドに送信してください。
not-accepted = Tencent Cloud は確認書を受け付けませんでした。
    .why = 理由は示されていません。
    .next = コンソールで証明書をご確認ください。まだ確認書待ちであれば、コンソールからアップロードするか、Tencent Cloud のサポートに RequestId をお伝えください。

## A bug of ours

mishap = エラーが発生し、処理を中断しました。
    .why = ボット側の問題で、お客様の操作が原因ではありません。
    .next = ボット管理者に、ログで { $reference } を調べるよう依頼してください。コンソールで確認書をまだ求められていたら、もう一度このスレッドに送信してください。

## Cue words

locales = -

cue-form = アップロード, フォーム, 提出, 送信, 新規, 確認書, 確認書をアップロード, 確認書のアップロード
cue-pending = 待ち, 確認書待ち, 待ち一覧, 待ちリスト, 一覧, リスト, 未提出, 未完了, 未処理, 待機
cue-status = 状態, ステータス, 状況, 進捗, 照会, 詳細, 状態確認, 状態照会, 証明書の状態, 進捗状況
cue-history = 履歴, ログ, 記録, 最近, 過去, 履歴一覧
cue-help = ヘルプ, 使い方, 使いかた, 説明, 助けて, へるぷ

cue-certificate = (ssl |ssl|サーバー|サーバ|)証明書(の)
cue-number = 番号, ナンバー, コード
cue-id = アイディー, 識別子
cue-domain = ドメイン(名), ホスト(名), コモンネーム, (ウェブ|web|)サイト(名)

cue-letter = (確認|失効)(書|書類|状|レター), コンファ(メーション|ーム|ー|)レター
cue-topic = 失効, 押印, 捺印, 社印, 印鑑
cue-file-name = (押|捺)印(済み|済|)
cue-follows = (確認|失効)(書|状|レター), 押印, 捺印, スキャン, 添付, 下記, 以下の, 以下に, 次の, 次に, 続けて, 続いて, すぐ, これから, 今から,
    まもなく, 間もなく, (後|あと|のち)(で|ほど), (送|おく)ります, (送信|送付|提出|アップロード|アップ)(いた|)します, (上げ|あげ|貼り|はり)ます

cue-thanks = ありがとう(ございま(す|した)|), 有難う(ございま(す|した)|), 感謝(し|いたし|)(ます|), 助かります, どうも
cue-courtesy = (どうぞ|)(よろしく|宜しく)(お願い|おねがい|御願い|)(します|いたします|致します|申し上げます|),
    (お願い|おねがい|御願い)(します|いたします|致します|申し上げます|), (お疲れ|おつかれ)(様|さま|)(です|でした), (いつも|)お世話になって(おり|い)ます,
    (いつも|)お世話になります, こんにちは, おはようございます, (すみ|すい)ません(が), 恐れ入ります(が), 失礼(いた|)します, 了解(です|しました),
    (承知|かしこまり)(いた|)(し|)ました, はい, (こちら|これ|それ|そちら|以下|下記|上記), (この|その), です(ね|よ|), でした, になります, となります,
    でお願い, の(件|分|もの|やつ|ほう|方), 用です, 以上です, (ご|御)(確認|査収|対応|手配)(の(ほど|程)|を|)(ください|下さい|), は, が, を, に, で, の,
    ね
cue-request = アップロード, アップ, 送信, 送付, 提出, 送って, 上げて, (押印|捺印)(済み|済|), 添付, (して|)(ください|下さい), (いた|)します,
    しました, を, 確認
cue-is = は, が
cue-article = -
cue-and = と, や, および, 及び, または, もしくは, そして

cue-other-id = (注文|オーダー|発注|ユーザー|ユーザ|タスク|チケット|案件|依頼|リクエスト|ジョブ)(の),
    (ファイル|製品|商品|プロジェクト|アカウント|アプリ|クライアント|顧客|お客様|社員|従業員)(の),
    (ビルド|セッション|テナント|請求書|デバイス|端末|メッセージ|チャンネル|チーム|取引|リソース)(の),
    (インスタンス|ドメイン|キー|トレース|イベント|会議|ミーティング|画像|イメージ|文書|申請)(の),
    (ログイン|組織|会社|法人|部署|物件|管理)(の)
cue-password = パス(ワード|コード|フレーズ), 暗証番号, 合言葉, トークン, (秘密|シークレット)(鍵|キー),
    (api|アクセス|ライセンス|プロダクト|アクティベーション|復号|暗号)( |)(キー|鍵), (解凍|展開|アクセス|認証|招待|確認|セキュリティ|ワンタイム|クーポン)(用|)コード
cue-unlocks = で(解凍|展開|開け|開い|開き|開く|ひら), (を|が)パス(ワード|コード)
cue-serial = -
cue-no-id = arigatou, yokohama, kawasaki, shinjuku, nagasaki, shizuoka, kumamoto, miyazaki,
    yamagata, watanabe, nakamura, yamamoto, hasegawa

cue-not = -
    .except = (では|じゃ|でも)(ない|あり(ま|)せん)(です|でしょう|の|)か
cue-for = -
cue-wrong-behind = (の|)(ほう|方|もの|証明書|確認書|件|)(では|じゃ|で)(な(い|く|かっ)|ありません|ございません|無(い|く)),
    (で|)は(なく|ない|ありません),
    (の|)(ほう|方|もの|証明書|確認書|)(は|が|)(別|ちが|違|間違|まちが|誤り|誤っ|ダメ|だめ|駄目|不要|無関係|関係(な|あり)|対象外|使わ|使いま), 以外,
    を(除|のぞ|無視), (は|を|)無視
cue-wrong-before = 誤, ×
cue-but = (では|じゃ|で)なく(て), 正しくは, 正しい(の|id|証明書)は, 正:
cue-hold = (送ら|送信し|送付し|提出し|アップロードし|アップし|上げ|あげ|使わ|使用し|処理し|出さ)ない(で|よう),
    (アップロード|送信|送付|提出|処理)(は|を|も|)(まだ|待|保留|控え|やめ|止め|中止|せず), 待って(ください|下さい|から|て|ね|!), お待ち(ください|下さい),
    保留(に|で|と|し|の|を), 下書き, ドラフト, (押印|捺印)前, 未(押|捺)印,
    (押印|捺印|印鑑|ハンコ|判子)(は|が|も|)(まだ|され(て|)(い|)(な|ませ)|あり(ま|)せん|な(い|し)), まだ(です|だ|送|出|アップ|使|押|捺|最終|確定|完成),
    最終(版|)では(な|あり), (違|ちが|間違)(う|った|って)(確認書|ファイル|スキャン|証明書), (確認書|ファイル|スキャン)(が|は|を)(違|ちが|間違)
    .except = -
cue-doubt = ない, なく, なかった, ません, 違(う|い|え|っ|わ), ちが(う|い|え|っ|わ), 間違, まちが, 誤(り|っ|記|字|送), 以外, 除(く|い|き|外),
    不要, 無視, 無効, 無関係, 対象外, ダメ, だめ, 駄目, 取り消, 取消, 取りやめ, 取り下げ, キャンセル, 削除, 破棄, やめ, 忘れて, 要ら, いらな
    .except = (では|じゃ|でも)(ない|あり(ま|)せん)(です|でしょう|の|)か,
        (間違い|まちがい|相違|違い|問題|不備)(は|)(ない|なく|あり(ま|)せん|ございません|無い|無く), にちがいない, (すみ|すい)ません,
        申し訳(ない|あり(ま|)せん|ございません), (わか|分か|判)ら(ない|なく), (わか|分か|判)り(ま|)せん, かもしれ(ない|ません), 急(ぎ|いで(い|))ません,
        急が(ない|なく), 忘れない(で|よう), (見つか|見当た)りません, 少な(い|く), 差し支えなければ, 構いません, かまいません, (も|)構わない, くださいませんか,
        もらえませんか, いただけませんか, ほかに(は|)(ない|あり(ま|)せん)
cue-state = 発行(済|され|し(た|まし)), 承認(済|され), 更新(済|され|し(た|まし)), 完了(し|で|済|の), 期限切れ, 有効期限, 失効(済|され|し(た|まし)),
    終わ(り|っ), 解決
cue-settled = すでに, 既に, もう(すで|発行|終|済|失効|更新|完了|送|アップ|出|な|不|使), (別|他|ほか)の, 古い, 以前の, 前回の, 明日, あした, 今晩,
    来週, (後|あと|のち)(で|ほど), 後日, 対応不要, 済み
cue-question = (です|ます|ました|でした|でしょう|ません|ない|ある|たの|るの)か$, かな$, よね$, かしら$
cue-asks = いつ(です|ごろ|頃|まで|になり|発行|届|終わ|完了|$), なぜ, どうして, だれ, どこ, どの, どれ, どちら, どう(です|なっ|なり|でしょ|$), なに,
    なん(で|の|です), いくつ, 状(態|況), ステータス, 進(捗|み|ん), 審査, 発行, 期限, 有効, 更新, 失効(し|さ|で), 承認, 却下, 届(い|き|け), 到着,
    受(け取|領|理|付), (送信|送付|提出|アップロード)(し(た|まし|て(い|)(ま|る))|され|済|でき), 送(った|りまし|られ), もう(送|済|終|で|$), まだ, 終わ,
    完了, でき(まし|た|て), 反映
    .except = -
cue-asks-outright = ^いつ(です|ごろ|頃|まで|になり|発行|届|終わ|完了), ^なぜ, ^どうして, ^誰の, ^だれの, どうなって, どうなりま, どうなった,
    どこまで, (進捗|状況|状態|ステータス)(は|を|が)(どう|いかが|教え|知り|聞|見せ|確認し), (進捗|状況)(確認|教え),
    (発行|承認|更新|失効|受領|受理|完了|アップロード|提出|送信)(され|し)(まし|)たか, (届|終わ)(き|り|い|っ)(まし|)(た|だ)か, まだですか,
    (審査|発行|更新|承認)(は|が|の)(どう|いつ|まだ|状況|結果|進捗|いかが)

cue-no-company = 会社名, 組織名, 企業名, 申請者, 申請企業, 弊社, 当社, 貴社, 御社, 確認書, 証明書, は, が
