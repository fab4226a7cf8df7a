# Letterdrop 的全部简体中文文案。
#
# 每个问题有三段文字：发生了什么、.why（原因）、.next（怎么办）。键名即 bot/problems.py 中的类名，
# 变量即该类的字段。证书的控制台链接以按钮给出，文中只写“控制台”。变量与汉字之间留一个空格。

## Answers

heading-accepted = 确认函提交成功
heading-accepted-revocation = 吊销确认函提交成功
heading-again = 此前已提交，本次未上传
heading-not-uploaded = 未上传
    .sentence = 证书 { $certificate } 的确认函未上传。
    .bare = 确认函未上传。
heading-refused = 腾讯云未受理
    .sentence = 腾讯云未受理证书 { $certificate } 的确认函。
    .bare = 腾讯云未受理该确认函。
heading-console = 请在控制台上传确认函
    .sentence = 证书 { $certificate } 的确认函需在控制台上传。
    .bare = 该确认函需在控制台上传。
heading-none-needed = 无需确认函
    .sentence = 证书 { $certificate } 无需确认函。
    .bare = 该证书无需确认函。
heading-unclear = 暂不确定是否已提交
    .sentence = 暂不确定证书 { $certificate } 的确认函是否已提交。
    .bare = 暂不确定确认函是否已提交。

accepted = 证书 { $certificate } 的确认函 { $name } 已由腾讯云接收。
    .by-status = 确认函 { $name } 应已送达：虽未收到上传结果，但证书 { $certificate } 当前并未要求上传确认函。
    .next = 接下来由 CA 机构审核，OV 证书一般需 3–5 个工作日，EV 证书一般需 5–7 个工作日。期间 CA 可能致电贵公司核实，请留意接听。
    .next-ov = 接下来由 CA 机构审核，一般需 3–5 个工作日。期间 CA 可能致电贵公司核实，请留意接听。
    .next-ev = 接下来由 CA 机构审核，一般需 5–7 个工作日。期间 CA 可能致电贵公司核实，请留意接听。
accepted-revocation = 证书 { $certificate } 的吊销确认函 { $name } 已由腾讯云接收。
    .by-status = 吊销确认函 { $name } 应已送达：虽未收到上传结果，但证书 { $certificate } 当前并未要求上传吊销确认函。
    .next = 接下来由 CA 机构审核，通过后即吊销该证书，且无法恢复。如仍有服务在使用，请尽快更换证书。
progress = 审核进度可在控制台查看。
    .watched = 我会持续关注该证书，CA 机构给出结果后在此告知。
again = { $name } 与腾讯云此前（{ $when }）接收的证书 { $certificate } 的确认函相同。
    .next = 本次未重复上传，您无需任何操作。仅当控制台再次要求上传确认函时，请在控制台上传，或重新扫描后发送到这里。
left =
    { $count ->
       *[other] { $names } 未上传：此类文件不能作为确认函。
    }

working =
    .upload = 正在上传证书 { $certificate } 的确认函 { $name } …
    .check = 正在检查证书 { $certificate } 的确认函 { $name } …
    .wait = 证书 { $certificate } 的确认函 { $name } 需要处理，正在排队 …
    .mend = 正在处理证书 { $certificate } 的确认函 { $name } …
summary = { $total } 份确认函中已有 { $accepted } 份提交成功
    .file = 该文件
    .open = 正在等待回答本消息列中的问题。
    .more = 另有 { $count } 份
submitted = { $user } 提交了证书 { $certificate } 的确认函 { $name } 。
    .note = 备注：{ $note }

certificate = { $certificate } ({ $domain })
letter =
    { $kind ->
        [revoke] 吊销确认函
       *[confirm] 确认函
    }

paragraph = { $first }{ $second }
label-file = 文件
label-product = 证书类型
label-error = 错误码
label-message = 腾讯云返回信息
label-request = RequestId
label-lookup = 状态查询的 RequestId
button-console = 在控制台查看
button-first = 查看首次回复
button-stop = 停止关注

## How it ended

ending-issued = { $user } 证书已颁发，{ $name } 的任务完成了。
    .title = 证书已颁发
    .valid = { $user } 证书已颁发，有效期从 { $begins } 到 { $ends }，{ $name } 的任务完成了。
    .next = 请在控制台下载证书并部署到服务器。
ending-revoked = { $user } 证书已按 { $name } 的申请吊销。
    .title = 证书已吊销
    .next = 浏览器不再信任该证书；如仍有服务在使用，请尽快更换。
ending-revoked-meanwhile = { $user } 证书已被吊销，且无法恢复。
    .title = 证书已吊销
    .next = 如需新证书，请在控制台购买，并写明新的证书 ID，把确认函发到这里。
ending-not-revoked = { $user } 吊销申请已结束，证书未被吊销。
    .title = 未吊销
    .valid = { $user } 吊销申请已结束，证书未被吊销，有效期至 { $ends }。
    .next = 请在控制台查看原因。如仍需吊销，请在控制台重新申请，并写明证书 ID，把新的吊销确认函发到这里。
ending-sent-back = { $user } 腾讯云再次等待上传确认函，说明 { $name } 未通过。
    .title = CA 要求重新提交确认函
    .next = 请在控制台查看原因，重新盖章后把新的扫描件发到这个消息列，无需再写证书 ID。
ending-revocation-sent-back = { $user } 腾讯云再次等待上传吊销确认函，说明 { $name } 未通过。
    .title = CA 要求重新提交吊销确认函
    .next = 请在控制台查看原因，把新的扫描件发到这个消息列，无需再写证书 ID。
ending-confirmation-wanted = { $user } 该证书现在等待上传确认函。
    .title = CA 要求提交确认函
    .next = 请在控制台下载确认函，盖章后把扫描件发到这个消息列，无需再写证书 ID。
ending-revocation-wanted = { $user } 有人申请吊销该证书，现在等待上传吊销确认函。
    .title = CA 要求提交吊销确认函
    .next = 如确需吊销，请把吊销确认函发到这个消息列；如不需要，请在控制台撤回申请。
