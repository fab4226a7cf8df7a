# Letterdrop 的全部简体中文文案。
#
# 每个问题有三段文字：发生了什么、.why（原因）、.next（怎么办）。键名即 bot/problems.py 中的类名，
# 变量即该类的字段。证书的控制台链接以按钮给出，文中只写“控制台”。需要重新发送时，.next 中的
# { $again }（即 `drop-again`）说明发到哪里、是否需要再写证书 ID。
#
# 用词：人“发送”，机器人“上传”；证书“签发”“关注”；文件“处理”；“提交”只用于资料和工单。
# 配置项的名称只出现在日志和文档中。以上由 tests/locales/test_terms.py 检查。
#
# 排版：全角标点前后不留空格；汉字与西文、数字、变量之间留一个空格。Slack 要求代码片段（`…`）的首尾
# 处于词的边界；全角标点与空格一样是边界，因此“`letter.pdf`，”无需空格。由同一测试检查。

## Answers

heading-accepted = 确认函已上传
heading-accepted-revocation = 吊销确认函已上传
heading-again = 此前已上传
heading-not-uploaded = 未上传
heading-refused = 腾讯云未受理
heading-no-such-certificate = 没有这个证书
heading-console = 请在控制台上传确认函
heading-none-needed = 无需确认函
heading-unclear = 暂不确定是否已上传

accepted = 腾讯云已收到 { $name }。
    .by-status = { $name } 应已送达：虽未收到上传结果，但该证书已不再等待确认函。
    .next = CA 机构审核一般需 3–5 个工作日（OV）或 5–7 个工作日（EV）；如来电核实，请及时接听。
    .next-ov = CA 机构审核一般需 3–5 个工作日；如来电核实，请及时接听。
    .next-ev = CA 机构审核一般需 5–7 个工作日；如来电核实，请及时接听。
accepted-revocation = 腾讯云已收到 { $name }。
    .by-status = { $name } 应已送达：虽未收到上传结果，但该证书已不再等待吊销确认函。
    .next = CA 机构审核通过后即吊销该证书，且无法恢复。如仍有服务在使用，请尽快更换证书。
progress = 审核进度可在控制台查看。
    .watched = CA 机构有结果后，我会在这里通知您。
again = { $name } 与此前（{ $when }）上传的确认函相同。
    .next = 本次未重复上传，您无需任何操作。如控制台再次要求确认函，请在控制台上传，或重新扫描后发送到这里。
left =
    { $count ->
       *[other] { $names } 未上传：此类文件不能作为确认函。
    }
drop-again = 之后将确认函发到本消息列即可，无需再写证书 ID。
    .unknown = 之后请将确认函发送到这里，并写明证书 ID。

working =
    .upload = 正在上传 { $name }（证书 { $certificate }）…
    .check = 正在检查 { $name }（证书 { $certificate }）…
    .wait = { $name } 需要处理，正在排队（证书 { $certificate }）…
    .mend = 正在处理 { $name }（证书 { $certificate }）…
summary = 共 { $total } 份确认函，已上传 { $accepted } 份
    .open = 请回答本消息列中的问题。
    .more = 另有 { $count } 份
submitted = { $user } 将 { $name } 作为证书 { $certificate } 的确认函上传。
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

ending-issued = { $user } 证书已签发，{ $name } 已通过审核。
    .title = 证书已签发
    .valid = { $user } 证书已签发，有效期从 { $begins } 到 { $ends }，{ $name } 已通过审核。
    .next = 请在控制台下载证书并部署到服务器。
ending-revoked = { $user } 证书已根据 { $name } 吊销。
    .title = 证书已吊销
    .next = 浏览器不再信任该证书；如仍有服务在使用，请尽快更换。
ending-revoked-meanwhile = { $user } 证书已被吊销，且无法恢复。
    .title = 证书已吊销
    .next = 如需新证书，请在控制台购买，再将其确认函发到这里，并写明新的证书 ID。
ending-not-revoked = { $user } 吊销流程已结束，证书未被吊销。
    .title = 未吊销
    .valid = { $user } 吊销流程已结束，证书未被吊销，有效期至 { $ends }。
    .next = 请在控制台查看原因。如仍需吊销，请在控制台重新申请，再将新的吊销确认函发到这里，并写明证书 ID。
ending-sent-back = { $user } { $name } 未通过审核，需重新上传确认函。
    .title = CA 要求重新上传确认函
    .next = 请在控制台查看原因，重新盖章后将新的扫描件发到本消息列，无需再写证书 ID。
ending-revocation-sent-back = { $user } { $name } 未通过审核，需重新上传吊销确认函。
    .title = CA 要求重新上传吊销确认函
    .next = 请在控制台查看原因，将新的扫描件发到本消息列，无需再写证书 ID。
ending-confirmation-wanted = { $user } 该证书现在等待上传确认函。
    .title = CA 要求上传确认函
    .next = 请在控制台下载确认函，盖章后将扫描件发到本消息列，无需再写证书 ID。
ending-revocation-wanted = { $user } 有人申请吊销该证书，现在等待上传吊销确认函。
    .title = CA 要求上传吊销确认函
    .next = 如确需吊销，请将吊销确认函发到本消息列，无需再写证书 ID；如不需要，请在控制台撤回申请。
ending-reason = 腾讯云给出的原因是 { $reason }。
ending-rejected = { $user } { $name } 对应的申请未通过审核。
    .title = 审核失败
ending-information-missing = { $user } 腾讯云要求重新提交该证书的资料。
    .title = 待提交资料
    .next = 请在控制台提交资料并下载新的确认函，盖章后将扫描件发到本消息列，无需再写证书 ID。
ending-cancelled = { $user } 该证书的订单已取消，不再需要 { $name }。
    .title = 订单已取消
    .next = 如仍需要该证书，请在控制台重新申请。待控制台要求确认函时，将其发到这里，并写明当时显示的证书 ID。
