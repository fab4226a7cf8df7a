# Letterdrop 的全部简体中文文案。
#
# 每个问题有三段文字：发生了什么、.why（原因）、.next（怎么办）。键名即 bot/problems.py 中的类名，
# 变量即该类的字段。证书的控制台链接以按钮给出，文中只写“控制台”。变量与汉字之间留一个空格。

## Answers

heading-accepted = 确认函提交成功
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
    .next = 接下来由 CA 机构审核，OV 证书一般需 3–5 个工作日，EV 证书一般需 5–7 个工作日。期间 CA 可能致电贵公司核实，请留意接听；审核进度可在控制台查看。
again = { $name } 与腾讯云此前（{ $when }）接收的证书 { $certificate } 的确认函相同。
    .next = 本次未重复上传，您无需任何操作。仅当控制台再次要求上传确认函时，请在控制台上传，或重新扫描后发送到这里。

working = 正在上传证书 { $certificate } 的确认函 { $name } …

paragraph = { $first }{ $second }
label-file = 文件
label-error = 错误码
label-message = 腾讯云返回信息
label-request = RequestId
label-lookup = 状态查询的 RequestId
button-console = 在控制台查看
button-first = 查看首次回复

## Questions

question = 请问 { $name } 对应哪个证书？请在此回复证书 ID，即类似 { $example } 的 8 位字符。
    .several = 您提到的 { $candidates } 中，哪一个是 { $name } 对应的证书？请在此仅回复该证书 ID。
    .unknown = 账号下没有 ID 为 { $certificate } 的证书（ID 区分大小写）。请问 { $name } 对应哪个证书？请在此回复证书 ID，即类似 { $example } 的 8 位字符。

## Home and help

home-title = 如何提交确认函
home-steps =
    1. 将盖章后的确认函发送到与我的私信，或我所在的频道。
    2. 在同一条消息中写明证书 ID，即类似 { $example } 的 8 位字符。
    3. 我会将确认函上传至腾讯云，并在该消息下回复结果。
home-limits = 每个证书一个文件，包含全部页面；支持 PDF、JPG、PNG 格式，大小 { $smallest } 至 { $largest }。

## The message shortcut

shortcut-started = 正在处理，结果将回复在该消息下。
shortcut-known = 我已收到过该确认函，进展请查看该消息下的回复。如需重试，请重新发送文件。
shortcut-no-file = 该消息中没有文件。请在带有确认函的消息上使用此快捷方式。

## Sizes and lists

size-bytes = { $count } 字节
size-kilobytes = { $count } KB
size-megabytes = { $count } MB
list-comma = { $first } 、 { $second }
list-and = { $first } 和 { $second }

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
file-not-visible = 我在 Slack 中看不到 { $name } 这个文件。
    .why = 该文件未公开，或我不在分享该文件的频道中。
    .next = 请将文件重新上传到这里，并写明证书 ID；也可先邀请我加入该频道，再重新发送。
files-scope-missing = 文件 { $name } 无法从 Slack 下载。
    .why = 我没有读取文件的权限，或无权访问该文件。
    .next = 请联系机器人管理员：为 Slack 应用添加 files:read 权限并重新安装。完成后请重新发送确认函。
foreign-host = { $name } 存储在 { $host } 上，不在 Slack 中。
    .why = 为保护 Slack 令牌，我只从 Slack 下载文件。
    .next = 请下载该文件，再重新上传到这里。如仍无效，请联系机器人管理员：检查 SLACK_API_URL。
slack-unreachable = 多次尝试后仍未能从 Slack 取得 { $name } 这个文件。
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
truncated-file = { $name } 不完整：{ $kind } 文件的结尾缺失。
    .why = CA 机构将无法打开该文件，可能是保存或上传时中断。
    .next = 请重新保存或扫描确认函，确认能正常打开后再发送到这里，并写明证书 ID。
web-page = { $name } 的内容是网页，不是确认函。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请下载确认函文件本身（可能需先登录相应网站），再发送到这里，并写明证书 ID。
office-document = { $name } 是 { $kind ->
        [word] Word 文档
        [excel] Excel 表格
        [powerpoint] PowerPoint 演示文稿
        [opendocument] OpenDocument 文档
       *[other] Office 文档
    }。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请打印、盖章后扫描；如文档中已有公章，可另存为 PDF。然后发送到这里，并写明证书 ID。
archive = { $name } 是压缩文件（{ $kind }）。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请解压后将确认函作为单个文件发送到这里，并写明证书 ID。
executable = { $name } 是可执行程序，不是确认函。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请勿打开该文件，并核实其来源。然后将盖章后的确认函发送到这里，并写明证书 ID。
unsupported-image = { $name } 是 { $kind } 格式的图片。
    .why = 腾讯云仅支持 PDF、JPG、PNG 格式的文件。
    .next = 请将图片另存为 JPG，再发送到这里，并写明证书 ID。
unknown-file = { $name } 不是 PDF、JPG 或 PNG 文件。
    .why = 腾讯云仅支持这三种格式，以文件内容为准，与文件名无关。
    .next = 请扫描盖章后的确认函，或另存为 PDF，再发送到这里，并写明证书 ID。

## The drop

several-files = 您的消息中有 { $count } 个文件。
    .why = 腾讯云为每个证书只保留一个文件，因此每条消息请只发送一个文件。
    .next = 请将确认函的全部页面合并为一个 PDF，连同证书 ID 一起发送。如有多个证书，请分别发送。
question-expired = { $days } 天内未收到证书 ID。
    .why = 没有证书 ID，无法确定确认函对应哪个证书。
    .next = 请重新发送确认函，并写明证书 ID。
channel-not-allowed = 此频道不接收确认函。
    .why = 机器人管理员限定了可使用的频道。
    .next = 请发送到与我的私信或已开放的频道，也可请机器人管理员将此频道加入 LETTERDROP_CHANNELS。
guest-not-allowed = 访客不能在此提交确认函。
    .why = 机器人管理员仅允许正式成员提交。
    .next = 请由正式成员代为发送，或请机器人管理员设置 LETTERDROP_ALLOW_GUESTS。
external-not-allowed = 其他工作区的成员不能在此提交确认函。
    .why = 机器人管理员仅允许本工作区的成员提交。
    .next = 请由本工作区成员代为发送，或请机器人管理员设置 LETTERDROP_ALLOW_EXTERNAL。

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
    .next = 请从控制台复制证书 ID，并重新发送确认函。
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

console-only = 该确认函只能在腾讯云控制台上传；您的文件已通过这里的全部检查。
    .why = 这属于正常情况：部分确认函腾讯云已不再通过 API 接收。
    .next =
        1. 保存本消息列中的确认函文件。
        2. 在控制台打开该证书并登录。
        3. 选择“上传确认函”，选中文件并提交。
no-letter-for-dv = 这是 DV 证书。
    .why = DV 证书只需验证域名，没有确认函。
    .next = 无需上传任何文件，请在控制台完成域名验证。
order-in-process = 腾讯云仍在处理该订单。
    .why = 订单处理完成后才能接收确认函。
    .next = 请等待约十分钟，再重新发送确认函。
wrong-value = 腾讯云不接受请求中的某个值。
    .why = 最常见的原因是证书 ID 有误；证书 ID 区分大小写。
    .next = 请从控制台复制证书 ID，并重新发送确认函。

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
    .next = 请联系机器人管理员：在访问管理中授予 ssl:UploadConfirmLetter 和 ssl:DescribeCertificate 权限。完成后请重新发送确认函。
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