ending-reason = 腾讯云给出的原因是 { $reason }。
ending-rejected = { $user } { $name } 对应的申请未通过 CA 审核。
    .title = 审核失败
ending-information-missing = { $user } 腾讯云要求重新提交该证书的资料。
    .title = 待提交资料
    .next = 请在控制台提交资料并下载新的确认函，盖章后把扫描件发到这个消息列，无需再写证书 ID。
ending-cancelled = { $user } 该证书的订单已取消，{ $name } 随之失效。
    .title = 订单已取消
    .next = 如仍需要该证书，请在控制台重新申请。待控制台要求上传确认函时，请写明当时显示的证书 ID，把确认函发到这里。
ending-refunded = { $user } 该证书的订单已退款，{ $name } 随之失效。
    .title = 订单已退款
    .next = 如仍需要证书，请在控制台购买，并写明新的证书 ID，把确认函发到这里。
ending-expired = { $user } 证书已过期。
    .title = 证书已过期
    .next = 请在控制台续费。新证书有新的证书 ID，待控制台要求上传确认函时，请写明新 ID，把确认函发到这里。
ending-other = { $user } 该证书的状态已变为“{ $state }”。
    .title = 证书状态有变化
    .next = 请在控制台查看详情。
ending-still-open = { $user } { $name } 提交已 { $days } 天，我仍未看到 CA 的结果，不再关注这张证书。
    .title = 仍无结果
    .next = 请在控制台查看还缺什么，或咨询腾讯云客服。

## Questions

question =
    { $count ->
       *[other] 请问 { $names } 对应哪个证书？
    }
    .several =
        { $count ->
           *[other] 您提到的 { $candidates } 中，哪一个是 { $names } 对应的证书？
        }
    .unknown =
        { $count ->
           *[other] 账号下没有 ID 为 { $certificate } 的证书（ID 区分大小写；也可能属于其他账号或站点）。请问 { $names } 对应哪个证书？
        }
    .write = 请在此回复证书 ID，即类似 { $example } 的 8 位字符。
    .pick = 请直接选择，或在此回复该证书 ID。
    .choose = 请直接选择，或在此回复证书 ID 或域名。
search-certificate = 按 ID 或域名搜索
button-no-letter = 不是确认函

which-file = 哪个文件是证书 { $certificate } 的确认函？腾讯云为每个证书只保留一个文件；如确认函有多页，请合并为一个 PDF 后重新发送。
    .pages = 哪个文件是证书 { $certificate } 的确认函？腾讯云为每个证书只保留一个文件；如果这些文件都是同一份确认函的页面，我可以按此顺序合并。
choose-file = 请选择文件
button-join = 合并为一个 PDF

revocation = 此确认函将吊销证书
    .told = 该证书正在等待吊销确认函， { $name } 将作为吊销确认函提交。
    .spoken = 证书 { $certificate } 正在等待吊销确认函， { $name } 将作为吊销确认函提交。
    .next = 吊销后无法恢复。请确认已没有任何服务在使用该证书，再提交。
    .dialog-title = 确定吊销该证书？
    .dialog = 证书 { $certificate }（{ $domain }）的吊销确认函将提交给 CA 机构，审核通过后即吊销该证书，且无法恢复。
button-revoke = 提交吊销确认函
button-do-not-send = 不提交
button-cancel = 取消

mended =
    { $pages ->
       *[other] { $why }，因此我将 { $names } 处理为 { $letter }（共 { $pages } 页）。
    }
    .title = 请查看处理后的确认函
    .call = 请查看证书 { $certificate } 处理后的确认函。
    .changes = 处理内容：{ $changes }。
    .sizes = 大小由 { $before } 变为 { $after }。
    .open = 请打开本消息列中的文件
    .next = { $open }，将原样上传。文字和公章是否都清晰可辨？
    .for-console = { $why }，请使用本消息列中处理后的 { $letter } 。
    .unasked = { $why }，因此按机器人管理员的设置，确认函在上传前已自动处理。
mended-why =
    .joined = 这些文件是同一份确认函的页面
    .script = 该 PDF 在打开时会运行程序
    .format = 腾讯云不支持 { $kind } 文件
    .size = { $size } 超过腾讯云的 { $limit } 上限
    .brand = 对于该品牌的证书，腾讯云不支持 { $kind } 文件
    .pages = 只有部分页面是确认函
    .other = 腾讯云不接受原样的文件
change =
    .joined = 将各文件合并为一个 PDF
    .pages = 仅保留所选页面
    .converted = 由 { $was } 转换为 { $kind }
    .rendered = 将页面转为图片
    .shrunk = 降低分辨率
    .recompressed = 提高压缩率
    .script = 删除其中的程序
    .rotated = 转正方向
    .greyscale = 转为灰度
    .location = 删除拍摄地点信息
    .metadata = 删除相机等隐藏信息
concern =
    .blank = { $pages ->
        [1] 此页是空白的。如不应为空白，请重新扫描。
       *[other] 有一页是空白的。如不应为空白，请重新扫描。
    }
    .little-ink = { $pages ->
        [1] 此页几乎没有内容。如有缺失，请重新扫描。
       *[other] 有一页几乎没有内容。如有缺失，请重新扫描。
    }
    .too-dark = { $pages ->
        [1] 此页过暗，难以辨认。如看不清，请在光线充足处重新扫描。
       *[other] 有一页过暗，难以辨认。如看不清，请在光线充足处重新扫描。
    }
    .too-coarse = { $pages ->
        [1] 此页横向像素过少，小字难以辨认。如看不清，请分页发送，或改发 PDF。
       *[other] 有一页横向像素过少，小字难以辨认。如看不清，请分页发送，或改发 PDF。
    }
    .missing-characters = 部分文字未能绘出：PDF 中未嵌入字体，机器人所在服务器上也没有。请嵌入字体后重新保存。
    .annotations = PDF 上的线条、图形或图章批注未出现在处理后的页面中。请重新打印为 PDF 以保留它们。
    .signature = 处理后 PDF 的数字签名会失效。如 CA 需要该签名，请在签名的软件中另存为更小的 PDF。
    .attachments = 此 PDF 带有附件，处理后附件会丢失。如果确认函是其中的附件，请单独发送该文件。