ending-refunded = { $user } 该证书的订单已退款，不再需要 { $name }。
    .title = 订单已退款
    .next = 如仍需要证书，请在控制台购买，再将其确认函发到这里，并写明新的证书 ID。
ending-expired = { $user } 证书已过期。
    .title = 证书已过期
    .next = 请在控制台续费。新证书有新的证书 ID；待控制台要求其确认函时，将其发到这里，并写明新 ID。
ending-other = { $user } 该证书的状态已变为“{ $state }”。
    .title = 证书状态有变化
    .next = 请在控制台查看详情。
ending-still-open = { $user } { $name } 上传已 { $days } 天，仍无审核结果，我已停止关注该证书。
    .title = 仍无结果
    .next = 请在控制台查看还缺什么，或向腾讯云提交工单。

## Questions

question =
    { $count ->
       *[other] 请问 { $names } 对应哪个证书？
    }
    .several =
        { $count ->
           *[other] 您提到了 { $candidates }，{ $names } 对应哪一个？
        }
    .unknown =
        { $count ->
           *[other] 账号下没有证书 { $certificate }（ID 区分大小写；也可能属于其他账号或站点）。请问 { $names } 对应哪个证书？
        }
    .write = 请直接回复证书 ID，例如 { $example }。
    .pick = 请在下方选择，或直接回复该证书 ID。
    .choose = 请在下方选择，或直接回复证书 ID 或域名。
search-certificate = 按 ID 或域名搜索

which-file = 哪个文件是证书 { $certificate } 的确认函？只能上传一个；如有多页，请合并为一个 PDF 后重新发送。
    .pages = 哪个文件是证书 { $certificate } 的确认函？只能上传一个；若是同一份的多页，我可按此顺序合并。
choose-file = 请选择文件
button-join = 合并为一个 PDF

revocation = 此确认函将吊销证书
    .told = 该证书待上传吊销确认函，{ $name } 将作为吊销确认函上传。
    .next = 吊销后无法恢复。请确认已没有任何服务在使用该证书，再上传。
    .dialog-title = 确定吊销该证书？
    .dialog = 证书 { $certificate }（{ $domain }）的吊销确认函将送交 CA 机构，审核通过后即吊销该证书，且无法恢复。
button-revoke = 上传吊销确认函
button-do-not-send = 不上传
button-cancel = 取消

mended =
    { $pages ->
       *[other] { $why }，因此我将 { $names } 处理为 { $letter }（共 { $pages } 页）。
    }
    .title = 请核对处理后的确认函
    .changes = 处理内容：{ $changes }。
    .sizes = 大小由 { $before } 变为 { $after }。
    .open = 请打开本消息列中的文件核对
    .next = { $open }，将原样上传。文字和公章是否清晰？
    .for-console = { $why }，请上传本消息列中处理后的 { $letter }。
    .unasked = { $why }，因此我按机器人管理员的设置，在上传前处理了确认函。
mended-why =
    .joined = 这些文件是同一份确认函的页面
    .script = 该 PDF 在打开时会运行脚本
    .format = 腾讯云不支持 { $kind } 文件
    .size = 文件为 { $size }，超过腾讯云的 { $limit } 上限
    .brand = 对于该品牌的证书，腾讯云不支持 { $kind } 文件
    .pages = 只有部分页面是确认函
    .other = 腾讯云不接受原文件
change =
    .joined = 将各文件合并为一个 PDF
    .pages = 仅保留所选页面
    .converted = 由 { $was } 转换为 { $kind }
    .rendered = 将页面转为图片
    .shrunk = 降低分辨率
    .recompressed = 压缩
    .script = 删除脚本
    .rotated = 旋转至正向
    .greyscale = 转为灰度
    .location = 删除拍摄地点信息
    .metadata = 删除隐藏信息（相机等）
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
        [1] 此页过暗。如看不清，请在光线充足处重新扫描。
       *[other] 有一页过暗。如看不清，请在光线充足处重新扫描。
    }
    .too-coarse = { $pages ->
        [1] 此页像素过少。如小字看不清，请以更高分辨率重新扫描，或改发 PDF。
       *[other] 有一页像素过少。如小字看不清，请以更高分辨率重新扫描，或改发 PDF。
    }
    .missing-characters = 部分文字缺失：PDF 中未嵌入字体。请嵌入字体后重新保存 PDF。
    .annotations = PDF 上的线条、图形或图章批注未出现在处理后的页面中。请重新打印为 PDF 以保留它们。
    .signature = 处理后 PDF 的数字签名会失效。如 CA 机构需要该签名，请在签名的软件中另存为更小的 PDF。
    .attachments = 此 PDF 带有附件，处理后附件会丢失。如果确认函是其中的附件，请单独发送该文件。
doubt =
    .title = 确认函是否清晰？
    .blank = { $name } 是空白的，所有页面都没有内容。
    .too-dark = { $name } 过暗，难以辨认。
    .too-coarse = { $name } 像素过少，小字难以辨认。
    .next = 请打开文件核对：是否为正确的确认函，文字和公章是否清晰？如不是，请重新扫描，并发到本消息列。
button-send-mended = 上传此文件
button-send-another = 我另发一份

which-pages = { $names } 共有 { $count } 页。哪些页是证书 { $certificate } 的确认函？本消息列中的图片标有各页页码。
    .together = { $names } 的 { $count } 页无法在保持清晰的前提下合为一份确认函。哪些页是证书 { $certificate } 的确认函？本消息列中的图片标有各页页码。
    .choose = 请选择页面
    .one = 第 { $page } 页
    .more = 第 { $first } 至 { $last } 页

other-name = 确认函写的是 { $named }，而证书是 { $own }。
    .title = 确认函是否正确？
    .next = 请确认 { $name } 确实用于该证书，再上传。
button-send-anyway = 仍然上传

