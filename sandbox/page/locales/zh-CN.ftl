# 页面自身的文字；机器人的文字见机器人自己的文件。

## 页面各处

page-title = { $place } · { $person } · 沙盒
skip = 跳到消息
skip-to-write = 跳到撰写消息
ended = 沙盒已停止。重新启动后，本页会自动恢复。
sandbox = 沙盒
menu = 菜单
theme = 切换浅色与深色
channels = 频道
direct-messages = 私信
apps = 应用
home = 应用主页
you-are = 当前身份
role-guest = 访客
role-stranger = 其他工作区
workspace = 工作区
unread = { $place }（未读）
views = 视图
channel = 频道
thread = 消息列
cloud = 腾讯云
log = 机器人日志
close-thread = 关闭消息列
close = 关闭
app = 应用
no-home = 应用尚未为您发布主页。
no-messages = 这里还没有消息。请在下方发送一份确认函。

## 消息

messages = 消息
new = 新消息
only-you = 仅您可见
dismiss = 关闭此消息
edited = （已编辑）
deleted = 此消息已删除。
file-deleted = 此文件已删除。
replies = { $count } 条回复
last-reply = 最后回复于 { $clock }
reacted = { $people } 回应了 { $emoji }
forwarded = { $person }，转发自 { $place }
linked = { $person }，链接自 { $place }
said = { $person }：{ $text }
size = { $size } KB
open-file = 打开 { $name }
download = 保存 { $name }

## 对消息的操作

actions = 消息操作
more = 更多操作
reply = 在消息列中回复
edit = 编辑
edit-title = 编辑消息
delete = 删除
delete-title = 删除消息
delete-sure = 删除后无法恢复。
delete-files = 同时删除其中的文件
forward = 转发
forward-title = 转发消息
text = 文字
to = 发到
save = 保存
cancel = 取消

## 撰写

write = 发消息到 { $place }
write-reply = 回复…
send = 发送
attach = 添加文件
remove = 移除 { $name }
drop-here = 松开鼠标，将文件发到 { $place }
completions = 建议
letter-hint = 应用的命令：/letter 帮助

## 应用的提问

no-results = 没有结果
type-more = 请输入至少 { $count } 个字符

## 提示

gone = 该内容已不存在，页面已更新为当前内容。
no-certificate = 没有证书 ID 为 { $certificate } 的证书。
no-answer = 应用未及时响应。
no-command = { $command } 不是有效的命令。
no-command-in-threads = 消息列中不支持 { $command }。
forwarded-notice = 已转发。
required = 此项必填。

## 腾讯云、CA 机构与机器人

bot-starting = 机器人正在启动…
bot-ended = 机器人已停止，日志如下：
bot-again = 重新启动
bot-again-notice = 机器人正在重新启动。
log-empty = 机器人还没有输出日志。
log-none = 机器人由您自行启动，日志请在启动它的终端查看。
cloud-about = 这里的腾讯云和 CA 机构由您做主：确认函的结果由您决定。
day-passes = 过一天
day-hint = 审核中的每份确认函前进一步：预审核、法务审核、CA 机构审核、签发。
day-notice =
    { $count ->
        [0] 过了一天，没有审核中的确认函。
       *[other] 过了一天，{ $count } 份确认函前进了一步。
    }
today = 今天是 { $date }。
letters = 已收到的确认函
to-thread = 查看消息列
none-yet = 暂无。
letter-about = { $size } KB · { $clock } · 证书 { $certificate }
certificates-waiting = 待上传确认函
certificates-review = 审核中与已有结果
certificates-rest = 其他（{ $count }）
issue = 签发
send-back = 退回
reject = 驳回
revoke = 吊销
reject-title = 驳回确认函
reject-reason = 原因（CA 机构的措辞）
reject-usual = 公司名称与营业执照不一致。
end-notice = { $certificate } 审核完成，结果见确认函的消息列。
issue-notice = { $certificate } 已签发，结果见确认函的消息列。
send-back-notice = { $certificate } 需重新上传确认函，结果见消息列。
reject-notice = { $certificate } 已驳回，结果见消息列。
cancel-notice = { $certificate } 的订单已取消。
refund-notice = { $certificate } 已退款。
revoke-notice = { $certificate } 已吊销，结果见消息列。
stage-pre-reviewing = 预审核
stage-legal-reviewing = 法务审核
stage-ca-reviewing = CA 机构审核
stage-pending-dcv = 域名验证未完成
status-0 = 审核中
status-1 = 已通过
status-2 = 审核失败
status-3 = 已过期
status-4 = 已添加DNS记录
status-5 = 待提交资料
status-6 = 订单取消中
status-7 = 已取消
status-8 = 已提交资料，待上传确认函
status-9 = 证书吊销中
status-10 = 已吊销
status-11 = 重颁发中
status-12 = 待上传吊销确认函
status-13 = 免费证书待提交资料
status-14 = 已退款
status-15 = 证书迁移中
faults = 模拟故障
faults-on = 已开启的故障：{ $faults }。
fault-slow = 腾讯云响应缓慢
fault-busy = CA 机构系统繁忙
fault-denied = 没有权限
fault-lost = 响应丢失
start-over = 重新开始
start-over-title = 重新开始？
start-over-sure = 沙盒中的全部消息、文件和审核结果都会删除，机器人将以空数据库启动。
start-over-notice = 正在重新开始…

## 可以试试

greeting = 您好，我是 Letterdrop。请在这里发送盖章后的确认函并注明证书，我会上传到腾讯云，并在消息列中告知结果。一切都只在这台电脑上进行。
try-one = 试试下面几项：
tries = 可以试试
try-letter = 发送 flSFd6Fh 的盖章确认函
try-letter-text = 证书 flSFd6Fh 的确认函
try-photo = 5 MB 的手机照片
try-photo-text = 证书 Eq4hcD10 的确认函
try-forget = 忘写证书 ID
try-forget-text = 确认函已盖章，请查收。
try-word = Word 文件
try-word-text = 证书 a91hoLqi 的确认函
samples = 示例文件
sample-pdf = 盖章确认函
sample-photo = 手机照片
sample-word = Word 文件
sample-heic = iPhone 照片
sample-large = 文件过大
sample-broken = 文件损坏
sample-use = 将 { $name } 添加到消息
