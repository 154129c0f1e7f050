package engine

import "letterbox/mail"

// input is what happened to a worker.
type input int

const (
	started input = iota
	signedIn
	pushed
	pulled
	news          // the server, the person or the clock asks for a round
	lost          // the connection, or a step, failed in a way that may pass
	refused       // only the person can change it
	wake          // the wait is over
	askedByPerson // Refresh
	spent         // the session served its time: a protocol that does not push has to sign in again
	stopped
)

// steps says what a worker does next where it depends on what it does now. An input that is not listed changes
// nothing.
var steps = map[mail.Activity]map[input]mail.Activity{
	mail.Stopped:        {started: mail.Connecting},
	mail.Connecting:     {signedIn: mail.Pushing},
	mail.Pushing:        {pushed: mail.Pulling},
	mail.Pulling:        {pulled: mail.Watching},
	mail.Watching:       {news: mail.Pushing, askedByPerson: mail.Pushing, wake: mail.Pushing, spent: mail.Connecting},
	mail.Waiting:        {wake: mail.Connecting, askedByPerson: mail.Connecting},
	mail.NeedsAttention: {askedByPerson: mail.Connecting},
}

// always says what a worker does whatever it did before.
var always = map[input]mail.Activity{stopped: mail.Stopped, refused: mail.NeedsAttention, lost: mail.Waiting}

// next says what a worker does after something happened. With steps and always it is the whole of the worker's
// policy; how long to wait is backoff's.
func next(now mail.Activity, in input) mail.Activity {
	if then, ok := always[in]; ok {
		return then
	}
	if then, ok := steps[now][in]; ok {
		return then
	}
	return now
}

// failure says which input an error is. A problem of our own disk is waited out like one of the network: the
// server has nothing to do with it and nothing is lost by trying again later.
func failure(p *mail.Problem) input {
	switch {
	case p.Code == mail.Canceled:
		return stopped
	case p.Retry == mail.RetryLater:
		return lost
	default:
		return refused
	}
}
