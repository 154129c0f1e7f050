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

// next says what a worker does after something happened. It is the whole of the worker's policy; how long to wait
// is backoff's.
func next(now mail.Activity, in input) mail.Activity {
	switch in {
	case stopped:
		return mail.Stopped
	case refused:
		return mail.NeedsAttention
	case lost:
		return mail.Waiting
	}
	switch now {
	case mail.Stopped:
		if in == started {
			return mail.Connecting
		}
	case mail.Connecting:
		if in == signedIn {
			return mail.Pushing
		}
	case mail.Pushing:
		if in == pushed {
			return mail.Pulling
		}
	case mail.Pulling:
		if in == pulled {
			return mail.Watching
		}
	case mail.Watching:
		switch in {
		case news, askedByPerson, wake:
			return mail.Pushing
		case spent:
			return mail.Connecting
		}
	case mail.Waiting:
		if in == wake || in == askedByPerson {
			return mail.Connecting
		}
	case mail.NeedsAttention:
		if in == askedByPerson {
			return mail.Connecting
		}
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