doubt =
    .title = 确认函是否清晰可辨？
    .call = 请查看证书 { $certificate } 的确认函。
    .blank = { $name } 是空白的，所有页面都没有内容。
    .too-dark = { $name } 过暗，难以辨认。
    .too-coarse = { $name } 横向像素过少，小字难以辨认。
    .next = 请打开文件核对：是否为正确的确认函，文字和公章是否都清晰可辨？如不是，请重新扫描，并发到本消息列。
button-send-mended = 提交此文件
button-send-another = 我另发一份

which-pages = { $names } 共有 { $count } 页。哪些页是证书 { $certificate } 的确认函？本消息列中的图片标有各页页码。
    .together = { $names } 的 { $count } 页无法在保持清晰的前提下合为一份确认函。哪些页是证书 { $certificate } 的确认函？本消息列中的图片标有各页页码。
    .choose = 请选择页面
    .one = 第 { $page } 页
    .more = 第 { $first } 至 { $last } 页

other-name = 此确认函中写的是 { $named } ，而证书对应 { $own } 。
    .title = 确认函是否正确？
    .call = 证书 { $certificate } 的确认函是否正确？
    .next = 请确认 { $name } 确实用于该证书，再上传。
button-send-anyway = 仍然上传

hint =
    .nonsense = 请回复证书 ID，例如 { $example } 。
    .unknown-certificate = 账号下没有 ID 为 { $said } 的证书（ID 区分大小写）。请从控制台复制证书 ID。
    .unknown-domain = 域名 { $said } 没有等待确认函的证书。请回复证书 ID，例如 { $example } 。
    .several-for-domain = 域名 { $said } 有多个证书在等待确认函。请在上面的问题中选择，或回复证书 ID。
    .several-named = 您提到了 { $said } 。请在上面的问题中选择，或仅回复证书 ID。
    .not-offered = 这不在可选范围内，请从上面的问题中选择。
    .button = 请使用上面问题中的按钮或菜单，或将更好的文件发到这里。

invitation = 请把证书 { $certificate } 的确认函文件发到这里。
    .forwarded = 在您转发的消息中，Slack 未向我显示任何文件。请把确认函文件直接发到这里。
    .forwarded-named = 在您转发的消息中，Slack 未向我显示任何文件。请把证书 { $certificate } 的确认函文件直接发到这里。

closed =
    .certificate = { $user } 选择了证书 { $certificate } ，对应文件 { $name } 。
    .file = { $user } 选择了文件 { $name } ，对应证书 { $certificate } 。
    .mended = { $user } 已查看 { $name } ，同意为证书 { $certificate } 提交。
    .anyway = { $user } 仍同意为证书 { $certificate } 提交 { $name } 。
    .joined = { $user } 选择将 { $count } 个文件合并为证书 { $certificate } 的一份确认函。
    .pages =
        { $count ->
           *[other] { $user } 选择了 { $names } 的第 { $pages } 页。
        }
    .another =
        { $count ->
           *[other] { $user } 将另发一份： { $names } 未上传。请发到这个消息列，无需再写证书 ID。
        }
    .replaced =
        { $count ->
           *[other] { $names } 未上传：证书 { $certificate } 已提交更新的确认函。
        }
    .taken-back =
        { $count ->
           *[other] { $names } 已被撤回，未上传任何文件。
        }
    .confirmed = { $user } 已确认提交证书 { $certificate } 的吊销确认函。
    .unconfirmed = { $days } 天内无人确认吊销证书 { $certificate } ， { $name } 未提交。如仍需提交，请重新发送，并写明证书 ID。
    .dismissed =
        { $count ->
           *[other] { $user } 已关闭该问题， { $names } 未上传。
        }

## The form

form = 提交确认函
    .submit = 提交
    .certificate = 证书
    .search-hint = 列出等待确认函的证书；也可输入其他证书 ID，例如 { $example }（ID 区分大小写）。
    .write-hint = 控制台中显示的证书 ID，例如 { $example }（ID 区分大小写）。
    .file = 确认函
    .note = 备注
    .note-hint = 仅在 Slack 中与确认函一起显示，不会发送给腾讯云。

fault-unreadable = 未能读取此表单，未提交任何内容。机器人可能刚刚更新过，请关闭表单，重新打开后再填写；或直接将确认函发送给我。
fault-certificate = 这不是证书 ID。证书 ID 是类似 { $example } 的 8 位字母和数字。
fault-no-file = 请添加确认函文件。
fault-several-files = 请只保留一个文件：腾讯云为每个证书只接收一个文件，请将全部页面合并为一个 PDF。
fault-file-type = 此类文件不能作为确认函。腾讯云仅支持 PDF、JPG、PNG 格式。
fault-file-empty = 该文件为空，请重新保存或扫描确认函。
fault-file-too-small = 该文件过小：腾讯云要求不小于 { $smallest }，请重新扫描确认函。
fault-file-too-large = 该文件过大，无法处理（最大 { $largest }），请以 150 dpi 重新扫描，或导出更小的 PDF。

## Lists

pending =
    { $count ->
        [0] 没有待上传确认函的证书
       *[other] { $count } 个证书待上传确认函
    }
    .page = 第 { $page } 页，共 { $pages } 页
    .last = 最近一次上传： { $letter }
waits =
    { $kind ->
        [revoke] 待上传吊销确认函
       *[confirm] 待上传确认函
    }
    .ordered =
        { $kind ->
            [revoke] 待上传吊销确认函 · 申请于 { $day }
           *[confirm] 待上传确认函 · 申请于 { $day }
        }
button-hand-in =
    { $kind ->
        [revoke] 提交吊销确认函
       *[confirm] 提交确认函
    }
digest =
    { $kind ->
        [revoke] 待上传吊销确认函
       *[confirm] 待上传确认函
    }
    .ordered = 申请于 { $day }
