package style

import (
	"sync"

	"letterbox/ui/hypertext/css"
)

// agentSheet is how elements look that nobody styled (HTML section 15.3).
const agentSheet = `
address, article, aside, blockquote, body, center, dd, details, dialog, dir, div, dl, dt, fieldset, figcaption, figure,
footer, form, h1, h2, h3, h4, h5, h6, header, hgroup, hr, html, legend, listing, main, menu, nav, ol, optgroup, option,
p, plaintext, pre, search, section, summary, ul, xmp { display: block }
area, base, basefont, datalist, head, link, meta, noembed, noframes, param, rp, script, style, template, title,
audio, video, svg, iframe, object, embed, applet, frameset, frame, map area, dialog { display: none }
body { margin: 8px }
p, dl, blockquote, figure, listing, plaintext, pre, xmp, ol, ul, dir, menu { margin-top: 1qem; margin-bottom: 1qem }
blockquote, figure { margin-left: 40px; margin-right: 40px }
address, cite, dfn, em, i, var { font-style: italic }
b, strong, th { font-weight: bold }
h1 { font-size: 2em; margin: .67qem 0; font-weight: bold }
h2 { font-size: 1.5em; margin: .83qem 0; font-weight: bold }
h3 { font-size: 1.17em; margin: 1qem 0; font-weight: bold }
h4 { margin: 1.33qem 0; font-weight: bold }
h5 { font-size: .83em; margin: 1.67qem 0; font-weight: bold }
h6 { font-size: .67em; margin: 2.33qem 0; font-weight: bold }
article h1, aside h1, nav h1, section h1 { font-size: 1.5em; margin: .83qem 0 }
center { text-align: -webkit-center }
dd { margin-left: 40px }
ol, ul, dir, menu { padding-left: 40px }
ol { list-style-type: decimal }
ul, dir, menu { list-style-type: disc }
ul ul, ol ul, dir ul, menu ul { list-style-type: circle }
ul ul ul, ul ol ul, ol ul ul, ol ol ul { list-style-type: square }
ul ul, ul ol, ol ul, ol ol, dir ul, menu ul, dl dl, ul dl, ol dl, dl ul, dl ol { margin-top: 0; margin-bottom: 0 }
li { display: list-item }
code, kbd, samp, tt, pre, listing, plaintext, xmp { font-family: monospace }
pre, listing, plaintext, xmp { white-space: pre }
big { font-size: larger }
small { font-size: smaller }
sub { vertical-align: sub; font-size: smaller }
sup { vertical-align: super; font-size: smaller }
u, ins { text-decoration: underline }
s, strike, del { text-decoration: line-through }
mark { background: yellow; color: black }
nobr { white-space: nowrap }
a:link { text-decoration: underline }
hr { border: 1px inset gray; margin: .5em auto; color: gray; overflow: hidden }
fieldset { margin: 0 2px; border: 2px groove #c0c0c0; padding: .35em .75em .625em }
legend { padding: 0 2px }
table { display: table; border-collapse: separate; border-spacing: 2px; box-sizing: border-box; text-indent: 0; border-color: gray }
thead { display: table-header-group; vertical-align: middle }
tbody { display: table-row-group; vertical-align: middle }
tfoot { display: table-footer-group; vertical-align: middle }
tr { display: table-row; vertical-align: inherit }
td, th { display: table-cell; vertical-align: inherit; padding: 1px }
table > tr { vertical-align: middle }
th { text-align: center }
col { display: table-column }
colgroup { display: table-column-group }
caption { display: table-caption; text-align: -webkit-center }
img { overflow: hidden }
button, input, select, textarea { display: inline-block; font-size: 13.3333px; text-align: left; line-height: normal; text-indent: 0; letter-spacing: normal; white-space: normal; color: black }
button { text-align: center; padding: 1px 6px; border: 2px outset #767676; background: #efefef }
input, select, textarea { border: 2px inset #767676; background: white; padding: 1px 2px; width: 150px; height: 15px }
input[type=hidden] { display: none }
textarea { height: 30px }
select { height: 17px; width: 60px }
input[type=checkbox], input[type=radio] { width: 13px; height: 13px; padding: 0; border: 0; margin: 3px 3px 3px 4px }
ruby { display: inline }
rt { font-size: 50% }
`

// quirksSheet is what differs in quirks mode (HTML section 15.3.6).
const quirksSheet = `
table { white-space: normal; line-height: normal; font-weight: normal; font-size: medium; font-style: normal; text-align: start }
form { margin-bottom: 1em }
`

var agentRules = sync.OnceValue(func() []css.Rule { return css.ParseSheet(agentSheet, false) })

var quirksRules = sync.OnceValue(func() []css.Rule { return css.ParseSheet(quirksSheet, false) })
