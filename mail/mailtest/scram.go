package mailtest

import (
	"crypto/tls"
	"encoding/base64"
	"errors"
	"slices"
	"strings"

	gosasl "github.com/emersion/go-sasl"
	"github.com/xdg-go/scram"
)

// prover is what the server sides of the mechanisms need that do not show the password: SCRAM, CRAM-MD5 and NTLM.
type prover struct {
	users    []memoryLogin
	offered  []string             // the mechanisms that the server announced
	channel  *tls.ConnectionState // nil on a clear connection
	leaf     []byte               // the server's certificate
	impostor bool                 // accept everybody without knowing a password
	refusal  error                // what a refused exchange ends with
	signIn   func(name string) error
}

// server returns the server side of a mechanism, nil for one that it does not have.
func (p prover) server(mech string) gosasl.Server {
	switch mech {
	case "CRAM-MD5":
		return &cramServer{prover: p}
	case "NTLM":
		return newNTLMServer(p)
	case "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS":
		return p.scram(mech, scram.SHA1)
	case "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS":
		return p.scram(mech, scram.SHA256)
	default:
		return nil
	}
}

func (p prover) scram(mech string, hash scram.HashGeneratorFcn) gosasl.Server {
	if p.impostor {
		return &impostor{prover: p}
	}
	server, err := hash.NewServer(func(name string) (scram.StoredCredentials, error) { return p.stored(hash, name) })
	if err != nil {
		return nil
	}
	s := &scramServer{prover: p}
	binding := serverBinding(p.channel)
	switch {
	case strings.HasSuffix(mech, "-PLUS"):
		s.conversation = server.NewConversationWithChannelBindingRequired(binding)
	case slices.Contains(p.offered, mech+"-PLUS"):
		s.conversation = server.NewConversationWithChannelBinding(binding)
	default:
		s.conversation = server.NewConversation()
	}
	return s
}

// stored makes what a server keeps of a password.
func (p prover) stored(hash scram.HashGeneratorFcn, name string) (scram.StoredCredentials, error) {
	for _, u := range p.users {
		if u.name == name {
			client, err := hash.NewClient(u.name, u.password, "")
			if err != nil {
				return scram.StoredCredentials{}, err
			}
			return client.GetStoredCredentialsWithError(scram.KeyFactors{Salt: "salt of " + name, Iters: 4096})
		}
	}
	return scram.StoredCredentials{}, errNoUser
}

// serverBinding is the channel binding that a client has to use.
func serverBinding(state *tls.ConnectionState) scram.ChannelBinding {
	switch {
	case state == nil:
		return scram.ChannelBinding{}
	case state.Version < tls.VersionTLS13:
		return scram.NewTLSUniqueBinding(state.TLSUnique)
	}
	binding, err := scram.NewTLSExporterBinding(state)
	if err != nil {
		return scram.ChannelBinding{}
	}
	return binding
}

// scramServer is the other side of SCRAM (RFC 5802): a refusal is explained in a last challenge first.
type scramServer struct {
	prover
	conversation *scram.ServerConversation
	ended        bool
}

func (s *scramServer) Next(response []byte) (challenge []byte, done bool, err error) {
	switch {
	case s.ended && s.conversation.Valid():
		return nil, true, s.signIn(s.conversation.Username())
	case s.ended:
		return nil, true, s.refusal
	case len(response) == 0:
		return []byte{}, false, nil
	}
	text, err := s.conversation.Step(string(response))
	s.ended = s.conversation.Done()
	if err != nil {
		s.ended, text = true, "e="+strings.TrimPrefix(text, "e=")
	}
	return []byte(text), false, nil
}

// impostor plays SCRAM without knowing a password: it accepts any proof, and makes its own one up.
type impostor struct {
	prover
	name string
	step int
}

func (i *impostor) Next(response []byte) (challenge []byte, done bool, err error) {
	i.step++
	switch i.step {
	case 1:
		_, rest, _ := strings.Cut(string(response), "n=") // without a name there is no nonce behind it either
		name, nonce, found := strings.Cut(rest, ",r=")
		if !found {
			return nil, true, errors.New("no first message")
		}
		i.name = name
		return []byte("r=" + nonce + "more,s=c2FsdA==,i=4096"), false, nil
	case 2:
		return []byte("v=" + base64.StdEncoding.EncodeToString(make([]byte, 32))), false, nil
	}
	return nil, true, i.signIn(i.name)
}