button-previous = 上一页
button-next = 下一页
fact =
    .stage = 详情： { $value }
    .product = 证书类型： { $value }
    .alias = 备注名： { $value }
    .names = 其他域名： { $value }
    .ordered = 申请时间： { $value }
    .valid = 有效期： { $value }
span = { $begins } 至 { $ends }
history =
    { $count ->
        [0] 暂无记录
       *[other] 最近 { $count } 份确认函
    }

## Home and help

home-title = 如何上传确认函
home-steps =
    1. 将盖章后的确认函发到给我的私信，或我所在的频道。
    2. 在同一条消息中写明证书 ID，即类似 { $example } 的 8 位字符。
    3. 我会将确认函上传至腾讯云，并在其消息列中回复结果。
home-limits = 每个证书一个文件，包含全部页面；支持 PDF、JPG、PNG 格式，大小 { $smallest } 至 { $largest }。更大的文件和其他格式的图片，我会先处理并请您查看。
home-more = 另有 { $count } 个： { $command }
warning-may-not-list = 无法列出等待确认函的证书：机器人的腾讯云密钥无权查看证书列表。请联系机器人管理员：在访问管理（CAM）中授予 ssl:DescribeCertificates 权限。
warning-no-users-read = 无法区分访客与正式成员，也无法得知各人使用的语言，因此不显示列表，也无人能确认上传吊销确认函。请联系机器人管理员：添加 users:read 权限并重新安装 Slack 应用。
warning-slow = 腾讯云暂无响应，无法列出等待确认函的证书。请过几分钟再来查看。
help = 命令
    .form = `/letter` 或 `/letter ID`：打开上传确认函的表单
    .pending = `/letter 待办`：查看待上传确认函的证书
    .status = `/letter 状态 ID`：查看证书状态
    .history = `/letter 历史`：查看最近 20 份确认函，以及 CA 机构的审核结果
    .help = `/letter 帮助`：查看本帮助
    .nearest = 您是否要输入 { $command } ？

## Told to one person

shortcut-no-file = 该消息中没有文件。请在带有确认函的消息上使用此快捷方式。
form-not-opened = 表单未能及时打开。请重试，或直接将确认函发送到这里，并写明证书 ID。
question-closed = 该问题已关闭，原因见该问题的消息。
watching-ended = 该确认函已不再跟踪。
ask-again = Slack 或该确认函仍在处理中，请稍候几秒后重试。
no-status = 暂时无法从腾讯云查询证书 { $certificate } 的状态，请在控制台查看：{ $page }

## Sizes and lists

size-bytes = { $count } 字节
size-kilobytes = { $count } KB
size-megabytes = { $count } MB
list-comma = { $first } 、 { $second }
no-name = 该文件
list-and = { $first } 和 { $second }
phrases = { $first }，{ $second }
    .and = { $first }，{ $second }
list-more = { $first } 等，另有 { $count } 个

## The file at Slack

file-deleted = { $name } 在读取前已被删除。
    .why = Slack 中已没有该文件。
    .next = 请重新发送确认函，并写明证书 ID。
file-hidden = Slack 已不再提供 { $name } 的下载。
    .why = 该文件已超出当前 Slack 套餐保留的历史记录范围。
    .next = 请重新上传确认函，并写明证书 ID。
remote-file = { $name } 是指向其他服务的文件链接。
    .why = 我只能读取存储在 Slack 中的文件。
    .next = 请先下载该文件，再发送到这里，并写明证书 ID。
slack-document = { $name } 是画布、邮件之类的 Slack 文档，不是文件。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请将盖章后的确认函以 PDF、JPG 或 PNG 文件发送到这里，并写明证书 ID。
file-not-visible = 我在 Slack 中看不到 { $name } 。
    .why = 该文件未公开，或我不在分享该文件的频道中。
    .next = 请将文件重新上传到这里，并写明证书 ID；也可先邀请我加入文件所在的频道，再重新发送或转发。
files-scope-missing = { $name } 无法从 Slack 下载。
    .why = 我没有读取文件的权限，或无权访问该文件。
    .next = 请联系机器人管理员：为 Slack 应用添加 files:read 权限并重新安装。完成后请重新发送确认函。
foreign-host = { $name } 存储在 { $host } 上，不在 Slack 中。
    .why = 为保护 Slack 令牌，我只从 Slack 下载文件。
    .next = 请下载该文件，再重新上传到这里。如仍无效，请联系机器人管理员：检查 SLACK_API_URL。
slack-unreachable = 多次尝试后仍未能从 Slack 取得 { $name } 。
    .why = Slack 当前繁忙或无法访问。
    .next = 请过几分钟再重新发送确认函。
incomplete-download = { $name } 下载不完整：应为 { $expected }，实际收到 { $received }。
    .why = 从 Slack 下载时中断或受到干扰。
    .next = 请重新发送确认函，并写明证书 ID。

## The letter itself

empty-file = { $name } 是空文件。
    .why = 文件中没有内容，可能是保存或扫描失败。
    .next = 请重新保存或扫描确认函，再发送到这里，并写明证书 ID。
file-too-small = { $name } 仅有 { $size }。
    .why = 腾讯云要求文件不小于 { $limit }，该文件不像是完整的确认函。
    .next = 请重新扫描盖章后的确认函，再发送到这里，并写明证书 ID。
file-too-large = { $name } 的大小为 { $size }。
    .why = 腾讯云要求文件不超过 { $limit }。
    .next = 请以 150 dpi 重新扫描，或导出更小的 PDF，再发送到这里，并写明证书 ID。
truncated-file = { $name } 不完整：{ $format } 文件的结尾缺失。
    .why = CA 机构将无法打开该文件，可能是保存或上传时中断。
    .next = 请重新保存或扫描确认函，确认能正常打开后再发送到这里，并写明证书 ID。