hint =
    .nonsense = 请直接回复证书 ID，例如 { $example }。
    .unknown-certificate = 账号下没有证书 { $said }（ID 区分大小写）。请从控制台复制证书 ID。
    .unknown-domain = 域名 { $said } 没有等待确认函的证书。请直接回复证书 ID，例如 { $example }。
    .several-for-domain = 域名 { $said } 有多个证书在等待确认函。请从上方选择，或直接回复证书 ID。
    .several-named = 您提到了 { $said }。请从上方选择，或只回复其中一个证书 ID。
    .not-offered = 请从上方选项中选择。
    .button = 请使用上方的按钮或菜单，或将更好的文件发到这里。

invitation = 请将证书 { $certificate } 的确认函发到这里。
    .forwarded = 您转发的消息中没有我能看到的文件。请将确认函直接发到这里。
    .forwarded-named = 您转发的消息中没有我能看到的文件。请将证书 { $certificate } 的确认函直接发到这里。

closed =
    .certificate = { $user } 为 { $name } 选择了证书 { $certificate }。
    .file = { $user } 为证书 { $certificate } 选择了文件 { $name }。
    .mended = { $user } 已核对 { $name }，同意为证书 { $certificate } 上传。
    .anyway = { $user } 仍同意为证书 { $certificate } 上传 { $name }。
    .joined = { $user } 选择将 { $count } 个文件合并为证书 { $certificate } 的一份确认函。
    .pages =
        { $count ->
           *[other] { $user } 选择了 { $names } 的第 { $pages } 页。
        }
    .another =
        { $count ->
           *[other] { $names } 未上传，{ $user } 将在本消息列中另发一份，无需再写证书 ID。
        }
    .replaced =
        { $count ->
           *[other] { $names } 未上传：证书 { $certificate } 已有更新的确认函。
        }
    .taken-back =
        { $count ->
           *[other] { $names } 已从 Slack 中移除，未上传任何文件。
        }
    .confirmed = { $user } 已确认上传证书 { $certificate } 的吊销确认函。
    .unconfirmed = { $days } 天内无人确认吊销证书 { $certificate }，{ $name } 未上传。如仍需吊销，请将确认函重新发到本消息列，无需再写证书 ID。
    .dismissed =
        { $count ->
           *[other] { $user } 已关闭该问题，{ $names } 未上传。
        }

## The form

form = 上传确认函
    .submit = 上传
    .certificate = 证书
    .search-hint = 列出等待确认函的证书；也可输入其他证书 ID，例如 { $example }（区分大小写）。
    .write-hint = 控制台中显示的证书 ID，例如 { $example }（区分大小写）。
    .file = 确认函
    .note = 备注
    .note-hint = 仅在 Slack 中与确认函一起显示，不会发送给腾讯云。

fault-unreadable = 未能读取此表单，未上传任何内容。机器人可能刚刚更新过，请关闭表单，重新打开后再填写；或将确认函发到给我的私信。
fault-certificate = 这不是证书 ID。证书 ID 是类似 { $example } 的 8 位字母和数字，请从控制台复制。
fault-misfit = 请核对证书 ID；可用“/letter 状态 { $certificate }”查看详情。
fault-no-file = 请添加确认函文件。
fault-several-files = 请只保留一个文件：腾讯云为每个证书只接收一个文件，请将全部页面合并为一个 PDF。
fault-file-type = 不支持此类文件。请选择 PDF、JPG、PNG，或 HEIC、WebP、TIFF 等照片。
fault-file-empty = 该文件为空，请重新保存或扫描确认函。
fault-file-too-small = 该文件过小：腾讯云要求不小于 { $smallest }，请重新扫描确认函。
fault-file-too-large = 该文件过大：我最多能处理 { $largest }。请以 150 dpi 重新扫描，或导出更小的 PDF。

## Lists

pending =
    { $count ->
        [0] 没有待上传确认函的证书
       *[other] { $count } 个证书待上传确认函
    }
    .page = 第 { $page } 页，共 { $pages } 页
    .last = 最近一次上传：{ $letter }
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
        [revoke] 上传吊销确认函
       *[confirm] 上传确认函
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
    .stage = 详情：{ $value }
    .product = 证书类型：{ $value }
    .alias = 备注名：{ $value }
    .names = 其他域名：{ $value }
    .ordered = 申请时间：{ $value }
    .valid = 有效期：{ $value }
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
home-more = 另有 { $count } 个：{ $command }
warning-may-not-list = 无法列出等待确认函的证书：机器人的腾讯云密钥无权查看证书列表。请联系机器人管理员：在访问管理（CAM）中授予 ssl:DescribeCertificates 权限。
warning-no-users-read = 无法区分访客与正式成员，也无法得知各人使用的语言，因此不显示列表，也无人能上传吊销确认函。请联系机器人管理员：添加 users:read 权限并重新安装 Slack 应用。
warning-slow = 腾讯云暂无响应，无法列出等待确认函的证书。请过几分钟再来查看。
help = 命令
    .form = `/letter` 或 `/letter ID`：打开上传确认函的表单
    .pending = `/letter 待办`：查看待上传确认函的证书
    .status = `/letter 状态 ID`：查看证书状态
    .history = `/letter 历史`：查看最近 20 份确认函，以及 CA 机构的审核结果
    .help = `/letter 帮助`：查看本帮助
    .nearest = 您是否要输入 { $command }？

## Told to one person

shortcut-no-file = 该消息中没有文件。请在带有确认函的消息上使用此快捷方式。
form-not-opened = 表单未能及时打开。请重试，或将确认函发送到这里，并写明证书 ID。
question-closed = 该问题已关闭：已有人回答，或已过期。详见该消息列。
watching-ended = 已停止关注该证书。
ask-again = 正在处理中，请稍候几秒再试。
no-status = 暂时无法查询证书 { $certificate } 的状态，请在控制台查看：{ $page }

## Sizes and lists

size-bytes = { $count } 字节
size-kilobytes = { $count } KB
size-megabytes = { $count } MB
list-comma = { $first }、{ $second }
no-name = 该文件
list-and = { $first } 和 { $second }
phrases = { $first }，{ $second }
    .and = { $first }，{ $second }
list-more = { $first } 及另外 { $count } 个

## The file at Slack

