package assets

import _ "embed"

// ProvidersJSON is the catalogue of mail providers that package mail/provider loads. Its schema is documented there.
//
//go:embed providers.json
var ProvidersJSON []byte
