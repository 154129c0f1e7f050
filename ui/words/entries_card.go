package words

// askForCard is what the administrator is asked for where a card cannot be used.
var askForCard = text{"请重新签发一张绑定卡（.mailbind）发给我。", "Could you sign a new binding card (.mailbind) and send it to me?"}

// cardClasses explain why a binding card is not used.
var cardClasses = map[string]entry{
	"CARD_UNREADABLE": {
		headlines: []text{{"读不懂这张绑定卡", "This binding card cannot be read"}},
		details: []text{
			{"它不是绑定卡，或者内容有错。什么都没有采用。", "It is no binding card, or something in it is wrong. Nothing of it was used."},
			{"具体是：{card-mistake}。", "In detail: {card-mistake}."},
		},
		advice: []text{
			{"向管理员重新要一份文件，不要用转发或改过的副本。", "Ask the administrator for the file again, rather than for a forwarded or edited copy."},
			{"没有绑定卡也可以绑定：返回，直接填邮箱地址。", "You can do without it: go back and type your address."},
		},
		ask: askForCard, who: WhoAdministrator, actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"CARD_NEWER": {
		headlines: []text{{"这张绑定卡要用更新的 Letterbox 打开", "This binding card needs a newer Letterbox"}},
		details:   []text{{"它是为以后的版本签发的，这个版本不认识其中的内容。", "It was made for a later version, and this one does not know what is in it."}},
		advice: []text{
			{"更新 Letterbox 后再打开它。", "Update Letterbox, then open it again."},
			{"不能更新时，请管理员签发旧版的绑定卡。", "If you cannot update, ask the administrator for a card of the earlier form."},
		},
		ask: askForCard, who: WhoYou, actions: []ActionKind{ActionRetry, ActionCopyAdmin},
	},
	"CARD_TAMPERED": {
		headlines: []text{{"这张绑定卡在签发之后被改过", "This binding card was changed after it was signed"}},
		details:   []text{{"签名与内容不符：文件在途中损坏，或者有人改过它。什么都没有采用。", "The signature does not fit: the file was damaged on its way, or somebody changed it. Nothing of it was used."}},
		advice: []text{
			{"不要再用这个文件。", "Do not use this file again."},
			{"请管理员用别的方式重新发一份，并告诉他这个文件从哪里来。", "Ask the administrator to send it another way, and tell them where this file came from."},
		},
		ask: text{"我收到的绑定卡签名不对，可能被改过。请重新发一份。", "The signature of the binding card that I got does not fit; it may have been changed. Could you send it again?"},
		who: WhoAdministrator, actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"CARD_EXPIRED": {
		headlines: []text{{"这张绑定卡已经过期", "This binding card has expired"}},
		details: []text{
			{"它的有效期到 {until} 为止。", "It was good until {until}."},
			{"已经绑定的邮箱不受影响。", "Mailboxes that are bound already stay as they are."},
		},
		advice: []text{
			{"请管理员签发一张新的。", "Ask the administrator for a new one."},
			{"有效期应当没到时，检查这台电脑的日期。", "If it should still be good, check the date of this computer."},
		},
		ask: askForCard, who: WhoAdministrator, actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"CARD_PLAIN": {
		headlines: []text{{"这张绑定卡要求不加密的连接", "This binding card wants a connection without encryption"}},
		details: []text{
			{"不加密时，密码会被路上的人看到。只有管理员的策略可以为 {host} 允许它，绑定卡不行。", "Without encryption anybody on the way could read your password. Only the administrator's policy can allow it for {host}; a card cannot."},
		},
		advice: []text{{"请管理员签发使用加密连接的绑定卡。", "Ask the administrator for a card with encrypted connections."}},
		ask:    text{"绑定卡里的服务器没有加密，请改用 TLS 后重新签发。", "The servers in the binding card are not encrypted. Could you sign one with TLS?"},
		who:    WhoAdministrator, actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"CARD_PUBLIC": {
		headlines: []text{{"这张绑定卡不能用于公共邮箱", "This binding card is for a public mail provider"}},
		details: []text{
			{"{card-domains} 是公共邮箱服务商的域名，它的服务器 Letterbox 已经知道，不需要绑定卡。", "{card-domains} belongs to a public provider. Letterbox knows its servers, and no card is needed."},
			{"这样的卡可能是想把您的密码引到别处。", "Such a card may be meant to lead your password elsewhere."},
		},
		advice: []text{{"返回，直接填邮箱地址。", "Go back and type your address."}},
		ask:    text{"绑定卡里有公共邮箱的域名，请去掉后重新签发。", "The binding card names a domain of a public provider. Could you sign one without it?"},
		who:    WhoYou, actions: []ActionKind{ActionEdit, ActionCopyAdmin},
	},
	"CARD_KEY_POLICY": {
		headlines: []text{{"管理员的策略不认这张绑定卡的密钥", "The administrator's policy does not accept the key of this card"}},
		details:   []text{{"这台电脑只认策略列出的密钥签的绑定卡。什么都没有采用。", "On this computer only cards count that a key of the policy signed. Nothing of this one was used."}},
		advice:    []text{{"请管理员用策略中的密钥签发，或者把这把密钥加进策略。", "Ask the administrator to sign with a key of the policy, or to add this key to it."}},
		ask:       text{"请用策略 card_keys 中的密钥签发绑定卡，或者把新的密钥加进去。", "Could you sign the binding card with a key that is in card_keys of the policy, or add the new key there?"},
		who:       WhoAdministrator, actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"CARD_UNCONFIRMED": {
		headlines: []text{{"还没有核对过这张绑定卡的密钥", "The key of this binding card has not been confirmed"}},
		details: []text{
			{"任何人都能做一张这样的卡。密钥指纹是 {sha256}。", "Anybody can make a card like this. The fingerprint of its key is {sha256}."},
			{"什么都没有采用，密码没有发出。", "Nothing of it was used, and your password was not sent."},
		},
		advice: []text{
			{"向管理员要密钥指纹，与绑定卡的对照。", "Ask the administrator for the fingerprint and compare it with that of the card."},
			{"在命令行中用 --card-key 给出管理员告诉您的指纹。", "On the command line, give the fingerprint that the administrator told you with --card-key."},
		},
		ask: text{"请把绑定卡密钥的指纹告诉我。", "Could you tell me the fingerprint of the key that signs the binding cards?"},
		who: WhoYou, actions: []ActionKind{ActionRetry, ActionCopyAdmin},
	},
	"CARD_KEY_OTHER": {
		headlines: []text{{"绑定卡的密钥不是管理员说的那一把", "The key of the card is not the one that was named"}},
		details: []text{
			{"绑定卡的密钥指纹是 {sha256}，给出的是 {pinned}。", "The fingerprint of its key is {sha256}; the one that was given is {pinned}."},
			{"什么都没有采用，密码没有发出。", "Nothing of the card was used, and your password was not sent."},
		},
		advice: []text{
			{"检查指纹有没有抄错。", "Check that the fingerprint was copied correctly."},
			{"没有抄错时不要用这张卡，并告诉管理员。", "If it was, do not use the card, and tell the administrator."},
		},
		ask: text{"绑定卡的密钥指纹与您告诉我的不同，请核实。", "The fingerprint of the binding card's key is not the one that you told me. Could you check?"},
		who: WhoAdministrator, actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"CARD_OTHER_DOMAIN": {
		headlines: []text{{"绑定卡不是给这个邮箱的", "The binding card is not for this mailbox"}},
		details:   []text{{"它只用于 {card-domains}。", "It is only for {card-domains}."}},
		advice: []text{
			{"检查邮箱地址有没有写对。", "Check the address."},
			{"绑定其他邮箱时，不用这张卡。", "For other mailboxes, leave the card out."},
		},
		ask: askForCard, who: WhoYou, actions: []ActionKind{ActionEdit, ActionCopyAdmin},
	},
	"CARD_UNOPENED": {
		headlines: []text{{"打不开这个文件", "This file could not be opened"}},
		details: []text{
			{"文件是 {path}。", "The file is {path}."},
			{"它可能已被移走，或者不允许您读取。", "It may have been moved, or you may not be allowed to read it."},
		},
		advice: []text{{"把文件存到自己的文件夹，再打开一次。", "Save the file in a folder of your own and open it again."}},
		ask:    askForCard, who: WhoYou, actions: []ActionKind{ActionRetry, ActionCopyAdmin},
	},
}