file-deleted = { $name } 在读取前已被删除。
    .why = Slack 中已没有该文件。
    .next = 请重新找到该文件，例如从您的电脑中。{ $again }
file-hidden = Slack 已不再提供 { $name } 的下载。
    .why = 该文件已超出当前 Slack 套餐保留的历史记录范围。
    .next = 请重新找到该文件，例如从您的电脑中。{ $again }
remote-file = { $name } 是指向其他服务的文件链接。
    .why = 我只能读取存储在 Slack 中的文件。
    .next = 请先下载该文件。{ $again }
slack-document = { $name } 是画布、邮件之类的 Slack 文档，不是文件。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请将盖章后的确认函存为 PDF、JPG 或 PNG 文件。{ $again }
file-not-visible = 我在 Slack 中看不到 { $name }。
    .why = 该文件未公开，或我不在分享该文件的频道中。
    .next = 请将文件重新上传到 Slack，或邀请我加入文件所在的频道。{ $again }
files-scope-missing = 无法从 Slack 下载 { $name }。
    .why = 我没有读取文件的权限，或无权访问该文件。
    .next = 请联系机器人管理员：为 Slack 应用添加 files:read 权限并重新安装。{ $again }
foreign-host = { $name } 存储在 { $host } 上，不在 Slack 中。
    .why = 为安全起见，我只从 Slack 下载文件。
    .next = 请先下载该文件。{ $again }如仍无效，请联系机器人管理员：检查 Slack API 地址的设置。
slack-unreachable = 多次尝试后仍未能从 Slack 下载 { $name }。
    .why = Slack 当前繁忙或无法访问。
    .next = 请等待几分钟。{ $again }
incomplete-download = { $name } 下载不完整：应为 { $expected }，实际收到 { $received }。
    .why = 从 Slack 下载时中断或受到干扰。
    .next = 请等待一分钟。{ $again }

## The letter itself

empty-file = { $name } 是空文件。
    .why = 文件中没有内容，可能是保存或扫描失败。
    .next = 请重新保存或扫描确认函。{ $again }
file-too-small = { $name } 仅有 { $size }。
    .why = 腾讯云要求文件不小于 { $limit }，该文件不像是完整的确认函。
    .next = 请重新扫描盖章后的确认函。{ $again }
file-too-large = { $name } 的大小为 { $size }。
    .why = 腾讯云要求文件不超过 { $limit }。
    .next = 请以 150 dpi 重新扫描，或导出更小的 PDF。{ $again }
truncated-file = { $name } 不完整：{ $format } 文件的结尾缺失。
    .why = CA 机构将无法打开该文件，可能是保存或上传时中断。
    .next = 请重新保存或扫描确认函，并确认能正常打开。{ $again }
web-page = { $name } 的内容是网页，不是确认函。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请下载确认函文件本身（可能需先登录相应网站）。{ $again }
office-document = { $name } 是{ $format ->
        [word] { " " }Word 文档
        [excel] { " " }Excel 表格
        [powerpoint] { " " }PowerPoint 演示文稿
        [opendocument] { " " }OpenDocument 文档
        [RTF] { " " }RTF 文档
       *[other] { " " }Office 文档
    }。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请打印、盖章后扫描；如文档中已有公章，可另存为 PDF。{ $again }
other-format = { $name } 是{ $format ->
        [video] 视频
        [audio] 音频
        [mail] 邮件
       *[other] { " " }{ $format } 文件
    }。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = { $format ->
        [mail] 如确认函是其附件，请将附件另存为文件。{ $again }
       *[other] 请扫描盖章后的确认函，或另存为 PDF。{ $again }
    }
archive = { $name } 是压缩文件（{ $format }）。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请解压，只取确认函这一个文件。{ $again }
executable = { $name } 是可执行程序，不是确认函。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请勿打开该文件，并核实其来源。{ $again }
unsupported-image = { $name } 是 { $format } 格式的图片。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请将图片另存为 JPG。{ $again }
unknown-file = { $name } 不是 PDF、JPG 或 PNG 文件。
    .why = 腾讯云仅支持这三种格式，以文件内容为准，与文件名无关。
    .next = 请扫描盖章后的确认函，或另存为 PDF。{ $again }
png-not-taken = { $name } 是 PNG 文件。
    .why = 对于该品牌的证书（WoTrus、DNSPod 国密 SM2），腾讯云支持 PDF、JPG、GIF，不支持 PNG。
    .next = 请将确认函保存为 PDF 或 JPG。{ $again }

## A look inside the letter

password-protected = { $name } 设有密码。
    .why = 腾讯云和 CA 机构都无法打开加密的文件。
    .next = 请去除密码后另存，或打印成新的 PDF。{ $again }
locked-for-people = { $name } 仅限特定人员打开。
    .why = 该文件没有通用密码，腾讯云和 CA 机构都无法打开。
    .next = 请向文件作者索取未加密的版本，或扫描盖章后的确认函。{ $again }
damaged-file = { $name } 无法打开：该 { $format } 文件已损坏。
    .why = CA 机构同样无法打开。可能是保存、扫描或传输时出了错。
    .next = 请重新保存或扫描确认函，并确认能正常打开。{ $again }
unreadable-image = { $name } 是我无法读取的特殊 { $format } 图片。
    .why = CA 机构可能也无法打开。
    .next = 请将图片另存为 JPG。{ $again }
no-pages = { $name } 是没有页面的 PDF。
    .why = 很可能是保存或导出时出了错。
    .next = 请重新保存或扫描确认函，并确认能看到内容。{ $again }
dynamic-form = { $name } 是只有 Adobe Reader 才能显示的表单。
    .why = CA 机构只会看到“无法显示此文档”的提示（XFA 表单）。
    .next = 请打印成新的 PDF，或打印、盖章后扫描。{ $again }
portfolio = { $name } 是 PDF 文件包，确认函是其中的某个文件。
    .why = CA 机构只会看到一页说明，看不到确认函。
    .next = 请从中将确认函另存为单独的文件。{ $again }
