package model

import (
	"context"
	"slices"

	"letterbox/mail"
)

// OutboxState is the messages that are on their way.
type OutboxState struct {
	Open    bool // the person looks at it
	Items   []mail.Outgoing
	Problem *mail.Problem // it could not be read
	Failure *mail.Problem // something could not be done
	Stuck   int           // items that wait for the person
}

// OutboxView shows the outbox and lets people decide. It belongs to the UI goroutine.
type OutboxView struct {
	scope   *Scope
	outbox  Outbox
	edit    func(mail.Composition) // a message was taken back to be edited
	drop    func(mail.Composition) // a message was taken back to be deleted
	stuck   func(n int)            // messages that wait for the person came
	state   OutboxState
	changed func(OutboxState)
	loaded  bool
	reading slot
	again   bool
	order   sequence
}

// Stuck reports whether only the person can decide what happens to a message.
func Stuck(o mail.Outgoing) bool {
	return o.State == mail.OutgoingFailed || o.State == mail.OutgoingUnknown
}

// Recallable reports whether a message can be taken back: it is not being sent and was not.
func Recallable(o mail.Outgoing) bool {
	return o.State == mail.OutgoingQueued || Stuck(o)
}

// Observe sets who draws the state and has it drawn at once.
func (o *OutboxView) Observe(changed func(OutboxState)) {
	o.changed = changed
	changed(o.state)
}

// State returns what is shown.
func (o *OutboxView) State() OutboxState { return o.state }

// Show brings the outbox on screen, or takes it away.
func (o *OutboxView) Show(open bool) {
	if o.outbox == nil || open == o.state.Open {
		return
	}
	o.state.Open = open
	o.changed(o.state)
}

// Reload reads the outbox again. What is asked while an answer is awaited is asked once, afterwards.
func (o *OutboxView) Reload() {
	if o.outbox == nil {
		return
	}
	if o.reading.busy() {
		o.again = true
		return
	}
	run(o.scope, &o.reading, o.outbox.Outgoing, func(items []mail.Outgoing, err error) {
		o.state.Problem = mail.ProblemOf(err)
		if err == nil {
			o.take(items)
		}
		o.changed(o.state)
		if o.again {
			o.again = false
			o.Reload()
		}
	})
}

// take shows other items, and tells of those that came to need the person since the last time.
func (o *OutboxView) take(items []mail.Outgoing) {
	known := map[mail.OutgoingID]bool{}
	for _, i := range o.state.Items {
		known[i.ID] = Stuck(i)
	}
	o.state.Items, o.state.Stuck = nil, 0
	fresh := 0
	for _, i := range items {
		if i.State == mail.OutgoingCopied {
			continue
		}
		o.state.Items = append(o.state.Items, i)
		if Stuck(i) {
			o.state.Stuck++
			if !known[i.ID] {
				fresh++
			}
		}
	}
	if fresh > 0 && o.loaded && !o.state.Open {
		o.stuck(fresh)
	}
	o.loaded = true
	if had := len(known) > 0; had && len(o.state.Items) == 0 { // the last one has gone
		o.state.Open = false
	}
}

// Apply asks again when events say that the outbox changed.
func (o *OutboxView) Apply(events []mail.Event) {
	for _, e := range events {
		switch e.(type) {
		case mail.OutboxChanged, mail.Resync:
			o.Reload()
			return
		}
	}
}

// Retry sends a message again.
func (o *OutboxView) Retry(id mail.OutgoingID) { o.decide(id, o.outbox.Retry) }

// Arrived says that a message whose fate is unknown did arrive.
func (o *OutboxView) Arrived(id mail.OutgoingID) { o.decide(id, o.outbox.Settle) }

func (o *OutboxView) decide(id mail.OutgoingID, how func(context.Context, mail.OutgoingID) error) {
	o.order.do(o.scope,
		func(ctx context.Context) error { return how(ctx, id) },
		func(err error) {
			o.state.Failure = mail.ProblemOf(err)
			o.changed(o.state)
			o.Reload()
		})
}

// Edit takes a message back into a window.
func (o *OutboxView) Edit(id mail.OutgoingID) { o.recall(id, o.edit) }

// Delete takes a message back as a draft that is going to be discarded, unless the person takes that back.
func (o *OutboxView) Delete(id mail.OutgoingID) { o.recall(id, o.drop) }

func (o *OutboxView) recall(id mail.OutgoingID, then func(mail.Composition)) {
	var draft mail.Composition
	o.order.do(o.scope,
		func(ctx context.Context) error {
			var err error
			draft, err = o.outbox.Recall(ctx, id)
			return err
		},
		func(err error) {
			if o.state.Failure = mail.ProblemOf(err); err == nil {
				o.state.Items = slices.DeleteFunc(slices.Clone(o.state.Items), func(x mail.Outgoing) bool { return x.ID == id })
				then(draft)
			}
			o.changed(o.state)
			o.Reload()
		})
}
