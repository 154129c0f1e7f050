package words

// What is said about binding cards.
const (
	CardOpen         Key = "card.open"
	CardTitle        Key = "card.title"   // {0} issuer
	CardFor          Key = "card.for"     // what the card is for: label
	CardExpires      Key = "card.expires" // label
	CardHelp         Key = "card.help"    // label
	CardHelpOpen     Key = "card.help-open"
	CardKey          Key = "card.key" // label
	CardByPolicy     Key = "card.by-policy"
	CardConfirmed    Key = "card.confirmed"
	CardUnknown      Key = "card.unknown"
	CardNotTrusted   Key = "card.not-trusted"
	CardCompare      Key = "card.compare"
	CardCompareHow   Key = "card.compare-how"
	CardChanged      Key = "card.changed"
	CardChangedHow   Key = "card.changed-how"
	CardServers      Key = "card.servers"
	CardUserName     Key = "card.user-name" // label
	CardUserWhole    Key = "card.user-whole"
	CardUserLocal    Key = "card.user-local"
	CardAuthority    Key = "card.authority" // label
	CardVouches      Key = "card.vouches"   // {0} names of authorities
	CardMatches      Key = "card.matches"
	CardInUse        Key = "card.in-use"
	CardPlaceholder  Key = "card.placeholder" // {0} domain
	CardNotFor       Key = "card.not-for"     // {0} domains
	CardSource       Key = "card.source"
	CardFingerprint  Key = "card.fingerprint" // label
	CardPublicKey    Key = "card.public-key"  // label
	CardSigned       Key = "card.signed"      // {0} path
	CardKeyMade      Key = "card.key-made"    // {0} path
	CardKeepKey      Key = "card.keep-key"
	PolicyCardKey    Key = "policy.card-key" // {0} name, {1} fingerprint
	CardIssuer       Key = "card.issuer"     // label
	CardUserNameForm Key = "card.user-form"  // {0} domain of the user name
)

var cardSentences = map[Key]text{
	CardOpen:         {"打开绑定卡", "Open a binding card"},
	CardTitle:        {"来自「{0}」的绑定卡", "Binding card from {0}"},
	CardIssuer:       {"签发者", "Issued by"},
	CardFor:          {"适用于", "For"},
	CardExpires:      {"有效期至", "Valid until"},
	CardHelp:         {"说明", "Help"},
	CardHelpOpen:     {"打开帮助页面", "Open the help page"},
	CardKey:          {"签名", "Signature"},
	CardByPolicy:     {"有效，密钥由这台电脑的管理员策略指定", "Valid, by a key that the policy of this computer names"},
	CardConfirmed:    {"有效，密钥已由您核对过", "Valid, by a key that you compared before"},
	CardUnknown:      {"有效，但密钥还没有核对过", "Valid, but nobody has compared the key yet"},
	CardNotTrusted:   {"有效，但密钥与以前核对过的不同", "Valid, but the key is not the one that was compared before"},
	CardCompare:      {"请核对密钥指纹", "Compare the fingerprint of the key"},
	CardCompareHow:   {"任何人都能做一张这样的卡。请把下面的指纹与管理员另外告诉您的逐组对照，完全一样再继续；没有收到指纹时，请先问管理员。", "Anybody can make a card like this. Compare the fingerprint below, group by group, with what your administrator gave you by other means. Go on only if all of it is the same; if you were given none, ask first."},
	CardChanged:      {"密钥与以前的不同", "The key is not the one from before"},
	CardChangedHow:   {"您以前核对过另一把密钥。可能是管理员换了密钥，也可能是有人冒充。请当面或打电话问管理员，指纹完全一样再继续。", "You compared another key before. Your administrator may have a new one, or somebody may pretend to be them. Ask in person or by phone, and go on only if the fingerprint is the same."},
	CardServers:      {"服务器和用户名", "Servers and user name"},
	CardUserName:     {"用户名", "User name"},
	CardUserWhole:    {"完整的邮箱地址", "the whole address"},
	CardUserLocal:    {"地址中 @ 之前的部分", "the part of the address before the @"},
	CardUserNameForm: {"{0}，后面接地址中 @ 之前的部分", "{0}, then the part of the address before the @"},
	CardAuthority:    {"证书机构", "Authority"},
	CardVouches:      {"{0}，只用于这些服务器", "{0}, for these servers only"},
	CardMatches:      {"指纹一致，继续", "It matches, go on"},
	CardInUse:        {"按绑定卡", "By binding card"},
	CardPlaceholder:  {"name@{0}", "name@{0}"},
	CardNotFor:       {"绑定卡只用于 {0}。这个地址会照常查找服务器。", "The binding card is only for {0}. Servers of this address are looked for as usual."},
	CardSource:       {"来自绑定卡", "From the binding card"},
	CardFingerprint:  {"密钥指纹", "Fingerprint of the key"},
	CardPublicKey:    {"公钥", "Public key"},
	CardSigned:       {"绑定卡已签好：{0}", "The binding card is signed: {0}"},
	CardKeyMade:      {"签名密钥已保存到 {0}", "The key to sign with is in {0}"},
	CardKeepKey:      {"请妥善保管这个文件：谁有它，谁就能以您的名义签绑定卡。把指纹另外告诉使用者，或者把公钥写进策略的 card_keys。", "Keep that file safe: whoever has it can sign binding cards in your name. Tell people the fingerprint by other means than the card, or put the public key into card_keys of the policy."},
	PolicyCardKey:    {"接受「{0}」签发的绑定卡，密钥指纹 {1}", "Binding cards signed by {0} are accepted, fingerprint of the key {1}"},
}
