'use strict';

/*
 * A proxy before one origin as the guides of Express and http-proxy-middleware show it: connections
 * to the origin are kept, and each request has a line in a log file (morgan, its combined format).
 */

const { createWriteStream } = require('node:fs');
const { Agent } = require('node:http');
const express = require('express');
const { createProxyMiddleware } = require('http-proxy-middleware');
const morgan = require('morgan');

const KEEP_MILLIS = 600_000;

const app = express();
app.disable('x-powered-by');
app.use(morgan('combined', { stream: createWriteStream('access.log', { flags: 'a' }) }));
app.use(
  createProxyMiddleware({
    target: `http://127.0.0.1:${process.env.PEER_ORIGIN}`,
    agent: new Agent({ keepAlive: true }),
    xfwd: true,
  }),
);

const server = app.listen(Number(process.env.PEER_PORT), '127.0.0.1');
// Node closes an idle connection after 5 s by default, and then a client's next request breaks.
server.keepAliveTimeout = KEEP_MILLIS;
