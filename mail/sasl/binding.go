package sasl

import (
	"crypto/md5" //nolint:gosec // NTLM is defined with it
	"crypto/tls"
	"encoding/binary"

	"github.com/xdg-go/scram"
)

// channelBinding returns what ties an exchange to its TLS connection: tls-exporter for TLS 1.3 (RFC 9266), tls-unique
// before (RFC 5802 section 6), and where there is neither the hash of the server's certificate, tls-server-end-point
// (RFC 5929). We never resume sessions, from which tls-unique would suffer. It is not supported without TLS.
func channelBinding(state *tls.ConnectionState) scram.ChannelBinding {
	if state == nil {
		return scram.ChannelBinding{}
	}
	if state.Version >= tls.VersionTLS13 {
		if binding, err := scram.NewTLSExporterBinding(state); err == nil {
			return binding
		}
	}
	if len(state.TLSUnique) > 0 {
		return scram.NewTLSUniqueBinding(state.TLSUnique)
	}
	return endPoint(state)
}

// endPoint returns tls-server-end-point, unsupported where it is not defined for the certificate.
func endPoint(state *tls.ConnectionState) scram.ChannelBinding {
	binding, err := scram.NewTLSServerEndpointBinding(state)
	if err != nil {
		return scram.ChannelBinding{}
	}
	return binding
}

// bindingToken returns the MD5 of the gss_channel_bindings_struct (RFC 2744 section 3.11) with the hash of the
// server's certificate, as MsvAvChannelBindings holds it (MS-NLMP section 2.2.2.1); nil where there is none.
func bindingToken(state *tls.ConnectionState) []byte {
	if state == nil {
		return nil
	}
	binding := endPoint(state)
	if !binding.IsSupported() {
		return nil
	}
	data := append([]byte(string(binding.Type)+":"), binding.Data...)
	var addresses [16]byte                                                                             // of initiator and acceptor: unspecified and empty
	sum := md5.Sum(append(binary.LittleEndian.AppendUint32(addresses[:], uint32(len(data))), data...)) //nolint:gosec // as above
	return sum[:]
}
