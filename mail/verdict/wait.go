package verdict

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// longestWait bounds what a server may ask for: a day.
const longestWait = 24 * time.Hour

// spans find how long a server wants to be left alone: "try again in 15 minutes", "Suggested Backoff Time: 60000
// milliseconds", "retry after 300 seconds", "请 10 分钟后再试".
var spans = regexp.MustCompile(`(\d{1,9}) ?(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|毫秒|秒|分钟|分|个?小时)(?:[^a-z]|$)`)

// asksToWait are the words that a span has to stand near, so that a limit per hour is not taken for a wait of one.
var asksToWait = regexp.MustCompile(`again|retry|wait|back ?off|after|later|in \d|再试|重试|稍后|之后|后再|等待`)

// wait returns how long the server asked to be left alone, 0 when it did not say.
func (r Reply) wait() time.Duration {
	words := fold(r.Text)
	m := spans.FindStringSubmatch(words)
	if m == nil || !asksToWait.MatchString(words) || strings.Contains(words, " per "+m[2]) {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return min(time.Duration(n)*unit(m[2]), longestWait)
}

func unit(name string) time.Duration {
	switch {
	case strings.HasPrefix(name, "mil"), strings.HasPrefix(name, "ms"), name == "毫秒":
		return time.Millisecond
	case strings.HasPrefix(name, "s"), name == "秒":
		return time.Second
	case strings.HasPrefix(name, "m"), strings.HasPrefix(name, "分"):
		return time.Minute
	default:
		return time.Hour
	}
}