web-page = { $name } 的内容是网页，不是确认函。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请下载确认函文件本身（可能需先登录相应网站），再发送到这里，并写明证书 ID。
office-document = { $name } 是 { $format ->
        [word] Word 文档
        [excel] Excel 表格
        [powerpoint] PowerPoint 演示文稿
        [opendocument] OpenDocument 文档
        [RTF] RTF 文档
       *[other] Office 文档
    }。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请打印、盖章后扫描；如文档中已有公章，可另存为 PDF。然后发送到这里，并写明证书 ID。
other-format = { $name } 是{ $format ->
        [video] 视频
        [audio] 音频
        [mail] 邮件
       *[other] { " " }{ $format } 文件
    }。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = { $format ->
        [mail] 如确认函是其附件，请将附件另存后发送到这里，并写明证书 ID。
       *[other] 请扫描盖章后的确认函，或另存为 PDF，再发送到这里，并写明证书 ID。
    }
archive = { $name } 是压缩文件（{ $format }）。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请解压后将确认函作为单个文件发送到这里，并写明证书 ID。
executable = { $name } 是可执行程序，不是确认函。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请勿打开该文件，并核实其来源。然后将盖章后的确认函发送到这里，并写明证书 ID。
unsupported-image = { $name } 是 { $format } 格式的图片。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请将图片另存为 JPG，再发送到这里，并写明证书 ID。
unknown-file = { $name } 不是 PDF、JPG 或 PNG 文件。
    .why = 腾讯云仅支持这三种格式，以文件内容为准，与文件名无关。
    .next = 请扫描盖章后的确认函，或另存为 PDF，再发送到这里，并写明证书 ID。
png-not-taken = { $name } 是 PNG 文件。
    .why = 对于该品牌的证书（WoTrus、DNSPod 国密 SM2），腾讯云支持 PDF、JPG、GIF，不支持 PNG。
    .next = 请将确认函保存为 PDF 或 JPG，再发送到这里，并写明证书 ID。

## A look inside the letter

password-protected = { $name } 设有密码。
    .why = 腾讯云和 CA 都无法打开加密的文件。
    .next = 请去除密码后另存，或打印成新的 PDF，再发送到这里，并写明证书 ID。
locked-for-people = { $name } 仅限特定人员打开。
    .why = 该文件没有通用密码，腾讯云和 CA 都无法打开。
    .next = 请向文件作者索取未加密的版本，或扫描盖章后的确认函，再发送到这里，并写明证书 ID。
damaged-file = { $name } 无法打开：该 { $format } 文件已损坏。
    .why = CA 同样无法打开。可能是保存、扫描或传输时出了错。
    .next = 请重新保存或扫描确认函，确认可以打开后再发送到这里，并写明证书 ID。
unreadable-image = { $name } 是我无法读取的特殊 { $format } 图片。
    .why = CA 可能也无法打开。
    .next = 请将图片另存为 JPG，再发送到这里，并写明证书 ID。
no-pages = { $name } 是没有页面的 PDF。
    .why = 很可能是保存或导出时出了错。
    .next = 请重新保存或扫描确认函，确认可以看到内容后再发送到这里，并写明证书 ID。
dynamic-form = { $name } 是只有 Adobe Reader 才能显示的表单。
    .why = CA 只会看到“无法显示此文档”的提示（XFA 表单）。
    .next = 请打印成新的 PDF，或打印盖章后扫描，再发送到这里，并写明证书 ID。
portfolio = { $name } 是 PDF 文件包，确认函是其中的某个文件。
    .why = CA 只会看到一页说明，看不到确认函。
    .next = 请从中单独保存确认函，再发送到这里，并写明证书 ID。
too-many-pages = { $name } 有 { $pages } 页。
    .why = 确认函只有几页，我最多支持 { $most } 页。
    .next = 请将盖章确认函的页面单独保存为 PDF，再发送到这里，并写明证书 ID。
too-many-pixels = { $name } 有 { $megapixels }00 万像素。
    .why = 这种格式的图片我最多只打开 { $most }00 万像素，过大的图片可能含有恶意。
    .next = 请用 1200 万像素重新拍照，或另存为较小的 JPG，再发送到这里，并写明证书 ID。
huge-page = { $name } 中有长或宽超过五米的页面。
    .why = 确认函不会这么大，文件可能含有恶意，或导出时出了错。
    .next = 请将确认函打印成新的 A4 PDF，或重新扫描，再发送到这里，并写明证书 ID。
two-files-in-one = { $name } 中藏有另一种格式的文件。
    .why = 您看到的内容与 CA 看到的可能不同，这类文件常用于欺骗。
    .next = 请重新扫描盖章的确认函，或打印成新的 PDF，再发送到这里，并写明证书 ID。
check-stopped = 无法检查 { $name }。
    .why = 打开它所需的时间或内存远超正常的确认函。
    .next = 请用 300 dpi 以下重新扫描确认函，或打印成新的 PDF，再发送到这里，并写明证书 ID。
cannot-shrink = { $name } 无法在保持清晰的同时压缩到足够小。
    .why = 文件为 { $size }，而我会把确认函压缩到 { $limit } 以下，以确保腾讯云接受。
    .next = 请只扫描确认函的页面，使用 150 dpi 或黑白模式，再发送到这里，并写明证书 ID。
too-large-to-mend = { $name } 的大小为 { $size }。
    .why = 腾讯云只接受小得多的文件，而我最多能压缩 { $limit } 的文件。
    .next = 请用 150 dpi 重新扫描，或导出较小的 PDF，再发送到这里，并写明证书 ID。
cannot-show = { $name } 需要先处理，但我无法在本消息列中展示处理结果，因此未上传。
    .why = Slack 不允许我在此发送文件，而处理后的文件还没有人看过。
    .next = 请联系机器人管理员：为 Slack 应用添加 files:write 权限并重新安装。完成后请重新发送确认函。

## The drop

question-expired = { $days } 天内未收到证书 ID。
    .why = 没有证书 ID，无法确定确认函对应哪个证书。
    .next = 请重新发送确认函，并写明证书 ID。
nobody-agreed = { $days } 天内无人回答关于该确认函的问题。
    .why = 未得到回答，因此没有提交。
    .next = 请重新发送确认函，并写明证书 ID。
