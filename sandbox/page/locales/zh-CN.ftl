# 页面自身的文字；机器人的文字见机器人自己的文件。

## 页面各处

page-title = { $place } · { $person } · 沙盒
skip = 跳到消息
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
person-hint = 提及
app-hint = 提及应用

## 应用的提问

no-results = 没有结果
type-more = 请输入 { $count } 个字符开始搜索

## 提示

no-answer = 应用未及时响应。
no-command = { $command } 不是有效的命令。
no-command-in-threads = 消息列中不支持 { $command }。
forwarded-notice = 已转发。
required = 此项必填。
choose = 请选择