too-many-pages = { $name } 有 { $pages } 页。
    .why = 确认函只有几页，我最多支持 { $most } 页。
    .next = 请将盖章确认函的页面单独保存为 PDF。{ $again }
too-many-pixels = { $name } 有 { $megapixels }00 万像素。
    .why = 这种格式的图片我最多只打开 { $most }00 万像素，过大的图片可能含有恶意内容。
    .next = 请用 1200 万像素重新拍照，或另存为较小的 JPG。{ $again }
huge-page = { $name } 中有长或宽超过五米的页面。
    .why = 确认函不会这么大，文件可能含有恶意内容，或导出时出了错。
    .next = 请将确认函打印成新的 A4 PDF，或重新扫描。{ $again }
two-files-in-one = { $name } 中藏有另一种格式的文件。
    .why = 您看到的内容与 CA 机构看到的可能不同，这类文件常用于欺骗。
    .next = 请重新扫描盖章的确认函，或打印成新的 PDF。{ $again }
check-stopped = 无法检查 { $name }。
    .why = 打开它所需的时间或内存远超正常的确认函。
    .next = 请用 300 dpi 以下重新扫描确认函，或打印成新的 PDF。{ $again }
cannot-shrink = { $name } 无法在保持清晰的同时压缩到足够小。
    .why = 文件为 { $size }，而我会将确认函压缩到 { $limit } 以下，以确保腾讯云接受。
    .next = 请只扫描确认函的页面，使用 150 dpi 或黑白模式。{ $again }
too-large-to-mend = { $name } 的大小为 { $size }。
    .why = 腾讯云只接受小得多的文件，而我最多能压缩 { $limit } 的文件。
    .next = 请用 150 dpi 重新扫描，或导出较小的 PDF。{ $again }
cannot-show = { $name } 需要先处理，但我无法在本消息列中展示处理结果，因此未上传。
    .why = Slack 不允许我在此发送文件，而处理后的文件还没有人核对过。
    .next = 请联系机器人管理员：为 Slack 应用添加 files:write 权限并重新安装。{ $again }

## The drop

question-expired = { $days } 天内未收到证书 ID。
    .why = 没有证书 ID，无法确定确认函对应哪个证书。
    .next = 请在此回复证书 ID（可从控制台复制），无需重发文件。
nobody-agreed = { $days } 天内无人回答关于该确认函的问题。
    .why = 未得到回答，因此没有上传。
    .next = 请再核对一遍确认函。{ $again }
channel-not-allowed = 此频道不接收确认函。
    .why = 我只在 { $channels } 和给我的私信中接收。
    .next = 请发到上述频道或给我的私信，也可请机器人管理员开放此频道。
guest-not-allowed = 访客不能在此上传确认函。
    .why = 机器人管理员仅允许正式成员上传。
    .next = 请由正式成员代发，或请机器人管理员向访客开放。
external-not-allowed = 其他工作区的成员不能在此上传确认函。
    .why = 机器人管理员仅允许本工作区的成员上传。
    .next = 请由本工作区成员代发，或请机器人管理员向其他工作区开放。
not-in-usergroup = 仅 { $groups } 的成员可以在此上传确认函。
    .why = 机器人管理员限定了可上传的人员。
    .next = 请由其中的成员代发，或请机器人管理员将您加入。
not-a-revoker = 您不能确认吊销确认函，{ $groups } 可以。
    .why = 机器人管理员限定了可以吊销证书的人员。
    .next = 请其中一位来点击按钮。
second-person-needed = 这份吊销确认函须由另一位同事确认。
    .why = 吊销无法撤回，机器人管理员要求由两人完成。
    .next = 请一位同事查看确认函后点击按钮。
usergroups-unknown = 无法确认您是否可以上传确认函，未上传任何内容。
    .why = 仅特定用户组的成员可以上传，而 Slack 未提供成员名单。
    .next = 请联系机器人管理员：添加 usergroups:read 权限，重新安装 Slack 应用，并检查可使用的用户组。完成后请重新发送确认函。
person-unknown = 无法确认您是否为本工作区成员，因此不显示列表，您也不能上传吊销确认函。
    .why = Slack 未告知我谁是正式成员、访客或其他工作区的成员。
    .next = 请联系机器人管理员：添加 users:read 权限并重新安装 Slack 应用。您仍可发送确认函。

## The certificate takes no letter now

dv-certificate = 这是 DV 证书，无需确认函。
    .why = 对于 DV 证书，CA 机构只验证域名。
    .next = 如域名尚未验证，请在控制台完成验证。如该确认函属于其他证书，请直接回复那个证书 ID。
uploaded-certificate = 该证书是从外部上传到腾讯云的，并非在腾讯云购买。
    .why = 腾讯云只接收在腾讯云购买的证书的确认函。
    .next = 如证书 ID 有误，请直接回复正确的证书 ID；如无误，请将确认函交给该证书的销售方。
information-missing = 该证书尚未提交资料。
    .why = 提交资料后，腾讯云才接收确认函。
    .next = 如证书 ID 有误，请直接回复正确的证书 ID；如无误，请在控制台点击“提交资料”，下载该证书的确认函，盖章后发到这里，并写明证书 ID。
free-not-submitted = 这是免费证书，尚未提交资料。
    .why = 免费证书均为 DV 证书，CA 机构只验证域名，没有确认函。
    .next = 请在控制台提交资料并完成域名验证。如该确认函属于其他证书，请直接回复那个证书 ID。
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
        [dcv-timeout] 请在控制台重新申请证书。待控制台要求确认函时，将其发到这里，并写明当时显示的证书 ID。
       *[other] 请在控制台修改资料并重新提交，等待控制台再次要求确认函。{ $again }
    }