channel-not-allowed = 此频道不接收确认函。
    .why = 我只在 { $channels } 和给我的私信中接收。
    .next = 请发送到上述频道或私信，也可请机器人管理员开放此频道。
guest-not-allowed = 访客不能在此提交确认函。
    .why = 机器人管理员仅允许正式成员提交。
    .next = 请由正式成员代为发送，或请机器人管理员向访客开放。
external-not-allowed = 其他工作区的成员不能在此提交确认函。
    .why = 机器人管理员仅允许本工作区的成员提交。
    .next = 请由本工作区成员代为发送，或请机器人管理员向其他工作区开放。
not-in-usergroup = 仅 { $groups } 的成员可以在此提交确认函。
    .why = 机器人管理员限定了可提交的人员。
    .next = 请由其中的成员代为发送，或请机器人管理员将您加入。
usergroups-unknown = 无法确认您是否可以提交确认函，未上传任何内容。
    .why = 仅特定用户组的成员可以提交，而 Slack 未提供成员名单。
    .next = 请联系机器人管理员：添加 usergroups:read 权限，重新安装 Slack 应用，并检查可使用的用户组。完成后请重新发送确认函。
person-unknown = 无法确认您是否为本工作区成员，因此不显示列表，您也不能确认上传吊销确认函。
    .why = Slack 未告知我谁是正式成员、访客或其他工作区的成员。
    .next = 请联系机器人管理员：添加 users:read 权限并重新安装 Slack 应用。您仍可发送确认函。

## The certificate takes no letter now

dv-certificate = 这是 DV 证书，无需确认函。
    .why = 对于 DV 证书，CA 机构只验证域名。
    .next = 无需上传任何文件。如域名尚未验证，请在控制台完成验证。如该确认函属于其他证书，请写明正确的证书 ID 重新发送。
uploaded-certificate = 该证书是从外部上传到腾讯云的，并非在腾讯云购买。
    .why = 只有在腾讯云购买的证书才能在腾讯云提交确认函。
    .next = 请在控制台核对证书 ID。如无误，请将确认函提交给该证书的销售方。
information-missing = 该证书尚未提交资料。
    .why = 提交资料后，腾讯云才接收确认函。
    .next = 请先核对证书 ID。如无误，请在控制台点击“提交资料”，下载该证书的确认函，盖章后再发送到这里。
free-not-submitted = 这是免费证书，尚未提交资料。
    .why = 免费证书均为 DV 证书，CA 机构只验证域名，没有确认函。
    .next = 请在控制台提交资料并完成域名验证。如该确认函属于其他证书，请写明正确的证书 ID 重新发送。
review-failed = 该证书审核失败。
    .why = { $stage ->
        [domain-refused] 域名未通过 CA 机构的安全审查。
        [dcv-timeout] 域名验证超时，订单已自动关闭。
        [papers-refused] 证书资料未通过 CA 机构审核，审核人员会致电预留的联系人。
        [unexplained] 腾讯云未说明原因。
       *[other] 腾讯云给出的原因是 { $status_msg }。
    }
    .next = { $stage ->
        [domain-refused] 请就该域名向腾讯云提交工单咨询，或更换域名后重新申请。
        [dcv-timeout] 请在控制台重新申请证书。待控制台要求上传确认函时，请写明当时显示的证书 ID 重新发送。
       *[other] 请在控制台修改资料并重新提交。待控制台再次要求上传确认函时，请重新发送。
    }
already-in-review = 该证书已在审核中。
    .why = { $stage ->
        [pre-reviewing] 腾讯云正在预审核。
        [legal-reviewing] 正在法务审核。
        [ca-reviewing] CA 机构正在审核。
        [pending-dcv] 目前缺少的不是确认函，而是域名验证。
        [wait-issue] 域名验证已通过，正在等待 CA 机构签发。
       *[other] 目前无需再提交确认函。
    }
    .next = { $stage ->
        [pending-dcv] 请尽快在控制台完成域名验证，超时订单会自动关闭。仅当需要更换确认函时，请在控制台重新上传。
        [wait-issue] 无需任何操作，请耐心等待。
       *[other] 请耐心等待；CA 机构可能致电贵公司核实，请留意接听。仅当需要更换确认函时，请在控制台重新上传（DNSPod 国密证书不支持更换）。
    }
dns-record-added = 腾讯云已为该证书添加 DNS 记录，正在验证域名。
    .why = 该证书目前等待的是域名验证，不是确认函。
    .next = 请耐心等待。如控制台随后要求上传确认函，请届时重新发送。
being-reissued = 该证书正在重颁发。
    .why = { $stage ->
        [pending-dcv] 目前缺少的不是确认函，而是域名验证。
        [wait-issue] 域名验证已通过，正在等待 CA 机构签发。
       *[other] 重颁发申请正在审核，当前不接收确认函。
    }
    .next = { $stage ->
        [pending-dcv] 请在控制台完成域名验证。
        [wait-issue] 无需任何操作，请耐心等待。
       *[other] 请耐心等待；CA 机构可能致电贵公司核实，请留意接听。如控制台随后要求上传确认函，请届时重新发送。
    }
being-revoked = 该证书正在吊销。
    .why = { $stage ->
        [pending-dcv] 目前缺少的不是确认函，而是域名验证。
       *[other] 吊销申请正在审核，无需再提交确认函。
    }
    .next = { $stage ->
        [pending-dcv] 请在三天内于控制台完成域名验证，否则吊销将失败。
       *[other] 无需上传任何文件。如尚未更换证书，请在服务器上部署其他证书。
    }
order-being-cancelled = 该证书的订单正在取消。
    .why = 取消期间不接收确认函。
    .next = 请先核对证书 ID。如仍需要该证书，请在控制台查看能否重新申请。
being-migrated = 该证书正在迁移。
    .why = 迁移期间不接收确认函。
    .next = 请等待迁移完成。届时如控制台要求上传确认函，请重新发送。
