# What the page itself says. What the bot says stands in the bot's own files.

## Around everything

page-title = { $place } · { $person } · Sandbox
skip = Skip to the messages
ended = The sandbox has ended. This page comes back by itself when the sandbox does.
sandbox = Sandbox
menu = Menu
theme = Switch between light and dark
channels = Channels
direct-messages = Direct messages
apps = Apps
home = App Home
you-are = You are
role-guest = guest
role-stranger = another workspace
workspace = Workspace
unread = { $place } (unread)
views = Views
channel = Channel
thread = Thread
cloud = Tencent Cloud
log = Bot's log
close-thread = Close thread
close = Close
app = APP
no-home = The app has not published a Home for you yet.
no-messages = Nothing here yet. Drop a letter below.

## Messages

messages = Messages
new = New
only-you = Only visible to you
dismiss = Dismiss message
edited = (edited)
deleted = This message was deleted.
file-deleted = This file was deleted.
replies =
    { $count ->
        [one] { $count } reply
       *[other] { $count } replies
    }
last-reply = Last reply at { $clock }
reacted = { $people } reacted with { $emoji }
forwarded = { $person }, forwarded from { $place }
linked = { $person }, linked from { $place }
said = { $person }: { $text }
size = { $size } KB
open-file = Open { $name }
download = Save { $name }

## What one does with a message

actions = Message actions
more = More actions
reply = Reply in thread
edit = Edit
edit-title = Edit message
delete = Delete
delete-title = Delete message
delete-sure = This cannot be undone.
delete-files = Delete its files too
forward = Forward
forward-title = Forward message
text = Text
to = To
save = Save
cancel = Cancel

## Writing

write = Message { $place }
write-reply = Reply…
send = Send
attach = Add files
remove = Remove { $name }
drop-here = Drop files to send them to { $place }
completions = Suggestions
letter-hint = the app's command: /letter help
person-hint = mention
app-hint = mention the app

## What the app asks

no-results = No results
type-more =
    { $count ->
        [one] Type one character to search
       *[other] Type { $count } characters to search
    }

## Notices

no-answer = The app did not answer in time.
no-command = { $command } is not a valid command.
no-command-in-threads = { $command } is not supported in threads. Sorry!
forwarded-notice = Forwarded.
required = Please complete this required field.
choose = Choose an option