already-in-review = 该证书已在审核中。
    .why = { $stage ->
        [pre-reviewing] 腾讯云正在预审核。
        [legal-reviewing] 正在法务审核。
        [ca-reviewing] CA 机构正在审核。
        [pending-dcv] 目前缺少的不是确认函，而是域名验证。
        [wait-issue] 域名验证已通过，正在等待 CA 机构签发。
       *[other] 目前无需再上传确认函。
    }
    .next = { $stage ->
        [pending-dcv] 请尽快在控制台完成域名验证，超时订单会自动关闭。仅当需要更换确认函时，请在控制台重新上传。
        [wait-issue] 无需任何操作，请耐心等待。
       *[other] 请耐心等待；如 CA 机构来电核实，请及时接听。仅当需要更换确认函时，请在控制台重新上传（DNSPod 国密证书不支持更换）。
    }
dns-record-added = 腾讯云已为该证书添加 DNS 记录，正在验证域名。
    .why = 该证书目前等待的是域名验证，不是确认函。
    .next = 请耐心等待。如控制台随后要求确认函，请届时发到本消息列。
being-reissued = 该证书正在重颁发。
    .why = { $stage ->
        [pending-dcv] 目前缺少的不是确认函，而是域名验证。
        [wait-issue] 域名验证已通过，正在等待 CA 机构签发。
       *[other] 重颁发申请正在审核，当前不接收确认函。
    }
    .next = { $stage ->
        [pending-dcv] 请在控制台完成域名验证。
        [wait-issue] 无需任何操作，请耐心等待。
       *[other] 请耐心等待；如 CA 机构来电核实，请及时接听。如控制台随后要求确认函，请届时发到本消息列。
    }
being-revoked = 该证书正在吊销。
    .why = { $stage ->
        [pending-dcv] 目前缺少的不是确认函，而是域名验证。
       *[other] 吊销申请正在审核，无需再上传确认函。
    }
    .next = { $stage ->
        [pending-dcv] 请在三天内于控制台完成域名验证，否则吊销将失败。
       *[other] 无需上传任何文件。如尚未更换证书，请在服务器上部署其他证书。
    }
order-being-cancelled = 该证书的订单正在取消。
    .why = 取消期间不接收确认函。
    .next = 如证书 ID 有误，请直接回复正确的证书 ID。如仍需要该证书，请在控制台查看能否重新申请。
being-migrated = 该证书正在迁移。
    .why = 迁移期间不接收确认函。
    .next = 请等待迁移完成。届时如控制台要求确认函，请发到本消息列。
already-issued = { $ends ->
        [0] 该证书已签发。
       *[other] 该证书已签发，有效期至 { $ends }。
    }
    .why = 已签发的证书无需确认函。
    .next = 续费后的证书有新的 ID，如确认函属于新证书，请直接回复新的证书 ID。如需吊销该证书，请先在控制台申请吊销，再将吊销确认函发到这里，并写明证书 ID。
certificate-expired = { $ends ->
        [0] 该证书已过期。
       *[other] 该证书已过期（有效期至 { $ends }）。
    }
    .why = 已过期的证书不再接收确认函。
    .next = 如已续费，请直接回复新的证书 ID。如未续费，请在控制台续费；待控制台要求确认函时，将其发到这里，并写明新的证书 ID。
order-cancelled = 该证书的订单已取消。
    .why = 已取消的订单不再接收确认函。
    .next = 如证书 ID 有误，请直接回复正确的证书 ID。如仍需要证书，请在控制台重新申请。待控制台要求确认函时，将其发到这里，并写明当时显示的证书 ID。
certificate-revoked = 该证书已吊销。
    .why = 吊销无法撤回，该证书不再接收确认函。
    .next = 如证书 ID 有误，请直接回复正确的证书 ID。如需要新证书，请在控制台购买，再将其确认函发到这里，并写明新的证书 ID。
order-refunded = 该证书的订单已退款。
    .why = 已退款的订单不再接收确认函。
    .next = 如证书 ID 有误，请直接回复正确的证书 ID。如仍需要证书，请在控制台购买，再将其确认函发到这里，并写明新的证书 ID。
revocation-in-console = 该证书的吊销确认函只能在国际站控制台上传；您的文件格式和大小均符合要求。
    .why = 国际站的 API 不提供此操作。请注意，上传吊销确认函将吊销该证书，且无法撤回。
    .next =
        1. 保存本消息列中的确认函文件。
        2. 点击下方“在控制台查看”，登录该证书所属的账号。
        3. 在吊销申请页面点击“上传”，选中文件并确认。
unknown-state = 该证书处于我尚不了解的状态，即 { $status_name }（编号 { $status }）。
    .why = 该状态可能是腾讯云新增的。为避免出错，本次未上传。
    .next = 请在控制台查看该证书。如控制台要求确认函，请直接在控制台上传，并请机器人管理员升级机器人。

## The states of a certificate

state-0 = 审核中
state-1 = 已签发
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
stage-ca-reviewing = CA 机构审核中
stage-pending-dcv = 待完成域名验证
stage-wait-issue = 等待签发
stage-domain-refused = 域名未通过 CA 机构安全审查
stage-dcv-timeout = 域名验证超时
stage-papers-refused = 资料未通过 CA 机构审核

## No clear answer from Tencent Cloud

tencent-unreachable = 尝试 { $tries } 次仍无法连接腾讯云，未上传任何内容。
    .why = 网络或腾讯云暂时无法访问。
    .next = 请等待几分钟。{ $again }如多次失败，请联系机器人管理员：检查网络和腾讯云 API 地址的设置。
outcome-unclear = 已尝试上传确认函 { $tries } 次，但未收到腾讯云的明确结果。
    .why = 返回结果丢失或无法识别，且从证书状态无法判断是否已送达。
    .next = 请在控制台查看该证书。如仍在等待确认函，请重新发到本消息列。

## What Tencent Cloud answered: the certificate

certificate-not-found = 账号下没有此 ID 的证书。
    .why = 证书 ID 区分大小写；该证书也可能属于其他账号或站点（中国站、国际站）。
    .next = 请在此回复正确的证书 ID（可从控制台复制），无需重发文件。