already-issued = { $ends ->
        [0] 该证书已颁发。
       *[other] 该证书已颁发，有效期至 { $ends }。
    }
    .why = 已颁发的证书无需确认函。
    .next = 请核对证书 ID：续费后的证书有新的 ID。如需吊销该证书，请先在控制台提交吊销申请，再将吊销确认函发送到这里。
certificate-expired = { $ends ->
        [0] 该证书已过期。
       *[other] 该证书已过期（有效期至 { $ends }）。
    }
    .why = 已过期的证书不再接收确认函。
    .next = 请在控制台续费。新证书有新的 ID；待控制台要求上传其确认函时，请写明新的证书 ID 发送到这里。
order-cancelled = 该证书的订单已取消。
    .why = 已取消的订单不再接收确认函。
    .next = 请先核对证书 ID。如仍需要证书，请在控制台重新申请。待控制台要求上传确认函时，请写明当时显示的证书 ID 重新发送。
certificate-revoked = 该证书已吊销。
    .why = 吊销无法撤回，该证书不再接收确认函。
    .next = 请先核对证书 ID。如需要新证书，请在控制台购买，并写明新的证书 ID 发送其确认函。
order-refunded = 该证书已退款。
    .why = 退款后订单即告结束，不再接收确认函。
    .next = 请先核对证书 ID。如仍需要证书，请在控制台购买，并写明新的证书 ID 发送其确认函。
revocation-in-console = 该证书待上传吊销确认函，国际站只能在控制台上传；您的文件格式和大小均符合要求。
    .why = 国际站的 API 不提供此操作。请注意，提交吊销确认函将吊销该证书，且无法撤回。
    .next =
        1. 保存本消息列中的确认函文件。
        2. 点击下方“在控制台查看”，登录该证书所属的账号。
        3. 在吊销申请页面点击“上传”，选中文件并提交。
unknown-state = 该证书处于我尚不了解的状态，即 { $status_name }（编号 { $status }）。
    .why = 该状态可能是腾讯云新增的。为避免出错，本次未上传。
    .next = 请在控制台查看该证书。如控制台要求上传确认函，请直接在控制台上传，并请机器人管理员升级机器人。

## The states of a certificate

state-0 = 审核中
state-1 = 已颁发
state-2 = 审核失败
state-3 = 已过期
state-4 = 已添加 DNS 记录
state-5 = 待提交资料
state-6 = 订单取消中
state-7 = 已取消
state-8 = 待上传确认函
state-9 = 吊销中
state-10 = 已吊销
state-11 = 重颁发中
state-12 = 待上传吊销确认函
state-13 = 免费证书，待提交资料
state-14 = 已退款
state-15 = 迁移中
state-unknown = 未知状态 { $name }（{ $status }）

stage-pre-reviewing = 预审核中
stage-legal-reviewing = 法务审核中
stage-ca-reviewing = CA 审核中
stage-pending-dcv = 待完成域名验证
stage-wait-issue = 等待签发
stage-domain-refused = 域名未通过 CA 安全审查
stage-dcv-timeout = 域名验证超时
stage-papers-refused = 资料未通过 CA 审核

## No clear answer from Tencent Cloud

tencent-unreachable = 尝试 { $tries } 次仍无法连接腾讯云，未发送任何内容。
    .why = 网络或腾讯云暂时无法访问。
    .next = 请过几分钟再重新发送确认函。如仍失败，请联系机器人管理员：检查网络和 TENCENTCLOUD_SSL_ENDPOINT。
outcome-unclear = 已尝试发送确认函 { $tries } 次，但未收到腾讯云的明确结果。
    .why = 返回结果丢失或无法识别，且从证书状态无法判断是否已送达。
    .next = 请在控制台查看该证书。如仍显示等待上传确认函，请重新发送。

## What Tencent Cloud answered: the certificate

certificate-not-found = 账号下没有此 ID 的证书。
    .why = 证书 ID 区分大小写；该证书也可能属于其他账号或站点（中国站、国际站）。
    .next = 请在此回复正确的证书 ID，文件无需重新发送。
certificate-not-waiting = 该证书当前不接收确认函。
    .why = 它可能正在审核或已签发，也可能尚未提交订单资料。
    .next = 请在控制台查看证书状态。如需补充资料，请先提交资料，再重新发送确认函。
certificate-invalid = 该证书不符合腾讯云接收确认函的条件。
    .why = 可能填写了其他证书的 ID，或订单当前状态不接收确认函。
    .next = 请在控制台核对证书 ID 和状态。如均无误，请向腾讯云提交工单，并附上 RequestId。
certificate-not-available = 该证书当前不能提交确认函。
    .why = 订单正在变更或已关闭。
    .next = 请在控制台查看证书状态，待其要求上传确认函时再重新发送。
certificate-from-elsewhere = 该证书不能在腾讯云提交确认函。
    .why = 该证书并非在腾讯云购买，例如是从别处上传的。
    .next = 请在控制台核对证书 ID。如无误，请将确认函提交给该证书的销售方。
manager-not-ready = 腾讯云控制台中的公司管理人状态异常。
    .why = 管理人审核通过后，腾讯云才接收确认函。
    .next = 请在控制台“我的资料”中完善管理人信息，待审核通过后重新发送确认函。

## What Tencent Cloud answered: the letter

letter-too-large = 腾讯云认为确认函文件过大。
    .why = 上限为 1.4 MB，腾讯云的计算方式可能比我更严格。
    .next = 请将文件压缩到 1 MB 以内（例如以 150 dpi 扫描），再发送到这里，并写明证书 ID。
letter-too-small = 腾讯云认为确认函文件过小。
    .why = 文件应不小于 1 KB 且内容清晰。
    .next = 请重新扫描盖章后的确认函，将全部页面放在一个文件中，再发送到这里，并写明证书 ID。
letter-format = 腾讯云不支持该文件的格式。
    .why = 仅支持 PDF、JPG、PNG 格式。
    .next = 请将确认函重新保存为 PDF，再发送到这里，并写明证书 ID。
