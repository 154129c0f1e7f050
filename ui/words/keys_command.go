package words

// What the command line says for people.
const (
	CommandBound    Key = "command.bound"   // {0} address
	CommandUnbound  Key = "command.unbound" // {0} address
	CommandSynced   Key = "command.synced"  // {0} headers, {1} bodies
	CommandPassword Key = "command.password"
)

var commandSentences = map[Key]text{
	CommandBound:    {"已绑定 {0}。", "{0} is bound."},
	CommandUnbound:  {"已移除 {0}，服务器上的邮件不受影响。", "{0} is removed. Mail on the server stays."},
	CommandSynced:   {"新收取 {0} 封邮件，{1} 封正文。", "Fetched {0} new messages and {1} texts."},
	CommandPassword: {"密码或授权码：", "Password or authorization code: "},
}