certificate-not-waiting = 该证书当前不接收确认函。
    .why = 它可能正在审核或已签发，也可能尚未提交订单资料。
    .next = 请在控制台查看证书状态。如需补充资料，请先提交资料，再将确认函发到这里，并写明证书 ID。如证书 ID 有误，请直接回复正确的证书 ID。
certificate-invalid = 该证书不符合腾讯云接收确认函的条件。
    .why = 可能填写了其他证书的 ID，或订单当前状态不接收确认函。
    .next = 如证书 ID 有误，请直接回复正确的证书 ID；如无误，请在控制台查看证书状态，或向腾讯云提交工单，并附上 RequestId。
certificate-not-available = 该证书当前不接收确认函。
    .why = 订单正在变更或已关闭。
    .next = 请在控制台查看证书状态，待其要求确认函时重新发到本消息列。
certificate-from-elsewhere = 腾讯云不接收该证书的确认函。
    .why = 该证书并非在腾讯云购买，例如是从别处上传的。
    .next = 如证书 ID 有误，请直接回复正确的证书 ID；如无误，请将确认函交给该证书的销售方。
manager-not-ready = 腾讯云控制台中的公司管理人状态异常。
    .why = 管理人审核通过后，腾讯云才接收确认函。
    .next = 请在控制台“我的资料”中完善管理人信息，并等待审核通过。{ $again }

## What Tencent Cloud answered: the letter

letter-too-large = 腾讯云认为确认函文件过大。
    .why = 上限为 1.4 MB，腾讯云统计的大小可能大于文件本身。
    .next = 请将文件压缩到 1 MB 以内，例如以 150 dpi 扫描。{ $again }
letter-too-small = 腾讯云认为确认函文件过小。
    .why = 文件应不小于 1 KB 且内容清晰。
    .next = 请重新扫描盖章后的确认函，将全部页面放在一个文件中。{ $again }
letter-format = 腾讯云不支持该文件的格式。
    .why = 仅支持 PDF、JPG、PNG 格式。
    .next = 请将确认函重新保存为 PDF。{ $again }
letter-format-wosign = 对于该品牌的证书，腾讯云不支持此文件格式。
    .why = 该品牌（如 DNSPod 国密 SM2 证书）不支持 PNG。
    .next = 请将确认函保存为 PDF 或 JPG。{ $again }

## What Tencent Cloud answered: the way

console-only = 该确认函只能在腾讯云控制台上传；您的文件格式和大小均符合要求。
    .why = 这属于正常情况：部分确认函腾讯云已不再通过 API 接收。
    .next =
        1. 保存本消息列中的确认函文件。
        2. 点击下方“在控制台查看”，登录该证书所属的账号。
        3. 进入“上传确认函”，点击“上传”并选中文件，再点击“下一步”。
no-letter-for-dv = 这是 DV 证书。
    .why = DV 证书只需验证域名，没有确认函。
    .next = 请在控制台完成域名验证。如该确认函属于其他证书，请直接回复那个证书 ID。
order-in-process = 腾讯云仍在处理该订单。
    .why = 订单处理完成后才能接收确认函。
    .next = 请等待约十分钟。{ $again }
wrong-value = 腾讯云无法识别请求中的某个值。
    .why = 最常见的原因是证书 ID 有误；证书 ID 区分大小写。
    .next = 请在此回复正确的证书 ID（可从控制台复制），无需重发文件。

## What Tencent Cloud answered: for the bot admin

clock-wrong = 机器人所在服务器的时间不准确。
    .why = 时间相差超过五分钟的请求会被腾讯云拒绝。
    .next = 请联系机器人管理员：通过 NTP 校准服务器时间。{ $again }
secret-id-unknown = 腾讯云无法识别机器人的 API 密钥。
    .why = 该 SecretId 不存在、已禁用，或属于另一站点（中国站、国际站）。
    .next = 请联系机器人管理员：检查 SecretId 和腾讯云 API 地址的设置。{ $again }
signature-rejected = 机器人的请求签名未通过腾讯云验证。
    .why = 最常见的原因是 SecretKey 与 SecretId 不匹配。
    .next = 请联系机器人管理员：检查 SecretKey。{ $again }
session-token-expired = 机器人的临时密钥无效。
    .why = 临时密钥的 Token 有误或已过期。
    .next = 请联系机器人管理员：更新临时密钥及其 Token。{ $again }
mfa-required = 腾讯云要求多因素认证（MFA）。
    .why = 机器人无法完成此类认证。
    .next = 请联系机器人管理员：改用仅限 API 访问且无需 MFA 的子用户密钥。{ $again }
not-permitted = 机器人的密钥无权对该证书执行此操作。
    .why = 访问管理（CAM）策略未包含该操作、该证书或其所属项目。
    .next = 请联系机器人管理员：在访问管理（CAM）中授予机器人文档所列的四项 ssl 权限。{ $again }
address-refused = 腾讯云拒绝了来自机器人 IP 地址的请求。
    .why = 该地址被账号的网络访问规则拦截。
    .next = 请联系机器人管理员：将服务器 IP 地址加入账号的白名单。{ $again }
real-name-missing = 该腾讯云账号尚未实名认证。
    .why = 账号未通过实名认证，无法执行此操作。
    .next = 请联系机器人管理员：在控制台完成实名认证。{ $again }
service-role-missing = 该腾讯云账号缺少一项授权。
    .why = SSL 证书服务所需的服务角色尚未授权。
    .next = 请联系机器人管理员：打开控制台的 SSL 证书页面，授权服务角色。{ $again }
request-malformed = 腾讯云无法识别机器人的请求。
    .why = 可能是机器人存在缺陷，或腾讯云的 API 已变更。
    .next = 请联系机器人管理员：升级机器人；如仍无效，请反馈错误码和 RequestId。在此之前请在控制台上传确认函。
quota-exceeded = 该腾讯云账号的配额已用完。
    .why = 腾讯云不再接受该账号的此类请求。
    .next = 请联系机器人管理员：在控制台查看账号配额。{ $again }
