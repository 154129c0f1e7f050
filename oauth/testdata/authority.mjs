// A certified authority (oidc-provider) on loopback, for tests. Its argument is the folder whose node_modules has
// oidc-provider. Prints "ready ISSUER", then obeys a line of standard input and answers "done": "revoke USER" ends the
// grants of a user, "withdraw USER" their access tokens only. It ends when standard input does.
import http from 'node:http';
import path from 'node:path';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';

const entry = path.join(process.argv[2], 'node_modules', 'oidc-provider', 'lib', 'index.js');
const { default: Provider } = await import(pathToFileURL(entry));
const users = { alice: 'pw', mallory: 'pw' };
const grants = []; // { accountId, grantId }
const tokens = []; // access tokens
let provider;

async function body(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
}

async function interaction(request, response) {
  const details = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html');
    response.end(`<form method="post" action="/interaction/${details.uid}"></form>`);
    return;
  }
  const form = await body(request);
  const finish = (result) => provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  if (form.get('deny')) return finish({ error: 'access_denied', error_description: 'the user said no' });
  const accountId = form.get('login');
  if (!users[accountId] || users[accountId] !== form.get('password')) {
    response.statusCode = 403;
    response.end('wrong password');
    return;
  }
  const grant = new provider.Grant({ accountId, clientId: details.params.client_id });
  grant.addOIDCScope(details.params.scope);
  const grantId = await grant.save();
  grants.push({ accountId, grantId });
  return finish({ login: { accountId, remember: false }, consent: { grantId } });
}

// withdraw ends a user's access tokens one by one; ending them by their grant would end it.
async function withdraw(user) {
  for (const token of tokens.filter((t) => t.accountId === user)) await token.destroy();
}

async function revoke(user) {
  await withdraw(user);
  for (const { grantId } of grants.filter((g) => g.accountId === user)) {
    await provider.RefreshToken.revokeByGrantId(grantId);
    const grant = await provider.Grant.find(grantId);
    if (grant) await grant.destroy();
  }
}

async function obey(line) {
  const [word, user] = line.split(' ');
  if (word === 'withdraw') await withdraw(user);
  if (word === 'revoke') await revoke(user);
  console.log('done');
}

const server = http.createServer((request, response) => {
  if (!request.url.startsWith('/interaction/')) return provider.callback()(request, response);
  interaction(request, response).catch((error) => { response.statusCode = 500; response.end(error.message); });
});

server.keepAliveTimeout = 0; // a mail server may come back on its connection at any time
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = new Provider(issuer, {
    clients: [{
      client_id: 'letterbox-test', application_type: 'native', token_endpoint_auth_method: 'none', response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      redirect_uris: ['http://127.0.0.1/', 'http://localhost/'],
    }, { // a mail server that asks about tokens
      client_id: 'mail-server', client_secret: 'introspection', grant_types: [], response_types: [], redirect_uris: [],
    }],
    scopes: ['openid', 'offline_access', 'email', 'mail'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => users[id] && { accountId: id, claims: () => ({ sub: id, email: `${id}@example.test`, email_verified: true }) },
    features: { devInteractions: { enabled: false }, deviceFlow: { enabled: true }, introspection: { enabled: true } },
    rotateRefreshToken: true,
    interactions: { url: (_, i) => `/interaction/${i.uid}` },
    ttl: { AccessToken: 3600, RefreshToken: 86400, AuthorizationCode: 60, Grant: 86400, Session: 86400, Interaction: 600, IdToken: 3600, DeviceCode: 600 },
    cookies: { keys: ['test'] },
  });
  provider.on('access_token.saved', (token) => tokens.push(token));
  console.log(`ready ${issuer}`);
});
readline.createInterface({ input: process.stdin }).on('line', obey).on('close', () => process.exit(0));
