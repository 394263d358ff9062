'use strict';

/*
 * A legacy system as one may stand behind the proxy: an Express application that uses what Express
 * offers, in the way its guide shows. It never answers anything random, so that an answer through
 * the proxy can be compared with one without it, byte for byte.
 */

const { createHash } = require('node:crypto');
const compression = require('compression');
const express = require('express');

const KIB = 1024;
const orders = Array.from({ length: 40 }, (_, number) => ({
  id: `order-${number + 1}`,
  from: 'legacy',
  note: 'Zwölf Teller, ein Krug – vorsichtig',
}));

const legacy = express();

legacy.get('/orders', (request, response) => response.json(orders));

legacy.get('/page', (request, response) => {
  response.send('<!doctype html><title>Orders</title><p>Grüße aus dem alten System</p>\n');
});

legacy.get('/cookies', (request, response) => {
  response.cookie('session', 'a b;c', { httpOnly: true, sameSite: 'lax', path: '/' });
  response.cookie('theme', 'dark', { maxAge: 60_000, expires: new Date(0) });
  response.append('Set-Cookie', 'odd=1; Path=/; Priority=High');
  response.send('set');
});

legacy.get('/moved', (request, response) => response.redirect(301, 'https://example.com/orders?a=1&b=%20'));
legacy.get('/elsewhere', (request, response) => response.redirect('../orders'));

legacy.get('/compressed', compression({ threshold: 0 }), (request, response) => response.json(orders));

legacy.get('/streamed', (request, response) => {
  response.type('text/plain');
  response.write('first\n');
  setImmediate(() => {
    response.write('second\n');
    response.end('last');
  });
});

legacy.get('/weird', (request, response) => {
  response.setHeader('x-WEIRD-cAsE', 'kept as a value: ÄÖ?'.replace(/[^\x20-\x7e]/g, '_'));
  response.setHeader('X-Multi', ['first', 'second', 'first']);
  response.setHeader('WWW-Authenticate', ['Basic realm="old, very old"', 'Negotiate']);
  response.setHeader('X-Empty', '');
  response.setHeader('Link', '</a>; rel="next", </b>; rel="last"');
  response.setHeader('Warning', '199 - "agent says, no"');
  response.status(401).type('text/plain; charset=iso-8859-1').send(Buffer.from([0xe4, 0xf6, 0x00, 0xff]));
});

legacy.get('/nothing', (request, response) => response.status(204).end());
legacy.get('/teapot', (request, response) => response.status(418).set('Cache-Control', 'no-store').end());
legacy.get('/broken', (request, response) => response.status(503).set('Retry-After', '7').send('resting'));

legacy.get('/file', (request, response) => response.sendFile(__filename));

legacy.get('/download/:kib', (request, response) => {
  const size = Number(request.params.kib) * KIB;
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at++) {
    bytes[at] = (at * 31 + (at >> 8)) & 0xff;
  }
  response.type('application/octet-stream').send(bytes);
});

legacy.post('/form', express.urlencoded({ extended: true }), (request, response) => {
  response.status(201).location('/orders/41').json(request.body);
});
legacy.post('/json', express.json(), (request, response) => response.json(request.body));
legacy.put('/echo', express.raw({ type: () => true, limit: '64mb' }), (request, response) => {
  response.type(request.get('Content-Type') ?? 'application/octet-stream').send(request.body);
});

legacy.post('/upload', (request, response) => {
  const digest = createHash('sha256');
  let count = 0;
  request.on('data', (piece) => {
    digest.update(piece);
    count += piece.length;
  });
  request.on('end', () => response.json({ count, sha256: digest.digest('hex') }));
});

/** What arrived, as it arrived: names and values in turn. */
legacy.all('/seen', (request, response) => {
  response.json({ method: request.method, url: request.url, fields: request.rawHeaders });
});

const server = legacy.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));

// The test that started it holds its input open: without the test it ends by itself.
process.stdin.resume().on('end', () => process.exit(0));