operation-failed = 腾讯云未能完成上传。
    .why = 除下方信息外，未给出更具体的原因。
    .next = 请在控制台查看该证书。如仍等待确认函，请联系机器人管理员：向腾讯云提交工单，并附上 RequestId。
unknown-refusal = 腾讯云返回了我尚不了解的结果。
    .why = 目前只能参考下方信息。
    .next = 请联系机器人管理员：向腾讯云提交工单，并附上错误码和 RequestId。在此之前请在控制台上传确认函。

## What Tencent Cloud answered: Tencent Cloud itself

ca-busy = 腾讯云对接的 CA 机构当前繁忙。
    .why = 多次尝试后仍未确认收到该确认函。
    .next = 请等待约半小时。届时如控制台仍要求确认函，请重新发到本消息列。
internal-failure = 腾讯云发生内部错误。
    .why = 这与您的文件无关。
    .next = 请等待约半小时。届时如控制台仍要求确认函，请重新发到本消息列。如多次失败，请向腾讯云提交工单，并附上 RequestId。
too-many-requests = 该账号向腾讯云发送的请求过于频繁。
    .why = 同一账号下其他工具的请求也会计入。
    .next = 请等待几分钟。{ $again }
service-unavailable = 腾讯云 SSL 证书服务暂时不可用。
    .why = 服务可能过载或正在维护。
    .next = 请等待约半小时。届时如控制台仍要求确认函，请重新发到本消息列。
not-accepted = 腾讯云未接受该确认函。
    .why = 腾讯云未说明原因。
    .next = 请在控制台查看该证书。如仍等待确认函，请在控制台上传，或向腾讯云提交工单，并附上 RequestId。

## A bug of ours

mishap = 机器人出错，操作已中断。
    .why = 这是机器人的问题，与您无关。
    .next = 请联系机器人管理员：按编号 { $reference } 查找日志。如控制台仍要求确认函，请重新发到本消息列。

## Cue words

locales = zh, zh-Hans, zh-SG, zh-MY

cue-form = 上传, 提交, 表单, 新建, 上传确认函, 提交确认函
cue-pending = 待办, 待处理, 待上传, 待提交, 待确认, 等待, 列表, 清单, 未完成, 查看待处理
cue-status = 状态, 查询, 查看, 进度, 查询状态, 查看状态, 证书状态
cue-history = 历史, 记录, 历史记录, 最近, 日志, 查看历史
cue-help = 帮助, 说明, 用法, 使用说明, 怎么用, 使用帮助

cue-certificate = 证书(的)
cue-number = 编号, 号码, 代码, 号
cue-id = id(s)( )号
cue-domain = 域名, 网域, 网站, 站点

cue-letter = 确认(函|书|信)
cue-topic = 吊销, 盖章, 公章
cue-file-name = 吊销函
cue-follows = 确认(函|书|信), (吊|撤)销函, 盖章, 公章, 扫描, 附件, 如下, 下面, 接着, (稍|随)(后|等), 后(续|发), 马上, 这就

cue-thanks = 谢谢, 多谢, 感谢
cue-courtesy = 麻烦, 辛苦, 拜托, (您|你)好, 请, 这(个)是, 是, 了
cue-request = 上传, 提交, 发(送), 帮(忙), 一下, 附件
cue-is = (就)是, 为
cue-article = -
cue-and = 和, 及, 与, 或

cue-other-id = 订单, 工单, 用户, 任务, 项目, 账号, 账户, 请求, 客户, 域名, 实例, 员工, 会议, 微信, 设备, 镜像, 身份
cue-password = (密|暗)码, 口令, 令牌, (提取|解压|验证|邀请|激活|访问|授权|兑换)码
cue-unlocks = 解压
cue-serial = -
cue-no-id = -

cue-not = 不(是|用|要|该|应), 不能, 并非, 别, 勿
    .except = 是不是, 能不能, (特|分|级|类)别, (不(是|用|要|该|应)|别|勿)忘
cue-for = 用, 给, 传, 到
cue-wrong-behind = 不(对|行), 无关, 错, 不是!
cue-wrong-before = 错, 除(了)
cue-but = 而是
cue-hold = (先|暂|且)(别|不|勿), (别|勿|不要|不用)(再)(上|提|传|发), 草稿, (未|没)盖章
    .except = -
cue-doubt = 不, 没, 别, 勿, 非, 除, 错, 无, 取消, 作废, 忽略, 排除, 删
    .except = 不知(道), 是不是, 会不会, 行不行, 对不对, 能不能, 可不可, 好不好, 要不要, 用不用, 算不算, 不好意思,
    不(太)确定, 不清楚, 不急, 不过, 非常, (已|已经)盖, (写|填)错(了), 还没, 不(用|客)(谢|气), 别忘(了), 没(错|问题),
    (特|分|级|类)别
cue-state = (签|颁)发, (过|到)期, 完成
cue-settled = 已, 旧, 另, 明(天|日|早), 下周, 晚(点|些)再, 晚再, 再(发|说)
cue-question = 吗$, 呢$, 么$, 嘛$
cue-asks = 审核, (吊|撤)销了, 进度, 状态, 好了, 下(来|发), 通过, 几, 何, 哪, 谁, (什|怎)么, 多(么|久), 没有, 上传了, 提交了, 收到, 续,
    (有|失|生)效, 还, 有人, (发|用|办|到|看|签)了, 看过
    .except = -
cue-asks-outright = 进度, 状态, 什么时, 何时, 多久, 怎(么|)样, 到哪, 哪一步, 为(什|何), 谁的, 是谁, (签|颁)发(了)(没|吗)

cue-no-company = 公司, 单位, 机构, 组织, 名称, 全称, 简称, 以下, 类型, 性质, 申请企业, 申请人, 申请, 委托, 授权, 确认函, 声明, 证明, 同意, 盖章, 签章,
    公章, 签名, 签字, 日期, 电话, 邮箱, 地址, 法定代表人, 联系人, 甲方, 乙方, 隶属于, 所属, 特此, 关于, 兹有, 由, 为, 致, 兹, 系, 是, 与, 及, 即, 经, 给