letter-format-wosign = 该品牌的证书不支持此文件格式。
    .why = 对于该品牌（如 DNSPod 国密 SM2 证书），腾讯云不接收 PNG。
    .next = 请将确认函保存为 PDF 或 JPG，再发送到这里，并写明证书 ID。

## What Tencent Cloud answered: the way

console-only = 该确认函只能在腾讯云控制台上传；您的文件格式和大小均符合要求。
    .why = 这属于正常情况：部分确认函腾讯云已不再通过 API 接收。
    .next =
        1. 保存本消息列中的确认函文件。
        2. 点击下方“在控制台查看”，登录该证书所属的账号。
        3. 进入“上传确认函”，点击“上传”并选中文件，再点击“下一步”。
no-letter-for-dv = 这是 DV 证书。
    .why = DV 证书只需验证域名，没有确认函。
    .next = 无需上传任何文件，请在控制台完成域名验证。
order-in-process = 腾讯云仍在处理该订单。
    .why = 订单处理完成后才能接收确认函。
    .next = 请等待约十分钟，再重新发送确认函。
wrong-value = 腾讯云不接受请求中的某个值。
    .why = 最常见的原因是证书 ID 有误；证书 ID 区分大小写。
    .next = 请在此回复正确的证书 ID，文件无需重新发送。

## What Tencent Cloud answered: for the operator

clock-wrong = 机器人所在服务器的时间不准确。
    .why = 时间相差超过五分钟的请求会被腾讯云拒绝。
    .next = 请联系机器人管理员：通过 NTP 校准服务器时间。完成后请重新发送确认函。
secret-id-unknown = 腾讯云无法识别机器人的 API 密钥。
    .why = 该 SecretId 不存在、已禁用，或属于另一站点（中国站、国际站）。
    .next = 请联系机器人管理员：检查 TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SSL_ENDPOINT。完成后请重新发送确认函。
signature-rejected = 机器人的请求签名未通过腾讯云验证。
    .why = 最常见的原因是 SecretKey 与 SecretId 不匹配。
    .next = 请联系机器人管理员：检查 TENCENTCLOUD_SECRET_KEY。完成后请重新发送确认函。
session-token-expired = 机器人的临时密钥无效。
    .why = 临时密钥的 Token 有误或已过期。
    .next = 请联系机器人管理员：更新临时密钥和 TENCENTCLOUD_TOKEN。完成后请重新发送确认函。
mfa-required = 腾讯云要求多因素认证（MFA）。
    .why = 机器人无法完成此类认证。
    .next = 请联系机器人管理员：改用仅限 API 访问且无需 MFA 的子用户密钥。完成后请重新发送确认函。
not-permitted = 机器人的密钥无权对该证书执行此操作。
    .why = 访问管理（CAM）策略未包含该操作、该证书或其所属项目。
    .next = 请联系机器人管理员：在访问管理中授予机器人 README 所列的四项 ssl 权限。完成后请重新发送确认函。
address-refused = 腾讯云拒绝了来自机器人 IP 地址的请求。
    .why = 该地址被账号的网络访问规则拦截。
    .next = 请联系机器人管理员：将服务器 IP 地址加入账号的白名单。完成后请重新发送确认函。
real-name-missing = 该腾讯云账号尚未实名认证。
    .why = 账号未通过实名认证，无法执行此操作。
    .next = 请联系机器人管理员：在控制台完成实名认证。完成后请重新发送确认函。
service-role-missing = 该腾讯云账号缺少一项授权。
    .why = SSL 证书服务所需的服务角色尚未授权。
    .next = 请联系机器人管理员：打开控制台的 SSL 证书页面，授权服务角色。完成后请重新发送确认函。
request-malformed = 腾讯云无法识别机器人的请求。
    .why = 可能是机器人存在缺陷，或腾讯云的 API 已变更。
    .next = 请联系机器人管理员：升级机器人；如仍无效，请反馈错误码和 RequestId。在此之前请使用控制台上传。
quota-exceeded = 该腾讯云账号的配额已用完。
    .why = 腾讯云不再接受该账号的此类请求。
    .next = 请联系机器人管理员：在控制台查看账号配额。完成后请重新发送确认函。
operation-failed = 腾讯云未能完成上传。
    .why = 除下方信息外，未给出更具体的原因。
    .next = 请在控制台查看该证书。如仍等待上传确认函，请联系机器人管理员：向腾讯云提交工单，并附上 RequestId。
unknown-refusal = 腾讯云返回了我尚不了解的结果。
    .why = 目前只能参考下方信息。
    .next = 请联系机器人管理员：向腾讯云提交工单，并附上错误码和 RequestId。在此之前请使用控制台上传。

## What Tencent Cloud answered: Tencent Cloud itself

ca-busy = 腾讯云对接的 CA 机构当前繁忙。
    .why = 多次尝试后仍未确认收到该确认函。
    .next = 请等待约半小时。届时如控制台仍要求上传确认函，请重新发送。
internal-failure = 腾讯云发生内部错误。
    .why = 这与您的文件无关。
    .next = 请等待约半小时。届时如控制台仍要求上传确认函，请重新发送。如仍失败，请向腾讯云提交工单，并附上 RequestId。
too-many-requests = 该账号向腾讯云发送的请求过于频繁。
    .why = 同一账号下其他工具的请求也会计入。
    .next = 请过几分钟再重新发送确认函。
service-unavailable = 腾讯云 SSL 证书服务暂时不可用。
    .why = 服务可能过载或正在维护。
    .next = 请等待约半小时。届时如控制台仍要求上传确认函，请重新发送。
not-accepted = 腾讯云未接收该确认函。
    .why = 腾讯云未说明原因。
    .next = 请在控制台查看该证书。如仍等待上传确认函，请在控制台上传，或向腾讯云提交工单，并附上 RequestId。

## A bug of ours

mishap = 机器人出错，操作已中断。
    .why = 这是机器人的问题，与您无关。
    .next = 请联系机器人管理员：按编号 { $reference } 查找日志。重新发送前，请先在控制台确认该证书是否仍等待上传确认函。
